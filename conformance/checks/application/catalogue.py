"""Whether an entry lives as the rules on catalogues say: stored, reviewed, published, changed, withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.reading import done, entries, first, nothing, record, shown
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

LOST = (404, 410)


def entry_is_kept_as_sent(trace: Trace, *, stored: str, read: str) -> Iterator[Finding]:
    """Every member sent in one step is answered back unchanged, there and when the entry is read at another step."""
    written = done(trace, stored)
    sent = _sent(written)
    if not sent:
        raise nothing("没有提交内容", "nothing was sent")
    for exchange in (written, done(trace, read)):
        kept = record(exchange.data)
        for name in sorted(sent):
            if kept.get(name) != sent[name]:
                yield Finding(
                    Text(f"{name} 成为 {shown(kept.get(name))}", f"{name} has become {shown(kept.get(name))}"),
                    Text(shown(sent[name]), shown(sent[name])),
                    at=name,
                    exchanges=(written, exchange),
                )


def draft_is_hidden(trace: Trace) -> Iterator[Finding]:
    """Before approval another department can neither read nor list the entry; after it, it can do both."""
    _published(trace)
    looked, listed = first(trace, "draft-as-peer"), done(trace, "unlisted")
    if 200 <= looked.status < 300:
        yield Finding(
            Text(f"同级单位读到草稿（{looked.status}）", f"a peer reads the draft ({looked.status})"),
            Text("404", "404"),
            exchanges=(looked,),
        )
    if _named(trace, listed):
        yield Finding(
            Text("草稿出现在同级单位的列表中", "a peer's list shows the draft"),
            Text("审核通过后才列出", "it is listed once approved"),
            exchanges=(listed,),
        )


def approval_publishes(trace: Trace) -> Iterator[Finding]:
    """Once approved, the entry is published: another department can read it and finds it in the list."""
    reviewed = done(trace, "reviewed")
    published, listed = first(trace, "published"), first(trace, "listed")
    status = record(published.data).get("status")
    if published.status != 200 or status != "published":
        yield Finding(
            Text(
                f"应答 {published.status}，状态 {shown(status)}",
                f"status {published.status}, the entry is {shown(status)}",
            ),
            Text("200，published", "200, published"),
            exchanges=(reviewed, published),
        )
    if listed.status == 200 and not _named(trace, listed):
        yield Finding(
            Text("列表中没有已审核的条目", "the list does not hold the approved entry"),
            Text("在列表中", "it is in the list"),
            exchanges=(reviewed, listed),
        )


def review_takes_another(trace: Trace) -> Iterator[Finding]:
    """Who registered an entry cannot approve it; the same approval by the administrator publishes it."""
    own, looked = first(trace, "own-review"), first(trace, "unpublished")
    if max(own.status, looked.status) >= 300:
        done(trace, "published")
    if 200 <= own.status < 300:
        yield Finding(
            Text(f"登记人自己的审核应答 {own.status}", f"the registrar's own review answers {own.status}"),
            Text("403", "403"),
            exchanges=(own,),
        )
    if 200 <= looked.status < 300:
        yield Finding(
            Text("登记人自己的审核使条目发布", "the registrar's own review published the entry"),
            Text("仍为草稿", "it is still a draft"),
            exchanges=(own, looked),
        )


def review_takes_a_draft(trace: Trace) -> Iterator[Finding]:
    """A review of an entry without a draft is refused."""
    done(trace, "reviewed")
    again = first(trace, "reviewed-again")
    if done(trace, "published").status != 200:
        raise nothing("审核后没有读到条目", "the entry could not be read after its review")
    if not 400 <= again.status < 500:
        yield Finding(
            Text(f"没有草稿，审核应答 {again.status}", f"the review answers {again.status} where there is no draft"),
            Text("409", "409"),
            exchanges=(again,),
        )


def returned_stays_draft(trace: Trace) -> Iterator[Finding]:
    """A returned entry stays a draft that nobody outside sees, and its history shows the decision and the opinion."""
    returned, read = done(trace, "returned"), done(trace, "read")
    sent = _sent(returned)
    status = record(read.data).get("status")
    if status != "draft":
        yield Finding(
            Text(f"退回后状态为 {shown(status)}", f"after being returned it is {shown(status)}"),
            Text("draft", "draft"),
            exchanges=(returned, read),
        )
    outside = first(trace, "as-peer")
    if 200 <= outside.status < 300:
        yield Finding(
            Text("同级单位读到被退回的条目", "a peer reads the returned entry"),
            Text("404", "404"),
            exchanges=(outside,),
        )
    history = done(trace, "versions")
    reviews = [record(version.get("review")) for version in entries(history.data)]
    if not any(all(review.get(name) == sent[name] for name in sent) for review in reviews):
        yield Finding(
            Text("变更历史没有退回的决定与意见", "the history holds neither decision nor opinion"),
            Text(f"return，{shown(sent.get('opinion'))}", f"return, {shown(sent.get('opinion'))}"),
            exchanges=(returned, history),
        )


def change_waits_for_approval(trace: Trace) -> Iterator[Finding]:
    """A change makes a new version; others see the published one until the change is approved, and then the new one."""
    before, changed = done(trace, "published"), done(trace, "changed")
    standing, renewed = done(trace, "standing"), done(trace, "renewed")
    done(trace, "change-reviewed")
    sent = _sent(changed).get("summary")
    if _version(changed) == _version(before):
        yield Finding(
            Text(
                f"变更后版本仍为 {shown(_version(changed))}",
                f"after the change the version is still {shown(_version(changed))}",
            ),
            Text("新的版本号", "a new version number"),
            exchanges=(before, changed),
        )
    if _summary(standing) != _summary(before):
        yield Finding(
            Text("未经审核的变更已对外可见", "a change nobody has approved is seen from outside"),
            Text("审核前仍是已发布的版本", "the published version stands until the review"),
            exchanges=(changed, standing),
        )
    if _summary(renewed) != sent:
        yield Finding(
            Text("审核通过后仍是旧内容", "the old content stands after approval"),
            Text("变更后的内容", "the changed content"),
            exchanges=(renewed,),
        )


def repeated_change_makes_nothing(trace: Trace) -> Iterator[Finding]:
    """The same change sent twice gives the same version."""
    changed, again = done(trace, "changed"), first(trace, "changed-again")
    if _version(changed) is None:
        raise nothing("变更的应答没有版本号", "the change answered no version number")
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


def withdrawn_is_unlisted(trace: Trace) -> Iterator[Finding]:
    """A withdrawn entry is in no list any more."""
    done(trace, "withdrawn")
    if not _named(trace, done(trace, "listed")):
        raise nothing("条目未曾列出", "the entry was never listed")
    after = done(trace, "listed-after")
    if _named(trace, after):
        yield Finding(
            Text("撤销后仍在列表中", "it is still listed after its withdrawal"),
            Text("不再列出", "it is listed no more"),
            exchanges=(after,),
        )


def withdrawn_is_gone(trace: Trace) -> Iterator[Finding]:
    """A withdrawn entry answers 410 or 404 where it could be read before."""
    done(trace, "published")
    done(trace, "withdrawn")
    gone = first(trace, "gone")
    if gone.status not in LOST:
        yield Finding(
            Text(f"撤销后读取应答 {gone.status}", f"after its withdrawal a read answers {gone.status}"),
            Text("410 或 404", "410 or 404"),
            exchanges=(gone,),
        )


def identifiers_stay(trace: Trace) -> Iterator[Finding]:
    """Identifier, resource code and time of registration stay the same through review and change."""
    start = record(done(trace, "registered").data)
    done(trace, "change-reviewed")
    if not start.get("id"):
        raise nothing("登记的应答没有标识", "the registration answered no id")
    for step in ("read", "published", "changed", "renewed"):
        exchange = done(trace, step)
        for name in ("id", "code", "registeredAt"):
            now = record(exchange.data).get(name)
            if now != start.get(name):
                yield Finding(
                    Text(f"{name} 成为 {shown(now)}", f"{name} has become {shown(now)}"),
                    Text(shown(start.get(name)), shown(start.get(name))),
                    at=name,
                    exchanges=(exchange,),
                )


def _published(trace: Trace) -> None:
    """Go on only where the entry could be seen once approved: else hiding it proves nothing."""
    if not _named(trace, done(trace, "listed")) or first(trace, "published").status != 200:
        raise Undecided(
            Reason.PRECONDITION_NOT_MET,
            Text("审核后也读不到该条目", "the entry could not be seen after approval either"),
        )


def _named(trace: Trace, listing: Exchange) -> bool:
    identifier = record(done(trace, "registered").data).get("id")
    return any(item.get("id") == identifier for item in entries(listing.data))


def _sent(exchange: Exchange) -> Mapping[str, Any]:
    """The body of a request as the object it was."""
    try:
        return record(json.loads(exchange.request.body or b"{}"))
    except ValueError:
        return {}


def _version(exchange: Exchange) -> Any:
    return record(exchange.data).get("version")


def _summary(exchange: Exchange) -> Any:
    return record(exchange.data).get("summary")
