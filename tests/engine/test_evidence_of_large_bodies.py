"""Evidence holds what may be shown, and seals the whole."""

from __future__ import annotations

import pytest

from conformance.engine.judging.evidence import LARGEST, LONGEST, evidence
from conformance.model.contract import Operation
from conformance.model.exchange import Exchange, Request, Response
from conformance.wire.keeping import Bodies

MOBILE = b"13912345678"


def shown(body: bytes, *, kept: bool = False) -> tuple[bytes, str]:
    content = Bodies().keep(body) if kept else body
    response = Response(200, "OK", (("Content-Type", "application/json"),), content)
    proof = evidence(Exchange(Operation("read", "GET", "/"), "anonymous", Request("GET", "http://a.cn/"), response))
    assert proof.exchange.response is not None
    return proof.exchange.response.body, proof.digest


@pytest.mark.parametrize("size", [10, LARGEST, LARGEST + 1, 3 * LARGEST])
def test_a_body_is_the_same_evidence_however_it_is_kept(size: int) -> None:
    body = (b"0123456789 " * size)[:size]
    assert shown(body) == shown(body, kept=True)


def test_a_long_body_is_cut_and_its_last_byte_still_counts() -> None:
    one, other = b"y" * 200_000 + b"a", b"y" * 200_000 + b"b"
    assert shown(one)[0] == shown(other)[0] == b"y" * (LARGEST - LONGEST)
    assert shown(one)[1] != shown(other)[1]


def test_a_body_at_the_bound_is_whole() -> None:
    assert shown(b"y" * LARGEST)[0] == b"y" * LARGEST


@pytest.mark.parametrize("before", range(LARGEST - 12, LARGEST + 1))
def test_the_cut_shows_no_part_of_a_personal_number(before: int) -> None:
    text = shown(b" " * before + MOBILE + b" " * 200)[0]
    assert MOBILE[:7] not in text
    assert text.strip() in (b"", b"139****5678")


def test_the_cut_goes_through_no_character() -> None:
    for shift in range(3):
        text = shown(b"x" * shift + "政".encode() * 60_000)[0]
        assert text.decode() == "x" * shift + "政" * ((LARGEST - shift) // 3)
