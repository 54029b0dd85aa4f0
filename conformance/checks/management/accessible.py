"""Whether pages for people name their language, carry a title, and say in words what images and fields are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser

from conformance.checks.reading import nothing
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.text import Text

STEPS = ("list-html", "html", "page")
UNLABELLED = frozenset({"hidden", "submit", "button", "reset", "image"})
# What names an image or a field for those who do not see it, besides alt and label.
NAMES = ("aria-label", "aria-labelledby", "title")
Attributes = dict[str, str]


class _Page(HTMLParser):
    """What a page says of itself: language, title, images, fields and their labels."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language, self.title = "", ""
        self.images: list[Attributes] = []
        self.fields: list[tuple[Attributes, bool]] = []
        self.labelled: set[str] = set()
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "").strip()
        elif tag == "img":
            named = "alt" in given or any(given.get(name, "").strip() for name in NAMES)
            self.images.append({**given, "alt?": "yes" if named else ""})
        elif tag == "label" and given.get("for"):
            self.labelled.add(given["for"])
        elif tag in ("input", "select", "textarea") and given.get("type", "").lower() not in UNLABELLED:
            self.fields.append((given, "label" in self._open))
        if tag in ("label", "title", "svg"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag)]

    def handle_data(self, data: str) -> None:
        if self._open == ["title"]:
            self.title += data

    def nameless_fields(self) -> list[str]:
        """The fields that no label and no attribute names."""
        return [
            given.get("id") or given.get("name") or "?"
            for given, inside in self.fields
            if not (inside or given.get("id") in self.labelled)
            and not any(given.get(name, "").strip() for name in NAMES)
        ]


def page_names_its_language(trace: Trace) -> Iterator[Finding]:
    """Every page names the language it is written in."""
    for exchange, page in _pages(trace):
        if not page.language:
            yield Finding(
                Text("html 元素没有 lang", "the html element has no lang"),
                Text('lang="zh-CN" 之类', 'lang, such as "zh-CN"'),
                exchanges=(exchange,),
            )


def page_has_its_own_title(trace: Trace) -> Iterator[Finding]:
    """Every page has a title, and pages of different entries have different ones."""
    titles: dict[str, list[Exchange]] = defaultdict(list)
    for exchange, page in _pages(trace):
        title = " ".join(page.title.split())
        if not title:
            seen = Text("页面没有标题", "the page has no title")
            yield Finding(seen, Text("说明内容的 title", "a title that tells the content"), exchanges=(exchange,))
        elif exchange.step == "html":
            titles[title].append(exchange)
    for title, exchanges in titles.items():
        if len(exchanges) > 1:
            yield Finding(
                Text(f"{len(exchanges)} 个条目的页面都题为“{title}”", f'{len(exchanges)} entries are titled "{title}"'),
                Text("各条目自己的标题", "a title of its own for each entry"),
                exchanges=tuple(exchanges[:2]),
            )


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
    if not judged:
        raise nothing("页面上没有图片与输入项", "the pages hold neither image nor field")


def _pages(trace: Trace) -> list[tuple[Exchange, _Page]]:
    """The pages that were read; what answers an unknown path too is none. Raises Undecided without one."""
    control = {exchange.response.body for exchange in trace.at("control") if exchange.response}
    found = [
        (exchange, _Page(exchange.response.text))
        for step in STEPS
        for exchange in trace.at(step)
        if exchange.response
        and exchange.status == 200
        and exchange.response.media == "text/html"
        and exchange.response.body not in control
    ]
    if not found:
        raise nothing("没有读到页面", "no page was read")
    return found
