"""The JSON report itself, from which every other format is made."""

from __future__ import annotations

from conformance.model.text import Lang
from conformance.reports.json_document import text_of
from conformance.reports.reading import Document

SUFFIX = ".json"
NETWORK = True
EXACT = True


def render(document: Document, lang: Lang) -> bytes:
    """The document as text, whatever the language."""
    return text_of(document).encode()
