"""What the tester writes down of one system, in whichever section of a `hutong.yaml` it stands."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from conformance.config.choosing import HoldBackConfig, WindowWord
from conformance.model.clause import ROLES


def _number(text: str) -> str:
    try:
        ip_network(text, strict=False)
    except ValueError:
        raise PydanticCustomError("no_number", "no address", {"given": text}) from None
    return text


class CredentialConfig(BaseModel):
    """What one role sends to be known."""

    model_config = ConfigDict(extra="forbid")
    token: str = Field(description="${env:NAME} or ${file:PATH}; a literal only for a test environment.")
    header: str = Field("Authorization", description="The header that carries it.")
    prefix: str = Field("Bearer ", description="What stands before it in the header.")


class LimitsConfig(BaseModel):
    """Bounds of a run on this system."""

    model_config = ConfigDict(extra="forbid")
    request_seconds: float = Field(5.0, gt=0, le=120, description="Total time for one request, in seconds.")
    rate: float = Field(5.0, gt=0, le=10000, description="Requests a second; loopback runs at full speed.")
    requests: int = Field(5000, gt=0, le=1000000, description="Requests of one run at most.")
    seconds: float = Field(600.0, gt=0, le=86400, description="Seconds of one run at most.")
    body_bytes: int = Field(8 * 1024 * 1024, gt=0, le=1 << 30, description="Decoded bytes of one answer at most.")
    connections: int = Field(1, gt=0, le=64, description="Connections that may read at once; writes go one by one.")


class TargetConfig(BaseModel):
    """One system under test 被测系统."""

    model_config = ConfigDict(extra="forbid")
    address: str = Field(description="Where the system is, with its base path: https://host/base")
    profile: str = Field("general", description="The profile it is tested against.")
    environment: Literal["test", "production"] = Field(
        "production", description="Only a test environment is ever written to."
    )
    writes: bool = Field(False, description="Whether runs may create, change and withdraw records of their own.")
    openapi: str = Field("", description="The system's own OpenAPI document: a file or an address.")
    ca_file: str = Field("", description="Certificate authorities to trust besides those of this machine: a PEM file.")
    client_cert: str = Field("", description="The certificate to show a system that asks who calls: a PEM file.")
    client_key: str = Field("", description="Its private key: a PEM file; left out: in the same file.")
    client_key_password: str = Field("", description="The password of the key: ${env:NAME} or ${file:PATH}.")
    allow_address: list[Annotated[str, AfterValidator(_number)]] = Field(
        default_factory=list,
        description="Addresses or networks asked though link-local, multicast or of cloud metadata.",
    )
    client: str = Field("", description="Who has it tested 委托方; stands on the cover of a laboratory's report.")
    version: str = Field("", description="The version of the system that is tested 系统版本.")
    credentials: dict[Literal[ROLES], CredentialConfig] = Field(default_factory=dict, description="By role.")  # type: ignore[valid-type] # a literal made of the closed list of roles
    facts: dict[str, str | int | float | bool] = Field(
        default_factory=dict, description="Facts clauses may ask: mlps, zone, level, as_of …"
    )
    hold_back: HoldBackConfig = HoldBackConfig.model_validate({})
    only: list[str] = Field(
        default_factory=list, description="The operations to call, and no other of the document; as exclude names them."
    )
    exclude: list[str] = Field(
        default_factory=list,
        description="Operations never to call: id, path, METHOD path, or tag:NAME; * is a wildcard.",
    )
    window: WindowWord | None = Field(
        None, description="When it may be asked, as 22:00-06:00 (China); outside it nothing is sent."
    )
    limits: LimitsConfig = LimitsConfig.model_validate({})

    @model_validator(mode="after")
    def _shows_a_whole_identity(self) -> Self:
        if (self.client_key or self.client_key_password) and not self.client_cert:
            raise PydanticCustomError("no_certificate", "no certificate")
        return self
