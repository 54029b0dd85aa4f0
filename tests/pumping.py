"""Strings that make a backtracking pattern slow, derived from the pattern itself, and what it costs to meet them."""

from __future__ import annotations

import gc
import re
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, product
from re import _constants as sre  # type: ignore[attr-defined] # there is no public way to a parsed pattern
from re import _parser  # type: ignore[attr-defined] # the same
from typing import Any

VARIANTS = 4
"""Samples kept of any part of a pattern."""
SUFFIXES = ("", "!", "\x00", "\n", "é中")
REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
CATEGORIES = {
    sre.CATEGORY_DIGIT: "19",
    sre.CATEGORY_NOT_DIGIT: "a-",
    sre.CATEGORY_SPACE: " \t\n",
    sre.CATEGORY_NOT_SPACE: "a1",
    sre.CATEGORY_WORD: "a1_",
    sre.CATEGORY_NOT_WORD: " -.",
}
CANDIDATES = "a1A0Z-_./ :=\"'<>()\\&?;,*~\t\n!中"

Pump = tuple[str, str, str]
"""What stands before, what is repeated, what comes after."""


def pumps(pattern: str, flags: int = 0) -> list[Pump]:
    """The pumps of a pattern: every repeated part, alone and with what leads up to it, before what cannot follow."""
    parsed = _parser.parse(pattern, flags)
    cores: dict[tuple[str, str], None] = {}
    for before, body in _repeated(list(parsed), [""]):
        for lead, piece in islice(product(before, body), 8):
            cores |= dict.fromkeys([(lead, piece), ("", lead + piece), ("", lead), ("", piece)])
    for whole in _samples(list(parsed)):
        cores |= dict.fromkeys([("", whole), ("", whole[:-1]), (whole, whole[-1:])])
    for char in CANDIDATES:
        cores[("", char)] = None
    return [(lead, piece, suffix) for lead, piece in cores if piece for suffix in SUFFIXES]


def pumped(pump: Pump, size: int) -> str:
    """A text of about this many characters."""
    lead, piece, suffix = pump
    return lead + piece * (size // len(piece)) + suffix


def _repeated(items: Sequence[Any], before: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each part that may repeat, as (samples of what leads up to it, samples of itself)."""
    lead = before
    for op, argument in items:
        if op in REPEATS and (argument[1] is sre.MAXREPEAT or argument[1] > 8):
            yield lead, _samples(list(argument[2]))
        for inner in _inside(op, argument):
            yield from _repeated(list(inner), lead)
        lead = _joined(lead, _sample(op, argument))


def _inside(op: Any, argument: Any) -> list[Any]:
    if op in REPEATS:
        return [argument[2]]
    if op is sre.SUBPATTERN:
        return [argument[3]]
    if op is sre.BRANCH:
        return list(argument[1])
    if op is sre.ATOMIC_GROUP:
        return [argument]
    return [argument[1]] if op in (sre.ASSERT, sre.ASSERT_NOT) else []


def _samples(items: Sequence[Any]) -> list[str]:
    found = [""]
    for op, argument in items:
        found = _joined(found, _sample(op, argument))
    return found


def _joined(left: list[str], right: list[str]) -> list[str]:
    return [one + other for one, other in islice(product(left, right or [""]), VARIANTS * VARIANTS)][:VARIANTS]


def _sample(op: Any, argument: Any) -> list[str]:
    """Some texts that one part of a pattern matches."""
    if op is sre.LITERAL:
        return [chr(argument)]
    if op in (sre.NOT_LITERAL, sre.ANY):
        return [char for char in CANDIDATES if op is sre.ANY or ord(char) != argument][:2]
    if op is sre.IN:
        return _members(argument)
    if op in REPEATS:
        once = _samples(list(argument[2]))
        return [sample * max(argument[0], 1) for sample in once]
    if op is sre.BRANCH:
        return [sample for branch in argument[1] for sample in _samples(list(branch))[:2]][:VARIANTS]
    if op is sre.SUBPATTERN:
        return _samples(list(argument[3]))
    return _samples(list(argument)) if op is sre.ATOMIC_GROUP else [""]


def _members(items: Sequence[Any]) -> list[str]:
    """Some characters of a class, unlike each other."""
    if items and items[0][0] is sre.NEGATE:
        return [char for char in CANDIDATES if not _holds(items[1:], char)][:3]
    found: list[str] = []
    for op, argument in items:
        if op is sre.LITERAL:
            found.append(chr(argument))
        elif op is sre.RANGE:
            found.append(chr(argument[0]))
        elif op is sre.CATEGORY:
            found += CATEGORIES[argument]
    return found[:2] + found[-2:]


def _holds(items: Sequence[Any], char: str) -> bool:
    for op, argument in items:
        if op is sre.LITERAL and ord(char) == argument:
            return True
        if op is sre.RANGE and argument[0] <= ord(char) <= argument[1]:
            return True
        if op is sre.CATEGORY and char in CATEGORIES[argument]:
            return True
    return False


class TooSlowError(AssertionError):
    """It took more processor time than it may."""


@contextmanager
def at_most(seconds: float, what: str) -> Iterator[None]:
    """Raises TooSlowError in the middle of whatever is done, after so much processor time."""

    def stop(number: int, frame: object) -> None:
        raise TooSlowError(f"more than {seconds} s of processor time: {what}")

    gc.freeze()  # what other tests left is not gone through again by every collection in here
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except TooSlowError as late:  # raised anew: where a signal came in may be a place of no line, which pytest dies of
        raise TooSlowError(str(late)) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        gc.unfreeze()


def cost(run: Callable[[], object], best_of: int = 1) -> float:
    """Seconds of processor time, the best of some."""
    taken = []
    for _ in range(best_of):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


def using(pattern: re.Pattern[Any], method: str) -> Callable[[Any], object]:
    """The pattern as a method of it is used: what finds all goes on to the end."""
    if method in ("finditer", "findall", "sub", "subn", "split"):
        return lambda text: sum(1 for _ in pattern.finditer(text))
    found: Callable[[Any], object] = getattr(pattern, method)
    return found
