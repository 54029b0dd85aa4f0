"""Whether the catalogue remembers: who changed what, who reviewed it, and what it was before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from conformance.checks.moments import moment_of
from conformance.checks.reading import absent, first, not_exercised, record, shown, succeeded
from conformance.model.exchange import Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text


def changes_are_kept(trace: Trace) -> Iterator[Finding]:
    """Registering and changing an entry each leave a version with its number, its time and who made it."""
    succeeded(trace, "changed")
    listed = succeeded(trace, "versions")
    versions = entries(listed.data)
    if not isinstance(record(listed.data).get("items"), list):
        raise not_exercised("没有读到版本", "no version was read")
    if len(versions) < 2:
        yield Finding(
            Text(f"登记并变更后有 {len(versions)} 个版本", f"{len(versions)} versions after registering and changing"),
            Text("两个版本", "two versions"),
            exchanges=(listed,),
        )
    for version in versions:
        missing = [name for name in ("version", "changedBy") if version.get(name) in (None, "")]
        if moment_of(version.get("changedAt")) is None:
            missing.append("changedAt")
        if missing:
            number = shown(version.get("version"))
            yield Finding(
                Text(f"版本 {number} 没有 {'、'.join(missing)}", f"version {number} lacks {', '.join(missing)}"),
                Text("版本号、时间与经办人", "its number, its time and who made it"),
                exchanges=(listed,),
            )


def versions_are_in_order(trace: Trace) -> Iterator[Finding]:
    """The history counts from version 1 without a gap, each version made no earlier than the one before."""
    listed = succeeded(trace, "versions")
    versions = _versions(trace)
    if len(versions) < 2:
        raise not_exercised("不足两个版本，谈不上次序", "fewer than two versions have no order")
    numbers = [version.get("version") for version in versions]
    due = Text("从 1 起、先旧后新", "from 1 on, oldest first")
    if numbers != [*range(1, len(versions) + 1)]:
        text = ", ".join(map(shown, numbers))
        yield Finding(Text(f"版本号 {text}", f"the versions are numbered {text}"), due, exchanges=(listed,))
    times = [moment for moment in (moment_of(version.get("changedAt")) for version in versions) if moment]
    if times != sorted(times):
        yield Finding(Text("时间次序不对", "the times are out of order"), due, exchanges=(listed,))


def reviews_are_kept(trace: Trace) -> Iterator[Finding]:
    """Every version that was published carries the approval it rests on: decision, opinion, reviewer and time."""
    for step in ("reviewed", "change-reviewed"):
        succeeded(trace, step)
    published = [version for version in _versions(trace) if version.get("status") in ("published", "superseded")]
    if not published:
        raise not_exercised("没有发布过的版本", "no version was published")
    for version in published:
        review, number = record(version.get("review")), shown(version.get("version"))
        complete = review.get("reviewedBy") and review.get("opinion") and moment_of(review.get("reviewedAt"))
        if review.get("decision") != "approve" or not complete:
            yield Finding(
                Text(f"版本 {number} 没有完整的审核记录", f"published version {number} has no whole review"),
                Text("审核决定、意见、审核人与时间", "decision, opinion, reviewer and time"),
                exchanges=(succeeded(trace, "versions"),),
            )


def old_version_is_readable(trace: Trace) -> Iterator[Finding]:
    """The first version reads as it was registered, after a second one took its place."""
    made, changed = succeeded(trace, "registered"), succeeded(trace, "changed")
    succeeded(trace, "change-reviewed")
    if absent(found := first(trace, "version")):
        seen = Text(f"版本 1 应答 {found.status}", f"version 1 answers {found.status}")
        yield Finding(seen, Text("200 与登记的内容", "200 and what was registered"), exchanges=(made, found))
        return
    exchange = succeeded(trace, "version")
    sent, later, read = record(_sent(made.request.body)), record(changed.data), record(exchange.data)
    told = [name for name in sent if isinstance(sent[name], str) and later.get(name) != sent[name]]
    if not told or not read:
        raise not_exercised("变更没有改动可比对的内容", "the change altered nothing that could be compared")
    for name in told:
        if read.get(name) != sent[name]:
            yield Finding(
                Text(f"版本 1 的 {name} 为“{shown(read.get(name))}”", f'version 1 has "{shown(read.get(name))}"'),
                Text(f"登记时的“{shown(sent[name])}”", f'"{shown(sent[name])}", as registered'),
                at=name,
                exchanges=(made, exchange),
            )


def versions_say_where_they_are(trace: Trace) -> Iterator[Finding]:
    """Each version in the history names the place at which that version is read."""
    listed, read = succeeded(trace, "versions"), succeeded(trace, "version")
    head = _place(read.request.url, "").rpartition("/")[0]
    for version in _versions(trace):
        stated, due = version.get("href"), f"{head}/{version.get('version')}"
        if not isinstance(stated, str) or _place(listed.request.url, stated) != due:
            yield Finding(
                Text(f"版本 {shown(version.get('version'))} 的地址为 {shown(stated)}", f"its href is {shown(stated)}"),
                Text(due, due),
                exchanges=(listed, read),
            )


def _place(base: str, reference: str) -> str:
    """Host and path a reference leads to; empty where it is none."""
    try:
        parts = urlsplit(urljoin(base, reference))
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    except ValueError:
        return ""
    return f"{parts.hostname}{port}{parts.path.rstrip('/')}"


def _versions(trace: Trace) -> list[Mapping[str, Any]]:
    versions = entries(succeeded(trace, "versions").data)
    if not versions:
        raise not_exercised("没有读到版本", "no version was read")
    return versions


def _sent(body: bytes | None) -> Any:
    return json.loads(body) if body else None
