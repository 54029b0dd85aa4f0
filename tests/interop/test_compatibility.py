"""A new version of a provider's schema: breaking or not, with the smallest message, and whom it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from conformance.interop.accepts import Comparer
from conformance.interop.compatibility import compatibility
from conformance.model.contract import Schema
from conformance.model.verdict import Verdict

SEED = 20261101


def person(required: list[str], **more: Any) -> Schema:
    members = {"id": {"type": "string"}, "sex": {"enum": ["0", "1", "2"]}, **more}
    return Schema({"type": "object", "required": required, "properties": members, "additionalProperties": False})


BEFORE = person(["id", "sex"])
TOLERANT = Schema({"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}})


@pytest.fixture(scope="module")
def comparer() -> Iterator[Comparer]:
    with Comparer() as one:
        yield one


@pytest.mark.parametrize(
    ("now", "message"),
    [
        (person(["id", "sex"], sex={"enum": ["0", "1", "2", "9"]}), {"id": "", "sex": "9"}),
        (person(["id"]), {"id": ""}),
        (person(["id", "sex"], phone={"type": "string"}), {"id": "", "phone": "", "sex": "0"}),
        (person(["id", "sex"], id={"type": "integer"}), {"id": 0, "sex": "0"}),
        (person(["id", "sex"], id={"type": ["string", "null"]}), {"id": None, "sex": "0"}),
    ],
    ids=["a code more", "no longer always there", "a member more", "another type", "null"],
)
def test_what_breaks_readers(now: Schema, message: Any, comparer: Comparer) -> None:
    found = compatibility(now, BEFORE, {}, partial(comparer.acceptance, seed=SEED))
    assert found.is_breaking
    assert found.readers.misfit
    assert found.readers.misfit.message == message


@pytest.mark.parametrize(
    "now",
    [
        BEFORE,
        person(["id", "sex"], sex={"enum": ["1", "2"]}),
        person(["id", "sex"], id={"type": "string", "minLength": 1}),
    ],
    ids=["the same", "a code less", "narrower"],
)
def test_what_breaks_nobody(now: Schema, comparer: Comparer) -> None:
    found = compatibility(now, BEFORE, {"one": BEFORE}, partial(comparer.acceptance, seed=SEED))
    assert found.readers.verdict is Verdict.PASS
    assert (found.breaks, found.refuse) == ((), ())


def test_which_consumers_it_breaks(comparer: Comparer) -> None:
    now = person(["id"], sex={"enum": ["0", "1", "2", "9"]})
    consumers = {"strict": BEFORE, "tolerant": TOLERANT, "never": person(["id", "sex"], id={"type": "integer"})}
    found = compatibility(now, BEFORE, consumers, partial(comparer.acceptance, seed=SEED))
    assert found.is_breaking
    assert found.breaks == ("strict",)
    assert found.refuse == ("never",)
    assert found.consumers["tolerant"].verdict is Verdict.PASS
    strict = found.consumers["strict"].misfit
    assert strict
    assert (strict.message, strict.at, strict.due.en) == ({"id": ""}, "/sex", "a member sex")


def test_a_consumer_may_take_what_breaks_others(comparer: Comparer) -> None:
    found = compatibility(person(["id"]), BEFORE, {"tolerant": TOLERANT}, partial(comparer.acceptance, seed=SEED))
    assert found.is_breaking
    assert (found.breaks, found.refuse) == ((), ())
