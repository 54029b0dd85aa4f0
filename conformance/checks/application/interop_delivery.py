"""Whether what is delivered is whole, once, in time, to the right department and about the right resource."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from conformance.checks.application.delivered import (
    METHODS,
    Delivery,
    Record,
    deliveries,
    grants,
    header,
    items,
    keys,
    messages,
    objects,
    offered,
    words,
)
from conformance.checks.moments import day_of, moment_of
from conformance.checks.places import ABOUT_THE_CALLER, tells_nothing
from conformance.checks.reading import not_exercised, record, shown, succeeded
from conformance.checks.support.delivery import content_digest_matches
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.message import canonical, digest
from conformance.model.network import Pair
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.model.working_days import WorkingDays


def file_digest_holds(trace: Trace) -> Iterator[Finding]:
    """The Content-Digest of a downloaded file is that of its bytes."""
    exchange = succeeded(trace, "file")
    for finding in content_digest_matches(exchange):
        yield replace(finding, exchanges=(exchange,))


def message_digest_holds(trace: Trace) -> Iterator[Finding]:
    """The digest in the header of each message received is that of its records."""
    for number, (message, exchange) in enumerate(messages(trace)):
        stated = record(header(message).get("digest"))
        algorithm = stated.get("algorithm")
        due = digest(str(algorithm), canonical(message.get("records")))
        if due is None:
            text = Text(f"摘要算法 {shown(algorithm)} 不可算", f"no digest by {shown(algorithm)} can be computed")
            raise Undecided(Reason.PRECONDITION_NOT_MET, text)
        if stated.get("value") != due:
            value = shown(stated.get("value"))
            yield Finding(
                Text(f"{algorithm} {value}", f"{algorithm} {value}"),
                Text(due, due),
                f"messages[{number}].header.digest.value",
                (exchange,),
            )


def receipt_is_of_the_message(trace: Trace) -> Iterator[Finding]:
    """A message received has one receipt, the same whenever asked for: of that message, its records and digest."""
    sent = {str(header(message).get("id")): message for message, _ in messages(trace)}
    read = list(zip(trace.at("receipt"), trace.at("receipt-again"), strict=False))
    if not read:
        raise not_exercised("没有读取回执", "no receipt was read")
    for one, other in read:
        receipt, message = record(one.data), record(sent.get(_message_asked(one)))
        if one.status in ABOUT_THE_CALLER:
            raise tells_nothing(one)
        if one.status != 200:
            seen = Text(f"回执应答 {one.status}", f"its receipt answers {one.status}")
            yield Finding(seen, Text("200，回执", "200 and the receipt"), exchanges=(one,))
            continue
        due = {
            "messageId": _message_asked(one),
            "result": "accepted",
            "records": len(objects(message.get("records"))),
        }
        for name, value in due.items():
            if receipt.get(name) != value:
                found = shown(receipt.get(name))
                yield Finding(Text(found, found), Text(shown(value), shown(value)), name, (one,))
        yield from _receipted(receipt, message, one)
        if other.status == 200 and record(other.data).get("id") != receipt.get("id"):
            ids = f"{shown(receipt.get('id'))}, {shown(record(other.data).get('id'))}"
            seen = Text(f"同一报文的回执 {ids}", f"receipts {ids} for one message")
            yield Finding(seen, Text("只有一份", "a single one"), "id", (one, other))


def _receipted(receipt: Record, message: Record, exchange: Exchange) -> Iterator[Finding]:
    """A receipt's digest is that of the records it is for, whatever the header of their message says."""
    stated = record(receipt.get("digest"))
    due = digest(str(stated.get("algorithm")), canonical(message.get("records")))
    if stated.get("value") != due:
        seen = Text(f"摘要 {shown(stated.get('value'))}", f"digest {shown(stated.get('value'))}")
        yield Finding(seen, Text(str(due), str(due)), "digest.value", (exchange,))


def _message_asked(exchange: Exchange) -> str:
    """The id of the message whose receipt was asked for."""
    return unquote(urlsplit(exchange.request.url).path.rsplit("/", 2)[-2])


def delivered_once(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """No message and no record comes twice."""
    found = deliveries(trace)
    identifying, judged = keys(offered(trace, pair)), False
    for delivery in found:
        names = identifying if all(set(identifying) <= set(it) for it, _ in delivery.records) else ()
        counted = Counter(tuple(str(it.get(name)) for name in names) for it, _ in delivery.records) if names else {}
        twice = [key for key, number in counted.items() if number > 1]
        judged = judged or bool(names)
        for key in twice[:3]:
            said = ", ".join(key)
            seen = Text(
                f"{delivery.method}：{said} 出现 {counted[key]} 次", f"{delivery.method}: {said} {counted[key]} times"
            )
            yield Finding(seen, Text("一次", "once"), exchanges=delivery.exchanges)
    yield from _sent_twice(trace)
    if not judged:
        raise not_exercised("没有标识记录的数据项", "no item identifies a record")


def _sent_twice(trace: Trace) -> Iterator[Finding]:
    jobs = [exchange for exchange in trace.at("batch") if record(exchange.data).get("state") == "done"][:1]
    listed = [page for page in trace.at("messages") if page.status == 200]
    places: list[tuple[tuple[Exchange, ...], list[Record]]] = [
        ((job,), [header(message) for message in objects(record(job.data).get("messages"))]) for job in jobs
    ]
    places.append((tuple(listed), [item for page in listed for item in entries(page.data)]))
    for exchanges, headers in places:
        for identifier, number in Counter(str(it.get("id")) for it in headers).items():
            if number > 1:
                seen = Text(f"报文 {identifier} 出现 {number} 次", f"message {identifier} {number} times")
                yield Finding(seen, Text("一次", "once"), exchanges=exchanges)


def delivered_to_the_consumer(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """Grants and messages name the consumer; what the platform lists for it was sent by it or to it."""
    granted = [
        (f"{method}-grant", record(it.get("consumer")).get("uscc"), by) for method, (it, by) in grants(trace).items()
    ]
    listed = [(item, page) for page in trace.at("messages") if page.status == 200 for item in entries(page.data)]
    if not granted and not listed:
        raise not_exercised("没有授权，也没有报文", "there was neither a grant nor a message")
    for at, who, exchange in granted + _addressed(trace):
        if who != pair.consumer.uscc:
            yield _other(f"{at}：", who, pair.consumer.uscc, exchange)
    for item, page in listed:
        if pair.consumer.uscc not in (item.get("receiver"), item.get("sender")):
            yield _other(f"{shown(item.get('id'))}：", item.get("receiver"), pair.consumer.uscc, page)


def _addressed(trace: Trace) -> list[tuple[str, object, Exchange]]:
    try:
        return [("receiver", header(message).get("receiver"), exchange) for message, exchange in messages(trace)]
    except Undecided:
        return []


def _other(at: str, seen: object, due: str, exchange: Exchange) -> Finding:
    return Finding(Text(f"{at}{shown(seen)}", f"{at[:-1]}: {shown(seen)}"), Text(due, due), exchanges=(exchange,))


def delivered_of_the_resource(trace: Trace, *, pair: Pair) -> Iterator[Finding]:
    """Everything delivered is of the resource granted, sent by its provider; no record is of another."""
    found = deliveries(trace)
    given = {method: set(words(grant.get("items"))) for method, (grant, _) in grants(trace).items()}
    for delivery in found:
        yield from _foreign(delivery, offered(trace, pair), given.get(delivery.method, set()))
    for at, seen, due, exchange in _origins(trace, pair):
        if seen != due:
            yield _other(f"{at}：", seen, due, exchange)


def _origins(trace: Trace, pair: Pair) -> Iterator[tuple[str, object, str, Exchange]]:
    for method, (grant, exchange) in grants(trace).items():
        yield f"{method} resource", grant.get("resource"), pair.item, exchange
    for step in ("batch", "file"):
        for exchange in trace.at(step)[-1:]:
            if exchange.status == 200:
                yield f"{step} resource", record(exchange.data).get("resource"), pair.item, exchange
    try:
        for message, exchange in messages(trace):
            yield "header.resource", header(message).get("resource"), pair.item, exchange
            yield "header.sender", header(message).get("sender"), pair.provider.uscc, exchange
    except Undecided:
        return


def _foreign(delivery: Delivery, resource: Record, given: set[str]) -> Iterator[Finding]:
    """A record that lacks items granted and has items of no such resource is another resource's."""
    known = {item["name"] for item in items(resource)}
    for it, exchange in delivery.records:
        if known and set(it) - known and given - set(it):
            names = shown(", ".join(map(str, it)))
            seen = Text(f"{delivery.method} 的记录为 {names}", f"a record by {delivery.method} holds {names}")
            yield Finding(seen, Text("该资源的数据项", "the items of the resource"), exchanges=(exchange,))
            return


def delivered_in_time(trace: Trace, *, calendar: WorkingDays, days: int) -> Iterator[Finding]:
    """Data come within so many working days of the consent; what was made ready before it is in time."""
    times = list(_times(trace))
    if not times:
        raise not_exercised("没有提供的时间", "no time of delivery is stated")
    for at, consented, delivered, exchange in times:
        start, end = day_of(consented), day_of(delivered)
        if start is None or end is None:
            raise not_exercised("时间不可读", "the times cannot be read")
        if calendar.is_late(start, end, days):
            yield Finding(
                Text(
                    f"{shown(consented)} 同意，{shown(delivered)} 提供",
                    f"consent {shown(consented)}, delivery {shown(delivered)}",
                ),
                Text(f"{days} 个工作日内", f"within {days} working days"),
                at,
                (exchange,),
            )


def messages_go_out_promptly(trace: Trace, *, days: int) -> Iterator[Finding]:
    """A message goes out within so many days of the start of its batch."""
    begun = succeeded(trace, "batch-start")
    start = moment_of(record(begun.data).get("startedAt"))
    for number, (message, exchange) in enumerate(messages(trace)):
        sent = moment_of(header(message).get("sentAt"))
        if start is None or sent is None:
            raise not_exercised("时间不可读", "the times cannot be read")
        if sent - start > timedelta(days=days):
            yield Finding(
                Text(
                    f"{start.isoformat()} 发起，{sent.isoformat()} 发出",
                    f"started {start.isoformat()}, sent {sent.isoformat()}",
                ),
                Text(f"{days} 日内", f"within {days} days"),
                f"messages[{number}].header.sentAt",
                (begun, exchange),
            )


def _times(trace: Trace) -> Iterator[tuple[str, object, object, Exchange]]:
    """(what, consented, delivered, exchange) of every delivery that states a time."""
    consents = {}
    for method in METHODS:
        for exchange in trace.at(f"{method}-decided"):
            consents[method] = record(record(exchange.data).get("decision")).get("decidedAt")
    for exchange in trace.at("file"):
        if exchange.status == 200:
            yield "madeAt", consents.get("file"), record(exchange.data).get("madeAt"), exchange
    try:
        for message, exchange in messages(trace):
            yield "header.sentAt", consents.get("batch"), header(message).get("sentAt"), exchange
    except Undecided:
        return


def delivery_is_whole(trace: Trace) -> Iterator[Finding]:
    """As many records come as the answer says there are."""
    found = [delivery for delivery in deliveries(trace) if delivery.stated is not None and not delivery.cut]
    if not found:
        raise not_exercised("应答没有说明记录数", "no answer says how many records there are")
    for delivery in found:
        if len(delivery.records) != delivery.stated:
            yield Finding(
                Text(
                    f"{delivery.method}：{len(delivery.records)} 条",
                    f"{delivery.method}: {len(delivery.records)} records",
                ),
                Text(f"{delivery.stated} 条", f"{delivery.stated}, as it states"),
                exchanges=delivery.exchanges,
            )


def methods_deliver_the_same(trace: Trace) -> Iterator[Finding]:
    """Every method delivers the same records, in any order."""
    found = [delivery for delivery in deliveries(trace) if not delivery.cut]
    if len(found) < 2:
        raise not_exercised("只有一种方式提供了数据", "only one method delivered")
    counted = [(it, Counter(canonical(one) for one, _ in it.records)) for it in found]
    first, due = counted[0]
    for delivery, records in counted[1:]:
        lacking, more = (due - records).total(), (records - due).total()
        if lacking or more:
            zh = f"{delivery.method} 比 {first.method} 少 {lacking} 条、多 {more} 条"
            en = f"{delivery.method} lacks {lacking} records of {first.method} and has {more} others"
            yield Finding(
                Text(zh, en), Text("记录相同", "the same records"), exchanges=first.exchanges + delivery.exchanges
            )
