"""Asks, as anybody may, for the notice on how personal information is handled."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract


def sends(contract: Contract) -> Mapping[str, int]:
    return {"getPrivacyNotice": 1}


def probe(ask: Ask) -> None:
    ask("getPrivacyNotice", role="anonymous", step="notice")
