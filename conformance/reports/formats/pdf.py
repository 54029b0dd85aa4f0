"""A laboratory's report on A4, with the original record attached; needs the extra `pdf`."""

from __future__ import annotations

from conformance.model.text import Lang
from conformance.reports.reading import Document

SUFFIX = ".pdf"
NETWORK = True
EXACT = True  # the record that is attached is the document as it is
EXTRA, NEEDS = "pdf", "weasyprint"


def render(document: Document, lang: Lang) -> bytes:
    """The document as PDF/A-3. Raises ImportError without the extra, OSError without the libraries it draws with."""
    from conformance.reports.laboratory.paper import paper

    return paper(document, lang)
