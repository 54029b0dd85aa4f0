"""`hutong.yaml`: systems as their tester writes them down, into Targets."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from conformance.config.choosing import window_of
from conformance.config.entries import CredentialConfig, TargetConfig
from conformance.config.explaining import said
from conformance.config.names import NAME
from conformance.config.network_entries import AgreementConfig, SystemConfig
from conformance.model.target import Credential, Limits, Target, variable_of
from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.yaml_text import Document, read_yaml

_REFERENCE = re.compile(r"\$\{(env|file):([^}]+)\}")


class Config(BaseModel):
    """A hutong.yaml."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"anyOf": [{"required": ["targets"]}, {"required": ["systems"]}]}
    )
    version: Literal[1] = Field(1, description="The version of this format.")
    targets: dict[str, TargetConfig] = Field(default_factory=dict, description="Targets by name, each on its own.")
    systems: dict[str, SystemConfig] = Field(
        default_factory=dict, description="The systems of a network by name, and what each provides and consumes."
    )
    agreements: list[AgreementConfig] = Field(
        default_factory=list, description="What provider and consumer of a resource agreed."
    )

    @model_validator(mode="after")
    def _names_a_system_once(self) -> Self:
        if not self.targets and not self.systems:
            raise PydanticCustomError("no_system", "no target and no system")
        twice = sorted(self.targets.keys() & self.systems.keys())
        if twice:
            raise PydanticCustomError("twice", "{name}", {"name": twice[0]})
        return self

    @property
    def entries(self) -> dict[str, TargetConfig]:
        """Every target and every system, by name."""
        return {**self.targets, **self.systems}


def load_config(file: Path) -> tuple[Config, Document]:
    """Read and validate a hutong.yaml. Raises DataError with the line of what is wrong."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        text = Text(f"无法读取 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}")
        raise DataError(text, about="config") from None
    document = read_yaml(raw, str(file), "config")
    try:
        return Config.model_validate(document.value), document
    except ValidationError as error:
        raise _explained(error, document) from None


def _explained(error: ValidationError, document: Document) -> DataError:
    """The first departure, where it stands, and what was probably meant.

    An unknown field comes before a missing one: as a rule it is that one, misspelt.
    """
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    path = tuple(part for part in first["loc"] if part != "[key]")
    if first["type"] == "extra_forbidden":
        name = str(path[-1])
        text = Text(f"未知字段 `{name}`", f"unknown field `{name}`")
        return document.error(path, text, near(name, _fields(path[:-1])), "config")
    if first["type"] == "no_system":
        return document.error(
            (), Text("缺少字段 `targets` 或 `systems`", "missing field `targets` or `systems`"), about="config"
        )
    if first["type"] == "twice":
        name = str(first["ctx"]["name"])
        text = Text(f"`{name}` 在 targets 与 systems 中各有一个", f"`{name}` stands in targets and in systems")
        return document.error(("systems", name), text, Text("改其一之名", "give one of them another name"), "config")
    if first["type"] == "missing":
        text = Text(f"缺少字段 `{path[-1]}`", f"missing field `{path[-1]}`")
        return document.error(path[:-1], text, about="config")
    if document.value is None:
        return document.error((), Text("文件为空", "the file is empty"), about="config")
    where = ".".join(map(str, path)) or NAME
    known = re.findall(r"'([^']*)'", str(first.get("ctx", {}).get("expected", "")))
    hint = near(str(first["input"]), known) if known else None
    due = said(first["type"], first.get("ctx", {}), first["msg"])
    return document.error(path, Text(f"{where}：{due.zh}", f"{where}: {due.en}"), hint, "config")


def _fields(path: tuple[Any, ...]) -> list[str]:
    """The fields known at a path, found by the types of those above."""
    model: type[BaseModel] = Config
    for part in path:
        known = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
        model = next(_models(known.get(str(part))), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models an annotation speaks of: itself, or those of the list or mapping it is."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def target_of(config: Config, document: Document, name: str) -> Target:
    """One target of the file, or one system of its network, with its secrets filled in.

    Raises DataError for one that is not there or lacks a secret.
    """
    section = "systems" if name in config.systems or not config.targets else "targets"
    if name not in config.entries:
        text = Text(f"没有名为 `{name}` 的系统", f"there is no target `{name}`")
        raise document.error((section,), text, near(name, [*config.entries]), "config")
    entry = config.entries[name]
    credentials = {
        role: credential(role, given, entry, document, (section, name, "credentials", role, "token"))
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
        document=beside(document.file, entry.openapi),
        ca_file=beside(document.file, entry.ca_file),
        client=entry.client,
        version=entry.version,
        only=tuple(entry.only),
        exclude=tuple(entry.exclude),
        allowed=tuple(entry.hold_back.allow),
        window=window_of(entry.window) if entry.window else None,
        origin=(_from_here(document.file), document.place((section, name))[0]),
    )


def credential(
    role: str, given: CredentialConfig, entry: TargetConfig, document: Document, path: tuple[str, ...]
) -> Credential:
    """One credential with its secret filled in; `role` is the name it goes by. Raises DataError where it lacks one."""
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
    secret = os.environ.get(name) if source == "env" else _file_secret(beside(document.file, name))
    if not secret:
        zh = f"环境变量 {name} 未设置" if source == "env" else f"无法读取文件 {name}，或其为空"
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


def beside(config: str, name: str) -> str:
    """A file named in the config, as seen from the config's own folder; addresses stay as they are."""
    if not name or name.startswith(("http://", "https://")):
        return name
    return str(Path(config).parent / name)
