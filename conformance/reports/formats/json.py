"""The JSON report itself, from which every other format is made."""

from __future__ import annotations

import json

from conformance.model.text import Lang
from conformance.reports.formats import Document

SUFFIX = ".json"
NETWORK = True


def render(document: Document, lang: Lang) -> bytes:
    """The document as text: two blanks of indentation, Chinese as Chinese, a line end at the end."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
