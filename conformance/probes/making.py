"""Makes records of any kind, finds them in their list, and names them in a path: what several probes begin with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Exchange
from conformance.model.record import Filter, Part, RecordKind, member
from conformance.model.text import Text
from conformance.probes.pages import turned

PAGE_SIZE = 100
MOST_PAGES = 50


def may_be_made(contract: Contract, record: RecordKind) -> bool:
    """Whether records of a kind can be made, by somebody, and taken back."""
    creation = contract.operations.get(record.operations.get("create", ""))
    return creation is not None and "creator" in record.roles and bool(creation.undo and creation.undo.parameters)


def takes_header(contract: Contract, operation: str, name: str) -> bool:
    """Whether an operation declares a header parameter."""
    found = contract.operations.get(operation)
    return found is not None and any(each.location == "header" and each.name == name for each in found.parameters)


def takes_media(contract: Contract, record: RecordKind, media: str) -> bool:
    """Whether a record is made by a body of a media type."""
    return media in contract.operations[record.operations["create"]].body


def audit_of(contract: Contract) -> RecordKind | None:
    """The records a contract keeps of what was done, by whom; None where it keeps none."""
    kept = (each for each in contract.records.values() if each.has("list") and each.tells("acts"))
    return next((each for each in kept if "reader" in each.roles), None)


def filter_by(record: RecordKind, part: Part) -> Filter | None:
    """The filter of a list by the member that plays a part; None where there is none."""
    return next((each for each in record.listing.filters if each.member == record.members.get(part)), None)


def creation(ask: Ask, record: RecordKind) -> Operation:
    return ask.contract.operations[record.operations["create"]]


def body_of(ask: Ask, record: RecordKind, words: str = "") -> Any:
    """The contract's example of a record, under words and a mark no other bears; None where it is made without one."""
    if not creation(ask, record).body:
        return None
    body = ask.example(record.operations["create"])
    return called(record, body, ask.unique(words)) if words else body


def called(record: RecordKind, body: Any, words: str) -> Any:
    """A body under a title of these words, or with them behind its text where it has no title."""
    title, text = record.members.get("title"), record.members.get("text")
    if isinstance(body, dict) and title in body:
        return {**body, title: words}
    return reworded(record, body, words) if isinstance(body, dict) and text in body else body


def reworded(record: RecordKind, body: Mapping[str, Any], words: str) -> dict[str, Any]:
    """A body with words put behind what its record is about (`text`)."""
    name = record.members["text"]
    return {**body, name: f"{body[name]}{words}"}


def plain_text(contract: Contract, record: RecordKind, part: Part) -> str:
    """The member of the creation's body that plays a part and is free text; empty where it has none."""
    found = contract.operations.get(record.operations.get("create", ""))
    name = record.members.get(part, "")
    example = found.example if found is not None else None
    return name if isinstance(example, Mapping) and isinstance(example.get(name), str) else ""


def wording(contract: Contract, record: RecordKind) -> str:
    """The member of a registration that free words go into: its title, else its text; empty where it has neither."""
    return plain_text(contract, record, "title") or plain_text(contract, record, "text")


def make(ask: Ask, record: RecordKind, step: str, **asked: Any) -> Exchange:
    """Ask for a record to be made, by its creator, of a living object where its path needs one."""
    operation = creation(ask, record)
    return ask(operation.id, role=record.roles["creator"], step=step, parts=ask.parts(operation.id), **asked)


def parts_of(ask: Ask, record: RecordKind, made: Exchange) -> dict[str, str]:
    """The path of a record just made, as its creation says it is taken back by."""
    undo = creation(ask, record).undo
    found = {name: member(made.data, path) for name, path in (undo.parameters if undo else ())}
    missing = Text("登记的应答没有标识", "the answer to the registration has no id")
    ask.need(found and all(isinstance(value, str) for value in found.values()), missing)
    return found


def registered(ask: Ask, record: RecordKind, title: str) -> tuple[Any, dict[str, str]]:
    """Make a record of this title as step `registered`: what was sent, and the path of the record that came back."""
    body = body_of(ask, record, title)
    return body, parts_of(ask, record, make(ask, record, "registered", body=body))


def look_up(ask: Ask, record: RecordKind, step: str, words: str, role: str = "") -> None:
    """List the records among which those of these words must be: found by them where that can be, else all."""
    operation, form = record.operations["list"], record.listing
    is_found = bool(form.search) and record.tells("title")
    first = {form.search: words} if is_found else {form.page: 1}
    query, most = {**first, form.size: PAGE_SIZE}, 1 if is_found else MOST_PAGES
    list(turned(ask, operation, step, query, most, ask.parts(operation), role or record.roles["creator"], form))
