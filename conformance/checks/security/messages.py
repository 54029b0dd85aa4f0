"""Whether messages are proof against being altered, replayed, sent in another's name or read by strangers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from conformance.checks.places import served, tells_nothing
from conformance.checks.reading import asker, first, not_exercised, record, sent_body, shown, succeeded
from conformance.checks.security.isolation import strangers
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.message import ALGORITHMS, canonical, digest
from conformance.model.parameters import Place, Step
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

CLOSED = (403, 404, 410)


def message_is_closed_to_strangers(trace: Trace) -> Iterator[Finding]:
    """Sender and receiver read a message and its receipt; departments that are no party neither read nor list them."""
    good, read = _received(trace, "sound"), succeeded(trace, "sound-read")
    if not record(read.data).get("records"):
        raise not_exercised("发送方也读不出报文", "not even its sender can read it")
    header = record(sent_body(good).get("header"))
    known, parties = strangers(trace), (header.get("sender"), header.get("receiver"))
    lists = [it for it in trace.at("listed-as-stranger") if known.get(it.role) not in parties]
    strange = [it for it in trace.at("as-stranger") if known.get(it.role) not in parties]
    yield from _listed_to_strangers(good, [it for it in lists if known.get(it.role)])
    for exchange in (it for it in strange if known.get(it.role)):
        if 200 <= exchange.status < 300:
            name = exchange.operation.id
            yield Finding(
                Text(
                    f"{asker(exchange).zh}的 {name} 得到 {exchange.status}",
                    f"{name} by {exchange.role}: {exchange.status}",
                ),
                Text("403 或 404", "403 or 404"),
                exchanges=(good, exchange),
            )
    told = [it for it in strange if 200 <= it.status < 300] + [it for it in lists if _lists(good, it)]
    unknown = next((asker(it) for it in told if not known.get(it.role)), None)
    if unknown:
        zh, en = f"看不出{unknown.zh}属于哪个部门", f"it is not known which department the {unknown.en} is of"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if not lists or not strange:
        raise not_exercised("没有第三方查阅", "no stranger asked")
    for exchange in (it for it in (*strange, *lists) if not 200 <= it.status < 300 and it.status not in CLOSED):
        raise tells_nothing(exchange)
    if any(record(exchange.data).get("next") for exchange in lists):
        raise Undecided(
            Reason.PRECONDITION_NOT_MET, Text("报文清单没有读全", "the list of messages was not read whole")
        )


def _listed_to_strangers(good: Exchange, lists: Iterable[Exchange]) -> Iterator[Finding]:
    for exchange in lists:
        if _lists(good, exchange):
            yield Finding(
                Text(f"{asker(exchange).zh}的报文清单中有它", f"it is in the list that {exchange.role} reads"),
                Text("只列本部门发出与收到的", "only what the own department sent and received is listed"),
                exchanges=(good, exchange),
            )


def _lists(good: Exchange, page: Exchange) -> bool:
    identifier = record(good.data).get("messageId")
    return any(header.get("id") == identifier for header in entries(page.data))


def message_is_refused(trace: Trace, *, step: Step, control: tuple[Place, ...], due: Text) -> Iterator[Finding]:
    """A message is answered with a refusal, or with a receipt that rejects it, where sound ones (`control`) are not."""
    proof = served(trace, control)
    if any(_is_rejected(exchange) for exchange in proof):
        raise not_exercised("完好的报文也被拒收", "sound messages are rejected too")
    exchange = first(trace, step)
    if 200 <= exchange.status < 300:
        if not _is_rejected(exchange):
            seen = Text(f"应答 {exchange.status}", f"status {exchange.status}")
            yield Finding(seen, due, exchanges=(*proof, exchange))
    elif not 400 <= exchange.status < 500 or exchange.status in (401, 404, 429):
        raise tells_nothing(exchange)


def _is_rejected(exchange: Exchange) -> bool:
    return record(exchange.data).get("result") == "rejected"


def digests_are_true(trace: Trace) -> Iterator[Finding]:
    """The digest of every message delivered is that of its records, by the algorithm it names."""
    judged = 0
    for exchange in trace.at("batch"):
        for place, message in enumerate(_messages(exchange.data)):
            judged += 1
            yield from _true(message, f"messages[{place}].header.digest", exchange)
    if not judged:
        raise not_exercised("没有交付报文", "no message was delivered")


def sm3_is_computed_right(trace: Trace) -> Iterator[Finding]:
    """A true SM3 digest is taken, and receipt and message carry it as computed."""
    sent, read = first(trace, "sent"), first(trace, "read")
    message = sent_body(sent)
    stated = record(record(message.get("header")).get("digest"))
    due = digest("SM3", canonical(message.get("records")))
    if due is None or stated != {"algorithm": "SM3", "value": due}:
        raise not_exercised("没有发出 SM3 摘要的报文", "no message with an SM3 digest was sent")
    if sent.status in (400, 422):
        yield Finding(
            Text(
                f"摘要正确的 SM3 报文得到 {sent.status}", f"a message with a true SM3 digest is answered {sent.status}"
            ),
            Text(f"接收，{due}", f"it is received, {due}"),
            exchanges=(sent,),
        )
        return
    if not 200 <= sent.status < 300 or not record(sent.data):
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"应答 {sent.status}", f"it was answered {sent.status}"))
    held = {"回执": (sent, record(sent.data).get("digest"))}
    if read.status == 200:
        held["报文"] = read, record(record(read.data).get("header")).get("digest")
    for exchange, found in held.values():
        if record(found).get("algorithm") != "SM3" or record(found).get("value") != due:
            yield Finding(
                Text(f"摘要为 {shown(found)}", f"the digest is {shown(found)}"),
                Text(f"SM3 {due}", f"SM3 {due}"),
                at="digest",
                exchanges=(sent, exchange),
            )


def _received(trace: Trace, step: str) -> Exchange:
    """The exchange in which a sound message was received, with its receipt. Raises Undecided where it was not."""
    good = succeeded(trace, step)
    if record(good.data).get("messageId") is None:
        raise not_exercised("完好的报文也没有回执", "not even a sound message got a receipt")
    return good


def _messages(data: Any) -> list[Mapping[str, Any]]:
    found = record(data).get("messages")
    return [message for message in found if isinstance(message, Mapping)] if isinstance(found, list) else []


def _true(message: Mapping[str, Any], at: str, exchange: Exchange) -> Iterator[Finding]:
    stated = record(record(message.get("header")).get("digest"))
    algorithm, value = stated.get("algorithm"), stated.get("value")
    due = digest(str(algorithm), canonical(message.get("records")))
    if algorithm in ALGORITHMS and due is None:
        raise Undecided(
            Reason.PRECONDITION_NOT_MET, Text(f"本机不能计算 {algorithm}", f"{algorithm} cannot be computed here")
        )
    if due is None or value != due:
        yield Finding(
            Text(f"{shown(algorithm)} 摘要为 {shown(value)}", f"the {shown(algorithm)} digest is {shown(value)}"),
            Text(f"{due or '、'.join(ALGORITHMS)}", f"{due or ', '.join(ALGORITHMS)}"),
            at,
            (exchange,),
        )
