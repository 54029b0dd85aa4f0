"""Whether pages for people name their language, carry a title, and say in words what images and fields are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from conformance.checks.markup import End, Start, pieces, title, words
from conformance.checks.overall.codes import HAN
from conformance.checks.reading import not_exercised
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

MOST = 1 << 20
"""Bytes of a page that is read tag by tag."""
STEPS = ("list-html", "html", "page")
WIDTH = 4
"""Digits of a number of columns at most."""
UNLABELLED = frozenset({"hidden", "submit", "button", "reset"})
# What names an image or a field for those who do not see it, besides alt and label.
NAMES = ("aria-label", "aria-labelledby", "title")
CHINESE = frozenset({"zh", "cmn", "yue", "wuu", "hak", "nan", "gan", "hsn", "cdo", "cjy", "cpx", "czh", "czo", "mnp"})
"""The languages that Chinese characters are read in (ISO 639)."""
Attributes = dict[str, str]


def _is_hidden(given: Attributes) -> bool:
    """Whether a field is shown to nobody, or says itself what it is for: a button."""
    hides = "hidden" in given or given.get("aria-hidden", "").lower() == "true"
    return hides or given.get("type", "").lower() in UNLABELLED


class _Table:
    """The rows of a table: of each how many columns it spans, and of these how many are headings."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int]] = []
        self._spans_rows = False

    def begun(self, tag: str, given: Attributes) -> None:
        """Take in a row or a cell."""
        if tag == "tr":
            self.rows.append((0, 0))
        elif tag in ("td", "th") and self.rows:
            self._spans_rows = self._spans_rows or "rowspan" in given
            stated = given.get("colspan", "")
            wide = int(stated) if stated.isdecimal() and len(stated) <= WIDTH else 1
            columns, heads = self.rows[-1]
            self.rows[-1] = columns + wide, heads + (wide if tag == "th" else 0)

    @property
    def unheaded(self) -> tuple[int, int] | None:
        """(columns headed, columns) where a row has more columns than its head names; None where none has.

        A table without a row of headings, or with cells of several rows, is not judged.
        """
        heads = max((columns for columns, headed in self.rows if columns and columns == headed), default=0)
        widest = max((columns for columns, _ in self.rows), default=0)
        return (heads, widest) if heads and widest > heads and not self._spans_rows else None


class _Page:
    """What a page says of itself: language, title, images, fields and their labels, tables."""

    def __init__(self, text: str) -> None:
        self.language, self.title, self._label = "", title(text), ""
        self.images: list[Attributes] = []
        self.fields: list[tuple[Attributes, bool]] = []
        self.labelled: set[str] = set()
        self.tables: list[_Table] = []
        self._within: list[_Table] = []
        self._labels = 0
        for piece in pieces(text):
            if isinstance(piece, Start):
                self._begun(piece.name, dict(piece.attributes))
            elif isinstance(piece, End):
                self._label = "" if piece.name == "label" else self._label
                self._labels = max(self._labels - (piece.name == "label"), 0)
                if piece.name == "table" and self._within:
                    self._within.pop()
            elif self._label and piece.strip():
                self.labelled.add(self._label)

    def _begun(self, tag: str, given: Attributes) -> None:
        if tag == "html":
            self.language = given.get("lang", "").strip()
        elif tag == "img" or (tag == "input" and given.get("type", "").lower() == "image"):
            named = "alt" in given or any(given.get(name, "").strip() for name in NAMES)
            self.images.append({**given, "alt?": "yes" if named else ""})
        elif tag == "label" and given.get("for"):
            self._label = given["for"]  # which names its field once it says something
        elif tag in ("input", "select", "textarea") and not _is_hidden(given):
            self.fields.append((given, self._labels > 0))
        elif tag == "table":
            self._within.append(_Table())
            self.tables.append(self._within[-1])
        elif self._within:
            self._within[-1].begun(tag, given)
        self._labels += tag == "label"

    def nameless_fields(self) -> list[str]:
        """The fields that no label and no attribute names."""
        return [
            given.get("id") or given.get("name") or "?"
            for given, inside in self.fields
            if not (inside or given.get("id") in self.labelled)
            and not any(given.get(name, "").strip() for name in NAMES)
        ]


def page_names_its_language(trace: Trace) -> Iterator[Finding]:
    """Every page names the language it is written in: one in Chinese characters does not name another."""
    for exchange, page in _pages(trace):
        if page.language and page.language.lower().partition("-")[0] not in CHINESE and _is_chinese(exchange):
            yield Finding(
                Text(f"中文页面的 lang 为 {page.language}", f"a page in Chinese has lang {page.language}"),
                Text('lang="zh-CN" 之类', 'lang, such as "zh-CN"'),
                exchanges=(exchange,),
            )
        elif not page.language:
            yield Finding(
                Text("html 元素没有 lang", "the html element has no lang"),
                Text('lang="zh-CN" 之类', 'lang, such as "zh-CN"'),
                exchanges=(exchange,),
            )
    _none_left_out(trace)


def _is_chinese(exchange: Exchange) -> bool:
    """Whether what a page says is in Chinese characters, but for a fifth of its letters: names, units and the like."""
    told = words(exchange.response.text) if exchange.response else ""
    letters = sum(character.isalpha() for character in told)
    return len(HAN.findall(told)) * 5 >= letters * 4 > 0


def page_has_its_own_title(trace: Trace) -> Iterator[Finding]:
    """Every page has a title, and pages of entries that are called differently have different ones."""
    titles: dict[str, list[Exchange]] = defaultdict(list)
    names = _names(trace)
    for exchange, page in _pages(trace):
        title = " ".join(page.title.split())
        if not title:
            seen = Text("页面没有标题", "the page has no title")
            yield Finding(seen, Text("说明内容的 title", "a title that tells the content"), exchanges=(exchange,))
        elif exchange.step == "html":
            titles[title].append(exchange)
    for title, exchanges in titles.items():
        called = {str(names.get(exchange.request.url) or at): exchange for at, exchange in enumerate(exchanges)}
        if len(called) > 1:
            yield Finding(
                Text(f"{len(called)} 个条目的页面都题为“{title}”", f'{len(called)} entries are titled "{title}"'),
                Text("各条目自己的标题", "a title of its own for each entry"),
                exchanges=tuple(called.values())[:2],
            )
    _none_left_out(trace)


def _names(trace: Trace) -> dict[str, Any]:
    """What the entries that were read are called, by their addresses: two departments may give one name."""
    kind = trace.record
    return {it.request.url: kind.part(it.data, "title") for it in trace.at("json")} if kind else {}


def tables_head_their_columns(trace: Trace) -> Iterator[Finding]:
    """A table with a row of headings has one for every column; pages without a table have nothing to head."""
    for exchange, page in _pages(trace):
        for headed, columns in filter(None, (table.unheaded for table in page.tables)):
            seen = Text(
                f"{columns} 列的表有 {headed} 列表头", f"a table of {columns} columns has headings for {headed}"
            )
            due = Text("每列都有表头", "a heading for every column")
            yield Finding(seen, due, exchanges=(exchange,))
    _none_left_out(trace)


def page_says_it_in_words(trace: Trace) -> Iterator[Finding]:
    """Every image has an alternative text, and every field a label."""
    judged = 0
    for exchange, page in _pages(trace):
        judged += len(page.images) + len(page.fields)
        wordless = [image.get("src", "?") for image in page.images if not image["alt?"]]
        for source in wordless:
            seen = Text(f"图片 {source} 没有 alt", f"the image {source} has no alt")
            yield Finding(seen, Text("alt 说明图片，装饰图为空", "alt, empty for decoration"), exchanges=(exchange,))
        for name in page.nameless_fields():
            seen = Text(f"输入项 {name} 没有标签", f"the field {name} has no label")
            yield Finding(seen, Text("label 或 aria-label", "a label or aria-label"), exchanges=(exchange,))
    _none_left_out(trace)
    if not judged:
        raise not_exercised("页面上没有图片与输入项", "the pages hold neither image nor field")


def _pages(trace: Trace) -> Iterator[tuple[Exchange, _Page]]:
    """The pages that were read, but for those too large. Raises Undecided without one."""
    found = _bodies(trace)
    if not found:
        raise not_exercised("没有读到页面", "no page was read")
    return ((exchange, _Page(body.decode("utf-8", "replace"))) for exchange, body in found if len(body) <= MOST)


def _none_left_out(trace: Trace) -> None:
    """Raises Undecided where a page was too large to be read: it may hold what the others do not."""
    if any(len(body) > MOST for _, body in _bodies(trace)):
        zh, en = f"网页超过 {MOST} 字节，未判定", f"a page is larger than {MOST} bytes and was not judged"
        raise Undecided(Reason.BUDGET, Text(zh, en))


def _bodies(trace: Trace) -> list[tuple[Exchange, bytes]]:
    """The pages; what answers an unknown path too is none."""
    control = {exchange.response.body for exchange in trace.at("control") if exchange.response}
    return [
        (exchange, exchange.response.body)
        for step in STEPS
        for exchange in trace.at(step)
        if exchange.response
        and exchange.status == 200
        and exchange.response.media == "text/html"
        and exchange.response.body not in control
    ]
