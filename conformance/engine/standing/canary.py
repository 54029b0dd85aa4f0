"""What the answer of a canary says: whether the system stands, why it does not, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from conformance.engine.judging.reasons import most_telling
from conformance.model.contract import Operation
from conformance.model.exchange import Exchange, Failure
from conformance.model.text import Text
from conformance.model.verdict import REASON_WORDS, Reason
from conformance.wire.pacing import WINDOW

NAMED = 5
"""Answers named of those tried."""
_TO_LOGIN = re.compile(r"(?i)log-?in|sign-?in|\bauth|oauth|\bsso\b|\bcas\b|passport|session")
EMPTY = (b"", b"{}", b"[]", b"null")
ELSEWHERE_TOO = frozenset({401, 403, 404, 429, 503})
"""Refusals that say nothing of the operation: another one would be refused alike."""

ADVICE: Mapping[Reason, Text] = {
    Reason.UNREACHABLE: Text(
        "请核对地址与端口，以及本机能否连到它", "check address and port, and that it is reached from here"
    ),
    Reason.TIMEOUT: Text(
        "请确认系统正常，或调大 limits.request_seconds", "see that it is up, or raise limits.request_seconds"
    ),
    Reason.TOO_LARGE: Text(
        "若本应如此之大，调大 limits.body_bytes", "if it is meant to be so large, raise limits.body_bytes"
    ),
    Reason.PROTOCOL: Text("请核对地址是否为 HTTP/1.1 服务", "check that the address is that of a service of HTTP/1.1"),
    Reason.RATE_LIMITED: Text("调低 limits.rate，或请对方放行", "lower limits.rate, or have the tester let through"),
    Reason.BUDGET: Text("调大 limits.requests 或 limits.seconds", "raise limits.requests or limits.seconds"),
}
WIDER = Text("在该时段内检测，或放宽 window", "test it in that window, or widen `window`")
CREDENTIAL = Text("请在 credentials 中给出有效的凭据", "give one that holds under credentials")
ELSEWHERE = Text("若所指才是被测系统，请以那一地址为准", "if that is the system to be tested, give its address")
LATER = Text("待系统恢复后再测", "test again when it is back in service")
ADDRESS = Text("请核对地址和接口文档中的路径", "check the address, and the paths of the interface document")


def fallen(exchange: Exchange, native: bool) -> Failure | None:
    """Why a system does not stand by this answer; None where it does. `native`: the contract says what it must hold."""
    if exchange.failure is not None:
        word, said = REASON_WORDS[exchange.failure.reason], exchange.failure.detail
        detail = _of(exchange, Text(f"{word.zh}（{said.zh}）", f"{word.en} ({said.en})"))
        return Failure(exchange.failure.reason, detail, exchange.failure.input)
    status = exchange.status
    if 200 <= status < 300:
        return _meaningless(exchange, native)
    if status == 401:
        return _refused(exchange)
    reason = Reason.RATE_LIMITED if status == 429 else Reason.PRECONDITION_NOT_MET
    where = exchange.response.header("location") if exchange.response and 300 <= status < 400 else None
    if status == 403 or (where and _TO_LOGIN.search(where)):
        return _refused(exchange)
    to = Text(f"，转到 {where}", f" and leads to {where}") if where else Text("", "")
    return Failure(reason, _of(exchange, Text(f"应答 {status}{to.zh}", f"answers {status}{to.en}")))


def standing(tried: Sequence[tuple[Exchange, Failure]], answers: bool = False) -> Failure:
    """Why no canary stands: the most telling of all that was tried, each of them named, and what to do.

    `answers`: something of it does, though it is no more than a refusal.
    """
    exchange, failure = most_telling(tried, lambda pair: pair[1].reason)
    details = [*dict.fromkeys(each.detail for _, each in tried)][:NAMED]
    zh, en = "；".join(each.zh for each in details), "; ".join(each.en for each in details)
    if answers:
        errors = any(it.status >= 500 for it, _ in tried)
        zh = f"系统只作拒绝{'、出错' if errors else ''}或空的应答，此项无从判定：{zh}"
        en = f"all it answers is refusals{', errors' if errors else ''} or nothing: {en}"
    else:
        zh, en = f"系统不在可测状态：{zh}", f"the system is not in a state to be tested: {en}"
    if advice := _advice(exchange, failure):
        zh, en = f"{zh}。{advice.zh}", f"{en}. To do: {advice.en}"
    return Failure(failure.reason, Text(zh, en), failure.input)


def void(culprit: Exchange, canary: Failure) -> Failure:
    """The failure that names the request after which the system no longer stood. Our own spent budget is no sign of
    that: what came last is then merely not confirmed.
    """
    number, request = culprit.number, f"{culprit.request.method} {culprit.operation.id}"
    said = canary.detail
    if canary.reason is Reason.BUDGET:
        zh = f"自第 {number} 次请求（{request}）起系统是否正常已无从确认：{said.zh}"
        en = f"whether it still stood after request {number} ({request}) could not be asked: {said.en}"
        return Failure(Reason.BUDGET, Text(zh, en))
    zh = f"自第 {number} 次请求（{request}）起系统不再正常应答，其后的结果作废：{said.zh}"
    en = f"void since request {number} ({request}): the system no longer answers its canary: {said.en}"
    return Failure(Reason.VOID, Text(zh, en), canary.input)


def _of(exchange: Exchange, what: Text) -> Text:
    return Text(f"{exchange.operation.id} {what.zh}", f"{exchange.operation.id} {what.en}")


def _refused(exchange: Exchange) -> Failure:
    """A 401, a 403 or the way to a login: which credential is lacking, or no longer accepted."""
    status = exchange.status
    if exchange.role != "anonymous":
        zh = f"应答 {status}，不承认角色 {exchange.role} 的凭据"
        en = f"answers {status} to the credential of {exchange.role}"
        return Failure(Reason.NO_CREDENTIAL, _of(exchange, Text(zh, en)), f"credentials.{exchange.role}")
    role = next((role for role in exchange.operation.roles if role != "anonymous"), "applicant")
    zh = f"应答 {status}，需要凭据（如角色 {role}）"
    en = f"answers {status}: it asks for a credential, as of the role {role}"
    return Failure(Reason.NO_CREDENTIAL, _of(exchange, Text(zh, en)), f"credentials.{role}")


def _meaningless(exchange: Exchange, native: bool) -> Failure | None:
    """What is wrong with a success: it holds nothing, or not what the contract requires of it."""
    response = exchange.response
    if response is None or response.body.strip() in EMPTY:
        return _not_met(exchange, Text("的应答没有内容", "answers nothing"))
    due = due_of(exchange.operation, exchange.status)
    if due is None or not native:
        return None
    if not isinstance(exchange.data, dict):
        media = response.media or "-"
        page = Text("网页", "a page") if "html" in media else Text(media, media)
        return _not_met(exchange, Text(f"应答的是{page.zh}，不是接口数据", f"answers {page.en}, not data in JSON"))
    lacking = sorted(due - set(exchange.data))
    names = ", ".join(lacking)
    return _not_met(exchange, Text(f"的应答没有 {names}", f"answers without {names}")) if lacking else None


def due_of(operation: Operation, status: int) -> frozenset[str] | None:
    """The members that an answer of this status must hold; None where the document states no JSON for it."""
    stated = (operation.response(status) or {}).get("application/json")
    return None if stated is None else frozenset(stated.inside(stated.document).get("required", ()))


def is_of_operation(exchange: Exchange) -> bool:
    """Whether what an answer lacks is a matter of this operation: no other place, login, limit or break in service."""
    return exchange.response is not None and exchange.status not in ELSEWHERE_TOO and exchange.status // 100 != 3


def breaks_down(exchange: Exchange) -> bool:
    """Whether an answer is wrong wherever it comes from: an error of the server, or JSON that is none.

    What a gateway says of what lies behind it (502, 504), a break in service (503), and a limit (429) are not.
    """
    if exchange.response is None or exchange.status in (429, 502, 503, 504):
        return False
    return exchange.status >= 500 or ("json" in exchange.response.media and exchange.data is None)


def _not_met(exchange: Exchange, what: Text) -> Failure:
    return Failure(Reason.PRECONDITION_NOT_MET, _of(exchange, what))


def _advice(exchange: Exchange, failure: Failure) -> Text | None:
    """What to do; None for a failed handshake, which says so itself."""
    if failure.reason is Reason.UNTRUSTED or failure.input == "client_cert":
        return None
    if failure.input == WINDOW:
        return WIDER
    if failure.reason is Reason.NO_CREDENTIAL:
        return CREDENTIAL
    if 300 <= exchange.status < 400:
        return ELSEWHERE
    return ADVICE.get(failure.reason) or (LATER if exchange.status >= 500 else ADDRESS)
