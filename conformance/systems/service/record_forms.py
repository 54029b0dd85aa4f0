"""What the contract says of each kind of record: by which operations it is reached, what its lists are, how it moves.

A reader of the systems' own: what they keep is not to rest on how their judge reads the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]
WITHDRAWN = "withdrawn"
"""The state of what was taken back, where records keep one."""


def member(record: Any, path: str) -> Any:
    """What stands in a record under names joined by dots; None where nothing does."""
    for name in path.split("."):
        record = record.get(name) if isinstance(record, Mapping) else None
    return record


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter that narrows a list, the member it is compared with, and how: equal, prefix, among."""

    parameter: str
    member: str
    by: str = "equal"


@dataclass(frozen=True, slots=True)
class ListForm:
    """What a list is called with and what its pages are made of. Without `page` the list is whole in one answer."""

    items: str = "items"
    total: str = "total"
    next: str = "next"
    page: str = "page"
    size: str = "pageSize"
    search: str = ""
    searched: Sequence[str] = ()
    since: str = ""
    filters: Sequence[Filter] = ()


@dataclass(frozen=True, slots=True)
class RecordForm:
    """One kind of record.

    `operations` are the ids of the operations by what they do. `path` is the address of one record, `address` its
    parameters and the members they are found in, the key last; `above` is the kind of record that address stands under.
    `parent` is the kind a new one is made under. `prefix` is what its ids begin with. `title`, `owner`, `state` and
    `made` are members, empty where the contract names none. `is_tagged` says that one is read with an entity tag.
    `moves` are, by what is done, the states it is done in and
    those it leads to.
    """

    name: str
    key: str
    operations: Mapping[str, str]
    path: str
    address: Mapping[str, str]
    above: str
    parent: str
    prefix: str
    title: str
    owner: str
    state: str
    made: str
    keeps_withdrawn: bool
    is_tagged: bool
    moves: Mapping[str, Mapping[str, frozenset[str]]]
    list: ListForm

    @property
    def parameter(self) -> str:
        """The parameter of its address that holds its key."""
        return next(parameter for parameter, held in self.address.items() if held == self.key)


def record_forms(document: Document) -> dict[str, RecordForm]:
    """The kinds of record of a contract, by name."""
    operations = dict(_operations(document))
    records = document.get("x-hutong-records", {})
    acts = {name: said["operations"] for name, said in records.items()}
    reads = {name: operations[named["read"]][0] for name, named in acts.items() if "read" in named}
    return {name: _form(name, said, reads, operations, document) for name, said in records.items()}


def _operations(document: Document) -> Iterator[tuple[str, tuple[str, Document]]]:
    for path, item in document["paths"].items():
        yield from ((raw["operationId"], (path, raw)) for raw in item.values() if "operationId" in raw)


def _form(
    name: str,
    said: Document,
    reads: Mapping[str, str],
    operations: Mapping[str, tuple[str, Document]],
    document: Document,
) -> RecordForm:
    named, members, form = said["operations"], said.get("members", {}), _list_form(said.get("list", {}))
    path, key, state = reads.get(name, ""), str(said.get("key", "")), members.get("state", "")
    created, raw = operations.get(named.get("create", ""), ("", {}))
    held = _listed(operations[named["list"]][1], form, document)
    return RecordForm(
        name=name,
        key=key,
        operations=named,
        path=path,
        address=_address(path, key, raw.get("x-hutong-undo", {})),
        above=_under(path, reads),
        parent=_under(created, reads),
        prefix="".join(re.findall(r"^\^(\w+)-", _property(held, key, document).get("pattern", ""))),
        title=members.get("title", ""),
        owner=members.get("owner", ""),
        state=state,
        made=members.get("made", ""),
        keeps_withdrawn=WITHDRAWN in _property(held, state, document).get("enum", ()),
        is_tagged="read" in named and "ETag" in operations[named["read"]][1]["responses"]["200"].get("headers", {}),
        moves=_moves(named, document.get("x-hutong-sequence", {})),
        list=form,
    )


def _address(path: str, key: str, undo: Document) -> Mapping[str, str]:
    """The parameters of a path, by the members the undoing of a creation finds them in; else its last by the key."""
    said: Mapping[str, str] = undo.get("parameters", {})
    return said or dict.fromkeys(re.findall(r"{(\w+)}", path)[-1:], key)


def _list_form(said: Document) -> ListForm:
    filters = [Filter(each["parameter"], each["member"], each.get("by", "equal")) for each in said.get("filters", ())]
    known = {name: value for name, value in said.items() if name in ListForm.__slots__}
    return ListForm(**{**known, "filters": filters})


def _under(path: str, reads: Mapping[str, str]) -> str:
    """The kind of record whose address another begins with, the longest first; empty without one."""
    above = {name: read for name, read in reads.items() if path.startswith(read + "/")}
    return max(above, key=lambda name: len(above[name]), default="")


def _listed(operation: Document, form: ListForm, document: Document) -> Document:
    """The schema of one record as a list shows it."""
    page = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return _followed(_property(page, form.items, document)["items"], document)


def _property(schema: Document, name: str, document: Document) -> Document:
    """The schema of a member of an object; empty where there is none."""
    return _followed(_followed(schema, document).get("properties", {}).get(name, {}), document)


def _followed(schema: Document, document: Document) -> Document:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _moves(operations: Mapping[str, str], sequence: Document) -> dict[str, dict[str, frozenset[str]]]:
    """From which states each operation leads to which; none where no member holds the state a sequence tells of."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    if "state" in sequence.get("members", {}):
        acts = {operation: act for act, operation in operations.items()}
        for write in sequence["writes"].values():
            for begin, end in write["moves"].items() if write["operation"] in acts else ():
                moves = found.setdefault(acts[write["operation"]], {})
                moves[begin] = moves.get(begin, frozenset()) | {end}
    return found
