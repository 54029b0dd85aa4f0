"""The operations of a sound document: what may be asked, and what may come back."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from itertools import count
from typing import Any

from conformance.model.contract import Flaw, Operation, Parameter, Schema
from conformance.model.text import Text
from conformance.norms import own_words
from conformance.norms.direction import freed
from conformance.norms.parameters import LOCATIONS, ParameterReader, as_object
from conformance.norms.references import Broken, References
from conformance.norms.shared_schemas import Rewritten, SharedSchemas
from conformance.norms.soundness import each_operation, name_of

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def read_operations(
    document: Mapping[str, Any], flaws: list[Flaw], unread: Collection[str] = ()
) -> dict[str, Operation]:
    """The operations of a sound document by name, in its order; what is wrong with them is added to the flaws.

    `unread` are the pointers of operations and path items with a parameter that could not be read.
    """
    reader = _Reader(document, flaws, unread)
    operations: dict[str, Operation] = {}
    for pointer, path, method, item in each_operation(document):
        name = name_of(item[method], method, path)
        if name in operations:
            twice = Text(f"operationId {name} 用了两次", f"operationId {name} is used twice")
            name = _unused(f"{method.upper()} {path}", operations)
            flaws.append(Flaw(pointer, twice, name))
        operations[name] = reader.operation(name, pointer, path, method, item)
    own_words.undone(operations, flaws)
    return operations


def _unused(name: str, taken: Collection[str]) -> str:
    """A name none of them has: an operationId may be what another operation is called without one."""
    return next(each for turn in count(1) if (each := name if turn == 1 else f"{name} ({turn})") not in taken)


class _Reader:
    def __init__(self, document: Mapping[str, Any], flaws: list[Flaw], unread: Collection[str]) -> None:
        self._document, self._flaws, self._unread = document, flaws, unread
        self._references = References(document)
        schemas = document.get("components", {}).get("schemas", {})
        self._parameter = ParameterReader(self._references)
        self._requested = _Alone(SharedSchemas(schemas), lambda schema: schema)
        self._answered = _Alone(SharedSchemas(Rewritten(schemas, self._as_answered)), self._as_answered)

    def operation(self, name: str, pointer: str, path: str, method: str, item: Mapping[str, Any]) -> Operation:
        raw = item[method]
        body = self._references.resolve(raw.get("requestBody", {}))
        return Operation(
            id=name,
            method=method.upper(),
            path=path,
            parameters=tuple(self._parameters(item, raw)),
            unread=not {pointer, pointer.rpartition("/")[0]}.isdisjoint(self._unread),
            body={
                media: self._requested.schema(content.get("schema", True))
                for media, content in body.get("content", {}).items()
            },
            body_required=body.get("required", False),
            responses={
                status.upper().replace("DEFAULT", "default"): self._answer(answer)
                for status, answer in raw["responses"].items()
            },
            roles=own_words.roles(raw, pointer, self._flaws),
            public=self._is_public(raw, pointer),
            undo=own_words.undo(raw, pointer, self._flaws),
            example=self._example(body),
            takes=own_words.takes(raw, pointer, self._flaws),
            summary=_summary(raw),
            tags=tuple(map(str, raw["tags"])) if isinstance(raw.get("tags"), list) else (),
        )

    def _answer(self, answer: Any) -> Mapping[str, Schema | None]:
        content = self._references.resolve(answer).get("content", {})
        return {media.lower(): self._answered.schema(part.get("schema", True)) for media, part in content.items()}

    def _as_answered(self, schema: Any) -> Any:
        return freed(schema, "writeOnly", self._references)

    def _parameters(self, item: Mapping[str, Any], raw: Mapping[str, Any]) -> Iterator[Parameter]:
        merged: dict[tuple[str, str], Mapping[str, Any]] = {}
        for parameter in (*item["parameters"], *raw["parameters"]):
            resolved = self._references.resolve(parameter)
            merged[resolved["name"], resolved["in"]] = resolved
        for (_, location), resolved in merged.items():
            if location in LOCATIONS:
                yield self._parameter.read(resolved)

    def _is_public(self, raw: Mapping[str, Any], pointer: str) -> bool:
        """Whether no credential is needed, as far as the document can be understood."""
        given = raw.get("security", self._document.get("security"))
        if given is None or (isinstance(given, list) and all(isinstance(each, Mapping) for each in given)):
            return not given or {} in given
        odd = Text("security 的写法不对，视为未写", "`security` is not written as it should be, and is taken as absent")
        self._flaws.append(Flaw(f"{pointer}/security" if "security" in raw else "/security", odd))
        return True

    def _example(self, body: Mapping[str, Any]) -> Any:
        for content in body.get("content", {}).values():
            for example in self._examples(content):
                return copy.deepcopy(example)
        return None

    def _examples(self, content: Mapping[str, Any]) -> Iterator[Any]:
        """What a document shows as a body: of the media type, else of its schema."""
        if "example" in content:
            yield content["example"]
        for named in content.get("examples", {}).values():
            with suppress(Broken):  # it shows nothing, and nothing rests on it
                shown = self._references.resolve(named)
                yield shown.get("value") if isinstance(shown, Mapping) else None
        schema = as_object(self._references.resolve(content.get("schema", {})))
        yield from (*schema.get("examples", ()), schema.get("example"))


class _Alone:
    """The schemas of bodies, each alone: one for all that are written alike, so that it is held, and compiled, once."""

    def __init__(self, shared: SharedSchemas, rewrite: Callable[[Any], Any]) -> None:
        self._shared, self._rewrite = shared, rewrite
        self._known: dict[str, Schema | None] = {}

    def schema(self, written: Any) -> Schema | None:
        """The schema of a body; None where none is stated, or one that says nothing."""
        key = json.dumps(written, ensure_ascii=False)
        if key not in self._known:
            self._known[key] = self._made(self._rewrite(written))
        return self._known[key]

    def _made(self, schema: Any) -> Schema | None:
        if schema is True or schema == {}:
            return None
        return Schema({"$schema": _DRAFT, **as_object(schema), **self._shared.beside(schema)})


def _summary(raw: Mapping[str, Any]) -> str:
    """What the document says an operation does: its summary, or the first line of its description without one."""
    described = str(raw.get("description") or "").strip().splitlines()
    return str(raw.get("summary") or "").strip() or next(iter(described), "")
