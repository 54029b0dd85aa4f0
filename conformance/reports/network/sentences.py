"""What a network comes to, in sentences: islands, repairs, bridges, ratios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from conformance.model.interop import (
    BLAME_WORDS,
    WAY_WORDS,
    Blame,
    Bridge,
    CatalogueCell,
    Cell,
    Incompatibility,
    Interop,
    Ratio,
    Repair,
    Use,
)
from conformance.model.report import BROKEN
from conformance.model.text import Text
from conformance.model.verdict import VERDICT_WORDS, Verdict, join
from conformance.reports import words

FEW = 6
"""Names listed in a sentence; the JSON report names them all."""


def conclusion(interop: Interop) -> Text:
    """How many of the declared pairs really exchange."""
    if interop.signal or interop.broken:
        return words.INTERRUPTED if interop.signal else BROKEN
    working, declared = sum(cell.joined for cell in interop.cells), len(interop.network.pairs())
    pairs = words.many(declared, "对交换", "declared pair")
    return Text(f"声明的 {pairs.zh}中，{working} 对真正互通", f"{working} of {pairs.en} really exchange")


def islands(interop: Interop) -> Text:
    """How many islands there are; one is none."""
    found = interop.graph.islands
    systems = words.many(sum(map(len, found)), "个系统", "system")
    if len(found) < 2:
        return Text(f"{systems.zh}互相连通，没有信息孤岛", f"{systems.en}, all joined: no island")
    return Text(f"信息孤岛：{systems.zh}分成 {len(found)} 个", f"Islands: {systems.en} in {len(found)} islands")


def named(cell: Cell) -> str:
    """A pair in a few words."""
    return link(*cell.pair.ends)


def link(provider: str, consumer: str, item: str = "") -> str:
    """Who gives to whom, and what."""
    return f"{provider} → {consumer} · {item}" if item else f"{provider} → {consumer}"


def blamed(cell: Cell) -> str:
    """The name of the system that is to blame; empty where none is, or it is undecided."""
    pair = cell.pair
    parties = {Blame.PROVIDER: pair.provider, Blame.CONSUMER: pair.consumer, Blame.PLATFORM: pair.platform}
    return parties[cell.blame].name if cell.blame in parties else ""


def whose(blame: Blame, system: str) -> Text:
    """Which party is to blame, and the name of its system where one is."""
    word = BLAME_WORDS[blame]
    return Text(f"{word.zh}（{system}）", f"{word.en} ({system})") if system else word


def curl(cell: Cell) -> str:
    """The line that repeats the exchange that proves a pair's verdict; empty where nothing was exchanged."""
    own = (proof.curl for proof in cell.evidence[-1:])
    return next(chain(own, (found.curl for item in cell.results for found in item.findings)), "")


def repeating(cell: Cell) -> tuple[str, ...]:
    """The lines that repeat it: the whole way from the request where that is known, else the last line alone."""
    failed = (item for item in cell.results if item.verdict is Verdict.FAIL)
    script = next((found.script for item in failed for found in item.findings[:1]), ())
    return script or tuple(filter(None, (curl(cell),)))


BREAKS = Text(
    "使用方接受上一版本的全部报文，不接受本版本的", "the consumer took the version before whole, not this one"
)


def duty(cell: Cell) -> str:
    """The duty a pair breaks, with its words where the agreement has them."""
    return f"{cell.duty} {cell.broken.text}" if cell.broken else cell.duty


def about(subject: str, what: Text) -> Text:
    """Something said of a subject."""
    return Text(f"{subject}：{what.zh}", f"{subject}: {what.en}")


def carriers(interop: Interop) -> Text | None:
    """The systems that only carry the exchanges of others, and are no islands; None where there are none."""
    nodes = {name for island in interop.graph.islands for name in island}
    names = few([name for name in interop.network.members if name not in nodes])
    return Text(f"只承载交换、不计入孤岛：{names.zh}", f"Only carry exchanges: {names.en}") if names.zh else None


def together(facts: Sequence[Text]) -> Text:
    """Facts one after the other."""
    return Text("，".join(it.zh for it in facts), ", ".join(it.en for it in facts))


def ways(cell: CatalogueCell) -> Text:
    """What each way in which catalogues become islands came to."""
    said = ((WAY_WORDS[way], VERDICT_WORDS[verdict]) for way, verdict in cell.ways().items())
    return together([Text(f"{way.zh} {it.zh}", f"{way.en} {it.en}") for way, it in said])


def misfit(found: Incompatibility) -> Text:
    """The smallest message that does not fit, and the place in it."""
    said = found.text
    return Text(f"{said}，位于 {found.at}", f"{said} at {found.at}") if found.at else Text(said, said)


def use(found: Use) -> Text:
    """How often a resource was listed, requested and used."""
    return Text(
        f"列出 {found.listed} 次，申请 {found.requested} 次，使用 {found.used} 次",
        f"listed {found.listed}, requested {found.requested}, used {found.used} times",
    )


def repair(made: Repair) -> Text:
    """What one repair does to the islands, all repairs before it made."""
    provider, consumer, item = made.pair
    joined = words.many(len(made.joins), "个系统", "system")
    left = words.many(made.islands, "个孤岛", "island")
    zh = f"全网余 {left.zh}" if made.islands > 1 else "全网连通"
    en = f"{left.en} left" if made.islands > 1 else "no island left"
    return Text(
        f"修复 {provider}→{consumer} 的 {item}，2 个孤岛合为 1 个（{joined.zh}连通，{zh}）",
        f"repair {item} of {provider} → {consumer} and 2 islands become 1 ({joined.en} joined, {en})",
    )


def beyond_repair(interop: Interop) -> Text | None:
    """That islands stay when every repair is made, and why no failing pair leads out of them; None where none stay."""
    graph = interop.graph
    left = graph.repairs[-1].islands if graph.repairs else len(graph.islands)
    if left < 2:
        return None
    zh, en = ("全部修复后", "When all repairs are made, ") if graph.repairs else ("", "")
    return Text(
        f"{zh}仍有 {left} 个孤岛，其间没有可修复的失败：未声明、未判定，或网络区域隔离",
        f"{en}{left} islands stay: what is between them does not fail, but is undeclared, undecided or in zones apart",
    )


def bridge(found: Bridge) -> Text:
    """What the loss of a bridge would cut off."""
    one, other = found.link
    cut = few(found.cuts_off)
    return Text(f"{one}—{other}：断开则 {cut.zh} 失联", f"{one} - {other}: its loss cuts off {cut.en}")


def few(names: Sequence[str]) -> Text:
    """Some names, and how many more there are."""
    more = len(names) - FEW
    zh, en = "、".join(names[:FEW]), ", ".join(names[:FEW])
    return Text(f"{zh} 等 {len(names)} 个系统", f"{en} and {more} more") if more > 0 else Text(zh, en)


def other_way(interop: Interop, link: tuple[str, str]) -> Text | None:
    """What the direction in which a one-way link does not work came to; None where nothing is declared that way."""
    back = [cell for cell in interop.cells if (cell.pair.consumer.name, cell.pair.provider.name) == link]
    if not back:
        return None
    verdict = VERDICT_WORDS[join(cell.verdict for cell in back)]
    return Text(f"反向{verdict.zh}", f"{verdict.en} the other way")


RATIOS = {
    "vertical": Text("纵向（不同层级）", "vertical (between levels)"),
    "horizontal": Text("横向（同一层级）", "horizontal (on one level)"),
    "regional": Text("跨区域（同一层级、不同区域）", "cross-region (one level, two regions)"),
}


def ratios(interop: Interop) -> dict[str, Ratio]:
    """The three ratios by the key of their words."""
    graph = interop.graph
    return {"vertical": graph.vertical, "horizontal": graph.horizontal, "regional": graph.regional}


def ratio(found: Ratio) -> Text:
    """A ratio in figures."""
    if found.share is None:
        return Text("没有声明", "none declared")
    figures = f"{found.working}/{found.declared}"
    return Text(f"{figures}（{found.share:.0%}）", f"{figures} ({found.share:.0%})")


def lopsided(interop: Interop) -> Text | None:
    """纵强横弱, or the other way round, where the two ratios differ; None where they do not or cannot be compared."""
    vertical, horizontal = interop.graph.vertical.share, interop.graph.horizontal.share
    if vertical is None or horizontal is None or vertical == horizontal:
        return None
    if vertical > horizontal:
        return Text("纵强横弱：纵向互通好于横向", "Levels are joined better than neighbours (纵强横弱)")
    return Text("横强纵弱：横向互通好于纵向", "Neighbours are joined better than levels (横强纵弱)")


def grouped(cells: Iterable[Cell]) -> dict[tuple[str, str], list[Cell]]:
    """The cells of each link (provider, consumer), in order."""
    links: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        links.setdefault((cell.pair.provider.name, cell.pair.consumer.name), []).append(cell)
    return links


def failing(cell: Cell) -> bool:
    """Whether it is somebody's failure: zones apart are nobody's."""
    return cell.verdict is Verdict.FAIL and not cell.apart
