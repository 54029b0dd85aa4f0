"""What the tester writes down of a network: its systems, what each provides and consumes, and what they agreed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from conformance.config.entries import CredentialConfig, TargetConfig
from conformance.model.network import LEVELS, AdministrativeLevel, Party, Zone

LEVEL_WORDS = {"国家": "nation", "省": "province", "市": "city", "县": "county"}
ZONE_WORDS = {"internet": "互联网", "extranet": "政务外网", "private": "专网"}
PARTY_WORDS = {"提供方": "provider", "使用方": "consumer", "平台": "platform"}


def _word(words: Mapping[str, str]) -> Callable[[Any], Any]:
    return lambda value: words.get(value, value) if isinstance(value, str) else value


def _choices(words: Mapping[str, str], own: tuple[str, ...]) -> WithJsonSchema:
    return WithJsonSchema({"enum": [*own, *words]})


def _digits(value: Any) -> Any:
    """A code of digits alone is a number to YAML and to nobody else."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


LevelWord = Annotated[AdministrativeLevel, BeforeValidator(_word(LEVEL_WORDS)), _choices(LEVEL_WORDS, LEVELS)]
ZoneWord = Annotated[Zone, BeforeValidator(_word(ZONE_WORDS)), _choices(ZONE_WORDS, get_args(Zone))]
PartyWord = Annotated[Party, BeforeValidator(_word(PARTY_WORDS)), _choices(PARTY_WORDS, get_args(Party))]
Code = Annotated[str, BeforeValidator(_digits), WithJsonSchema({"type": ["string", "integer"]})]


class ProvisionConfig(BaseModel):
    """A resource this system provides 提供."""

    model_config = ConfigDict(extra="forbid")
    resource: Code = Field(description="The code of the resource.")
    record: str = Field("", alias="schema", description="The JSON Schema of one record: a file, JSON or YAML.")
    previous: str = Field("", description="The schema of the version before: a file.")
    request: str = Field("", description="The JSON Schema of a request it accepts for the resource: a file.")


class ConsumptionConfig(BaseModel):
    """A resource this system needs 使用."""

    model_config = ConfigDict(extra="forbid")
    resource: Code = Field(description="The code of the resource.")
    provider: str = Field("", description="The system it comes from; may be left out where only one provides it.")
    record: str = Field("", alias="schema", description="The JSON Schema of what is taken: a file, JSON or YAML.")
    samples: str = Field("", description="Records known to be taken: a JSON file, a list or one record.")
    request: str = Field("", description="The JSON Schema of the requests this system sends for it: a file.")
    key: str = Field("", description="The member that identifies an entity.")
    mirror: Code = Field("", description="The resource in which this system itself holds the same entities.")
    methods: list[str] = Field(default_factory=list, description="The ways of delivery it uses; empty: all offered.")


class DutyConfig(BaseModel):
    """One duty of an agreement 责任."""

    model_config = ConfigDict(extra="forbid")
    id: Code = Field(description="What the agreement calls it.")
    party: PartyWord = Field(description="Whose duty it is.")
    text: str = Field("", description="What it says.")
    clauses: list[str] = Field(default_factory=list, description="The clauses by which it is tested.")


class AgreementConfig(BaseModel):
    """What provider and consumer of a resource agreed 共享协议."""

    model_config = ConfigDict(extra="forbid")
    id: Code = Field(description="Its number.")
    provider: str = Field(description="The system that provides.")
    consumer: str = Field(description="The system that consumes.")
    resource: Code = Field(description="The code of the resource.")
    rights: list[str] = Field(default_factory=list, description="What the consumer may do with it.")
    duties: list[DutyConfig] = Field(default_factory=list, description="Who must do what.")
    begins: str = Field("", description="The first day of its term: 2026-01-01.")
    ends: str = Field("", description="The last day of its term.")
    contact: str = Field("", description="Whom to ask.")
    escalation: list[str] = Field(default_factory=list, description="Who settles disputes, in order.")


class SystemConfig(TargetConfig):
    """One system of a network 系统."""

    department: str = Field(min_length=1, description="The department that answers for it.")
    uscc: Code = Field(description="The unified social credit code of the department 统一社会信用代码.")
    level: LevelWord = Field(description="The level of government 层级.")
    region: Code = Field(description="The division code of GB/T 2260 行政区划代码; 100000 for the nation.")
    parent: str = Field("", description="The system one level up.")
    zone: ZoneWord = Field("政务外网", description="The network it stands in 网络区域.")
    platform: str = Field(
        "", description="The exchange platform it delivers through; by default itself or that of its nearest parent."
    )
    catalogue: str = Field(
        "", description="The catalogue its resources are found in; by default itself or that of its nearest parent."
    )
    accounts: dict[str, CredentialConfig] = Field(
        default_factory=dict, description="What it is known by at other systems, by their names; else by its place."
    )
    provides: list[ProvisionConfig] = Field(default_factory=list, description="Resources it provides.")
    consumes: list[ConsumptionConfig] = Field(default_factory=list, description="Resources it needs.")
