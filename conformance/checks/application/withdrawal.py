"""Whether a withdrawn entry is gone: from lists, and with all it had."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.reading import entries, first, not_exercised, record, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text

LOST = (404, 410)
LEFT = {
    "gone-page": Text("页面", "its page"),
    "gone-history": Text("变更历史", "its history"),
    "gone-version": Text("旧版本", "its first version"),
    "gone-data": Text("数据", "its data"),
}
"""The steps that look at what else a withdrawn entry had."""


def withdrawn_is_unlisted(trace: Trace) -> Iterator[Finding]:
    """A withdrawn entry is in no list any more."""
    succeeded(trace, "withdrawn")
    if not _named(trace, succeeded(trace, "listed")):
        raise not_exercised("条目未曾列出", "the entry was never listed")
    after = succeeded(trace, "listed-after")
    if _named(trace, after):
        yield Finding(
            Text("撤销后仍在列表中", "it is still listed after its withdrawal"),
            Text("不再列出", "it is listed no more"),
            exchanges=(after,),
        )


def withdrawn_is_gone(trace: Trace) -> Iterator[Finding]:
    """A withdrawn entry answers 410 or 404 where it could be read; its page, history and data are served no more."""
    succeeded(trace, "published")
    succeeded(trace, "withdrawn")
    gone = first(trace, "gone")
    if gone.status not in LOST:
        yield Finding(
            Text(f"撤销后读取应答 {gone.status}", f"after its withdrawal a read answers {gone.status}"),
            Text("410 或 404", "410 or 404"),
            exchanges=(gone,),
        )
    for step, what in LEFT.items():
        exchange = first(trace, step)
        if 200 <= exchange.status < 300:
            yield Finding(
                Text(f"撤销后{what.zh}应答 {exchange.status}", f"once withdrawn, {what.en} answers {exchange.status}"),
                Text("410 或 404", "410 or 404"),
                exchanges=(exchange,),
            )


def _named(trace: Trace, listing: Exchange) -> bool:
    identifier = record(succeeded(trace, "registered").data).get("id")
    return any(item.get("id") == identifier for item in entries(listing.data))
