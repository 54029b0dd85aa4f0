"""The JSON report itself, from which every other format is made."""

from __future__ import annotations

import json

from conformance.model.text import Lang
from conformance.model.visible import visible_json
from conformance.reports.reading import Document

SUFFIX = ".json"
NETWORK = True
EXACT = True


def render(document: Document, lang: Lang) -> bytes:
    """The document as text: two blanks of indentation, Chinese as Chinese, a line end at the end."""
    return (visible_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n").encode()
