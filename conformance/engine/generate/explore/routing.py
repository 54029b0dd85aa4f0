"""What the Schemathesis engine would send, read back into a case of the contract: its operation, parts and fairness."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from conformance.engine.generate.corpus.fairness import ExpectationOracle
from conformance.engine.generate.corpus.question import Stimulus, as_sent
from conformance.engine.generate.corpus.shapes import Shapes
from conformance.engine.path import spelled
from conformance.model.case import Case
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Expects, Headers, first_header
from conformance.model.template import names, values
from conformance.norms.corpus import with_id

Owns = Callable[[Iterable[Any]], bool]
"""Whether every one of some values names an object this run made."""


class Router:
    """Finds the operation a request is for and judges what must come of it, on what is really sent."""

    def __init__(self, contract: Contract, operations: Collection[Operation], owns: Owns) -> None:
        self._shapes, self._paging = Shapes(contract.document), contract.paging
        self._owns = owns
        self._judges: dict[str, ExpectationOracle] = {}
        # A path without parameters wins over one with a parameter in the same place.
        self._operations = sorted(operations, key=lambda each: each.path.count("{"))

    def case(self, method: str, url: str, headers: Headers, body: bytes | None) -> Case | None:
        """The case a request asks; None for one that is no question to an operation, or cannot be asked as it is."""
        parts = urlsplit(url)
        for operation in self._operations:
            held = values(spelled(operation.path), spelled(parts.path)) if operation.method == method else None
            if held is not None:
                return self._of(operation, held, parts.query, headers, body)
        return None

    def again(self, case: Case, operation: Operation) -> Case:
        """The case as it can be asked later: a slot where it named an object of this run, which will be gone."""
        live = {each.name: each.live for each in operation.parameters if each.location == "path" and each.live}
        own = {name for name, value in case.path.items() if name in live and self._owns([value])}
        if not own:
            return case
        path = {name: {"live": live[name]} if name in own else value for name, value in case.path.items()}
        return with_id(replace(case, id="", path=path))

    def _of(
        self, operation: Operation, held: Iterable[str], query: str, headers: Headers, body: bytes | None
    ) -> Case | None:
        known = {each.name for each in operation.parameters if each.location == "path"}
        media, value = first_header(headers, "content-type") or "", None
        if body is not None and media:
            try:
                value = json.loads(body)
            except (ValueError, RecursionError):
                return None
        question = as_sent(
            operation,
            path={name: value for name, value in zip(names(operation.path), held, strict=True) if name in known},
            query=_query(query),
            headers=dict(headers),
            cookies=_cookies(first_header(headers, "cookie") or ""),
            body=value,
            media=media if body is not None else "",
            meant=True,
            origin="explore",
        )
        return self._judged(operation, question) if question else None

    def _judged(self, operation: Operation, question: Stimulus) -> Case:
        judge = self._judges.setdefault(operation.id, ExpectationOracle(self._shapes, operation, self._paging))
        judgement = judge.judge(question)
        why = judgement.breaches[0] if judgement.breaches else None
        # What may be changed is made for the question alone, unless this run made what the question names. That may
        # have been changed by an earlier question: what it answers is its own affair.
        is_own = operation.undo is not None and bool(question.path) and self._owns(question.path.values())
        slots = {} if is_own or (why and why.location == "path") else _made_for_it(operation)
        is_known = not is_own and all(name in slots or _listed(operation, name) for name in question.path)
        expects: Expects = "reject" if why else "accept" if judgement.is_clean and is_known else "any"
        return with_id(
            Case(
                "",
                operation.id,
                expects,
                why,
                path={**question.path, **slots},
                query=question.query,
                headers=question.headers,
                cookies=question.cookies,
                body=question.body,
                media=question.media,
            )
        )


def _made_for_it(operation: Operation) -> dict[str, Any]:
    """A slot for every object an operation may change."""
    if operation.undo is None or not operation.undo.within:
        return {}
    path = (each for each in operation.parameters if each.location == "path" and each.live)
    return {each.name: {"live": each.live} for each in path}


def _query(text: str) -> dict[str, Any]:
    """Names to a value, or to all values of a name that stands several times."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        if name in found:
            found[name] = [*found[name], value] if isinstance(found[name], list) else [found[name], value]
        else:
            found[name] = value
    return found


def _cookies(text: str) -> dict[str, Any]:
    """The cookies of a header by name."""
    pairs = (part.strip().partition("=") for part in text.split(";"))
    return {name: value for name, _, value in pairs if name}


def _listed(operation: Operation, name: str) -> bool:
    """Whether the contract lists the values of a path parameter."""
    schema = next((each.schema for each in operation.parameters if (each.location, each.name) == ("path", name)), {})
    return not {"enum", "const"}.isdisjoint(schema)
