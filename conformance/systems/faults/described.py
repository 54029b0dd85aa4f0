"""What faults are derived from: the records of a kind, and their members as the contract of the kind states them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from conformance.systems.contracts import contract

Stated = Mapping[str, Any]
_METHODS = ("get", "post", "put", "delete")
_PARTS = ("allOf", "anyOf", "oneOf")


class Described:
    """The contract of a kind, as far as faults need it. What it does not have is a LookupError."""

    def __init__(self, document: Stated) -> None:
        self._document = document
        self.records: Stated = document["x-hutong-records"]
        self.operations = {
            operation["operationId"]: operation
            for item in document["paths"].values()
            for operation in (item[method] for method in _METHODS if method in item)
        }

    @property
    def found(self) -> str:
        """The record people search for: what the system is about."""
        return self._first(lambda record: "search" in record.get("list", {}))

    @property
    def written(self) -> str:
        """The record people make and change: what the system works on."""
        return self._first(lambda record: {"create", "change"} <= record["operations"].keys())

    @property
    def lived(self) -> str:
        """The record whose life the contract tells step by step."""
        steps = {write["operation"] for write in self._document["x-hutong-sequence"]["writes"].values()}
        return self._first(lambda record: record["operations"].get("create") in steps)

    @property
    def named(self) -> str:
        """The member people write words of their own into, in the record they make."""
        members = self.records[self.written]["members"]
        return str(members.get("title") or members["text"])

    @property
    def made(self) -> str:
        """The member that says when the record people search for was made."""
        return str(self.records[self.found]["members"]["made"])

    def writes(self) -> tuple[str, str]:
        """The operations that make and change the record people make."""
        operations = self.records[self.written]["operations"]
        return operations["create"], operations["change"]

    def _first(self, wanted: Callable[[Stated], bool]) -> str:
        names = [name for name, record in self.records.items() if wanted(record)]
        return names[0]

    def paths(self, operation: str) -> dict[str, Stated]:
        """The members of a record as an operation shows or lists it, by path and in order; it itself is ""."""
        responses = self.operations[operation]["responses"]
        answer = next(responses[code] for code in ("200", "201", "202") if code in responses)
        stated = self._whole(answer["content"]["application/json"]["schema"])
        page = stated.get("properties", {})
        return dict(self._members(page["items"]["items"] if {"items", "total"} <= page.keys() else stated, "", ()))

    def sent(self, operation: str) -> dict[str, Stated]:
        """The members of what an operation is sent, by path."""
        content = self.operations[operation]["requestBody"]["content"]
        return dict(self._members(content["application/json"]["schema"], "", ()))

    def formed(self, form: str) -> list[str]:
        """The members of a format in the record people search for, in their order."""
        return [path for path, stated in self._found().items() if stated.get("format") == form]

    def optional(self) -> list[str]:
        """The members the record people search for may lack."""
        found = self._found()[""]
        return [name for name in found["properties"] if name not in found["required"]]

    def coded(self) -> dict[str, str]:
        """The members of that record whose values a code list publishes, but for those one can filter by: the list."""
        filters = {said["member"] for said in self.records[self.found]["list"]["filters"]}
        coded = {path: stated["x-hutong-codes"] for path, stated in self._found().items() if "x-hutong-codes" in stated}
        return {path: listed for path, listed in coded.items() if path.removesuffix("[]") not in filters}

    def _found(self) -> dict[str, Stated]:
        return self.paths(self.records[self.found]["operations"]["read"])

    def _whole(self, stated: Stated) -> Stated:
        while "$ref" in stated:
            stated = {**self._named(stated["$ref"]), **{name: it for name, it in stated.items() if name != "$ref"}}
        return stated

    def _named(self, reference: str) -> Stated:
        found: Stated = self._document["components"]["schemas"][reference.rpartition("/")[2]]
        return found

    def _members(self, stated: Stated, path: str, above: tuple[str, ...]) -> Iterator[tuple[str, Stated]]:
        """The members below a path; what contains itself is gone into once."""
        reference = stated.get("$ref", "")
        if reference in above:
            return
        inner, above = self._whole(stated), (*above, *([reference] if reference else []))
        yield path, inner
        for part in (part for word in _PARTS for part in inner.get(word, ())):
            yield from self._members(part, path, above)
        for name, member in inner.get("properties", {}).items():
            yield from self._members(member, f"{path}.{name}".lstrip("."), above)
        if isinstance(inner.get("items"), Mapping):
            yield from self._members(inner["items"], f"{path}[]", above)


@cache
def described(kind: str) -> Described:
    """The contract of a kind, read for faults. Raises FileNotFoundError."""
    return Described(contract(kind))
