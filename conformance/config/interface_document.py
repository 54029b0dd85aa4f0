"""The document of a target's own interfaces: a plain file, or one GET within the bounds of the wire."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote, urljoin, urlsplit

from conformance.config.choosing import must_be_open
from conformance.engine.documents.document import contract_of
from conformance.engine.replay.workflow import is_address, shown
from conformance.model.contract import RESERVED_HEADERS, Contract
from conformance.model.exchange import Failure, Response
from conformance.model.target import Limits, Target
from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.norms.errors import DataError
from conformance.norms.files import MOST_OF_A_DOCUMENT, NotRead, read_plain

if TYPE_CHECKING:  # loaded only where something is fetched
    from conformance.wire.core import Core
    from conformance.wire.scope import Scope

DOWNLOAD = Text("下载后用文件路径给出", "download it and name the file")
SECONDS = 120.0
"""For one answer: many systems write their document anew whenever it is asked for."""
MOST_STEPS = 5
"""Moves that are followed."""
_WRITTEN = "/%:@!$&'()*+,;=~-._?[]"


def own_contract(target: Target) -> Contract:
    """The contract of the document a target names. Raises DataError.

    The headers that carry its credentials are no parameters of anything: a made-up value would take their place.
    """
    carrying = {each.header.lower() for each in target.credentials.values()}
    place, raw = target.document, fetch_document(target)
    return contract_of(
        raw, shown(place), RESERVED_HEADERS | carrying, beside="" if is_address(place) else str(Path(place).resolve())
    )


def fetch_document(target: Target) -> bytes:
    """The bytes of the system's own document. Raises DataError."""
    place = target.document
    if is_address(place):
        return _body(_answer(place, target), place)
    try:
        return read_plain(Path(place), MOST_OF_A_DOCUMENT)
    except NotRead as error:
        text = Text(f"无法读取接口文档：{error.why.zh}", f"the interface document cannot be read: {error.why.en}")
        raise DataError(text, place, help=error.help, about="openapi") from None


def _answer(place: str, target: Target) -> Response | Failure:
    must_be_open(target, datetime.now(UTC))
    from conformance.wire.core import Core
    from conformance.wire.dial import pinned
    from conformance.wire.scope import Scope
    from conformance.wire.wire_errors import UnusableError

    try:
        parts = urlsplit(place)
        scope, reach = Scope.of(f"{parts.scheme}://{parts.netloc}"), target.reach
        if scope.host != Scope.of(target.address).host:  # a name of its own, looked up once here, and no identity shown
            reach = pinned(scope, replace(reach, certificate=None, addresses=()), target.limits.request_seconds)
        core = Core(scope, Limits(request_seconds=SECONDS, body_bytes=MOST_OF_A_DOCUMENT), reach)
    except UnusableError as error:
        _refuse(place, error.text)
    except ValueError as error:
        _refuse(place, Text(f"地址不可用：{error}", f"the address cannot be used: {error}"))
    with core:
        return _followed(core, scope, place)


def _followed(core: Core, scope: Scope, place: str) -> Response | Failure:
    """What a document's address answers, or the one it leads to on the same scheme, host and port."""
    for _ in range(MOST_STEPS):
        accept = ("Accept", "application/json, application/yaml;q=0.9")
        answer = core.send("GET", quote(place.partition("#")[0], safe=_WRITTEN), (accept,), None)
        where = answer.header("location") if isinstance(answer, Response) and 300 <= answer.status < 400 else None
        moved = quote(urljoin(place, where).partition("#")[0], safe=_WRITTEN) if where else ""
        if not where or not scope.holds(moved):
            return answer
        place = moved
    zh, en = f"{MOST_STEPS} 次重定向后仍未得到", f"it still moves on after {MOST_STEPS} steps"
    return Failure(Reason.PROTOCOL, Text(zh, en))


def _body(answer: Response | Failure, place: str) -> bytes:
    if isinstance(answer, Failure):
        _refuse(place, answer.detail)
    if answer.status == 200:
        return answer.body
    where = answer.header("location")
    if 300 <= answer.status < 400 and where:
        moved = shown(urljoin(place, where))
        _refuse(place, Text(f"已移至 {moved}", f"it has moved to {moved}"), Text(f"给出 {moved}", f"name {moved}"))
    if answer.status in (401, 403):
        zh, en = "需要凭据，而取文档时不带凭据", "it asks for a credential, and documents are fetched without one"
        _refuse(place, Text(f"状态码 {answer.status}，{zh}", f"status {answer.status}: {en}"))
    return _refuse(place, Text(f"状态码 {answer.status}", f"status {answer.status}"))


def _refuse(place: str, why: Text, hint: Text = DOWNLOAD) -> NoReturn:
    text = Text(f"取不到接口文档：{why.zh}", f"the interface document cannot be read: {why.en}")
    raise DataError(text, shown(place), help=hint, about="openapi") from None
