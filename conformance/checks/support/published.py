"""Whether what is delivered is what its resource publishes: its schema, its marks of key and region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.checks.application.delivered import keys, of_items, regional, words
from conformance.checks.overall.elements import resource_code_is_formed
from conformance.checks.overall.identifiers import credit_code_holds, division_code_is_known
from conformance.checks.overall.moments import date_exists
from conformance.checks.reading import not_exercised, path_of, record, shown
from conformance.checks.shapes import departures
from conformance.checks.support.delivery import deliveries, records_of, resources_of
from conformance.model.contract import Schema
from conformance.model.divisions import lies_within
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.text import Text

JUDGES: Mapping[str, Callable[[Value], Iterator[Finding]]] = {
    "uscc": credit_code_holds,
    "region-code": division_code_is_known,
    "resource-code": resource_code_is_formed,
    "date": date_exists,
    "date-time": date_exists,
}
"""By the format a schema states, who judges a value of it."""
DUE = Text("该资源公布的模式", "the schema its resource publishes")


def delivered_keeps_the_published_schema(trace: Trace) -> Iterator[Finding]:
    """Each record delivered keeps the schema its resource publishes, formats included; items not granted may lack.

    Of an answer the first record that departs from it is told.
    """
    schemas, judged = _published(trace), 0
    for exchange, grant in deliveries(trace):
        schema = schemas.get(str(grant.get("resource")))
        if schema is None:
            continue
        schema = of_items(schema, set(words(grant.get("items"))))
        for place, entry in enumerate(records_of(exchange)):
            judged += 1
            found = [*departures(entry, schema, DUE)] or [*_misformed(entry, schema, exchange)]
            for finding in found:
                at = ".".join(part for part in (f"records[{place}]", finding.at) if part)
                yield Finding(finding.seen, finding.due, at, (exchange,))
            if found:
                break
    if not judged:
        raise not_exercised("没有可对照模式的记录", "no record could be held against a schema")


def _misformed(entry: Mapping[str, Any], schema: Schema, exchange: Exchange) -> Iterator[Finding]:
    """The values that are not of the format the schema gives their member."""
    for name, said in record(schema.document.get("properties")).items():
        judge, held = JUDGES.get(str(record(said).get("format"))), entry.get(name)
        if judge is not None and held is not None:
            for finding in judge(Value(held, str(name), exchange, entry)):
                yield Finding(finding.seen, finding.due, str(name))


def _published(trace: Trace) -> dict[str, Schema]:
    """The schemas that could be read, by the code of the resource."""
    codes = {str(item.get("id")): code for code, item in resources_of(trace).items()}
    found: dict[str, Schema] = {}
    for exchange in trace.at("schema"):
        code = next((codes[part] for part in path_of("", exchange.request.url).split("/") if part in codes), None)
        if exchange.status == 200 and code is not None and record(exchange.data):
            found[code] = Schema(record(exchange.data), "published")
    return found


def key_alone_tells_records_apart(trace: Trace) -> Iterator[Finding]:
    """No two records of one answer have the same value in an item that is marked to identify a record."""
    resources, judged = resources_of(trace), 0
    for exchange, grant in deliveries(trace):
        given = [*records_of(exchange)]
        for name in keys(resources.get(str(grant.get("resource")), {})):
            held = [str(entry[name]) for entry in given if entry.get(name) is not None]
            judged += len(held) > 1
            again = next((value for value, times in Counter(held).items() if times > 1), "")
            if again:
                yield Finding(
                    Text(f"两条记录的 {name} 均为 {shown(again)}", f"two records have the {name} {shown(again)}"),
                    Text("单独即指明一条记录", "it alone identifies a record"),
                    name,
                    (exchange,),
                )
    if not judged:
        raise not_exercised("没有标识数据项的记录", "no record has an item that identifies it")


def delivered_regions_are_listed(trace: Trace) -> Iterator[Finding]:
    """The regions of the records delivered are among those their resource is listed with."""
    resources, judged = resources_of(trace), 0
    for exchange, grant in deliveries(trace):
        resource = resources.get(str(grant.get("resource")), {})
        listed = set(words(resource.get("regions")))
        if not listed:
            continue
        given = {str(entry[name]) for entry in records_of(exchange) for name in regional(resource) if entry.get(name)}
        judged += bool(given)
        other = sorted(region for region in given if not any(lies_within(region, area) for area in listed))
        if other:
            yield Finding(
                Text(f"给出 {', '.join(other)} 的记录", f"it gives records of {', '.join(other)}"),
                Text(f"该资源所列的 {', '.join(sorted(listed))}", f"those listed, {', '.join(sorted(listed))}"),
                "regions",
                (exchange,),
            )
    if not judged:
        raise not_exercised("没有写明区划的记录", "no record says its region")
