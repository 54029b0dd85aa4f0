"""Whether an entry lives as the rules on catalogues say: stored, reviewed, published, changed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.overall.export import datasets, entry_of
from conformance.checks.places import tells_nothing
from conformance.checks.reading import first, not_exercised, read_whole, record, sent_body, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

UNTOLD = (401, 403, 429)
"""Answers about the caller, which tell nothing of the change."""


def return_is_in_the_history(trace: Trace) -> Iterator[Finding]:
    """The history of a returned entry shows the decision and the opinion as they were sent."""
    returned, history = succeeded(trace, "returned"), succeeded(trace, "versions")
    sent = sent_body(returned)
    reviews = [record(version.get("review")) for version in entries(history.data)]
    if not any(all(review.get(name) == sent[name] for name in sent) for review in reviews):
        yield Finding(
            Text("变更历史没有退回的决定与意见", "the history holds neither decision nor opinion"),
            Text(f"return，{shown(sent.get('opinion'))}", f"return, {shown(sent.get('opinion'))}"),
            exchanges=(returned, history),
        )


def change_waits_for_approval(trace: Trace) -> Iterator[Finding]:
    """Others see what is published until a change is approved, and the change once the system calls it published.

    Between the approval and the publication there may be a night: what was published then stands.
    """
    before, changed = succeeded(trace, "published"), succeeded(trace, "changed")
    standing, renewed = succeeded(trace, "standing"), succeeded(trace, "renewed")
    reviewed = record(succeeded(trace, "change-reviewed").data)
    sent = sent_body(changed).get("summary")
    if _summary(standing) != _summary(before):
        yield Finding(
            Text("未经审核的变更已对外可见", "a change nobody has approved is seen from outside"),
            Text("审核前仍是已发布的版本", "the published version stands until the review"),
            exchanges=(changed, standing),
        )
    listed = succeeded(trace, "standing-list")
    if sent is not None and any(item.get("summary") == sent for item in _mine(trace, listed)):
        yield Finding(
            Text("列表给出未经审核的内容", "the list shows content nobody has approved"),
            Text("审核前仍是已发布的内容", "the published content until the review"),
            exchanges=(changed, listed),
        )
    if _summary(renewed) == sent:
        return
    if reviewed.get("status") != "published" or reviewed.get("summary") != sent:
        zh, en = "审核的应答没有写明变更已发布", "the review does not say that the change is published"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    yield Finding(
        Text("发布后仍是旧内容", "the old content stands after the publication"),
        Text("变更后的内容", "the changed content"),
        exchanges=(renewed,),
    )


def pending_change_is_not_exported(trace: Trace) -> Iterator[Finding]:
    """The export another department reads holds the content in force, not a change that awaits its approval."""
    before, changed = succeeded(trace, "published"), succeeded(trace, "changed")
    export = succeeded(trace, "standing-export")
    sent, own = sent_body(changed).get("summary"), {str(record(before.data).get("id")): record(before.data)}
    mine = [item for item in datasets(export.data) if entry_of(item, own) in own]
    if not mine or _summary(before) in (None, sent):
        raise not_exercised("导出中没有该条目", "the export does not hold the entry")
    if any(sent in (item.get("dcterms:description"), item.get("dcterms:abstract")) for item in mine):
        yield Finding(
            Text("导出给出未经审核的内容", "the export shows content nobody has approved"),
            Text("审核前仍是已发布的内容", "the published content until the review"),
            exchanges=(changed, export),
        )


def pending_change_is_not_announced(trace: Trace) -> Iterator[Finding]:
    """The feed another department reads tells that the entry was registered, and nothing of a change under review."""
    before, changed = succeeded(trace, "published"), succeeded(trace, "changed")
    feed, identifier = succeeded(trace, "standing-feed"), record(before.data).get("id")
    told = [item.get("change") for item in entries(feed.data) if item.get("id") == identifier]
    if "registered" not in told:
        raise not_exercised("变更清单中没有该条目的登记", "the feed does not tell that the entry was registered")
    if "changed" not in told:
        read_whole(trace, "standing-feed")
    if "changed" in told:
        yield Finding(
            Text("变更清单通告了未经审核的变更", "the feed tells of a change nobody has approved"),
            Text("审核通过后才通告", "it is told once approved"),
            exchanges=(changed, feed),
        )


def draft_is_recoded(trace: Trace) -> Iterator[Finding]:
    """A draft that was filed under another category is there, under another code than before."""
    made, moved = succeeded(trace, "registered"), succeeded(trace, "moved")
    sent, start, now = sent_body(moved).get("category"), record(made.data), record(moved.data)
    if sent is None or sent == start.get("category") or start.get("code") is None:
        raise not_exercised("没有改换类目", "it was filed under no other category")
    if now.get("category") != sent:
        seen = Text(f"类目为 {shown(now.get('category'))}", f"the category is {shown(now.get('category'))}")
        yield Finding(seen, Text(f"所提交的 {shown(sent)}", f"{shown(sent)}, as sent"), "category", (made, moved))
    if now.get("code") == start["code"]:
        seen = Text(f"代码仍为 {shown(start['code'])}", f"the code is still {shown(start['code'])}")
        yield Finding(seen, Text("新的代码", "another code"), "code", (made, moved))


def change_replaces_the_whole(trace: Trace) -> Iterator[Finding]:
    """A member that was registered and that a change leaves out is gone, in its answer and once it is approved."""
    made, changed = succeeded(trace, "registered"), succeeded(trace, "changed")
    start, left_out = record(made.data), sorted(set(sent_body(made)) - set(sent_body(changed)))
    kept = [name for name in left_out if start.get(name) == sent_body(made)[name]]
    if not kept:
        raise not_exercised(
            "登记时没有保存可省略的要素", "the registration kept no member that a change could leave out"
        )
    for exchange in (changed, succeeded(trace, "renewed")):
        for name in kept:
            if record(exchange.data).get(name) == start[name]:
                yield Finding(
                    Text(f"{name} 仍为 {shown(start[name])}", f"{name} is still {shown(start[name])}"),
                    Text("变更未给出，即不再有", "the change leaves it out, and it is gone"),
                    at=name,
                    exchanges=(changed, exchange),
                )


def repeated_change_makes_nothing(trace: Trace) -> Iterator[Finding]:
    """The same change sent twice gives the same version, made at the same time, under the same entity tag."""
    changed, again = succeeded(trace, "changed"), first(trace, "changed-again")
    if _version(changed) is None:
        raise not_exercised("变更的应答没有版本号", "the change answered no version number")
    if again.status in UNTOLD:
        raise tells_nothing(again)
    if not 200 <= again.status < 300 and again.status != 409:
        yield Finding(
            Text(f"重复的变更应答 {again.status}", f"the repeated change answers {again.status}"),
            Text(f"与首次相同：{changed.status}", f"{changed.status} as the first did"),
            exchanges=(changed, again),
        )
    elif 200 <= again.status < 300 and _version(again) != _version(changed):
        yield Finding(
            Text(f"重复的变更又生成版本 {shown(_version(again))}", f"the repeat made version {shown(_version(again))}"),
            Text(f"仍为版本 {shown(_version(changed))}", f"still version {shown(_version(changed))}"),
            exchanges=(changed, again),
        )
    elif 200 <= again.status < 300:
        for name, then, now in _touched(changed, again):
            yield Finding(
                Text(f"重复后 {name} 成为 {shown(now)}", f"the repeat made {name} {shown(now)}"),
                Text(shown(then), shown(then)),
                at=name,
                exchanges=(changed, again),
            )


def _touched(changed: Exchange, again: Exchange) -> Iterator[tuple[str, Any, Any]]:
    """(name, value then, value now) of what tells one version from another and is no longer the same."""
    then, now = record(changed.data).get("changedAt"), record(again.data).get("changedAt")
    if then != now:
        yield "changedAt", then, now
    tags = [exchange.response.header("etag") if exchange.response else None for exchange in (changed, again)]
    if all(tags) and tags[0] != tags[1]:
        yield "ETag", tags[0], tags[1]


def _mine(trace: Trace, listing: Exchange) -> list[Mapping[str, Any]]:
    """What a list says of the entry that was registered."""
    identifier = record(succeeded(trace, "registered").data).get("id")
    return [item for item in entries(listing.data) if item.get("id") == identifier]


def _version(exchange: Exchange) -> Any:
    return record(exchange.data).get("version")


def _summary(exchange: Exchange) -> Any:
    return record(exchange.data).get("summary")
