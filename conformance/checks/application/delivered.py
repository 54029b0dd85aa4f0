"""Reads what an exchange delivered: the resource, its schema, and by each method the records and their messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from conformance.checks.reading import not_exercised, record, succeeded
from conformance.model.contract import Schema
from conformance.model.exchange import Exchange, Trace
from conformance.model.network import Pair
from conformance.model.record import entries, whole

METHODS = ("service", "batch", "file")

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Delivery:
    """What one method delivered: the records with the exchange each came in, and how many the answer says there are."""

    method: str
    records: tuple[tuple[Record, Exchange], ...]
    exchanges: tuple[Exchange, ...]
    stated: int | None
    cut: bool = False


def offered(trace: Trace, pair: Pair) -> Record:
    """The resource as the platform lists it; an empty one where it does not."""
    listed = entries(succeeded(trace, "offered").data)
    return next((item for item in listed if item.get("code") == pair.item), {})


def asked_for(trace: Trace) -> list[str]:
    """The methods by which the resource was asked for, and answered."""
    return [method for method in METHODS if trace.at(f"{method}-request")]


def grants(trace: Trace) -> dict[str, tuple[Record, Exchange]]:
    """The grants that could be read, by method."""
    read = {method: trace.at(f"{method}-grant") for method in METHODS}
    return {method: (record(it[0].data), it[0]) for method, it in read.items() if it and it[0].status == 200}


def deliveries(trace: Trace) -> list[Delivery]:
    """What came by each method. Raises Undecided where nothing came by any."""
    found = [*_by_service(trace), *_by_batch(trace), *_by_file(trace)]
    if not any(it for delivery in found for it, _ in delivery.records):
        raise not_exercised("没有得到任何记录", "no record was delivered")
    return found


def messages(trace: Trace) -> list[tuple[Record, Exchange]]:
    """The messages of the batch, each with the exchange it came in. Raises Undecided where there is none."""
    found = [(message, job) for job in _finished(trace) for message in objects(record(job.data).get("messages"))]
    if not found:
        raise not_exercised("没有收到报文", "no message was received")
    return found


def header(message: Record) -> Record:
    return record(message.get("header"))


def published(trace: Trace) -> Schema:
    """The schema the provider publishes. Raises Undecided where it could not be read."""
    document = record(succeeded(trace, "schema").data)
    if not document:
        raise not_exercised("提供方没有公布模式", "the provider publishes no schema")
    return Schema(document, "published")


def within(schema: Schema, trace: Trace) -> Schema:
    """The schema as it holds for what was granted: items nobody asked for are not required."""
    return of_items(schema, {name for grant, _ in grants(trace).values() for name in words(grant.get("items"))})


def of_items(schema: Schema, asked: Set[str]) -> Schema:
    """The schema as it holds where only some items were asked for (none is all): the others are not required."""
    required = [name for name in words(schema.document.get("required")) if name in asked or not asked]
    return Schema({**schema.document, "required": required}, schema.name)


def keys(resource: Record) -> tuple[str, ...]:
    """The items that identify a record."""
    return tuple(_marked(resource, "key"))


def regional(resource: Record) -> tuple[str, ...]:
    """The items that say which region a record concerns."""
    return tuple(_marked(resource, "region"))


def items(resource: Record) -> list[Record]:
    """The items of a resource, as far as they are named."""
    return [item for item in objects(resource.get("items")) if isinstance(item.get("name"), str)]


def _marked(resource: Record, mark: str) -> Iterator[str]:
    return (item["name"] for item in items(resource) if item.get(mark) is True)


def _by_service(trace: Trace) -> Iterator[Delivery]:
    pages = [page for page in trace.at("service") if page.status == 200]
    if pages:
        last, stated = record(pages[-1].data), whole(record(pages[0].data).get("total"))
        found = tuple((item, page) for page in pages for item in entries(page.data))
        yield Delivery("service", found, tuple(pages), stated, cut=isinstance(last.get("next"), str))


def _by_batch(trace: Trace) -> Iterator[Delivery]:
    for job in _finished(trace):
        sent = objects(record(job.data).get("messages"))
        found = tuple((item, job) for message in sent for item in objects(message.get("records")))
        yield Delivery("batch", found, (job,), whole(record(job.data).get("count")))


def _by_file(trace: Trace) -> Iterator[Delivery]:
    for file in trace.at("file")[:1]:
        if file.status == 200:
            content = record(file.data)
            found = tuple((item, file) for item in objects(content.get("records")))
            yield Delivery("file", found, (file,), whole(content.get("count")))


def _finished(trace: Trace) -> tuple[Exchange, ...]:
    """The answer that shows the batch done."""
    return tuple(job for job in trace.at("batch") if job.status == 200 and record(job.data).get("state") == "done")[:1]


def objects(value: Any) -> list[Record]:
    """The objects of a list; none where it is no list."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def words(value: Any) -> list[str]:
    """The strings of a list; none where it is no list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
