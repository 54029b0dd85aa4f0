"""Which operations were answered with what is theirs, and not with a page that stands at any path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from conformance.model.contract import UNREADABLE, Operation
from conformance.model.exchange import Exchange, Response

BODILESS = (204, 205)
SERVED = range(200, 300)
SYNTAXES = ("json", "xml")


def used(exchanges: Iterable[Exchange]) -> frozenset[str]:
    """The ids of the operations that answered a request of their own method with a success in a media type stated for
    them. Of one that states none any will do, but for a page that another path is answered with too.
    """
    found, untold, pages = set[str](), list[tuple[str, bytes]](), defaultdict[bytes, set[str]](set)
    for exchange in exchanges:
        response, operation = exchange.response, exchange.operation
        if response is None or response.status not in SERVED:
            continue
        is_page = "html" in response.media
        if is_page:
            pages[response.body].add(operation.path)
        if not is_use(exchange):
            continue
        if is_page and not _stated(operation, response.status):
            untold.append((operation.id, response.body))
        else:
            found.add(operation.id)
    return frozenset(found.union(name for name, page in untold if len(pages[page]) == 1))


def is_use(exchange: Exchange) -> bool:
    """Whether an answer is a success of the operation that was asked, in a form that is stated for it, if any."""
    response, operation = exchange.response, exchange.operation
    if response is None or response.status not in SERVED or exchange.request.method != operation.method:
        return False
    stated = _stated(operation, response.status)
    return not stated or response.status in BODILESS or _is_among(response, stated)


def _is_among(response: Response, stated: frozenset[str]) -> bool:
    """Whether a media type is stated, itself, by its range, or by another of one syntax (`+json`, `+xml`)."""
    media = response.media
    ranges = (media, f"{media.partition('/')[0]}/*", "*/*")
    return not stated.isdisjoint(ranges) or _syntax(media) in map(_syntax, stated)


def _syntax(media: str) -> str:
    kind, _, name = media.partition("/")
    base = name.rpartition("+")[2]
    return base if base in SYNTAXES and ("+" in name or kind in ("application", "text")) else media


def _stated(operation: Operation, status: int) -> frozenset[str]:
    """The media types stated for a status; for one that is not described, those of any success.

    None where a description could not be read.
    """
    described = operation.response(status)
    successes = (each for key, each in operation.responses.items() if key.startswith("2"))
    answers = [described] if described is not None else successes
    named = frozenset(media.split(";")[0].strip().lower() for each in answers for media in each)
    return frozenset() if UNREADABLE in named else named
