"""Sends a message that was altered on the way, its digest left as it was, and looks whether it was taken in.

Neither its records nor its digest were sent before: a platform that only knows what it has had cannot tell by that.
The same message altered in another letter goes under a digest that is true (`fit`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.probes.data_exchange.message_exchange import PREPARED, composed, readdressed

LETTERS = "甲乙丙丁"


def sends(contract: Contract) -> Mapping[str, int]:
    return {**PREPARED, "sendMessage": 3, "getMessage": 2}


def probe(ask: Ask) -> None:
    message = composed(ask, "SHA-256")
    ask("sendMessage", role="peer", step="sound", body=message)
    ask("getMessage", role="peer", step="sound-read", parts={"id": message["header"]["id"]})
    others = altered(message["records"])
    ask.need(others, Text("记录中没有可改一字的文字", "no text of the records can be altered in a letter"))
    fit, before, after, *_ = others
    ask("sendMessage", role="peer", step="fit", body=readdressed(ask, message, records=fit))
    tampered = {**readdressed(ask, message, records=before), "records": after}
    ask("sendMessage", role="peer", step="tampered", body=tampered)
    ask("getMessage", role="peer", step="looked-up", parts={"id": tampered["header"]["id"]})


def altered(records: list[Any]) -> list[list[Any]]:
    """The records with the last Chinese character of the longest such text of the first replaced, each by another."""
    first = records[0]
    texts = {name: text for name, text in first.items() if isinstance(text, str) and any(map(_is_han, text))}
    name = max(texts, key=lambda name: len(texts[name]), default="")
    if not name:
        return []
    text = texts[name]
    place = max(place for place, letter in enumerate(text) if _is_han(letter))
    others = (letter for letter in LETTERS if letter != text[place])
    return [[{**first, name: text[:place] + it + text[place + 1 :]}, *records[1:]] for it in others]


def _is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"
