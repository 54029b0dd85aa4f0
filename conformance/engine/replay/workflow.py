"""Exchanges in order as a flat workflow of Arazzo 1.0.1: any tool that runs it sees whether the same comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from conformance.engine.path import fill
from conformance.engine.replay.chain import Given, Link, chain
from conformance.engine.replay.stated_body import body
from conformance.engine.replay.stated_parameters import parameters
from conformance.engine.replay.wording import Node, NotStatable, Wording
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.pointer import escaped
from conformance.model.target import Target
from conformance.model.visible import stands, visible
from conformance.model.workflow import MOST_STEPS, SYSTEM, Omission, Workflow

PUBLISHED = "getContract"
"""The operation by which a system of a kind gives its own interface document."""

_NO_NAME = re.compile("[^A-Za-z0-9_-]")
_PLAIN_ID = re.compile(r"[^\s${}#]+")
_POINTABLE = re.compile(r"[A-Za-z0-9._~!*+,;=:@/{}()-]+")
_MEMBER = re.compile("[A-Za-z0-9_-]+")  # what every reader of `$response.body#/…` takes for one member


def source(target: Target, contract: Contract) -> str:
    """Where the interface document of a target stands: as its tester wrote it, else where it publishes it itself.

    Of an address neither user nor query is said. Empty where there is none.
    """
    if target.document:
        return shown(target.document)
    published = contract.operations.get(PUBLISHED) if contract.kind else None
    return target.address.rstrip("/") + fill(published, {}) if published else ""


def shown(place: str) -> str:
    """The place of a document as it may be shown: of an address neither user nor query, which may hold a secret."""
    return re.sub("//[^/]*@", "//", place.partition("?")[0]) if is_address(place) else place


def is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def workflow(exchanges: Sequence[Exchange], contract: Contract, name: str) -> Workflow:
    """A step for each exchange, whose criterion is the status as answered, then those that take back what was made.

    `name` is its own among those of one document; its steps bear it too, for readers to whom a step is known by its id
    in all of a document.
    """
    try:
        return Workflow(_said(exchanges, contract, _named(name)))
    except NotStatable as not_statable:
        return Workflow({}, not_statable.why)


def _named(name: str) -> str:
    """A name of Arazzo's pattern that begins with a letter, without which some take it for no name in expressions."""
    plain = _NO_NAME.sub("_", name)
    return plain if re.match("[A-Za-z]", plain) else f"w{plain}"


def _said(exchanges: Sequence[Exchange], contract: Contract, name: str) -> Node:
    if not exchanges or len(exchanges) > MOST_STEPS:
        raise NotStatable(Omission.LENGTH if exchanges else Omission.NOTHING)
    links = chain(exchanges, contract)
    wording = Wording(dict(_outputs(name, links)))
    steps = [_step(name, at, links, contract, wording) for at in range(1, len(links) + 1)]
    inputs = {"type": "object", "properties": wording.properties, "required": wording.required}
    return {"workflowId": name, **({"inputs": inputs} if wording.properties else {}), "steps": steps}


def _outputs(name: str, links: Sequence[Link]) -> Iterator[tuple[str, str]]:
    """The expression of every output by its variable."""
    for at, link in enumerate(links, 1):
        for one in link.given:
            yield one.variable, f"$steps.{name}_step{at}.outputs.{one.variable}"


def _step(name: str, at: int, links: Sequence[Link], contract: Contract, wording: Wording) -> Node:
    link = links[at - 1]
    asked = parameters(link.request, link.operation, wording)
    sent = body(link.request, link.operation, wording)
    return {
        "stepId": f"{name}_step{at}" if link.exchange else f"{name}_back{link.undoes}",
        **_operation(link, contract),
        "x-hutong-role": visible(link.role),
        "parameters": asked,
        **({"requestBody": sent} if sent else {}),
        **(_expected(link.exchange, name, at, links) if link.exchange else _taken_back(asked, links[link.undoes - 1])),
        **({"outputs": {it.variable: _expression(it, link.exchange) for it in link.given}} if link.given else {}),
    }


def _operation(link: Link, contract: Contract) -> Node:
    """An operation by its operationId, where the document gives it one that can be said, else by its path."""
    operation, method = link.operation, link.operation.method
    item = contract.document.get("paths", {}).get(operation.path)
    raw = item.get(method.lower()) if isinstance(item, Mapping) else None
    if not isinstance(raw, Mapping) or link.request.method != method:
        raise NotStatable(Omission.OPERATION)
    if raw.get("operationId") == operation.id and _PLAIN_ID.fullmatch(operation.id) and stands(operation.id):
        return {"operationId": operation.id}
    if not _POINTABLE.fullmatch(operation.path):
        raise NotStatable(Omission.OPERATION)
    pointer = f"/paths/{escaped(operation.path)}/{method.lower()}"
    return {"operationPath": f"{{$sourceDescriptions.{SYSTEM}.url}}#{pointer}"}


def _expected(exchange: Exchange, name: str, at: int, links: Sequence[Link]) -> Node:
    """The status as answered; where another comes, on to what takes back all that was made before."""
    if not exchange.status:
        raise NotStatable(Omission.ANSWER)
    made = next((link.undoes for link in links[at:] if 0 < link.undoes < at), 0)
    back = {"name": "take-back", "type": "goto", "stepId": f"{name}_back{made}"}
    return {
        "successCriteria": [{"condition": f"$statusCode == {exchange.status}"}],
        **({"onFailure": [back]} if made else {}),
    }


def _taken_back(asked: Iterable[Node], made: Link) -> Node:
    """No criterion: it may be gone already. It names what was made now: by what was given, or sent to make it."""
    sent = (made.request.body or b"").decode("utf-8", "replace")
    names = [one["value"] for one in asked if one["in"] == "path"]
    if not all(name.startswith("$steps.") or name in sent for name in names):
        raise NotStatable(Omission.UNDO)
    return {}


def _expression(given: Given, exchange: Exchange | None) -> str:
    """Where in an answer a value stands. NotStatable where its member has a name that is more than a word."""
    if given.member is None:
        return "$response.header.ETag"
    answered = exchange.response.json.value if exchange and exchange.response else None
    whole = isinstance(answered, Mapping) and answered.get(given.member) == given.value
    if not whole or not _MEMBER.fullmatch(given.member):
        raise NotStatable(Omission.VALUE)
    return f"$response.body#/{given.member}"
