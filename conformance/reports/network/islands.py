"""The part of a network's page about its shape: the islands as text, the repairs, the bridges, and the ratios."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.reports.network import sentences
from conformance.reports.network.lists import LISTED, listed
from conformance.reports.page import Page
from conformance.reports.reading import Document


def islands(document: Document, page: Page) -> None:
    """Who is joined with whom, what would join more, what holds by one link, and how well levels and regions do."""
    found = document["interop"]
    page.heading(sentences.islands(document))
    for number, island in enumerate(found["islands"], 1):
        page.item(f"{number}. {', '.join(island)}", indent=2)
    carriers = sentences.carriers(document)
    if carriers:
        few = sentences.few(carriers)
        page.item(page.say(Text(f"只承载交换、不计入孤岛：{few.zh}", f"Only carry exchanges: {few.en}")), indent=2)
    _repairs(document, page)
    between = map(sentences.name, found["undecided"])
    listed(page, sentences.BETWEEN, [*between])
    _one_way(document, page)
    bridges = [page.say(sentences.bridge(bridge)) for bridge in found["bridges"]]
    listed(page, Text("桥：断开一处即分裂的连接", "Bridges: links whose loss splits the network"), bridges)
    _ratios(document, page)


def _one_way(document: Document, page: Page) -> None:
    """The links meant for both directions that work in one, and how many were meant for one only."""
    links = document["interop"]["one_way"]
    back = [(sentences.link(**link), sentences.other_way(document, link)) for link in links]
    half = [page.say(sentences.about(link, why)) for link, why in back if why]
    listed(page, Text("双向声明而只通一个方向", "Declared both ways, but work one way only"), half)
    rest = len(back) - len(half)
    if rest:
        page.heading(Text(f"只声明了一个方向的连通：{rest}", f"Working links declared one way only: {rest}"))


def _repairs(document: Document, page: Page) -> None:
    """The repairs in the order to make them, and the islands that no repair joins."""
    repairs = document["interop"]["repairs"]
    if repairs:
        page.heading(Text("优先修复", "Repair this first"))
    for number, repair in enumerate(repairs[:LISTED], 1):
        page.item(f"{number}. {page.said(repair, 'sentence')}", indent=2)
        for other in map(sentences.name, repair["instead"][:1]):
            more = len(repair["instead"]) - 1
            zh, en = (f"等 {more + 1} 对之一", f" or {more} more") if more else ("", "")
            page.item(page.say(Text(f"或改修 {other}{zh}", f"or {other}{en} instead")), indent=5)
    page.more(len(repairs) - LISTED, "项")
    stays = sentences.beyond_repair(document)
    if stays:
        page.item(page.say(stays), indent=2)


def _ratios(document: Document, page: Page) -> None:
    page.heading(Text("互通率（真正互通 / 声明）", "Connectivity (really exchanging / declared)"))
    for key, ratio in sentences.ratios(document):
        word, figures = sentences.RATIOS[key], sentences.share(ratio)
        page.item(page.say(Text(f"{word.zh}：{figures.zh}", f"{word.en}: {figures.en}")), indent=2)
    verdict = sentences.lopsided(document)
    if verdict:
        page.item(page.say(verdict), indent=2)
