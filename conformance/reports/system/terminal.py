"""One system's result at a terminal: the standards by verdict, what failed, what is open, what was not called."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text as Line

from conformance.model.clause import FAMILIES, FAMILY_WORDS
from conformance.model.text import Text, many
from conformance.reports import drawn, words
from conformance.reports.bars import STYLES, bar
from conformance.reports.flaws import alike
from conformance.reports.not_called import held
from conformance.reports.page import Page
from conformance.reports.reading import Document, Node, families
from conformance.reports.remarks import limits
from conformance.reports.system.failed import causes, failed
from conformance.reports.system.undecided import errors, manual, undecided
from conformance.reports.wrapping import padded

BAR = 20
BAR_FROM = 80
"""Columns a terminal needs before bars are drawn."""

FLAWS = 5
"""Flaws of an interface document named one by one; the JSON report names them all."""


def head(document: Document) -> list[list[Text]]:
    """Which system was tested, and against what."""
    target, profile = document["target"], document["profile"]
    how = Text("可写", "may write") if target["writes"] else Text("只读", "read-only")
    place = words.ENVIRONMENTS[target["environment"]]
    name, address, release, deep = target["name"], target["address"], document["run"]["release"], target["depth"]
    depth = words.DEPTHS[deep]
    return [
        [Text(name, name), Text(address, address), Text(f"{place.zh}，{how.zh}", f"{place.en}, {how.en}")],
        [
            Text(f"标准 {release}", f"standards {release}"),
            Text(
                f"适用配置 {profile['title']['zh']}（{profile['kind']}）",
                f"profile {profile['title']['en']} ({profile['kind']})",
            ),
            Text(f"深度 D{deep} {depth.zh}", f"depth D{deep} {depth.en}"),
        ],
    ]


def sections(document: Document, page: Page) -> None:
    """Everything between the head and the notes."""
    _families(document, page)
    causes(document, page)
    failed(document, page)
    errors(document, page)
    undecided(document, page)
    manual(document, page)
    _limited(document, page)
    held(document, page)
    drawn.section(document, page)
    _flaws(document, page)


def _limited(document: Document, page: Page) -> None:
    """What passes are limited to, each with the clauses it is said of."""
    found = limits(document)
    if found:
        page.heading(words.LIMITED)
    for text, names in found.items():
        clauses = many(len(names), "条", "clause")
        page.item(page.say(Text(f"{clauses.zh}：{text.zh}", f"{clauses.en}: {text.en}")), indent=2)
        page.item(", ".join(names), indent=4)


def _families(document: Document, page: Page) -> None:
    page.blank()
    column = max(cell_len(page.say(FAMILY_WORDS[family])) for family in FAMILIES) + 2
    for family, clauses in families(document):
        _family(padded(page.say(FAMILY_WORDS[family]), column), clauses, page)


def _family(name: str, clauses: Sequence[Node], page: Page) -> None:
    """One family: its bar, then its counts, on further lines where the width does not hold them."""
    numbers = words.counts(clauses)
    line = Line("  " + name)
    if page.console.width >= BAR_FROM:
        line.append_text(bar(numbers, len(clauses), BAR)).append("  ")
    line.append(page.say(Text(f"{len(clauses)} 条", f"{len(clauses)}")).rjust(6) + " ")
    column = line.cell_len
    for verdict, number in numbers.items():
        said = f"  {words.tally({verdict: number}, page.lang, '')}" if number else ""
        if line.cell_len + cell_len(said) > page.width:
            page.line(line)
            line = Line(" " * column)
        line.append(said, style=STYLES[verdict])
    page.line(line)


def _flaws(document: Document, page: Page) -> None:
    flaws = document["flaws"]
    if flaws:
        page.heading(Text(f"接口文档自身的问题：{len(flaws)} 处", f"Flaws of the interface document: {len(flaws)}"))
    told = alike(document)
    for each in told[:FLAWS]:
        about = f" ({', '.join(each.operations)})" if each.operations else ""
        page.item(f"{each.place}{about}: {page.say(each.problem)}", indent=2)
    page.more(len(told) - FLAWS, "类")
