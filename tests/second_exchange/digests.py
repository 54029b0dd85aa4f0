"""Digests of the canonical text of records; SM3 after GB/T 32905."""

from __future__ import annotations

import hashlib
import json
import struct
from typing import Any

_WORD = 0xFFFFFFFF
_BEGIN = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip


def digest(records: list[dict[str, Any]], algorithm: str) -> dict[str, str]:
    """The digest of records as the contract writes it."""
    text = json.dumps(records, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    value = sm3(text) if algorithm == "SM3" else hashlib.sha256(text).hexdigest()
    return {"algorithm": algorithm, "value": value}


def sm3(text: bytes) -> str:
    """The SM3 digest in hexadecimal."""
    padded = text + b"\x80" + b"\0" * ((55 - len(text)) % 64) + struct.pack(">Q", 8 * len(text))
    state = _BEGIN
    for start in range(0, len(padded), 64):
        state = _compressed(state, struct.unpack(">16I", padded[start : start + 64]))
    return struct.pack(">8I", *state).hex()


def _turned(word: int, by: int) -> int:
    by %= 32
    return (word << by | word >> (32 - by)) & _WORD


def _compressed(state: tuple[int, ...], block: tuple[int, ...]) -> tuple[int, ...]:
    words = list(block)
    for n in range(16, 68):
        x = words[n - 16] ^ words[n - 9] ^ _turned(words[n - 3], 15)
        words.append(x ^ _turned(x, 15) ^ _turned(x, 23) ^ _turned(words[n - 13], 7) ^ words[n - 6])
    a, b, c, d, e, f, g, h = state
    for n in range(64):
        early = n < 16
        ss1 = _turned(_turned(a, 12) + e + _turned(0x79CC4519 if early else 0x7A879D8A, n) & _WORD, 7)
        ff = a ^ b ^ c if early else a & b | a & c | b & c
        gg = e ^ f ^ g if early else e & f | ~e & g
        tt1 = ff + d + (ss1 ^ _turned(a, 12)) + (words[n] ^ words[n + 4]) & _WORD
        tt2 = gg + h + ss1 + words[n] & _WORD
        a, b, c, d = tt1, a, _turned(b, 9), c
        e, f, g, h = tt2 ^ _turned(tt2, 9) ^ _turned(tt2, 17), e, _turned(f, 19), g
    return tuple(one ^ other for one, other in zip(state, (a, b, c, d, e, f, g, h), strict=True))
