"""The gate of a profile: the levels that may neither fail nor stay open, and the single clauses named beside them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from conformance.model.clause import GateRule, Level, Profile, Standard
from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.yaml_text import Document, Path


def gate_of(raw: Mapping[str, Any], included: Sequence[Profile]) -> GateRule:
    """The gate a profile states, with the clauses that the profiles it includes name."""
    named: dict[str, Text] = {}
    for profile in included:
        named.update(profile.gate.named)
    for group in raw.get("named", ()):
        named.update(dict.fromkeys(group["clauses"], Text(**group["reason"])))
    return GateRule(tuple(map(Level, raw["mandatory"])), raw["coverage"], named)


def gate_problems(document: Document, standard: Standard, taken: Container[str]) -> Iterator[DataError]:
    """Clauses a gate names that there are not, that gate already, or that the profile does not itself take up."""
    gate = document.value["gate"]
    seen: set[str] = set()
    for path, name in _named(gate):
        clause = standard.clauses.get(name)
        if clause is None:
            text = Text(f"没有条款 `{name}`", f"there is no clause `{name}`")
            yield document.error(path, text, near(name, [*standard.clauses]), "profile", name)
        elif name not in taken:
            text = Text(f"本适用配置没有列出 `{name}`", f"this profile does not itself list `{name}`")
            hint = Text("写在列出该条款的配置里", "name it where it is listed")
            yield document.error(path, text, hint, "profile", name)
        elif clause.level.value in gate["mandatory"] or name in seen:
            text = Text(f"`{name}` 已计入门槛", f"`{name}` gates already")
            yield document.error(path, text, Text("删去此项", "take this one out"), "profile", name)
        seen.add(name)


def _named(gate: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for number, group in enumerate(gate.get("named", ())):
        for index, name in enumerate(group["clauses"]):
            yield ("gate", "named", number, "clauses", index), name
