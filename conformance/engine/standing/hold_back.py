"""What a run does not call, by its names and by its tester's choice; decided here, and refused where it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Failure
from conformance.model.holding import Held, Holding
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.norms.acts import said_by, said_in_value, words

COMMANDS = words("action act cmd command op oper operation method do func function task event")
"""Names of a query parameter whose value says what is to be done."""
TAG = "tag:"


def narrowed(contract: Contract, target: Target) -> Contract:
    """The contract with what a run on the target does not call.

    Names are read of a system's own document alone: a contract of ours says itself what may be called, and how it is
    undone. What takes back a creation is called to do so, whatever it is named; a creation whose undoing is excluded
    is not called.
    """
    own = contract.document.get("paths", {})
    mine = [each for each in contract.operations.values() if each.path in own]
    allowed = frozenset(each.id for each in mine if _named(target.allowed, each))
    held = {it.operation: it for it in _chosen(contract, target, mine)}
    if not contract.kind:
        undoing = {each.undo.operation for each in mine if each.undo}
        spoken = (_spoken(each) for each in mine if each.id not in allowed | undoing | held.keys())
        held |= {it.operation: it for it in spoken if it is not None}
    held |= {it.operation: it for it in _not_undone(mine, held)}
    return replace(contract, holding=Holding(held, by_words=not contract.kind, allowed=allowed))


def names(selector: str, operation: Operation) -> bool:
    """Whether a selector names an operation: id, path, `METHOD path`, or `tag:NAME`; `*` stands for anything."""
    if selector.startswith(TAG):
        return any(fnmatchcase(tag, selector.removeprefix(TAG)) for tag in operation.tags)
    spellings = (operation.id, operation.path, f"{operation.method} {operation.path}")
    return any(one == selector or fnmatchcase(one, _literal(selector)) for one in spellings)


def _literal(selector: str) -> str:
    """The selector with `*` alone as a pattern: brackets and `?` stand for themselves."""
    return selector.replace("[", "[[]").replace("?", "[?]")


def _named(selectors: Iterable[str], operation: Operation) -> bool:
    return any(names(selector, operation) for selector in selectors)


def _chosen(contract: Contract, target: Target, mine: list[Operation]) -> Iterator[Held]:
    """What the tester leaves out: whatever `exclude` names, and of the document what `only` does not."""
    for each in contract.operations.values():
        named = next((selector for selector in target.exclude if names(selector, each)), None)
        if named is not None:
            yield Held(each.id, each.method, each.path, "exclude", named)
        elif target.only and each in mine and not _named(target.only, each):
            yield Held(each.id, each.method, each.path, "only")


def _spoken(operation: Operation) -> Held | None:
    """What a name of the operation says. On a record of the run's own, what is done to one record harms nobody."""
    said = said_by(operation)
    if said is None or (said.act.of_record and operation.undo is not None and operation.undo.within):
        return None
    return Held(operation.id, operation.method, operation.path, "hold_back", said.word, said.where, said.act.title)


def _not_undone(mine: list[Operation], held: dict[str, Held]) -> Iterator[Held]:
    for each in mine:
        undo = each.undo.operation if each.undo else ""
        if undo in held and each.id not in held:
            yield Held(each.id, each.method, each.path, "undo", undo)


def refused(contract: Contract, operation: Operation, method: str, path: str) -> Failure | None:
    """Why a request is not sent: it would reach what is held back, or a value of it says such an act; None else."""
    holding = contract.holding
    held = holding.held.get(operation.id) or _reached(contract, operation, method, path)
    if held is None and holding.by_words and operation.id not in holding.allowed:
        held = _said(operation, path)
    if held is None:
        return None
    why, remedy = held.why, held.remedy
    zh = f"不调用 {held.operation}：{why.zh}；{remedy.zh}"
    en = f"{held.operation} is not called: {why.en}; {remedy.en}"
    return Failure(Reason.OUT_OF_SCOPE, Text(zh, en), held.because)


def _reached(contract: Contract, operation: Operation, method: str, path: str) -> Held | None:
    """The operation held back that a server would take the request for: its path fits, and says no less by itself."""
    segments = _segments(path.partition("?")[0])
    free = operation.path.count("{")
    for held in contract.holding.held.values():
        is_method = held.method == method or (held.method, method) == ("GET", "HEAD")
        if is_method and held.path.count("{") <= free and _fits(_segments(held.path), segments):
            return held
    return None


@lru_cache(maxsize=4096)
def _segments(path: str) -> tuple[str, ...]:
    return tuple(unquote(segment).casefold() for segment in path.strip("/").split("/"))


def _fits(template: tuple[str, ...], segments: tuple[str, ...]) -> bool:
    pairs = zip(template, segments, strict=False)
    return len(template) == len(segments) and all("{" in due or due == seen for due, seen in pairs)


def _said(operation: Operation, path: str) -> Held | None:
    """The act that a path value or a command of the query says."""
    plain, _, query = path.partition("?")
    places = zip(operation.path.split("/"), plain.split("/"), strict=False)
    values = [unquote(value) for name, value in places if "{" in name]
    values += [value for name, value in parse_qsl(query) if name.casefold() in COMMANDS]
    for said in filter(None, map(said_in_value, values)):
        return Held(operation.id, operation.method, operation.path, "hold_back", said.word, said.where, said.act.title)
    return None
