"""The agreements of a `hutong.yaml`: each for a declared pair, one for a pair, with duties that can be tested."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from conformance.config.network_entries import AgreementConfig
from conformance.config.network_systems import Systems
from conformance.model.network import Agreement, Duty, Member
from conformance.model.text import Text
from conformance.norms.errors import near
from conformance.norms.yaml_text import Path


def agreements(
    stated: Sequence[AgreementConfig],
    members: Mapping[str, Member],
    systems: Systems,
    clauses: Collection[str] | None,
) -> Iterator[Agreement]:
    """What was agreed, in the order of the file. Raises DataError."""
    ids: set[str] = set()
    pairs: set[tuple[str, str, str]] = set()
    for index, given in enumerate(stated):
        path: Path = ("agreements", index)
        for word in ("provider", "consumer"):
            systems.known(getattr(given, word), (*path, word))
        pair = (given.provider, given.consumer, given.resource)
        declared = {(need.provider, need.resource) for need in members[given.consumer].consumes}
        if (given.provider, given.resource) not in declared:
            zh = f"`{given.consumer}` 并未声明使用 `{given.provider}` 的 {given.resource}"
            en = f"`{given.consumer}` does not declare to consume {given.resource} of `{given.provider}`"
            raise systems.wrong((*path, "resource"), zh, en, Text("在其 consumes 中写明", "say so in its consumes"))
        if given.id in ids or pair in pairs:
            zh, en = f"协议 {given.id} 重复", f"the agreement {given.id} is a second one, of its number or for its pair"
            raise systems.wrong((*path, "id"), zh, en, Text("合为一份", "make one of them"))
        ids.add(given.id)
        pairs.add(pair)
        _check_term(given, path, systems)
        _check_clauses(given, path, systems, clauses)
        yield _agreement(given)


def _check_term(given: AgreementConfig, path: Path, systems: Systems) -> None:
    begins, ends = (_day(getattr(given, word), (*path, word), systems) for word in ("begins", "ends"))
    if begins and ends and ends < begins:
        hint = Text("核对两个日期", "correct one of the two days")
        raise systems.wrong((*path, "ends"), "期限止于开始之前", "the term ends before it begins", hint)


def _day(text: str, path: Path, systems: Systems) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        hint = Text("写作 2026-01-01", "as in 2026-01-01")
        raise systems.wrong(path, f"{text} 不是日期", f"{text} is not a date", hint) from None


def _check_clauses(given: AgreementConfig, path: Path, systems: Systems, clauses: Collection[str] | None) -> None:
    for index, duty in enumerate(given.duties):
        for at, clause in enumerate(duty.clauses):
            if clauses is not None and clause not in clauses:
                place = (*path, "duties", index, "clauses", at)
                raise systems.wrong(
                    place, f"没有条款 `{clause}`", f"there is no clause `{clause}`", near(clause, [*clauses])
                )


def _agreement(given: AgreementConfig) -> Agreement:
    plain: dict[str, Any] = given.model_dump(exclude={"rights", "duties", "escalation"})
    duties = tuple(Duty(each.id, each.party, each.text, tuple(each.clauses)) for each in given.duties)
    return Agreement(**plain, rights=tuple(given.rights), duties=duties, escalation=tuple(given.escalation))
