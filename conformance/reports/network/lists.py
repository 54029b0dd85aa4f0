"""The lists of a network's page: open pairs, zones apart, versions, catalogues, and what becomes of resources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text as Line

from conformance.model.interop import CatalogueCell, Cell, Comparison, Interop
from conformance.model.network import ZONE_WORDS
from conformance.model.text import Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.model.visible import visible
from conformance.reports.bars import STYLES
from conformance.reports.network import sentences
from conformance.reports.network.failed import COMPARED
from conformance.reports.page import Page

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
    left = len(entries) - LISTED
    if left > 0:
        page.paragraph(page.say(Text(f"另有 {left} 项", f"and {left} more")), indent=2)


def undecided(interop: Interop, page: Page) -> None:
    """What could not be decided, and our own errors, each with its reason."""
    for verdict in (Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.MANUAL):
        word = VERDICT_WORDS[verdict]
        mine = _reasoned((cell for cell in interop.cells if cell.verdict is verdict and not cell.apart), page)
        listed(page, Text(f"{word.zh}的交换", f"Pairs, {word.en}"), mine, STYLES[verdict])


def apart(interop: Interop, page: Page) -> None:
    """The pairs that network zones keep from meeting, and what else did not apply."""
    title = Text("网络区域隔离的交换，不归责任何一方", "Pairs kept apart by their network zones, nobody's failure")
    zones = [sentences.about(sentences.named(cell), _zones(cell)) for cell in interop.cells if cell.apart]
    listed(page, title, [page.say(said) for said in zones])
    rest = (cell for cell in interop.cells if cell.verdict is Verdict.NOT_APPLICABLE and not cell.apart)
    listed(page, Text("不适用的交换", "Pairs, not applicable"), _reasoned(rest, page))


def versions(interop: Interop, page: Page) -> None:
    """Contract versions that break what went before although the exchange itself did not fail."""
    entries = [
        page.say(sentences.about(sentences.named(cell), sentences.misfit(found.misfit)))
        for cell in interop.cells
        for found in [cell.compared.get(Comparison.COMPATIBILITY)]
        if found and found.misfit and not sentences.failing(cell)
    ]
    listed(page, Text("与上一版本不兼容", "Incompatible with the version before"), entries)


def left_open(interop: Interop, page: Page) -> None:
    """What schemas and samples did not decide by themselves, and why."""
    entries = [
        page.say(sentences.about(f"{sentences.named(cell)} · {page.say(COMPARED[which])}", found.detail))
        for cell in interop.cells
        for which, found in cell.compared.items()
        if found.detail
    ]
    listed(page, Text("仅凭模式与样例未能判定", "Left open by schemas and samples alone"), entries)


def catalogues(interop: Interop, page: Page) -> None:
    """Each pair of catalogues by the ways in which they become islands, and why it fails."""
    listed(page, Text("目录之间", "Between catalogues"), [_catalogue(cell, page) for cell in interop.catalogues])


def _catalogue(cell: CatalogueCell, page: Page) -> str:
    head = f"{visible(cell.one)} — {visible(cell.other)} {page.say(VERDICT_WORDS[cell.verdict])}"
    failing = [item for item in cell.results if item.verdict is Verdict.FAIL and item.findings]
    why = (f"{visible(item.clause.id)}  {page.say(item.findings[0].message)}" for item in failing)
    return "\n".join((page.say(sentences.about(head, sentences.ways(cell))), *why))


def resources(interop: Interop, page: Page) -> None:
    """What is kept twice, what nobody uses, and what is advertised and reaches nobody."""
    doubled = [
        page.say(sentences.about(" = ".join(f"{system} {code}" for system, code in it.entries), it.because))
        for it in interop.duplicates
    ]
    listed(page, Text("重复建设的资源", "Resources kept twice"), doubled)
    unused = [
        page.say(sentences.about(f"{it.system} {it.resource} {it.name}", sentences.use(it)))
        for it in interop.uses
        if not it.used
    ]
    listed(page, Text("无人使用的资源", "Resources nobody uses"), unused)
    out_of_reach = [visible(f"{system} {code}") for system, code in interop.unreachable]
    listed(page, Text("公布而无人能取得的资源", "Advertised resources nobody can consume"), out_of_reach)


def _reasoned(cells: Iterable[Cell], page: Page) -> list[str]:
    return [
        page.say(sentences.about(sentences.named(cell), cell.reason)) if cell.reason else visible(sentences.named(cell))
        for cell in cells
    ]


def _zones(cell: Cell) -> Text:
    """The zone of each of the systems an exchange passes."""
    pair = cell.pair
    passed = {one.name: ZONE_WORDS[one.zone] for one in (pair.provider, pair.platform, pair.consumer)}
    return sentences.together([Text(f"{name} {zone.zh}", f"{name} {zone.en}") for name, zone in passed.items()])
