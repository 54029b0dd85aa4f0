"""The part of a network's page about its shape: the islands as text, the repairs, the bridges, and the ratios."""

from __future__ import annotations

from conformance.model.interop import Interop
from conformance.model.text import Text
from conformance.model.visible import visible
from conformance.reports.network import sentences
from conformance.reports.network.lists import LISTED, listed
from conformance.reports.page import Page


def islands(interop: Interop, page: Page) -> None:
    """Who is joined with whom, what would join more, what holds by one link, and how well levels and regions do."""
    graph = interop.graph
    page.heading(page.say(sentences.islands(interop)))
    for number, island in enumerate(graph.islands, 1):
        page.item(f"{number}. {', '.join(map(visible, island))}", indent=2)
    carriers = sentences.carriers(interop)
    if carriers:
        page.item(page.say(carriers), indent=2)
    _repairs(interop, page)
    between = [visible(sentences.link(*pair)) for pair in graph.undecided]
    listed(page, Text("孤岛之间未能判定的交换", "Undecided pairs between islands"), between)
    _one_way(interop, page)
    bridges = [page.say(sentences.bridge(bridge)) for bridge in graph.bridges]
    listed(page, Text("桥：断开一处即分裂的连接", "Bridges: links whose loss splits the network"), bridges)
    _ratios(interop, page)


def _one_way(interop: Interop, page: Page) -> None:
    """The links meant for both directions that work in one, and how many were meant for one only."""
    back = {link: sentences.other_way(interop, link) for link in interop.graph.one_way}
    half = [page.say(sentences.about(sentences.link(*link), why)) for link, why in back.items() if why]
    listed(page, Text("双向声明而只通一个方向", "Declared both ways, but work one way only"), half)
    rest = len(back) - len(half)
    if rest:
        page.heading(page.say(Text(f"只声明了一个方向的连通：{rest}", f"Working links declared one way only: {rest}")))


def _repairs(interop: Interop, page: Page) -> None:
    """The repairs in the order to make them, and the islands that no repair joins."""
    repairs = interop.graph.repairs
    if repairs:
        page.heading(page.say(Text("优先修复", "Repair this first")))
    for number, repair in enumerate(repairs[:LISTED], 1):
        page.item(f"{number}. {page.say(sentences.repair(repair))}", indent=2)
        for other in repair.instead[:1]:
            more = len(repair.instead) - 1
            zh, en = (f"等 {more + 1} 对之一", f" or {more} more") if more else ("", "")
            said = Text(f"或改修 {sentences.link(*other)}{zh}", f"or {sentences.link(*other)}{en} instead")
            page.item(page.say(said), indent=5)
    if len(repairs) > LISTED:
        left = len(repairs) - LISTED
        page.paragraph(page.say(Text(f"另有 {left} 项", f"and {left} more")), indent=2)
    stays = sentences.beyond_repair(interop)
    if stays:
        page.item(page.say(stays), indent=2)


def _ratios(interop: Interop, page: Page) -> None:
    page.heading(page.say(Text("互通率（真正互通 / 声明）", "Connectivity (really exchanging / declared)")))
    for key, found in sentences.ratios(interop).items():
        word, figures = sentences.RATIOS[key], sentences.ratio(found)
        page.item(page.say(Text(f"{word.zh}：{figures.zh}", f"{word.en}: {figures.en}")), indent=2)
    verdict = sentences.lopsided(interop)
    if verdict:
        page.item(page.say(verdict), indent=2)
