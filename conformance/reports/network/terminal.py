"""A network at a terminal: the matrix, what fails and whose it is, the islands and what joins them."""

from __future__ import annotations

from conformance.model.text import Text, many
from conformance.reports.network.failed import failed
from conformance.reports.network.islands import islands
from conformance.reports.network.lists import apart, catalogues, left_open, resources, undecided, versions
from conformance.reports.network.matrix import matrix
from conformance.reports.page import Page
from conformance.reports.reading import Document


def head(document: Document) -> list[list[Text]]:
    """How many systems were tested, and against what."""
    release, found = document["run"]["release"], document["interop"]
    return [
        [
            many(len(found["systems"]), "个系统", "system"),
            many(len(found["pairs"]), "对声明的交换", "declared pair"),
            Text(f"标准 {release}", f"standards {release}"),
        ]
    ]


def sections(document: Document, page: Page) -> None:
    """Everything between the head and the notes."""
    matrix(document, page)
    failed(document, page)
    undecided(document, page)
    apart(document, page)
    versions(document, page)
    left_open(document, page)
    catalogues(document, page)
    resources(document, page)
    islands(document, page)
