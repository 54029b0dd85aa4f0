"""The flaws of an interface document, those that say the same told once."""

from __future__ import annotations

from conformance.model.contract import Flaw
from conformance.model.flaws import FlawGroup, grouped
from conformance.reports.reading import Document, both


def alike(document: Document) -> list[FlawGroup]:
    """The flaws by what is wrong, in the order in which each is first met."""
    return grouped(
        Flaw(each["pointer"], both(each, "problem"), each["operation"]) for each in document.get("flaws", ())
    )
