"""What the result of a network comes to, in sentences: pairs, islands, repairs, bridges, ratios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from conformance.model.interop import BLAME_WORDS, WAY_WORDS, Blame, Comparison
from conformance.model.report import BROKEN, OWN_BUG
from conformance.model.text import Lang, Text, many
from conformance.model.verdict import VERDICT_WORDS, Verdict, join
from conformance.reports import words
from conformance.reports.reading import Document, Node, both, of

FEW = 6
"""Names listed in a sentence; the JSON report names them all."""

BLAME = Text("责任", "blame")
REASON = Text("原因", "why")
DUTY = Text("义务", "duty")
MESSAGE = Text("报文", "message")
SAMPLE = Text("样例", "sample")
REQUEST = Text("请求", "request")
DUE = Text("应为", "due")
VERSION = Text("版本", "version")
CLAUSE = Text("条款", "clause")

COMPARED = {
    Comparison.ACCEPTANCE: MESSAGE,
    Comparison.SAMPLES: SAMPLE,
    Comparison.REQUESTS: REQUEST,
    Comparison.COMPATIBILITY: VERSION,
}
"""What does not fit, by what it is found in."""

BREAKS = Text(
    "使用方接受上一版本的全部报文，不接受本版本的", "the consumer took the version before whole, not this one"
)

BETWEEN = Text("孤岛之间未能判定的交换", "Undecided pairs between islands")

RATIOS = {
    "vertical": Text("纵向（不同层级）", "vertical (between levels)"),
    "horizontal": Text("横向（同一层级）", "horizontal (on one level)"),
    "regional": Text("跨区域（同一层级、不同区域）", "cross-region (one level, two regions)"),
}


def conclusion(document: Document) -> Text:
    """How many of the declared pairs really exchange."""
    if document["signal"]:
        return words.INTERRUPTED
    if document["gate"]["exit_code"] == OWN_BUG:
        return BROKEN
    declared = document["interop"]["pairs"]
    working, pairs = len(of(declared, Verdict.PASS)), many(len(declared), "对交换", "declared pair")
    return Text(f"声明的 {pairs.zh}中，{working} 对真正互通", f"{working} of {pairs.en} really exchange")


def counted(document: Document) -> Text:
    """How many pairs there are, and how many of them came to what."""
    return words.counted(document["counts"], "对交换", "pair")


def ordered(document: Document) -> list[Node]:
    """The pairs in the order in which they are read."""
    return list(document["interop"]["pairs"])


def failures(number: int) -> Text:
    """How many pairs fail."""
    return Text(f"{number} 对不通过", f"{many(number, '', 'pair').en} failed")


def gate_rule(document: Document) -> list[Text]:
    """A network has no profile of its own."""
    return []


def deviations(document: Document) -> list[Text]:
    """The notes say everything."""
    return []


def islands(document: Document) -> Text:
    """How many islands there are; one is none."""
    found = document["interop"]["islands"]
    systems = many(sum(map(len, found)), "个系统", "system")
    if len(found) < 2:
        return Text(f"{systems.zh}互相连通，没有信息孤岛", f"{systems.en}, all joined: no island")
    return Text(f"信息孤岛：{systems.zh}分成 {len(found)} 个", f"Islands: {systems.en} in {len(found)} islands")


def link(provider: str, consumer: str, item: str = "") -> str:
    """Who gives to whom, and what."""
    return f"{provider} → {consumer} · {item}" if item else f"{provider} → {consumer}"


def name(pair: Node) -> str:
    """A pair in a few words."""
    return link(pair["provider"], pair["consumer"], pair["item"])


def failing(pair: Node) -> bool:
    """Whether it is somebody's failure: zones apart are nobody's."""
    return bool(pair["verdict"] == Verdict.FAIL and not pair["apart"])


def whose(pair: Node) -> Text | None:
    """Which party is to blame, and the name of its system where one is; None where nobody is."""
    if not pair["blame"]:
        return None
    word, system = BLAME_WORDS[Blame(pair["blame"])], pair["blamed"]
    return Text(f"{word.zh}（{system}）", f"{word.en} ({system})") if system else word


def duty(pair: Node) -> str:
    """The duty a pair breaks, with its words where the agreement has them."""
    return f"{pair['duty']} {pair['duty_text']}".strip()


def why(pair: Node) -> Text:
    """A pair in one sentence: the reason, or the verdict where none is given."""
    return both(pair, "reason") if pair["reason"] else VERDICT_WORDS[pair["verdict"]]


def compared(pair: Node) -> Iterator[tuple[Comparison, Node]]:
    """What was compared of a pair without either system, and what it came to."""
    yield from ((which, pair[which]) for which in Comparison if pair[which])


def broken(node: Node) -> Iterator[Text]:
    """Every failed clause of a pair or of two catalogues, with its first finding."""
    for clause in of(node["clauses"], Verdict.FAIL):
        found = both(clause["findings"][0], "message") if clause["findings"] else Text("", "")
        yield Text(f"{clause['id']}  {found.zh}".rstrip(), f"{clause['id']}  {found.en}".rstrip())


def broken_lines(node: Node, lang: Lang) -> list[str]:
    """The same in one language."""
    return [text.into(lang) for text in broken(node)]


def stated(pair: Node) -> Iterator[tuple[Text, Text]]:
    """Whose a failure is, why, and the duty it breaks, each under its label."""
    owed = duty(pair)
    facts = ((BLAME, whose(pair)), (REASON, both(pair, "reason")), (DUTY, Text(owed, owed)))
    yield from ((label, text) for label, text in facts if text and text.zh)


def facts(pair: Node) -> Iterator[tuple[Text, Text]]:
    """Everything there is to say of a pair, each under its label."""
    yield from stated(pair)
    for which, found in compared(pair):
        if misfit := found["misfit"]:
            shown = misfit["message"] + (f" ({misfit['at']})" if misfit["at"] else "")
            yield COMPARED[which], Text(shown, shown)
            yield DUE, both(misfit, "due")
        elif found["detail"]:
            yield COMPARED[which], both(found, "detail")
    if pair["breaks"]:
        yield VERSION, BREAKS
    yield from ((CLAUSE, text) for text in broken(pair))


def lines(pair: Node, lang: Lang) -> list[str]:
    """The same, a line a fact."""
    return [f"{label.into(lang)}{Text('：', ': ').into(lang)}{text.into(lang)}" for label, text in facts(pair)]


def about(subject: str, what: Text) -> Text:
    """Something said of a subject."""
    return Text(f"{subject}：{what.zh}", f"{subject}: {what.en}")


def together(facts: Iterable[Text]) -> Text:
    """Facts one after the other."""
    said = [*facts]
    return Text("，".join(it.zh for it in said), ", ".join(it.en for it in said))


def catalogues(cell: Node) -> str:
    """Two catalogues by name."""
    return f"{cell['one']} — {cell['other']}"


def ways(cell: Node) -> Text:
    """What each way in which catalogues become islands came to."""
    said = ((WAY_WORDS[way], VERDICT_WORDS[verdict]) for way, verdict in cell["ways"].items())
    return together(Text(f"{way.zh} {it.zh}", f"{way.en} {it.en}") for way, it in said)


def misfit(found: Node) -> Text:
    """The smallest message that does not fit, and the place in it."""
    said, at = found["message"], found["at"]
    return Text(f"{said}，位于 {at}", f"{said} at {at}") if at else Text(said, said)


def use(found: Node) -> Text:
    """How often a resource was listed, requested and used."""
    listed, requested, used = found["listed"], found["requested"], found["used"]
    return Text(
        f"列出 {listed} 次，申请 {requested} 次，使用 {used} 次",
        f"listed {listed}, requested {requested}, used {used} times",
    )


def carriers(document: Document) -> list[str]:
    """The systems that only carry the exchanges of others, and are no islands."""
    nodes = {name for island in document["interop"]["islands"] for name in island}
    return [system["name"] for system in document["interop"]["systems"] if system["name"] not in nodes]


def beyond_repair(document: Document) -> Text | None:
    """That islands stay when every repair is made, and why no failing pair leads out of them; None where none stay."""
    found = document["interop"]
    left = found["repairs"][-1]["islands"] if found["repairs"] else len(found["islands"])
    if left < 2:
        return None
    zh, en = ("全部修复后", "When all repairs are made, ") if found["repairs"] else ("", "")
    return Text(
        f"{zh}仍有 {left} 个孤岛，其间没有可修复的失败：未声明、未判定，或网络区域隔离",
        f"{en}{left} islands stay: what is between them does not fail, but is undeclared, undecided or in zones apart",
    )


def bridge(found: Node) -> Text:
    """What the loss of a bridge would cut off."""
    one, other, cut = found["one"], found["other"], few(found["cuts_off"])
    return Text(f"{one}—{other}：断开则 {cut.zh} 失联", f"{one} - {other}: its loss cuts off {cut.en}")


def few(names: Sequence[str]) -> Text:
    """Some names, and how many more there are."""
    more = len(names) - FEW
    zh, en = "、".join(names[:FEW]), ", ".join(names[:FEW])
    return Text(f"{zh} 等 {len(names)} 个系统", f"{en} and {more} more") if more > 0 else Text(zh, en)


def other_way(document: Document, one_way: Node) -> Text | None:
    """What the direction in which a one-way link does not work came to; None where nothing is declared that way."""
    ends = (one_way["consumer"], one_way["provider"])
    back = [pair for pair in document["interop"]["pairs"] if (pair["provider"], pair["consumer"]) == ends]
    if not back:
        return None
    verdict = VERDICT_WORDS[join(Verdict(pair["verdict"]) for pair in back)]
    return Text(f"反向{verdict.zh}", f"{verdict.en} the other way")


def ratios(document: Document) -> Iterator[tuple[str, Node]]:
    """The three ratios by the key of their words."""
    return ((key, document["interop"][key]) for key in RATIOS)


def share(ratio: Node) -> Text:
    """A ratio in figures."""
    if not ratio["declared"]:
        return Text("没有声明", "none declared")
    figures, part = f"{ratio['working']}/{ratio['declared']}", ratio["working"] / ratio["declared"]
    return Text(f"{figures}（{part:.0%}）", f"{figures} ({part:.0%})")


def lopsided(document: Document) -> Text | None:
    """纵强横弱, or the other way round, where the two ratios differ; None where they do not or cannot be compared."""
    vertical, horizontal = (document["interop"][key]["share"] for key in ("vertical", "horizontal"))
    if vertical is None or horizontal is None or vertical == horizontal:
        return None
    if vertical > horizontal:
        return Text("纵强横弱：纵向互通好于横向", "Levels are joined better than neighbours (纵强横弱)")
    return Text("横强纵弱：横向互通好于纵向", "Neighbours are joined better than levels (横强纵弱)")
