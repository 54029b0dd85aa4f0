"""Mixed text is broken by columns, never before a mark that closes."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from conformance.reports.wrapping import padded, wrapped

MIXED = "limit 超过 50 时返回 400，并附问题详情（application/problem+json），说明上限与所给的值。" * 3


@pytest.mark.parametrize("width", [2, 7, 20, 33, 58, 98, 500])
def test_no_line_is_wider_than_asked_and_nothing_is_lost(width: int) -> None:
    lines = wrapped(MIXED, width)
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == MIXED.replace(" ", "")


@pytest.mark.parametrize("width", [20, 33, 58, 98])
def test_no_line_begins_with_a_closing_mark(width: int) -> None:
    assert not [line for line in wrapped(MIXED, width) if line[0] in "，。；：、）"]


def test_no_line_begins_with_the_dot_between_facts() -> None:
    for width in range(12, 60):
        assert not [line for line in wrapped("种子 83127 · 判定日 2026-11-24 · depth D4", width) if line[0] == "·"]


def test_line_ends_in_the_text_are_kept() -> None:
    assert wrapped("a\n\n  b", 10) == ["a", "", "  b"]
    assert wrapped("", 10) == [""]


def test_words_longer_than_a_line_are_chopped() -> None:
    assert wrapped("see " + "x" * 12, 5) == ["see", "xxxxx", "xxxxx", "xx"]


def test_padding_counts_columns() -> None:
    assert padded("管理", 6) == "管理  "
