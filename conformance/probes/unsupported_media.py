"""Sends every operation that takes JSON and may answer 415 its body as plain text."""

from __future__ import annotations

import json
from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract, Operation
from conformance.probes.declared import JSON, asked_with_making, put, sound, stating

STEP = "text"
MEDIA = "text/plain; charset=utf-8"


def sends(contract: Contract) -> Mapping[str, int]:
    return asked_with_making(contract, _asked(contract))


def probe(ask: Ask) -> None:
    def question(operation: Operation) -> None:
        asked = sound(ask, operation)
        raw = json.dumps(asked.pop("body"), ensure_ascii=False).encode()
        ask(operation.id, step=STEP, raw=raw, media=MEDIA, draws=415, **asked)

    put(ask, _asked(ask.contract), question, STEP)


def _asked(contract: Contract) -> list[Operation]:
    return [operation for operation in stating(contract, 415) if JSON in operation.body]
