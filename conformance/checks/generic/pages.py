"""Whether the pages for people show what the interface says at the same address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.checks.markup import digits, unbroken, words
from conformance.checks.places import ABOUT_THE_CALLER, at_path, tells_nothing
from conformance.checks.reading import Postponed, beside, not_exercised, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.parameters import Place, Step, parted
from conformance.model.text import Text

NUMBER = re.compile(r"[\d\s()（）+-]+")
LEAST_DIGITS = 7
"""Of a telephone: fewer stand in the digits of any page by chance."""
ALIKE = Text("与 JSON 内容一致的页面", "a page with the content of the JSON")


def page_shows(trace: Trace, *, step: Step, of: tuple[Place, ...]) -> Iterator[Finding]:
    """The page of a step shows every text at the places `of`, which the interface answered at the same address.

    Blanks and breaks do not count; of a long number, as of a telephone, the digits do, however they are grouped.
    """
    judged, postponed = 0, Postponed()
    steps = dict.fromkeys(parted(place)[0] for place in of)
    for source in steps:
        paths = [path for at, path in map(parted, of) if at == source]
        for exchange, page in beside(trace, source, step):
            stated = [(path, value) for path in paths for value in at_path(exchange.data, path) if _is_text(value)]
            if not (200 <= exchange.status < 300 and stated):
                continue
            judged += 1
            with postponed:
                yield from _unlike(exchange, page, stated)
    postponed.settle()
    if not judged:
        for source in steps:
            succeeded(trace, source)
        raise not_exercised("没有读到可对照的内容与页面", "no content and page to hold against each other were read")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _unlike(exchange: Exchange, page: Exchange, stated: list[tuple[str, str]]) -> Iterator[Finding]:
    response = page.response
    if page.status in ABOUT_THE_CALLER or page.status >= 500:
        raise tells_nothing(page)
    if response is None or page.status != 200 or response.media != "text/html":
        media = response.media if response else ""
        seen = Text(f"应答 {page.status} {media}", f"status {page.status} {media}".strip())
        yield Finding(seen, ALIKE, exchanges=(exchange, page))
        return
    told = words(response.text)
    text, numbers = unbroken(told), digits(told)
    for path in dict.fromkeys(path for path, _ in stated):
        missing = [value for at, value in stated if at == path and not _is_in(value, text, numbers)]
        if missing:
            name, of = shown(missing[0]), sum(at == path for at, _ in stated)
            zh, en = f"页面上没有 {path}“{name}”", f'the page does not show {path} "{name}"'
            many = Text(f"等 {len(missing)} 项（共 {of} 项）", f" and {len(missing) - 1} more of {of}")
            seen = Text(zh + many.zh, en + many.en) if len(missing) > 1 else Text(zh, en)
            yield Finding(seen, ALIKE, exchanges=(exchange, page))


def _is_in(value: str, text: str, numbers: str) -> bool:
    is_number = NUMBER.fullmatch(value) is not None and len(digits(value)) >= LEAST_DIGITS
    return unbroken(value) in text or (is_number and digits(value) in numbers)
