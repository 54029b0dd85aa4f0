"""The plain lines of a network: a search finds each fact, whatever the systems say."""

from __future__ import annotations

import re

import pytest

from conformance.model.interop import Interop
from conformance.model.text import Lang
from conformance.reports import json_document, plain
from tests.interop.sample_network import good_interop, hostile_interop, interop
from tests.reports.snapshots import same_as

KINDS = (
    "network ", "system ", "pair ", "    curl ", "clause ", "misfit ", "open ", "undeclared ", "catalogues ",
    "duplicate ", "use ", "unreachable ", "island ", "one-way ", "bridge ", "repair ", "undecided-between-islands ",
    "ratio ", "left-behind ",
    "note ", "gate=",
)  # fmt: skip


def shown(what: Interop, lang: Lang) -> list[str]:
    return [*plain.render(json_document.unsealed(what, lang), lang)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_looks_as_kept(lang: Lang) -> None:
    same_as(f"network.plain.{lang}.txt", "\n".join(shown(interop(), lang)) + "\n")


def test_each_fact_is_a_line() -> None:
    what = interop()
    lines = shown(what, "en")
    assert sum(line.startswith("pair ") for line in lines) == len(what.cells)
    assert sum(line.startswith("island ") for line in lines) == len(what.graph.islands)
    failing = [line for line in lines if line.startswith("pair fail ")]
    assert [re.findall(r"blame=(\S+) duty=(\S+):", line) for line in failing] == [
        [("undecided", "-")],
        [("provider", "D-1")],
    ]
    assert lines[-1].startswith("gate=not-met exit=1 pass=3 fail=2 inconclusive=1 ")
    assert shown(good_interop(), "en")[-1].startswith("gate=met exit=0 pass=2 fail=0 ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_makes_no_line_and_no_fact_of_its_own(lang: Lang) -> None:
    lines = shown(hostile_interop(), lang)
    assert all(line.isprintable() for line in lines)
    assert all(line.startswith(KINDS) for line in lines)
    assert len([line for line in lines if line.startswith("gate=")]) == 1
    pairs = [line for line in lines if line.startswith("pair ")]
    fact = r"pair \S+ provider=\S+ consumer=\S+ item=\S+ zones=\S+ blame=\S+ duty=\S+: "
    assert all(re.match(fact, line) for line in pairs)
