"""References inside one document. One that dangles or leads out of it is broken; nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from conformance.model.contract import UNREADABLE, Flaw
from conformance.model.text import Text

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class Broken(Exception):  # noqa: N818 - a state of the document, caught where the operation is read
    """A reference that cannot be followed inside the document."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


class References:
    """Follows `#/…` references of one document; remembers which it has proved whole."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._whole: set[str] = set()

    def resolve(self, value: Any) -> Any:
        """The object itself, however many references lead to it. Raises Broken."""
        seen: set[str] = set()
        while isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            reference = value["$ref"]
            if reference in seen:
                raise Broken(f"$ref {reference} 指回自身", f"$ref {reference} leads back to itself")
            seen.add(reference)
            value = self._follow(reference)
        return value

    def check(self, value: Any) -> None:
        """Prove every reference below a value whole. Raises Broken for the first that is not."""
        waiting, proved = [value], set(self._whole)
        while waiting:
            part = waiting.pop()
            if isinstance(part, Mapping):
                reference = part.get("$ref")
                if isinstance(reference, str) and reference not in proved:
                    proved.add(reference)
                    waiting.append(self.resolve(part))
                dynamic = part.get("$dynamicRef")
                if isinstance(dynamic, str):
                    _stays_inside(dynamic, "$dynamicRef")
                waiting.extend(part.values())
            elif isinstance(part, list):
                waiting.extend(part)
        self._whole = proved

    def _follow(self, reference: str) -> Any:
        _stays_inside(reference, "$ref")
        value: Any = self._document
        for token in reference[1:].split("/")[1:]:
            key = unquote(token).replace("~1", "/").replace("~0", "~")
            if isinstance(value, Mapping) and key in value:
                value = value[key]
            elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
                value = value[int(key)]
            else:
                raise Broken(f"$ref {reference} 所指内容不存在", f"$ref {reference} dangles")
        return value


def _stays_inside(reference: str, keyword: str) -> None:
    if not reference.startswith("#"):
        zh = f"{keyword} {reference} 指向文档之外，未取"
        raise Broken(zh, f"{keyword} {reference} leads out of the document; it was not fetched")


def each_operation(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """JSON pointer, path, method and path item of every operation, in the order of the document."""
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, Mapping) else ():
        for method in METHODS:
            if isinstance(item, Mapping) and isinstance(item.get(method), Mapping):
                yield f"/paths/{path.replace('~', '~0').replace('/', '~1')}/{method}", path, method, item


def prune(document: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Flaw]]:
    """The document without what a broken reference spoils, and the flaws.

    A broken parameter goes (and its operation, where the path needs it), a broken answer is kept without its schema, a
    broken request body costs its operation.
    """
    references = References(document)
    flaws: list[Flaw] = []
    paths: dict[str, dict[str, Any]] = {
        path: {**item, "parameters": _whole_parameters(item, f"/paths/{path}", references, flaws, "")}
        for path, item in document.get("paths", {}).items()
        if isinstance(item, Mapping)
    }
    for pointer, path, method, item in each_operation(document):
        raw = item[method]
        name = str(raw.get("operationId") or f"{method.upper()} {path}")
        parameters = _whole_parameters(raw, pointer, references, flaws, name)
        declared = {references.resolve(p).get("name") for p in (*paths[path]["parameters"], *parameters)}
        needed = {part.partition("}")[0] for part in path.split("{")[1:]}
        try:
            references.check(raw.get("requestBody", {}))
            if not needed <= declared:
                names = ", ".join(sorted(needed - declared))
                raise Broken(f"路径参数 {names} 没有声明", f"path parameter {names} is not declared")
        except Broken as broken:
            flaws.append(Flaw(pointer, broken.text, name))
            del paths[path][method]
            continue
        answers = _whole_answers(raw, pointer, references, flaws)
        paths[path][method] = {**raw, "parameters": parameters, "responses": answers}
    return {**document, "paths": paths}, flaws


def _whole_parameters(
    holder: Mapping[str, Any], pointer: str, references: References, flaws: list[Flaw], operation: str
) -> list[Any]:
    kept = []
    for index, parameter in enumerate(holder.get("parameters", ())):
        try:
            references.check(parameter)
            kept.append(parameter)
        except Broken as broken:
            flaws.append(Flaw(f"{pointer}/parameters/{index}", broken.text, operation))
    return kept


def _whole_answers(
    raw: Mapping[str, Any], pointer: str, references: References, flaws: list[Flaw]
) -> Mapping[str, Any]:
    answers: dict[str, Any] = {}
    for status, answer in raw.get("responses", {}).items():
        try:
            references.check(answer)
            answers[str(status)] = answer
        except Broken as broken:
            flaws.append(Flaw(f"{pointer}/responses/{status}", broken.text))
            answers[str(status)] = {"description": "", "content": {UNREADABLE: {}}}
    return answers
