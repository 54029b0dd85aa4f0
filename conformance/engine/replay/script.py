"""Exchanges in order as lines of shell that really repeat them: what an answer gives is read into a variable."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence

from conformance.engine.replay.chain import Given, Link, chain
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.visible import stands
from conformance.wire.curl import curl

# Reads an answer with its header fields, and writes on a line each what is named: a member, ready for an address, or
# for null the ETag.
READER = (
    "import json,re,sys;from urllib.parse import quote;a=sys.stdin.buffer.read();"
    'h=re.match(rb"(?s:HTTP/.*?\\r\\n\\r\\n)+",a);t=re.findall(rb"(?im)^etag:[ \\t]*(.*?)[ \\t]*\\r$",h[0]);'
    'v=lambda n:quote(str(json.loads(a[h.end():])[n]),"","utf-8","surrogatepass").encode();'
    '[sys.stdout.buffer.write((t[0]if n is None else v(n))+b"\\n")for n in json.loads(sys.argv[1])]'
)


def script(exchanges: Sequence[Exchange], contract: Contract) -> tuple[str, ...]:
    """One line for bash for each exchange, then those that take back what the first ones make."""
    return tuple(map(_line, chain(exchanges, contract)))


def _line(link: Link) -> str:
    line = curl(link.request)
    if link.exchange is None:
        return f"{line}; echo  # 清除 clean up"
    return f"{_read(line, link.given) if link.given else line}; echo"


def _read(line: str, given: Sequence[Given]) -> str:
    """A line whose answer is shown and read: no text of it is ever a word of the shell."""
    into = " ".join(f"IFS= read -r {one.variable};" for one in given)
    into = into[:-1] if len(given) == 1 else f"{{ {into} }}"
    return f"{into} < <({line} | tee /dev/stderr | python3 -c '{READER}' {_json_word([one.member for one in given])})"


def _json_word(members: list[str | None]) -> str:
    """Names of members as one word of shell that holds only what is seen, whatever a system calls them."""
    text = json.dumps(members, ensure_ascii=False)
    return shlex.quote(text if stands(text) else json.dumps(members).replace("\x7f", "\\u007f"))
