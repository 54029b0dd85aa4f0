"""Profiles: `profiles/<kind>.yaml` into a Profile, resolved against a standard."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.clause import Clause, Param, Profile, Standard
from conformance.model.text import Text
from conformance.norms import yaml_text
from conformance.norms.errors import DataError, near
from conformance.norms.gate import gate_of, gate_problems
from conformance.norms.release_files import RESTORE, bytes_of, shape_of
from conformance.norms.shape import departures


def profile_names(root: Traversable) -> list[str]:
    """The kinds that have a profile."""
    if not root.is_dir():
        raise DataError(Text("没有这个文件夹", "there is no such folder"), "profiles", help=RESTORE)
    return sorted(file.name.removesuffix(".yaml") for file in root.iterdir() if file.name.endswith(".yaml"))


def load_profile(root: Traversable, kind: str, standard: Standard, within: tuple[str, ...] = ()) -> Profile:
    """The profile of a kind with the profiles it includes. Raises DataError.

    `within` are the profiles that include it, which it may not include in turn.
    """
    document = _read(root, kind)
    for problem in problems(document, standard, profile_names(root)):
        raise problem
    raw = document.value
    for index, name in enumerate(raw.get("includes", ())):
        if name in (*within, kind):
            text = Text(f"`{name}` 包含了自身", f"`{name}` includes itself")
            raise document.error(("includes", index), text, Text("删去此项", "take this one out"), "profile")
    included = [load_profile(root, name, standard, (*within, kind)) for name in raw.get("includes", ())]
    own = (name for pattern in raw["clauses"] for name in _matching(pattern, standard))
    names = {name: None for profile in included for name in profile.clauses} | dict.fromkeys(own)
    parameters: dict[str, Mapping[str, Any]] = {}
    for part in (*(profile.parameters for profile in included), raw.get("params", {})):
        parameters.update(part)
    order = {name: rank for rank, name in enumerate(standard.clauses)}
    digest = hashlib.sha256(json.dumps([raw, [p.digest for p in included]], sort_keys=True).encode()).hexdigest()
    return Profile(
        kind=raw["kind"],
        title=Text(**raw["title"]),
        clauses=tuple(sorted(names, key=order.__getitem__)),
        parameters=parameters,
        gate=gate_of(raw["gate"], included),
        digest=digest,
        contract=raw.get("contract", ""),
    )


def profile_problems(root: Traversable, kind: str, standard: Standard) -> Iterator[DataError]:
    """Everything wrong with the profile of a kind."""
    yield from problems(_read(root, kind), standard, profile_names(root))


def _read(root: Traversable, kind: str) -> yaml_text.Document:
    known = profile_names(root)
    if kind not in known:
        raise DataError(
            Text(f"没有名为 `{kind}` 的适用配置", f"there is no profile named `{kind}`"),
            help=near(kind, known),
            about="profile",
        )
    place = f"profiles/{kind}.yaml"
    document = yaml_text.read_yaml(bytes_of(root / f"{kind}.yaml", place), place, "profile")
    shape = shape_of(root / "profile.schema.json", "profiles/profile.schema.json")
    for departure in departures(document, shape, "profile"):
        raise departure
    return document


def problems(document: yaml_text.Document, standard: Standard, profiles: Sequence[str]) -> Iterator[DataError]:
    """Dangling profiles, contracts and clauses, and loosened figures, of one profile."""
    for index, name in enumerate(document.value.get("includes", ())):
        if name not in profiles:
            text = Text(f"没有名为 `{name}` 的适用配置", f"there is no profile named `{name}`")
            yield document.error(("includes", index), text, near(name, [*profiles]), "profile", name)
    contract = document.value.get("contract")
    if contract is not None and contract not in standard.contracts:
        text = Text(f"没有接口规约 `{contract}`", f"there is no contract `{contract}`")
        yield document.error(("contract",), text, near(contract, [*standard.contracts]), "profile", contract)
    for index, pattern in enumerate(document.value["clauses"]):
        if not _matching(pattern, standard):
            text = Text(f"没有条款与 `{pattern}` 相符", f"no clause matches `{pattern}`")
            yield document.error(("clauses", index), text, near(pattern, [*standard.clauses]), "profile", pattern)
    yield from gate_problems(document, standard, _taken(document, standard))
    for name, figures in document.value.get("params", {}).items():
        clause = standard.clauses.get(name)
        if clause is None:
            text = Text(f"没有条款 `{name}`", f"there is no clause `{name}`")
            yield document.error(("params", name), text, near(name, [*standard.clauses]), "profile")
            continue
        for figure, value in figures.items():
            problem = _figure_problem(clause, figure, value)
            if problem:
                yield document.error(("params", name, figure), *problem, "profile")


def _taken(document: yaml_text.Document, standard: Standard) -> set[str]:
    """The clauses a profile lists itself."""
    return {name for pattern in document.value["clauses"] for name in _matching(pattern, standard)}


def _figure_problem(clause: Clause, figure: str, value: Any) -> tuple[Text, Text] | None:
    param = clause.params.get(figure)
    if param is None:
        text = Text(f"条款没有参数 `{figure}`", f"the clause has no parameter `{figure}`")
        return text, near(figure, [*clause.params])
    if _kind(value) != _kind(param.default):
        due = Text("与标准的数值同类", "of the kind of the clause's own")
        return Text(f"`{figure}: {value}` 应{due.zh}", f"`{figure}: {value}` should be {due.en}"), due
    if loosens(param, value):
        limit = param.default
        text = Text(f"`{figure}: {value}` 比标准的 {limit} 宽松", f"`{figure}: {value}` is laxer than {limit}")
        return text, Text("适用配置只能收紧，不能放宽", "a profile may only tighten")
    return None


def _kind(value: Any) -> type:
    """The type of a figure; one with a fraction is a number like another."""
    return int if isinstance(value, float) else type(value)


def loosens(param: Param, value: Any) -> bool:
    """Whether a value is more lenient than the clause's own figure."""
    if param.stricter == "fixed":
        return bool(value != param.default)
    return bool(value > param.default if param.stricter == "lower" else value < param.default)


def _matching(pattern: str, standard: Standard) -> list[str]:
    return [
        name
        for name, clause in standard.clauses.items()
        if clause.status == "active" and (name == pattern or (pattern.endswith(".*") and fnmatchcase(name, pattern)))
    ]
