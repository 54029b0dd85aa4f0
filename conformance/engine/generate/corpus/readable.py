"""Text a person can read, wherever a schema leaves it open which characters a value holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from hypothesis.internal.conjecture.providers import COLLECTION_DEFAULT_MAX_SIZE, HypothesisProvider
from hypothesis.internal.intervalsets import IntervalSet

_WORDS = (
    "政务信息资源目录登记审核发布检索变更撤销公共数据共享开放单位部门名称摘要关键字类别主题分类格式更新频率条件范围用途"
    "依据法律行政规定办理申请意见同意退回联系电话处室中心负责人城乡居民就业培训机构名单年度统计地区街道社区服务"
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_READABLE = IntervalSet.from_string("".join(sorted(set(_WORDS + _LETTERS))))
# Odd on purpose, and assigned since long before any Unicode table Python ships, so that no version draws others.
_ODD = IntervalSet(((0x20, 0x7E), (0xA0, 0xFF), (0x4E00, 0x9FA5), (0xFF01, 0xFF5E), (0x1F600, 0x1F640)))
PLAIN_NAMES = {"x-schemathesis-unknown-property": "unknownMember"}
_DATE = re.compile(r"([0-9]{4})(-[0-9]{2}-[0-9]{2}(?:[Tt ].*)?)")


DrawString = Callable[..., str]


def readable(draw_string: DrawString) -> DrawString:
    """Hypothesis' way of drawing text, led to common Chinese characters, letters and digits, at times to odder ones.

    Only where a schema admits neither does it draw from all that is admitted.
    """

    def drawn(
        self: HypothesisProvider,
        intervals: IntervalSet,
        *,
        min_size: int = 0,
        max_size: int = COLLECTION_DEFAULT_MAX_SIZE,
    ) -> str:
        plain, odd = _led(intervals)
        return draw_string(self, odd if self.draw_boolean(0.1) else plain, min_size=min_size, max_size=max_size)

    return drawn


@lru_cache(maxsize=1024)
def _led(intervals: IntervalSet) -> tuple[IntervalSet, IntervalSet]:
    """Of the characters admitted, those to draw from as a rule, and those to draw from at times."""
    plain, odd = intervals.intersection(_READABLE), intervals.intersection(_ODD)
    return plain or odd or intervals, odd or plain or intervals


def sober(value: Any) -> Any:
    """A JSON value with dates of our time, and whole numbers written as such.

    `1.0` is an integer to JSON Schema and to few others, and many a database begins in 1753: neither is what a question
    is about. Leap years become leap years, and no year is one to come.
    """
    if isinstance(value, dict):
        return {PLAIN_NAMES.get(key, key): sober(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [sober(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        date = _DATE.fullmatch(value)
        return f"{1980 + (int(date[1]) + 20) % 40}{date[2]}" if date else str(value)
    return value


def worded(value: Any, stands: Callable[[Any], bool]) -> Any:
    """A JSON value whose filler texts (`0000…`) are words of the same length, wherever the result still stands."""
    for place in list(_fillers(value)):
        changed = _with_words(value, place)
        if stands(changed):
            value = changed
    return value


def _fillers(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, str) and value and not value.strip("0"):
        yield place
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _fillers(inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _fillers(inner, (*place, index))


def _with_words(value: Any, place: tuple[Any, ...]) -> Any:
    if not place:
        return (_WORDS * (len(value) // len(_WORDS) + 1))[: len(value)]
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = _with_words(copy[place[0]], place[1:])
    return copy
