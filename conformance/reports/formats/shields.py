"""The endpoint document from which a shields server draws a badge."""

from __future__ import annotations

import json

from conformance.model.text import Lang
from conformance.reports.formats import badge
from conformance.reports.reading import Document, altered, state

SUFFIX = ".json"
NETWORK = True


def render(document: Document, lang: Lang) -> bytes:
    """The endpoint's JSON: schemaVersion, label, message, color."""
    colour = badge.COLOURS[state(document)].removeprefix("#")
    shown = {"schemaVersion": 1, "label": badge.LABEL, "message": badge.message(document, lang), "color": colour}
    if altered(document, lang):
        shown["isError"] = True
    return (json.dumps(shown, ensure_ascii=False) + "\n").encode()
