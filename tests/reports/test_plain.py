"""The plain report: a search finds each fact, whatever the system says."""

from __future__ import annotations

import pytest

from conformance.model.text import Lang
from conformance.reports import plain
from tests.reports.sample import good_report, hostile_report, report
from tests.reports.snapshots import same_as


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_looks_as_kept(lang: Lang) -> None:
    same_as(f"plain.{lang}.txt", "\n".join(plain.render(report(), lang)) + "\n")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_we_print_encodes_in_gbk(lang: Lang) -> None:
    assert "\n".join(plain.render(report(), lang)).encode("gbk")


def test_the_last_line_is_the_gate() -> None:
    assert [*plain.render(report(), "en")][-1].startswith("gate=not-met exit=1 pass=5 fail=2 ")
    assert [*plain.render(good_report(), "en")][-1].startswith("gate=met exit=0 pass=5 fail=0 ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_makes_no_line_of_its_own(lang: Lang) -> None:
    lines = [*plain.render(hostile_report(), lang)]
    assert all(line.isprintable() for line in lines)
    kinds = ("run ", "family=", "fail ", "    curl ", "error ", "inconclusive ", "unlock ", "left-behind ", "gate=")
    assert all(line.startswith(kinds) for line in lines)
    assert sum(line.startswith("gate=") for line in lines) == 1
