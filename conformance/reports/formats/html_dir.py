"""A page as a folder, for servers that forbid inline styles and scripts, as Jenkins does."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.model.text import Lang
from conformance.reports.reading import Document
from conformance.reports.web.page import pages

SUFFIX = ""
NETWORK = True


def render(document: Document, lang: Lang) -> Mapping[str, bytes]:
    """The page, its style, and a page of its own for each piece of evidence beyond 2 MB, by relative path."""
    return pages(document, lang, linked=True)
