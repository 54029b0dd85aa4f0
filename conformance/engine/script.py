"""Exchanges in order as lines of shell that really repeat them: what an answer gives is read into a variable."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import quote, quote_plus, urlsplit

from conformance.engine.creations import parts_of
from conformance.engine.path import fill
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Mark, Request
from conformance.model.visible import stands
from conformance.wire.curl import curl

CONDITIONS = ("if-match", "if-none-match")
# Reads an answer with its header fields, and writes on a line each what is named: a member, ready for an address, or
# for null the ETag.
READER = (
    "import json,re,sys;from urllib.parse import quote;a=sys.stdin.buffer.read();"
    'h=re.match(rb"(?s:HTTP/.*?\\r\\n\\r\\n)+",a);t=re.findall(rb"(?im)^etag:[ \\t]*(.*?)[ \\t]*\\r$",h[0]);'
    'v=lambda n:quote(str(json.loads(a[h.end():])[n]),"","utf-8","surrogatepass").encode();'
    '[sys.stdout.buffer.write((t[0]if n is None else v(n))+b"\\n")for n in json.loads(sys.argv[1])]'
)
_OWN_WORD = re.compile("[A-Za-z][A-Za-z0-9]{0,30}")


@dataclass(frozen=True)
class _Given:
    """A value an answer gave: the member that holds it, None for the ETag, and the variable it is read into."""

    member: str | None
    value: str
    variable: str


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


def script(exchanges: Sequence[Exchange], contract: Contract) -> tuple[str, ...]:
    """One line for bash for each exchange, then those that take back what the first ones make."""
    known: list[_Given] = []
    lines: list[str] = []
    back = [*_taking_back(exchanges, contract)]
    asked = [*(it.request for it in exchanges), *back]
    for number, exchange in enumerate(exchanges, 1):
        line = curl(_with_variables(exchange.request, known))
        given = _named(_needed(exchange, asked[number:]), number, known, asked)
        lines.append(f"{_read(line, given) if given else line}; echo")
        known += given
    return (*lines, *(f"{curl(_with_variables(request, known))}; echo  # 清除 clean up" for request in back))


def _read(line: str, given: Sequence[_Given]) -> str:
    """A line whose answer is shown and read: no text of it is ever a word of the shell."""
    into = " ".join(f"IFS= read -r {one.variable};" for one in given)
    into = into[:-1] if len(given) == 1 else f"{{ {into} }}"
    return f"{into} < <({line} | tee /dev/stderr | python3 -c '{READER}' {_json_word([one.member for one in given])})"


def _json_word(members: list[str | None]) -> str:
    """Names of members as one word of shell that holds only what is seen, whatever a system calls them."""
    text = json.dumps(members, ensure_ascii=False)
    return shlex.quote(text if stands(text) else json.dumps(members).replace("\x7f", "\\u007f"))


def _named(
    needed: Iterable[tuple[str | None, str]], number: int, known: Sequence[_Given], asked: Iterable[Request]
) -> list[_Given]:
    """What is read of an answer, each value once, each into a variable that nothing else is named by."""
    taken = {mark.variable for request in asked for mark in request.marks}
    read = {one.value for one in known}
    given: list[_Given] = []
    for member, value in needed:
        if value not in read:
            given.append(_Given(member, value, next(it for it in _variables(number, member) if it not in taken)))
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


def _with_variables(request: Request, known: Sequence[_Given]) -> Request:
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


def _taking_back(exchanges: Sequence[Exchange], contract: Contract) -> Iterator[Request]:
    """What removes the objects made, in the role that made them, newest first."""
    for exchange in reversed(exchanges):
        undo = exchange.operation.undo
        back = contract.operations.get(undo.operation) if undo and undo.operation else None
        if back is None or undo is None or not 200 <= exchange.status < 300:
            continue
        parts = parts_of(undo.parameters, exchange.data)
        if not parts:
            continue
        address = exchange.request.url.partition("?")[0].rsplit("/", exchange.operation.path.count("/"))[0]
        yield _without_body(exchange.request, back.method, address + fill(back, parts))


def _without_body(request: Request, method: str, url: str) -> Request:
    """A request with the header of another, but for what is said there of its body."""
    kept = [number for number, (name, _) in enumerate(request.headers) if not name.lower().startswith("content-")]
    marks = (replace(mark, part=kept.index(mark.part)) for mark in request.marks if mark.part in kept)
    return Request(method, url, tuple(request.headers[number] for number in kept), marks=tuple(marks))
