"""`hutong.yaml`: targets as their tester writes them down, into Targets."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from conformance.model.clause import ROLES
from conformance.model.target import Credential, Limits, Target, variable_of
from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.yaml_text import Document, read_yaml

NAME = "hutong.yaml"
_REFERENCE = re.compile(r"\$\{(env|file):([^}]+)\}")


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
    ca_file: str = Field("", description="Certificate authorities to trust besides the system's own.")
    credentials: dict[Literal[ROLES], CredentialConfig] = Field(default_factory=dict, description="By role.")  # type: ignore[valid-type] # a literal made of the closed list of roles
    facts: dict[str, str | int | float | bool] = Field(
        default_factory=dict, description="Facts clauses may ask: mlps, zone, level, as_of …"
    )
    limits: LimitsConfig = LimitsConfig.model_validate({})


class Config(BaseModel):
    """A hutong.yaml."""

    model_config = ConfigDict(extra="forbid")
    version: Literal[1] = Field(1, description="The version of this format.")
    targets: dict[str, TargetConfig] = Field(min_length=1, description="Targets by name.")


def find_config(start: Path) -> Path | None:
    """The nearest hutong.yaml upward from a folder, to the root of its repository."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
        if (folder / ".git").exists():
            return None
    return None


def load_config(file: Path) -> tuple[Config, Document]:
    """Read and validate a hutong.yaml. Raises DataError with the line of what is wrong."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        text = Text(f"读不到 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}")
        raise DataError(text, about="config") from None
    document = read_yaml(raw, str(file), "config")
    try:
        return Config.model_validate(document.value), document
    except ValidationError as error:
        raise _explained(error, document) from None


def _explained(error: ValidationError, document: Document) -> DataError:
    """The first departure, where it stands, and what was probably meant."""
    first = error.errors()[0]
    path = tuple(part for part in first["loc"] if part != "[key]")
    if first["type"] == "extra_forbidden":
        name = str(path[-1])
        text = Text(f"未知字段 `{name}`", f"unknown field `{name}`")
        return document.error(path, text, near(name, _fields(path[:-1])), "config")
    if first["type"] == "missing":
        text = Text(f"缺少字段 `{path[-1]}`", f"missing field `{path[-1]}`")
        return document.error(path[:-1], text, about="config")
    where = ".".join(map(str, path)) or NAME
    hint = near(str(path[-1]), [*ROLES]) if "credentials" in path and first["type"] == "literal_error" else None
    return document.error(path, Text(f"{where}：{first['msg']}", f"{where}: {first['msg']}"), hint, "config")


def _fields(path: tuple[Any, ...]) -> list[str]:
    """The fields known at a path, by its depth: the file, a target, and what stands below one."""
    below: Mapping[str, type[BaseModel]] = {"limits": LimitsConfig, "credentials": CredentialConfig}
    model: type[BaseModel] = Config if not path else TargetConfig
    if len(path) > 2:
        model = below.get(str(path[2]), TargetConfig)
    return [*model.model_fields]


def target_of(config: Config, document: Document, name: str) -> Target:
    """One target of the file, its secrets filled in. Raises DataError for one that is not there or lacks a secret."""
    if name not in config.targets:
        text = Text(f"没有名为 `{name}` 的系统", f"there is no target `{name}`")
        raise document.error(("targets",), text, near(name, [*config.targets]), "config")
    entry = config.targets[name]
    credentials = {
        role: _credential(role, given, entry, document, ("targets", name, "credentials", role, "token"))
        for role, given in entry.credentials.items()
    }
    return Target(
        name=name,
        address=entry.address,
        kind=entry.profile,
        environment=entry.environment,
        writes=entry.writes,
        credentials=credentials,
        facts=entry.facts,
        limits=Limits(**entry.limits.model_dump()),
        document=_beside(document.file, entry.openapi),
        ca_file=_beside(document.file, entry.ca_file),
        origin=(_from_here(document.file), document.place(("targets", name))[0]),
    )


def _credential(
    role: str, given: CredentialConfig, entry: TargetConfig, document: Document, path: tuple[str, ...]
) -> Credential:
    variable = variable_of(role)
    match = _REFERENCE.fullmatch(given.token)
    if match is None:
        if entry.environment != "test":
            text = Text(
                "生产环境的凭据不得写在文件里", "a credential of a production system must not stand in the file"
            )
            hint = Text(f"改用 ${{env:{variable}}}", f"use ${{env:{variable}}}")
            raise document.error(path, text, hint, "secret")
        return Credential(role, variable, given.header, given.prefix, given.token)
    source, name = match.groups()
    if source == "env":
        variable = name
    secret = os.environ.get(name) if source == "env" else _file_secret(_beside(document.file, name))
    if not secret:
        zh = f"环境变量 {name} 未设置" if source == "env" else f"读不到文件 {name}，或其为空"
        en = f"the environment variable {name} is not set" if source == "env" else f"{name} cannot be read or is empty"
        role_path = ".".join(path)
        text = Text(f"{zh}（{role_path}）；未发送任何请求", f"{en} ({role_path}); nothing was sent")
        raise document.error(path, text, about="secret")
    return Credential(role, variable, given.header, given.prefix, secret)


def _file_secret(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _from_here(file: str) -> str:
    """A file as seen from the folder the command runs in; its name where it lies elsewhere."""
    path, here = Path(file).resolve(), Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name


def _beside(config: str, name: str) -> str:
    """A file named in the config, as seen from the config's own folder; addresses stay as they are."""
    if not name or name.startswith(("http://", "https://")):
        return name
    return str(Path(config).parent / name)
