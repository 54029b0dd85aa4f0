"""`hutong.yaml`: systems as their tester writes them down, into Targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from conformance.config.choosing import window_of
from conformance.config.entries import CredentialConfig, TargetConfig
from conformance.config.explaining import PLAIN, said
from conformance.config.hiding import hidden, sayable, without_source
from conformance.config.names import NAME
from conformance.config.network_entries import AgreementConfig, SystemConfig
from conformance.config.secrets import credential
from conformance.config.years import years_beside
from conformance.model.target import ClientCertificate, Limits, Reach, Target
from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.files import NotRead, read_file, read_plain
from conformance.norms.yaml_text import Document, read_yaml
from conformance.norms.yaml_text import Path as Place

_KINDS_OF_FACTS = {("str",), ("int",), ("float",), ("bool",)}


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
    working_days: list[str] = Field(
        default_factory=list,
        description="Files of working days, one a year, beside or instead of those of the release.",
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
    """Read a hutong.yaml. Raises DataError, with the line of what is wrong where no secret stands in it."""
    raw = read_file(file, "config")
    try:
        document = hidden(read_yaml(raw, str(file), "config"))
    except DataError as error:
        raise without_source(error, raw) from None
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
    is_plain = path[-1:] in _KINDS_OF_FACTS and "facts" in path  # of a fact, which kind it was tried as is told last
    path = path[:-1] if is_plain else path
    if first["type"] == "extra_forbidden":
        name = str(sayable(path)[-1])
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
    where = ".".join(map(str, sayable(path))) or NAME
    known = re.findall(r"'([^']*)'", str(first.get("ctx", {}).get("expected", "")))
    hint = near(str(first["input"]), known) if known else None
    due = PLAIN if is_plain else said(first["type"], first.get("ctx", {}), first["msg"])
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
        facts=_facts(entry, document, (section, name, "facts")),
        limits=Limits(**entry.limits.model_dump()),
        document=beside(document.file, entry.openapi),
        reach=_reach(entry, document, (section, name)),
        client=entry.client,
        version=entry.version,
        only=tuple(entry.only),
        exclude=tuple(entry.exclude),
        allowed=tuple(entry.hold_back.allow),
        window=window_of(entry.window) if entry.window else None,
        years=years_beside(document, config.working_days),
        origin=(_from_here(document.file), document.place((section, name))[0]),
    )


def _reach(entry: TargetConfig, document: Document, path: tuple[str, ...]) -> Reach:
    ca_file = _authorities(entry, document, (*path, "ca_file"))
    return Reach(ca_file, _client_certificate(entry, document, path), tuple(entry.allow_address))


def _client_certificate(entry: TargetConfig, document: Document, path: tuple[str, ...]) -> ClientCertificate | None:
    if not entry.client_cert:
        return None
    password = ""
    if entry.client_key_password:
        given = CredentialConfig.model_validate({"token": entry.client_key_password})
        password = credential("client_key", given, entry, document, (*path, "client_key_password")).secret
    certificate, key = beside(document.file, entry.client_cert), beside(document.file, entry.client_key)
    return ClientCertificate(certificate, key, password)


def _facts(entry: TargetConfig, document: Document, path: Place) -> Mapping[str, Any]:
    """The facts of a target; the day verdicts rest on must be one."""
    try:
        date.fromisoformat(str(entry.facts.get("as_of", "2026-01-01")))
    except ValueError:
        text = Text("as_of 不是日期", "as_of is no day")
        raise document.error((*path, "as_of"), text, Text("写作 2026-01-01", "as in 2026-01-01"), "config") from None
    return entry.facts


def _authorities(entry: TargetConfig, document: Document, path: Place) -> str:
    """The file of certificate authorities, once it is known to hold certificates."""
    file = beside(document.file, entry.ca_file)
    try:
        if file and b"-----BEGIN CERTIFICATE-----" not in read_plain(Path(file)):
            raise NotRead(Text("其中没有 PEM 格式的证书", "it holds no certificate in PEM"))
    except NotRead as error:
        text = Text(f"无法使用 {entry.ca_file}：{error.why.zh}", f"cannot use {entry.ca_file}: {error.why.en}")
        raise document.error(path, text, error.help, "config") from None
    return file


def _from_here(file: str) -> str:
    """A file as seen from the folder the command runs in; its name where it lies elsewhere."""
    path, here = Path(file).resolve(), Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name


def beside(config: str, name: str) -> str:
    """A file named in the config, as seen from the config's own folder; addresses stay as they are."""
    if not name or name.startswith(("http://", "https://")):
        return name
    return str(Path(config).parent / name)
