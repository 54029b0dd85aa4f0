"""Takes back what was made, newest first; what has no id is looked for by what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from conformance.engine.ledger.ledger import mark_of
from conformance.engine.ledger.lines import Entry
from conformance.engine.path import fill, names_one
from conformance.engine.probe_client import ProbeClient
from conformance.engine.undo.listed import STEP, Listed, Place, place_of, read
from conformance.engine.undo.sent import agreement
from conformance.engine.undo.site import Site
from conformance.model.contract import Operation
from conformance.model.exchange import Exchange
from conformance.model.text import Text
from conformance.model.verdict import Undecided

SILENT = 3
"""Requests in a row without an answer after which nothing more is asked: the system would not answer those either."""

ALIKE = 0.5
"""The share of what was sent that something new has to say to be what was made: a system may well write some anew."""

NOTHING_SAID = Text("接口规约没有说明如何撤销", "the contract does not say how it is taken back")
UNNAMED = Text("应答没有给出可用的标识", "the answer gave no id that can be used")
NOWHERE = Text("接口规约没有说明创建的数据列在哪里，无从查找", "the contract does not say where it would be listed")
NOT_ASKED = Text("未再尝试", "not tried any more")
NOT_WHOLE = Text("清单未能读完，无从断定", "the list could not be read to its end, so it cannot be told")

NO_REASON = Text("", "")


class Fate(StrEnum):
    """What became of something that was made, or may have been."""

    REMOVED = "removed"
    GONE = "gone"
    FOUND = "found"
    NEVER = "never"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one creation, and why it is still there, where it is."""

    entry: Entry
    fate: Fate
    why: Text = NO_REASON


def take_back(system: Site, entries: Sequence[Entry], look: bool = True) -> list[Settled]:
    """Take back creations in the order given. Without `look`, one of unknown id is left as it is, and not told of."""
    return list(_Undoing(system, look).all(entries))


def looking_role(system: Site, maker: Operation, place: Place, role: str) -> str:
    """In which role to look for what a role made: the same, else one that may take it back, or may look."""
    back = system.contract.operations[maker.undo.operation] if maker.undo else maker
    roles = [role] if not maker.roles or role in maker.roles else []
    for operation in (back, place.operation):
        with suppress(Undecided):
            roles.append(system.natural_role(operation))
    listing = place.operation.roles
    return next((each for each in roles if not listing or each in listing), role)


class _Undoing:
    def __init__(self, system: Site, look: bool) -> None:
        self._system, self._look = system, look
        self._silent = 0
        self._settled: set[int] = set()

    def all(self, entries: Sequence[Entry]) -> Iterator[Settled]:
        for entry in entries:
            if entry.number in self._settled or not (entry.parts or self._look):
                continue
            if self._silent >= SILENT:
                yield Settled(entry, Fate.LEFT, NOT_ASKED)
            elif entry.parts:
                yield self._undone(entry)
            else:
                yield from self._looked_for(entry, entries)

    def _undone(self, entry: Entry) -> Settled:
        back = self._back(entry)
        if isinstance(back, Text):
            return Settled(entry, Fate.LEFT, back)
        why = NOTHING_SAID
        for role in self._roles(back, entry.role):
            try:
                answer = self._system.send(back, role, back.method, fill(back, dict(entry.parts)), step=STEP)
            except Undecided as undecided:
                why = undecided.detail
                continue
            self._silent = 0 if answer.response else self._silent + 1
            if 200 <= answer.status < 300 or answer.status in (404, 410):
                self._system.ledger.done(entry.number)
                return Settled(entry, Fate.REMOVED if answer.status < 300 else Fate.GONE)
            why = _answered(back, answer)
            if answer.status not in (401, 403):
                break
        return Settled(entry, Fate.LEFT, why)

    def _back(self, entry: Entry) -> Operation | Text:
        """What takes it back, as the contract says today; why not, where it cannot be called."""
        operations = self._system.contract.operations
        maker, back = operations.get(entry.operation), operations.get(entry.undo)
        if maker is None or maker.undo is None or back is None or maker.undo.operation != entry.undo:
            return NOTHING_SAID
        return back if _is_named(back, dict(entry.parts)) else UNNAMED

    def _roles(self, back: Operation, role: str) -> Iterable[str]:
        """The role that made it; before it, where it may not call this at all, and after it, one that may."""
        try:
            natural = self._system.natural_role(back)
        except Undecided:
            return (role,)
        may = not back.roles or role in back.roles
        return dict.fromkeys((role, natural) if may else (natural, role))

    def _looked_for(self, entry: Entry, entries: Sequence[Entry]) -> Iterator[Settled]:
        """What became of all creations of unknown id that would be in the list this one would be in."""
        place = self._place(entry)
        if place is None:
            yield Settled(entry, Fate.LEFT, NOWHERE)
            return
        role = looking_role(self._system, self._system.contract.operations[entry.operation], place, entry.role)
        places = {it.number: self._place(it) for it in entries if not it.parts and it.role == entry.role}
        alike = [it for it in entries if (there := places.get(it.number)) and there.list == place.list]
        listed = read(ProbeClient(self._system, STEP, role), place)
        self._silent = 0 if listed.missing is None or listed.gone else self._silent + 1
        found = self._found(alike, listed)
        self._settled |= {it.number for it in alike}
        for each in alike:
            yield self._concluded(each, found, listed, places[each.number] or place)

    def _place(self, entry: Entry) -> Place | None:
        maker = self._system.contract.operations.get(entry.operation)
        return place_of(self._system.contract, maker, dict(entry.asked)) if maker else None

    def _found(self, alike: Sequence[Entry], listed: Listed) -> Mapping[int, str] | Text:
        """Creation by number → the id it has by what it says; why it cannot be told, where it cannot."""
        if listed.missing is not None:
            return {} if listed.gone else listed.missing
        ours = {it: able for it, record in listed.records.items() if (able := self._makers(alike, it, record))}
        unsure = any(self._system.ledger.known(it.since) is None for able in ours.values() for it in able)
        if unsure or len(ours) > len(alike):
            return _doubtful(ours)
        found: dict[int, str] = {}
        for identifier, able in ours.items():
            maker = next(it for it in (*able, *alike) if it.number not in found)
            found[maker.number] = identifier
        return found if listed.whole or len(found) == len(alike) else NOT_WHOLE

    def _makers(self, alike: Sequence[Entry], identifier: str, record: object) -> list[Entry]:
        """The creations that may have made a record, likeliest first: it was not there before, and says the same."""
        able = []
        for entry in alike:
            known = self._system.ledger.known(entry.since)
            share = agreement(dict(entry.says), record)
            if mark_of(identifier) not in (known or ()) and share >= ALIKE:
                able.append((share, entry))
        return [entry for _, entry in sorted(able, key=lambda pair: -pair[0])]

    def _concluded(self, entry: Entry, found: Mapping[int, str] | Text, listed: Listed, place: Place) -> Settled:
        if isinstance(found, Text):
            return Settled(entry, Fate.LEFT, found)
        if entry.number not in found:
            self._system.ledger.done(entry.number)
            return Settled(entry, Fate.GONE if listed.gone else Fate.NEVER)
        maker = self._system.contract.operations[entry.operation]
        undo = maker.undo.operation if maker.undo else ""
        parts = {**place.others, place.part: found[entry.number]}
        settled = self._undone(self._system.ledger.made(entry.number, undo, parts))
        return settled if settled.fate is Fate.LEFT else Settled(settled.entry, Fate.FOUND)


def _is_named(back: Operation, parts: Mapping[str, str]) -> bool:
    """Whether the parts are all there are, and name one object."""
    named = {each.name for each in back.parameters if each.location == "path"}
    return named <= set(parts) and all(map(names_one, parts.values()))


def _answered(back: Operation, answer: Exchange) -> Text:
    if answer.failure is not None:
        return Text(f"{back.id}：{answer.failure.detail.zh}", f"{back.id}: {answer.failure.detail.en}")
    return Text(f"{back.id} 应答 {answer.status}", f"{back.id} answered {answer.status}")


def _doubtful(records: Iterable[str]) -> Text:
    names = ", ".join([*records][:5])
    return Text(
        f"清单中有与所发内容相符的数据，但不能断定是否本工具所建：{names}",
        f"what was sent may be one of these, but it cannot be told which are ours: {names}",
    )
