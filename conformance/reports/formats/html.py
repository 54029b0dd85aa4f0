"""A page in one file: both languages, no script, nothing fetched, at most 2 MB."""

from __future__ import annotations

from conformance.model.text import Lang
from conformance.reports.reading import Document
from conformance.reports.web.page import INDEX, pages

SUFFIX = ".html"
NETWORK = True


def render(document: Document, lang: Lang) -> bytes:
    """The document as a page that carries its own style. Evidence beyond 2 MB is left to the JSON report."""
    return pages(document, lang, linked=False)[INDEX]
