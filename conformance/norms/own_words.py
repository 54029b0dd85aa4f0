"""The words of ours in a document (`x-hutong-…`): one that is not written as it should be is told, and says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conformance.model.choosing import as_wanted
from conformance.model.contract import Flaw, Operation, Taken, Undo
from conformance.model.pointer import escaped
from conformance.model.sequence import SequenceRules
from conformance.model.text import Text

ODD = Text("写法不对，不予采用", "it is not written as it should be, and says nothing")
UNKNOWN = Text("所指操作不在文档中，不予采用", "it names an operation the document does not have, and says nothing")
NOT_LIKE = Text(
    "所指操作应在同一新增之内写明 where，此处不再写", "write the where there, within the same creation, and none here"
)
_UNDO: Mapping[str, type] = {"operation": str, "parameters": dict, "where": dict, "within": str, "like": str}


def roles(raw: Mapping[str, Any], pointer: str, flaws: list[Flaw]) -> tuple[str, ...]:
    """The roles that may call an operation; none where the document does not say."""
    given = raw.get("x-hutong-roles", [])
    if isinstance(given, list) and all(isinstance(role, str) for role in given):
        return tuple(given)
    flaws.append(Flaw(f"{pointer}/x-hutong-roles", ODD))
    return ()


def undo(raw: Mapping[str, Any], pointer: str, flaws: list[Flaw]) -> Undo | None:
    """How what an operation makes is taken back; None where the document does not say."""
    given = raw.get("x-hutong-undo")
    if not given:
        return None
    fits = isinstance(given, Mapping) and all(isinstance(given.get(name, kind()), kind) for name, kind in _UNDO.items())
    if not fits or not all(isinstance(path, str) for path in given.get("parameters", {}).values()):
        flaws.append(Flaw(f"{pointer}/x-hutong-undo", ODD))
        return None
    parameters = tuple(sorted(given.get("parameters", {}).items()))
    where, like = wanted(given.get("where", {})), given.get("like", "")
    return Undo(given.get("operation", ""), parameters, given.get("within", ""), where, like)


def wanted(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the members of a record must be (`x-hutong-where`); what is not written so is wanted as it stands."""
    return {path: as_wanted(each) if _is_wanted(each) else each for path, each in given.items()}


def _is_wanted(given: Any) -> bool:
    """Whether an object says which values are wanted: those others have, or an entry with such members."""
    if not isinstance(given, Mapping):
        return False
    entry = given["entry"] if given.keys() == {"entry"} else None
    is_entry = isinstance(entry, Mapping) and not any(isinstance(each, Mapping | list) for each in entry.values())
    return is_entry or (given.keys() == {"among", "role"} and all(isinstance(each, str) for each in given.values()))


def takes(raw: Mapping[str, Any], pointer: str, flaws: list[Flaw]) -> Mapping[str, Taken]:
    """The members of a body that the object an operation is asked of states; none where the document does not say."""
    given = raw.get("x-hutong-takes", {})
    found: dict[str, Taken] = {}
    for name, rule in given.items() if isinstance(given, Mapping) else ():
        kinds: Mapping[str, type] = {"of": str, "path": str, "where": dict}
        parts = {"where": {}, **rule} if isinstance(rule, Mapping) else {}
        if parts.keys() == kinds.keys() and all(isinstance(parts[word], kind) for word, kind in kinds.items()):
            found[name] = Taken(parts["of"], parts["path"], wanted(parts["where"]))
        else:
            flaws.append(Flaw(f"{pointer}/x-hutong-takes/{escaped(name)}", ODD))
    if not isinstance(given, Mapping):
        flaws.append(Flaw(f"{pointer}/x-hutong-takes", ODD))
    return found


def undone(operations: dict[str, Operation], flaws: list[Flaw]) -> None:
    """Let no operation be taken back by one that is not there, and let what is `like` another want what it does."""
    for name, operation in operations.items():
        undo = operation.undo
        named = {undo.operation, undo.within, undo.like} - {""} if undo else set()
        place = f"/paths/{escaped(operation.path)}/{operation.method.lower()}/x-hutong-undo"
        if not named <= operations.keys():
            flaws.append(Flaw(place, UNKNOWN, ""))
            operations[name] = replace(operation, undo=None)
        elif undo and undo.like:
            same = operations[undo.like].undo
            if undo.where or same is None or same.within != undo.within or not same.where:
                flaws.append(Flaw(f"{place}/like", NOT_LIKE, word=undo.like))
            else:
                operations[name] = replace(operation, undo=replace(undo, where=same.where))


def canary(document: Mapping[str, Any], operations: Mapping[str, Operation], flaws: list[Flaw]) -> str:
    """The operation that tells whether a system stands; empty where the document names none that can be asked so."""
    given = document.get("x-hutong-canary", "")
    asked = operations.get(given) if isinstance(given, str) else None
    if asked is not None and asked.safe and not any(each.required for each in asked.parameters):
        return asked.id
    if given:
        flaws.append(Flaw("/x-hutong-canary", UNKNOWN if isinstance(given, str) and asked is None else ODD))
    return ""


def harvest(document: Mapping[str, Any], flaws: list[Flaw]) -> Mapping[str, tuple[str, str]]:
    """Where living objects are read: the operation that lists them, and the path of the value in its answer."""
    given = document.get("x-hutong-harvest", {})
    found: dict[str, tuple[str, str]] = {}
    for name, rule in given.items() if isinstance(given, Mapping) else ():
        parts = (rule.get("operation"), rule.get("path")) if isinstance(rule, Mapping) else (None, None)
        if isinstance(parts[0], str) and isinstance(parts[1], str):
            found[name] = parts[0], parts[1]
        else:
            flaws.append(Flaw(f"/x-hutong-harvest/{escaped(name)}", ODD))
    if not isinstance(given, Mapping):
        flaws.append(Flaw("/x-hutong-harvest", ODD))
    return found


def without_odd_rules(document: Mapping[str, Any], flaws: list[Flaw]) -> Mapping[str, Any]:
    """The document without rules of sequences that are none."""
    try:
        SequenceRules.of(document)
    except (KeyError, TypeError, AttributeError, ValueError):
        flaws.append(Flaw("/x-hutong-sequence", ODD))
        return {name: part for name, part in document.items() if name != "x-hutong-sequence"}
    return document
