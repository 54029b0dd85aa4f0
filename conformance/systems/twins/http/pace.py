"""How fast and how willingly a system answers: slow now and then, limited now and then, away for a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.parts import around
from conformance.systems.service.refusal import Refusal
from conformance.systems.twins.twin import Lawful, Twin, Variation

Answer = Callable[..., Awaitable[Response]]
SLOW = (0.05, 0.3)
"""Seconds a slow answer takes, from and to."""
SLOW_ONE_IN, LIMITED_ONE_IN = 60, 90
"""Of so many requests one is slow, or refused."""


def _slow(chance: Random) -> Mutation:
    async def defect(sound: Answer, *given: Any) -> Response:
        if chance.randrange(SLOW_ONE_IN) == 0:
            await asyncio.sleep(chance.uniform(*SLOW))
        return await sound(*given)

    return around("dispatch.answer", defect)


def _turned_away(when: Callable[[str, int], bool], status: int, wait: str) -> Mutation:
    """Some requests are refused before anything is done with them; never two of one address in a row."""

    def apply(system: Any) -> None:
        last, number = [""], [0]

        async def defect(sound: Answer, request: Request, *given: Any) -> Response:
            number[0] += 1
            asked = f"{request.method} {request.url.path}"
            if asked == last[0] or not when(request.method, number[0]):
                last[0] = ""
                return await sound(request, *given)
            last[0] = asked
            await system.dispatch.read(request)
            refusal = Refusal(status, headers=(("Retry-After", wait),))
            return finished(system, request, system.responses.problem(refusal, request.url.path))

        around("dispatch.answer", defect)(system)

    return Mutation(apply, around("dispatch.answer", lambda sound: sound()).flaws)


def finished(system: Any, request: Request, response: Response) -> Response:
    """An answer as it leaves the system."""
    found: Response = system.responses.finish(request, response)
    return found


def _limited(of: Callable[[str], bool]) -> Variation:
    """One request in so many is limited, of those methods."""
    return lambda chance: _turned_away(
        lambda method, number: of(method) and chance.randrange(LIMITED_ONE_IN) == 0, 429, "0"
    )


def _away_once(chance: Random) -> Mutation:
    at = chance.randrange(10, 400)
    return _turned_away(lambda method, number: number == at, 503, "1")


def _is_read(method: str) -> bool:
    return method in ("GET", "HEAD")


_LIMITS = Lawful(
    Text(
        "请求过多时可应答 429 并说明多久后再试；被限流的请求没有执行，可以再发。",
        "A system may answer 429 and say when to try again; what was limited was not done and may be sent again.",
    ),
    "RFC 6585",
)
TWINS = (
    Twin(
        "slow-now-and-then",
        Text("有的应答慢 50 至 300 毫秒", "takes 50 to 300 ms for some answers"),
        Lawful(
            Text("没有条款要求每次应答都在此时间之内。", "No clause asks for every answer within that time."),
            "support.contract",
        ),
        _slow,
        frozenset({"pace"}),
    ),
    Twin(
        "limits-reads",
        Text("不时以 429 拒绝读取", "refuses reads with 429 now and then"),
        _LIMITS,
        _limited(_is_read),
        frozenset({"pace"}),
    ),
    Twin(
        "limits-writes",
        Text("不时以 429 拒绝写入", "refuses writes with 429 now and then"),
        _LIMITS,
        _limited(lambda method: not _is_read(method)),
        frozenset({"pace"}),
    ),
    Twin(
        "limits-any",
        Text("不时以 429 拒绝请求，读写不论", "refuses requests with 429 now and then, reads and writes alike"),
        _LIMITS,
        _limited(lambda method: True),
        frozenset({"pace"}),
    ),
    Twin(
        "away-for-a-moment",
        Text("运行中有一次应答 503，并说明一秒后再试", "answers 503 once, and says to try again in a second"),
        Lawful(
            Text("暂时过载或者维护时可应答 503 并给出 Retry-After。", "A system overloaded or under care may say 503."),
            "RFC 9110 15.6.4, 10.2.3",
        ),
        _away_once,
        frozenset({"pace"}),
    ),
)
