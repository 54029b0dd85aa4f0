from __future__ import annotations

import pytest

from conformance.model.message import canonical, digest


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        ("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"),
        ("互通", "47f6046730b5000a09ef1c2df1d008944a11f2490ee4fa8b0562d76dc88cba68"),
    ],
)
def test_sm3_gives_the_published_vectors(text: str, value: str) -> None:
    hashes = pytest.importorskip("cryptography.hazmat.primitives.hashes")
    other = hashes.Hash(hashes.SM3())
    other.update(text.encode())
    assert digest("SM3", text.encode()) == value == other.finalize().hex()


def test_an_unknown_algorithm_has_no_digest() -> None:
    assert digest("MD5", b"abc") is None


def test_the_same_records_have_one_text() -> None:
    assert canonical([{"b": 1, "a": "中", "é": None}]) == canonical([{"é": None, "a": "中", "b": 1}])
    assert canonical([{"b": True, "a": "中"}]) == '[{"a":"中","b":true}]'.encode()
