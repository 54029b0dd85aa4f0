"""Whether messages carry what identifies them, are received once, and are acknowledged once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_

from conformance.checks.moments import are_alike, day_of, moment_of
from conformance.checks.places import ABOUT_THE_CALLER, tells_nothing
from conformance.checks.reading import Postponed, first, not_exercised, record, sent_body, shown, succeeded
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.message import canonical
from conformance.model.record import entries, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

UNTOLD = (401, 403, 404, 429)


def ids_and_nonces_are_single(trace: Trace) -> Iterator[Finding]:
    """No two messages of a list have one id, nor one nonce.

    One that moved from page to page while they were turned is one message all the same.
    """
    counts = [Counter(canonical(header) for header in entries(page.data)) for page in trace.at("messages")]
    most = reduce(or_, counts, Counter[bytes]())  # of one header the most that a single page holds
    headers = [record(json.loads(header)) for header in most.elements()]
    if sum(bool(header.get("id")) for header in headers) < 2:
        raise not_exercised("报文不足两份", "there are fewer than two messages")
    for name in ("id", "nonce"):
        counted = Counter(str(header[name]) for header in headers if header.get(name))
        for value, times in counted.items():
            if times > 1:
                yield Finding(
                    Text(
                        f"{times} 份报文的 {name} 都是 {shown(value)}",
                        f"{times} messages have the {name} {shown(value)}",
                    ),
                    Text("各不相同", "each its own"),
                    exchanges=trace.at("messages"),
                )
                break


def message_is_acknowledged(trace: Trace) -> Iterator[Finding]:
    """A message received is acknowledged by a receipt of its id, records and digest, which can be read again."""
    sent, read = succeeded(trace, "sent"), first(trace, "receipt")
    due, given = record(sent_body(sent).get("header")), record(sent.data)
    if not due:
        raise not_exercised("没有发出报文", "no message was sent")
    count = len(sent_body(sent).get("records", ()))
    wanted = {"messageId": due.get("id"), "records": count, "digest": due.get("digest")}
    wrong = [name for name, value in wanted.items() if given.get(name) != value]
    if wrong or not isinstance(given.get("id"), str):
        seen = "、".join(f"{name} {shown(given.get(name))}" for name in wrong or ["id"])
        yield Finding(
            Text(f"回执的 {seen}", f"the receipt says {seen}"),
            Text("所发报文的标识、记录数与摘要", "id, number of records and digest of what was sent"),
            exchanges=(sent,),
        )
    if read.status in ABOUT_THE_CALLER:
        raise tells_nothing(read)
    if read.status != 200 or record(read.data) != given:
        yield Finding(
            Text(f"再读回执得到 {read.status}，与先前不同", f"read again: {read.status}, not the receipt given"),
            Text("同一份回执", "the same receipt"),
            exchanges=(sent, read),
        )


def message_counts_once(trace: Trace) -> Iterator[Finding]:
    """The same message sent again gives the receipt of the first, and is held once."""
    sent, again, listed = succeeded(trace, "sent"), first(trace, "again"), succeeded(trace, "listed")
    receipt = record(sent.data).get("id")
    identifier = record(sent_body(sent).get("header")).get("id")
    if not isinstance(receipt, str) or identifier is None:
        raise not_exercised("没有得到回执", "no receipt was given")
    if again.status in UNTOLD or again.status >= 500:
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"重发应答 {again.status}", f"the repeat: {again.status}"))
    if not 200 <= again.status < 300 or record(again.data).get("id") != receipt:
        seen = shown(record(again.data).get("id")) if 200 <= again.status < 300 else str(again.status)
        yield Finding(
            Text(f"重发得到 {seen}", f"the repeat gives {seen}"),
            Text(f"首次的回执 {receipt}", f"the first receipt, {receipt}"),
            exchanges=(sent, again),
        )
    held = sum(header.get("id") == identifier for header in entries(listed.data))
    if not held and record(listed.data).get("next"):
        raise not_exercised("清单没有读完", "the list was not read to its end")
    if held != 1:
        yield Finding(
            Text(f"清单中有 {held} 份", f"the list holds it {held} times"),
            Text("一份", "once"),
            exchanges=(sent, again, listed),
        )


def id_serves_one_message(trace: Trace) -> Iterator[Finding]:
    """Other content under an id used before is refused, and what was sent first stays as it was."""
    sent, other, read = succeeded(trace, "sent"), first(trace, "other-content"), succeeded(trace, "read")
    if other.status in UNTOLD or other.status >= 500 or not record(sent.data).get("id"):
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"应答 {other.status}", f"it was answered {other.status}"))
    kept = canonical(record(read.data).get("records")) == canonical(sent_body(sent).get("records"))
    if 200 <= other.status < 300 or not kept:
        yield Finding(
            Text(
                f"换用内容得到 {other.status}，原报文{'未变' if kept else '已变'}",
                f"other content is answered {other.status}, the message is {'as it was' if kept else 'another'}",
            ),
            Text("409，原报文不变", "409, and the message stays"),
            exchanges=(sent, other, read),
        )


def message_is_kept_as_sent(trace: Trace) -> Iterator[Finding]:
    """A message is read as it was sent, header and records alike, and no number or truth value as text."""
    yield from _kept(succeeded(trace, "sent"), first(trace, "read"))
    for sent, read in zip(trace.at("typed"), trace.at("typed-read"), strict=False):
        if 200 <= sent.status < 300:
            yield from _kept(sent, read)


def _kept(sent: Exchange, read: Exchange) -> Iterator[Finding]:
    message = sent_body(sent)
    if not message or read.status in (401, 403, 429) or not record(sent.data).get("id"):
        raise not_exercised("没有可核对的报文", "there is no message to compare")
    held = record(read.data)
    changed = [name for name in ("header", "records") if not _is_kept(message.get(name), held.get(name))]
    if read.status != 200 or changed:
        yield Finding(
            Text(
                f"读取得到 {read.status}，{'、'.join(changed)} 与所发不同",
                f"read: {read.status}; {' and '.join(changed)} not as sent",
            ),
            Text("与所发相同", "as it was sent"),
            exchanges=(sent, read),
        )


def _is_kept(sent: object, held: object) -> bool:
    """Whether a part of a message is as it was sent; a member of its header may name the same moment otherwise."""
    if canonical(sent) == canonical(held):
        return True
    one, other = record(sent), record(held)
    moments = {name for name in one if moment_of(one[name]) is not None and are_alike(one[name], other.get(name))}
    rest = [{name: value for name, value in part.items() if name not in moments} for part in (one, other)]
    return bool(moments) and canonical(rest[0]) == canonical(rest[1])


def unfit_records_are_rejected(trace: Trace) -> Iterator[Finding]:
    """Records that are not the resource's are not accepted: the receipt says rejected and why, or it is a 4xx."""
    fit = succeeded(trace, "fit")
    first(trace, "unfit")
    if record(fit.data).get("result") != "accepted":
        raise not_exercised("合格的报文也没有被接受", "not even a fit message was accepted")
    postponed = Postponed()
    for unfit in trace.at("unfit"):
        with postponed:
            if unfit.status in UNTOLD or unfit.status >= 500:
                raise tells_nothing(unfit)
        given = record(unfit.data)
        if 200 <= unfit.status < 300 and (given.get("result") != "rejected" or not given.get("reason")):
            yield Finding(
                Text(f"回执为 {shown(given.get('result'))}", f"the receipt says {shown(given.get('result'))}"),
                Text("拒收并说明原因", "rejected, and why"),
                exchanges=(fit, unfit),
            )
    postponed.settle()


def receiver_reads_what_was_sent(trace: Trace) -> Iterator[Finding]:
    """The department a message was sent to reads it and its receipt as they are."""
    sent, read = succeeded(trace, "sound"), succeeded(trace, "sound-read")
    message = sent_body(sent)
    known = [item.get("resource") for item in entries(succeeded(trace, "officers").data)]
    if record(message.get("header")).get("resource") not in known or not record(read.data).get("records"):
        raise not_exercised("不知道接收方是谁", "it is not known who the receiver is")
    for step, due in (("read-by-receiver", read.data), ("receipt-by-receiver", sent.data)):
        got = first(trace, step)
        if got.status in ABOUT_THE_CALLER or got.status >= 500:
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"应答 {got.status}", f"it was answered {got.status}"))
        if got.status != 200 or record(got.data) != record(due):
            name, status = got.operation.id, got.status
            seen = Text(f"接收方的 {name} 得到 {status}", f"{name} by the receiver: {status}")
            yield Finding(seen, Text("200 与发送方所见相同", "200, and what its sender sees"), exchanges=(sent, got))


def reconciliation_adds_up(value: Value, *, today: date) -> Iterator[Finding]:
    """Of the messages of a day none that was sent is missing, and each one received was accepted or rejected.

    On a day that is not over some may be under way yet, or wait for their receipt: then nothing is told.
    """
    line = record(value.value)
    sent, received, accepted, rejected = (
        whole(line.get(name)) for name in ("sent", "received", "accepted", "rejected")
    )
    if sent is None or received is None or accepted is None or rejected is None:
        raise not_exercised("不是对账记录", "it is no line of a reconciliation")
    day, answered = day_of(line.get("day")), accepted + rejected
    if day is not None and day >= today and answered <= received and (sent > received or answered < received):
        zh, en = (
            f"{line.get('day')} 尚未结束，或有报文在途",
            f"{line.get('day')} is not over, messages may be under way",
        )
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if sent > received or answered != received:
        yield Finding(
            Text(
                f"发出 {sent}，收到 {received}，接受 {accepted}，拒收 {rejected}",
                f"sent {sent}, received {received}, accepted {accepted}, rejected {rejected}",
            ),
            Text("收到不少于发出，等于接受与拒收之和", "no fewer received than sent, as many as accepted and rejected"),
        )
