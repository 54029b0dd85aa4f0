"""Asks for the notice on how personal information is handled: as anybody (`notice`), else by an account (`held`)."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.asking import Ask
from conformance.model.contract import Contract


def sends(contract: Contract) -> Mapping[str, int]:
    return {"getPrivacyNotice": 2}


def probe(ask: Ask) -> None:
    if ask("getPrivacyNotice", role="anonymous", step="notice").status == 200:
        return
    ask("getPrivacyNotice", step="held")
