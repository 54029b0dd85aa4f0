"""Exchanges in order as a chain: what an answer gives to a later request is named, and what was made is taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import quote, quote_plus, urlsplit

from conformance.engine.path import fill
from conformance.engine.undo.creations import parts_of
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Exchange, Mark, Request

CONDITIONS = ("if-match", "if-none-match")
_OWN_WORD = re.compile("[A-Za-z][A-Za-z0-9]{0,30}")


@dataclass(frozen=True, slots=True)
class Given:
    """A value an answer gave: the member that holds it, None for the ETag, and the variable it is read into."""

    member: str | None
    value: str
    variable: str


@dataclass(frozen=True, slots=True)
class Link:
    """A request with a mark wherever the value of an earlier answer stands, and what its own answer gives later ones.

    `exchange` is how it was asked; None for one that takes back, and then `undoes` is the number of the exchange whose
    object it removes, counted from 1.
    """

    operation: Operation
    role: str
    request: Request
    given: tuple[Given, ...] = ()
    exchange: Exchange | None = None
    undoes: int = 0


def leading(exchanges: Sequence[Exchange], proofs: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """Some exchanges of a trace with those that lead to them: whose answers they use, and what was done on the objects
    they ask for. In the order of the trace."""
    wanted = {id(proof) for proof in proofs}
    led: list[Exchange] = []
    for it in reversed(exchanges):
        later = [each.request for each in led]
        if id(it) in wanted or (led and (any(True for _ in _needed(it, later)) or _acts_on(it, led))):
            led.insert(0, it)
    return tuple(led)


def _acts_on(exchange: Exchange, later: Sequence[Exchange]) -> bool:
    """Whether an exchange changed the object a later one asks for: its path lies below that of the other's."""
    if exchange.operation.safe or not 200 <= exchange.status < 300:
        return False
    path = urlsplit(exchange.request.url).path
    return any(path.startswith(urlsplit(it.request.url).path + "/") for it in later)


def chain(exchanges: Sequence[Exchange], contract: Contract) -> tuple[Link, ...]:
    """One link for each exchange, then those that take back what the first ones make, newest first."""
    known: list[Given] = []
    links: list[Link] = []
    back = [*_taking_back(exchanges, contract)]
    asked = [*(it.request for it in exchanges), *(link.request for link in back)]
    for number, exchange in enumerate(exchanges, 1):
        request = _with_variables(exchange.request, known)
        given = _named(_needed(exchange, asked[number:]), number, known, asked)
        links.append(Link(exchange.operation, exchange.role, request, tuple(given), exchange))
        known += given
    return (*links, *(replace(link, request=_with_variables(link.request, known)) for link in back))


def _named(
    needed: Iterable[tuple[str | None, str]], number: int, known: Sequence[Given], asked: Iterable[Request]
) -> list[Given]:
    """What is read of an answer, each value once, each into a variable that nothing else is named by."""
    taken = {mark.variable for request in asked for mark in request.marks}
    read = {one.value for one in known}
    given: list[Given] = []
    for member, value in needed:
        if value not in read:
            given.append(Given(member, value, next(it for it in _variables(number, member) if it not in taken)))
            taken.add(given[-1].variable)
            read.add(value)
    return given


def _variables(number: int, member: str | None) -> Iterator[str]:
    """Names of our own making: a member's name where it is a plain word, else a number."""
    if member is None:
        yield f"HUTONG_{number}_ETAG"
    elif _OWN_WORD.fullmatch(member):
        yield f"HUTONG_{number}_{member.upper()}"
    yield from (f"HUTONG_{number}_{place}" for place in count(1))


def _needed(exchange: Exchange, later: Sequence[Request]) -> Iterator[tuple[str | None, str]]:
    """What of this answer a later request holds and the request itself did not: the member (None: the ETag), value."""
    sent = (exchange.request.body or b"").decode("utf-8", "replace")
    tag = exchange.response.header("etag") if exchange.response else None
    if tag and any(tag == other.header(name) for other in later for name in CONDITIONS):
        yield None, tag
    members = exchange.data if isinstance(exchange.data, Mapping) else {}
    for name, value in members.items():
        if isinstance(value, str) and value and value not in sent and any(_in_address(it, value) for it in later):
            yield name, value


def _in_address(request: Request, value: str) -> bool:
    return any(True for _ in _stretches(request.url, value))


def _stretches(url: str, value: str) -> Iterator[tuple[int, int]]:
    """Where a value stands in an address: as a whole segment below the host, or as the value of a query."""
    path, _, query = url.partition("?")
    for form, text, start in _parts(path, query):
        if text and text == form(value, safe="", errors="surrogatepass"):
            yield start, start + len(text)


def _parts(path: str, query: str) -> Iterator[tuple[Callable[..., str], str, int]]:
    """Each segment and each value of a query, how such a one is written, and where it begins. No answer names a host:
    the first three segments are scheme and authority.
    """
    start = 0
    for number, segment in enumerate(path.split("/")):
        if number > 2:
            yield quote, segment, start
        start += len(segment) + 1
    for pair in query.split("&"):
        name, sign, value = pair.partition("=")
        yield quote_plus, value, start + len(name) + len(sign)
        start += len(pair) + 1


def _with_variables(request: Request, known: Sequence[Given]) -> Request:
    """The request with a mark wherever a known value stands."""
    marks = [*request.marks]
    for one in known:
        if one.member is None:
            marks += (
                Mark(number, len(name) + 2, len(name) + 2 + len(value), one.variable, given=True)
                for number, (name, value) in enumerate(request.headers)
                if name.lower() in CONDITIONS and value == one.value
            )
        else:
            marks += (Mark("url", *place, one.variable, given=True) for place in _stretches(request.url, one.value))
    return replace(request, marks=tuple(marks))


def _taking_back(exchanges: Sequence[Exchange], contract: Contract) -> Iterator[Link]:
    """What removes the objects made, in the role that made them, newest first."""
    for number, exchange in reversed([*enumerate(exchanges, 1)]):
        undo = exchange.operation.undo
        back = contract.operations.get(undo.operation) if undo and undo.operation else None
        if back is None or undo is None or not 200 <= exchange.status < 300:
            continue
        parts = parts_of(undo.parameters, exchange.data)
        if not parts:
            continue
        address = exchange.request.url.partition("?")[0].rsplit("/", exchange.operation.path.count("/"))[0]
        request = _without_body(exchange.request, back.method, address + fill(back, parts))
        yield Link(back, exchange.role, request, undoes=number)


def _without_body(request: Request, method: str, url: str) -> Request:
    """A request with the header of another, but for what is said there of its body."""
    kept = [number for number, (name, _) in enumerate(request.headers) if not name.lower().startswith("content-")]
    marks = (replace(mark, part=kept.index(mark.part)) for mark in request.marks if mark.part in kept)
    return Request(method, url, tuple(request.headers[number] for number in kept), marks=tuple(marks))
