"""The vocabulary of faults: each way to break a system written once, at the seams that every kind has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from conformance.systems.faults.changes import Change, at
from conformance.systems.faults.described import Described, described
from conformance.systems.faults.fault import Flaw, Mutation
from conformance.systems.faults.parts import around, both
from conformance.systems.faults.seams import LISTED, MATCHED, SHOWN, Seam
from conformance.systems.service.refusal import Refusal

Seams = Mapping[str, Mapping[str, Seam]]
Members = Callable[[Described, str], Mapping[str, Any]]


def gives(method: str, change: Callable[[Any], Any]) -> Mutation:
    """What a method gives is changed."""
    return around(method, lambda sound, *given, **named: change(sound(*given, **named)))


def always(*given: object) -> bool:
    """Whatever is given."""
    return True


def skips(method: str, when: Callable[..., bool] = always, result: Any = None) -> Mutation:
    """A method is not carried out: a check left out, a write lost, a permission given."""
    return around(method, lambda sound, *given: result if when(*given) else sound(*given))


def kept(method: str, stale: Callable[[Any, Any], Any]) -> Mutation:
    """What a method gives is kept by what it was asked; `stale` makes what it gives of what was kept and what is so."""

    def apply(system: Any) -> None:
        known: dict[Any, Any] = {}

        def defect(sound: Callable[..., Any], *given: Any) -> Any:
            now = sound(*given)
            known[given] = stale(known[given], now) if given in known else now
            return known[given]

        around(method, defect)(system)

    return Mutation(apply, gives(method, always).flaws)


def within(outer: str, inner: str, defect: Callable[..., Any], when: Callable[..., bool] = always) -> Mutation:
    """A method has a defect around it only while another one runs."""

    def apply(system: Any) -> None:
        running: list[bool] = []

        def enter(sound: Callable[..., Any], *given: Any) -> Any:
            running.append(when(*given))
            try:
                return sound(*given)
            finally:
                running.pop()

        around(outer, enter)(system)
        around(inner, lambda sound, *given: defect(sound, *given) if any(running) else sound(*given))(system)

    return Mutation(apply, both(around(outer, defect), around(inner, defect)).flaws)


def refuses(method: str, status: int, detail: str, when: Callable[..., bool] = always) -> Mutation:
    """What a method does is refused."""

    def refuse(sound: Callable[..., Any], *given: Any) -> Any:
        if when(*given):
            raise Refusal(status, detail)
        return sound(*given)

    return around(method, refuse)


def refuses_otherwise(method: str, otherwise: Callable[[Refusal], Exception]) -> Mutation:
    """What a method refuses is refused in another way."""

    def refuse(sound: Callable[..., Any], *given: object) -> Any:
        try:
            return sound(*given)
        except Refusal as refusal:
            raise otherwise(refusal) from refusal

    return around(method, refuse)


def shows(record: str, change: Change) -> Mutation:
    """A record is shown otherwise than it is kept, wherever it is shown."""
    return _at_seam(SHOWN, record, change, change)


def patched_list(record: str, change: Change) -> Mutation:
    """The list shows what a change makes of each record, and nothing else does."""
    return _at_seam(LISTED, record, change, lambda records: [change(one) for one in records])


def stale_list(record: str, stale: Callable[[Any, Any], Any]) -> Mutation:
    """The list of a record is a copy kept beside it; what is in it is for `stale` to say."""
    methods = {kind: seams[record].method for kind, seams in LISTED.items() if record in seams}
    return _of_method(methods, lambda method: kept(method, stale))


def _of_method(methods: Mapping[str, str], mutation: Callable[[str], Mutation]) -> Mutation:
    """The mutation of the method that a kind has for the purpose."""
    return Mutation(
        lambda system: mutation(methods[system.kind])(system),
        lambda system: mutation(methods[system.kind]).flaws(system),
        lambda kind: kind in methods,
    )


def answers(operation: str, change: Change, when: Callable[[Any], bool] = always) -> Mutation:
    """The answers of an operation to some calls are changed: the record, or each of those listed."""

    def defect(sound: Callable[..., Any], call: Any, value: Any, *given: Any) -> Any:
        if call.operation.id != operation or not when(call):
            return sound(call, value, *given)
        listed = isinstance(value, dict) and {"items", "total"} <= value.keys()
        return sound(call, at("items[]", change)(value) if listed else change(value), *given)

    return replace(around("responses.json", defect), flaws=_flaws_of(change, Described.paths, operation))


def _flaws_of(change: Change, members: Members, *operations: str) -> Callable[[Any], Iterator[Flaw]]:
    """What of a change of what operations answer, or are sent, is not in the contract."""

    def flaws(system: Any) -> Iterator[Flaw]:
        known = described(system.kind)
        for operation in operations:
            if operation in known.operations:
                there = members(known, operation)
                yield from (Flaw(path, tuple(there)) for path in change.members if path not in there)
            else:
                yield Flaw(operation, tuple(known.operations))

    return flaws


def _at_seam(seams: Seams, record: str, change: Change, applied: Callable[[Any], Any]) -> Mutation:
    """The mutation of what comes by at the seam a kind has for a record."""

    def apply(system: Any) -> None:
        gives(seams[system.kind][record].method, applied)(system)

    def flaws(system: Any) -> Iterator[Flaw]:
        seam = seams[system.kind].get(record)
        if seam is None:
            yield Flaw(record, tuple(seams[system.kind]))
            return
        yield from gives(seam.method, applied).flaws(system)
        yield from _flaws_of(change, Described.paths, seam.operation)(system)

    return Mutation(apply, flaws)


def matches(defect: Callable[..., bool]) -> Mutation:
    """Whether a record is one that a search means is decided otherwise: `defect` is given the sound way and both."""
    return _of_method(MATCHED, lambda method: around(method, defect))


def accepts(change: Change, *operations: str) -> Mutation:
    """The bodies of some operations are taken in otherwise than they were sent."""

    def body(sound: Callable[..., Any], called: Any, *given: object) -> Any:
        sent = sound(called, *given)
        return change(sent) if called.id in operations else sent

    return replace(around("checking.body", body), flaws=_flaws_of(change, Described.sent, *operations))


def reformats(form: str, place: int, value: Callable[[str], str]) -> Mutation:
    """A member of a format (the first, the last) is shown otherwise in the record people search for."""
    return of_contract(lambda known: shows(known.found, at(known.formed(form)[place], value)))


def of_contract(derive: Callable[[Described], Mutation]) -> Mutation:
    """The mutation that follows from the contract of each kind; a kind whose contract lacks what it takes has none."""

    def fits(kind: str) -> bool:
        try:
            derive(described(kind))
        except LookupError:
            return False
        return True

    return Mutation(
        lambda system: derive(described(system.kind))(system),
        lambda system: derive(described(system.kind)).flaws(system),
        fits,
    )
