"""Exchanges in order as lines of shell that really repeat them: what an answer gives is read into a variable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, quote_plus, urlsplit

from conformance.engine.path import fill
from conformance.engine.select import walk
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Request
from conformance.wire.curl import curl

TAG = "ETag"
CONDITIONS = ("if-match", "if-none-match")
# Reads an answer with its header fields, and prints the members named, ready for an address; `ETag` is the field.
READER = (
    "import json,sys;from urllib.parse import quote;"
    'h,b=sys.stdin.read().split("\\r\\n\\r\\n",1);'
    't=[l[5:].strip() for l in h.splitlines() if l[:5].lower()=="etag:"];'
    'print(*[t[0] if n=="ETag" else quote(str(json.loads(b)[n]),safe="") for n in sys.argv[1:]])'
)


@dataclass(frozen=True)
class _Given:
    """A value an answer gave: where it stands there, and the variable it is read into."""

    place: str
    value: str
    variable: str


def leading(exchanges: Sequence[Exchange], proofs: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """Some exchanges of a trace with those that lead to them: whose answers they use, and what was done on the objects
    they ask for. In the order of the trace."""
    wanted = {id(proof) for proof in proofs}
    led: list[Exchange] = []
    for it in reversed(exchanges):
        later = [each.request for each in led]
        if id(it) in wanted or (led and (any(True for _ in _needed(it, 0, later)) or _acts_on(it, led))):
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
        read = {one.value for one in known}
        given = [one for one in _needed(exchange, number, asked[number:]) if one.value not in read]
        if given:
            variables, places = (" ".join(getattr(one, part) for one in given) for part in ("variable", "place"))
            line = f"read -r {variables} < <({line} | tee /dev/stderr | python3 -c '{READER}' {places})"
        line += "; echo"
        known += given
        lines.append(line)
    return (*lines, *(f"{curl(_with_variables(request, known))}; echo  # 清除 clean up" for request in back))


def _needed(exchange: Exchange, number: int, later: Sequence[Request]) -> Iterator[_Given]:
    """What of this answer a later request holds and the request itself did not."""
    sent = (exchange.request.body or b"").decode("utf-8", "replace")
    tag = exchange.response.header(TAG) if exchange.response else None
    if tag and any(tag == other.header(name) for other in later for name in CONDITIONS):
        yield _Given(TAG, tag, f"HUTONG_{number}_ETAG")
    members = exchange.data if isinstance(exchange.data, Mapping) else {}
    for name, value in members.items():
        if isinstance(value, str) and value and value not in sent and any(_holds(other, value) for other in later):
            yield _Given(name, value, f"HUTONG_{number}_{''.join(filter(str.isalnum, name)).upper()}")


def _holds(request: Request, value: str) -> bool:
    parts = urlsplit(request.url)
    segments = parts.path.split("/")
    queried = [pair.partition("=")[2] for pair in parts.query.split("&")]
    return quote(value, safe="") in segments or quote_plus(value) in queried


def _with_variables(request: Request, known: Sequence[_Given]) -> Request:
    """The request with every known value replaced by its variable."""
    url, headers = request.url, request.headers
    for one in known:
        if one.place == TAG:
            headers = tuple(
                (name, f"${one.variable}" if name.lower() in CONDITIONS and value == one.value else value)
                for name, value in headers
            )
        else:
            path, mark, query = url.partition("?")
            path = "/".join(
                f"${one.variable}" if part == quote(one.value, safe="") else part for part in path.split("/")
            )
            pairs = [pair.partition("=") for pair in query.split("&")]
            query = "&".join(
                f"{name}{sign}${one.variable}" if value == quote_plus(one.value) else f"{name}{sign}{value}"
                for name, sign, value in pairs
            )
            url = f"{path}{mark}{query}"
    return replace(request, url=url, headers=headers)


def _taking_back(exchanges: Sequence[Exchange], contract: Contract) -> Iterator[Request]:
    """What removes the objects made, in the role that made them, newest first."""
    for exchange in reversed(exchanges):
        undo = exchange.operation.undo
        back = contract.operations.get(undo.operation) if undo and undo.operation else None
        if back is None or undo is None or not 200 <= exchange.status < 300:
            continue
        parts = {name: str(value) for name, place in undo.parameters for value, _, _ in walk(exchange.data, place)}
        if not parts:
            continue
        address = exchange.request.url.partition("?")[0].rsplit("/", exchange.operation.path.count("/"))[0]
        headers = tuple(pair for pair in exchange.request.headers if not pair[0].lower().startswith("content-"))
        yield Request(back.method, address + fill(back, parts), headers)
