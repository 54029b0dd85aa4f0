"""The lists of a network's page: open pairs, zones apart, versions, catalogues, and what becomes of resources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text as Line

from conformance.model.interop import Comparison
from conformance.model.network import ZONE_WORDS
from conformance.model.text import Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports.bars import STYLES
from conformance.reports.network import sentences
from conformance.reports.page import Page
from conformance.reports.reading import Document, Node, both, of

LISTED = 10
"""Entries that are named one by one; the JSON report names them all."""


def listed(page: Page, title: Text, entries: Sequence[str], style: str = "") -> None:
    """A heading with the number of entries, and the first of them; nothing where there are none."""
    if not entries:
        return
    page.blank()
    said = page.say(Text(f"{title.zh}：{len(entries)}", f"{title.en}: {len(entries)}"))
    page.line(Line("※ " if style else "", style=style).append(said, style="bold"))
    for entry in entries[:LISTED]:
        page.item(entry, indent=2)
    page.more(len(entries) - LISTED, "项")


def undecided(document: Document, page: Page) -> None:
    """What could not be decided, and our own errors, each with its reason."""
    for verdict in (Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.MANUAL):
        word = VERDICT_WORDS[verdict]
        mine = _reasoned((pair for pair in of(document["interop"]["pairs"], verdict) if not pair["apart"]), page)
        listed(page, Text(f"{word.zh}的交换", f"Pairs, {word.en}"), mine, STYLES[verdict])


def apart(document: Document, page: Page) -> None:
    """The pairs that network zones keep from meeting, and what else did not apply."""
    pairs = document["interop"]["pairs"]
    zones = {system["name"]: ZONE_WORDS[system["zone"]] for system in document["interop"]["systems"]}
    title = Text("网络区域隔离的交换，不归责任何一方", "Pairs kept apart by their network zones, nobody's failure")
    parted = [sentences.about(sentences.name(pair), _zones(pair, zones)) for pair in pairs if pair["apart"]]
    listed(page, title, [page.say(said) for said in parted])
    rest = (pair for pair in of(pairs, Verdict.NOT_APPLICABLE) if not pair["apart"])
    listed(page, Text("不适用的交换", "Pairs, not applicable"), _reasoned(rest, page))


def versions(document: Document, page: Page) -> None:
    """Contract versions that break what went before although the exchange itself did not fail."""
    entries = [
        page.say(sentences.about(sentences.name(pair), sentences.misfit(found["misfit"])))
        for pair in document["interop"]["pairs"]
        for found in [pair[Comparison.COMPATIBILITY]]
        if found and found["misfit"] and not sentences.failing(pair)
    ]
    listed(page, Text("与上一版本不兼容", "Incompatible with the version before"), entries)


def left_open(document: Document, page: Page) -> None:
    """What schemas and samples did not decide by themselves, and why."""
    entries = [
        page.say(sentences.about(f"{sentences.name(pair)} · {page.say(sentences.COMPARED[which])}", Text(why, why)))
        for pair in document["interop"]["pairs"]
        for which, found in sentences.compared(pair)
        if (why := page.said(found, "detail"))
    ]
    listed(page, Text("仅凭模式与样例未能判定", "Left open by schemas and samples alone"), entries)


def catalogues(document: Document, page: Page) -> None:
    """Each pair of catalogues by the ways in which they become islands, and why it fails."""
    entries = [_catalogue(cell, page) for cell in document["interop"]["catalogues"]]
    listed(page, Text("目录之间", "Between catalogues"), entries)


def _catalogue(cell: Node, page: Page) -> str:
    head = f"{sentences.catalogues(cell)} {page.say(VERDICT_WORDS[cell['verdict']])}"
    return "\n".join((page.say(sentences.about(head, sentences.ways(cell))), *map(page.say, sentences.broken(cell))))


def resources(document: Document, page: Page) -> None:
    """What is kept twice, what nobody uses, and what is advertised and reaches nobody."""
    found = document["interop"]
    doubled = [
        page.say(sentences.about(" = ".join(map(_named, it["entries"])), both(it, "because")))
        for it in found["duplicates"]
    ]
    listed(page, Text("重复建设的资源", "Resources kept twice"), doubled)
    idle = [
        page.say(sentences.about(f"{_named(it)} {it['name']}", sentences.use(it)))
        for it in found["uses"]
        if not it["used"]
    ]
    listed(page, Text("无人使用的资源", "Resources nobody uses"), idle)
    unreachable = [*map(_named, found["unreachable"])]
    listed(page, Text("公布而无人能取得的资源", "Advertised resources nobody can consume"), unreachable)


def _named(entry: Node) -> str:
    return f"{entry['system']} {entry['resource']}"


def _reasoned(pairs: Iterable[Node], page: Page) -> list[str]:
    named = ((sentences.name(pair), both(pair, "reason")) for pair in pairs)
    return [page.say(sentences.about(name, why)) if why.zh else name for name, why in named]


def _zones(pair: Node, zones: dict[str, Text]) -> Text:
    """The zone of each of the systems an exchange passes."""
    passed = {name: zones[name] for name in (pair["provider"], pair["platform"], pair["consumer"])}
    return sentences.together(Text(f"{name} {zone.zh}", f"{name} {zone.en}") for name, zone in passed.items())
