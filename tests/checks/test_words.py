"""How a finding shows values and who asked: as a file of an office would write it, never as a program does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from conformance.checks.reading import asker, shown
from conformance.checks.replay import worded
from conformance.model.clause import ROLE_WORDS, ROLES
from conformance.model.sequence import Step
from conformance.model.text import Text, many
from tests.checks.making import exchange

HAN = range(0x4E00, 0xA000)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "-"),
        (True, "true"),
        (["范围", None], '["范围", null]'),
        ({"name": "机构"}, '{"name": "机构"}'),
        ("None", "None"),
        (7, "7"),
        (1.5, "1.5"),
        ("长" * 61, "长" * 57 + "..."),
    ],
)
def test_a_value_is_shown_as_json_has_it(value: Any, said: str) -> None:
    assert shown(value) == said


@pytest.mark.parametrize("role", ROLES)
def test_who_asks_has_a_chinese_word(role: str) -> None:
    assert ROLE_WORDS[role].en == role
    assert all(ord(letter) in HAN for letter in ROLE_WORDS[role].zh)


def test_a_role_of_a_pack_is_told_by_its_name() -> None:
    assert asker(replace(exchange("asked", {}), role="clerk")) == Text("clerk", "clerk")


@pytest.mark.parametrize(
    ("step", "zh"),
    [
        ("list a as officer", "经办人员对记录 a 调用 listResources"),
        ("change b by second", "经办人员（乙）对记录 b 调用 listResources"),
        ("version a 2 as officer", "经办人员对记录 a 第 2 版调用 listResources"),
    ],
)
def test_a_step_of_a_sequence_is_told_in_words(step: str, zh: str) -> None:
    assert worded(Step.parse(step), exchange(step, {})) == Text(zh, step)


def test_one_is_no_plural() -> None:
    assert many(1, "项", "must clause") == Text("1 项", "1 must clause")
    assert many(2, "项", "must clause") == Text("2 项", "2 must clauses")
