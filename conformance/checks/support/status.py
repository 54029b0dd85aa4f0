"""Whether the status says what happened."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.text import Text


def status_is_one_of(exchange: Exchange, *, statuses: tuple[int, ...]) -> Iterator[Finding]:
    """The answer's status is one of those named."""
    if exchange.status not in statuses:
        yield _wrong(exchange, "、".join(map(str, statuses)), " or ".join(map(str, statuses)))


def status_class_is_one_of(exchange: Exchange, *, classes: tuple[int, ...]) -> Iterator[Finding]:
    """The answer's status is of one of the classes named: 2 stands for 200 to 299."""
    if exchange.status // 100 not in classes:
        names = [f"{number}xx" for number in classes]
        yield _wrong(exchange, "、".join(names), " or ".join(names))


def _wrong(exchange: Exchange, zh: str, en: str) -> Finding:
    asked = _asked(exchange)
    return Finding(
        seen=Text(f"状态码 {exchange.status}{asked.zh}", f"status {exchange.status}{asked.en}"), due=Text(zh, en)
    )


def _asked(exchange: Exchange) -> Text:
    """What a case of the corpus did to the request; nothing for other questions."""
    why = exchange.why
    if why is None:
        return Text("", "")
    place = f"{why.location} {why.pointer} ({why.keyword})"
    return Text(f"，所问 {place}", f" to a request about {place}")


def allow_is_stated(exchange: Exchange) -> Iterator[Finding]:
    """A 405 lists the methods the resource supports, in Allow."""
    if exchange.response is not None and exchange.response.header("allow") is None:
        yield Finding(
            Text(f"{exchange.status} 没有 Allow", f"{exchange.status} without Allow"),
            Text("Allow 列出支持的方法", "Allow lists the methods supported"),
        )
