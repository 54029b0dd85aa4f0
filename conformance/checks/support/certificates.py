"""Whether the file of a certificate is a document in a fixed layout, by its own bytes."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.reading import not_exercised
from conformance.model.exchange import Exchange
from conformance.model.finding import Finding
from conformance.model.text import Text

PDF, ZIP, OFD = b"%PDF-", b"PK\x03\x04", b"OFD.xml"


def file_is_fixed_layout(exchange: Exchange) -> Iterator[Finding]:
    """A file is a PDF, or an OFD: a package that holds OFD.xml."""
    body = exchange.response.body if exchange.response else b""
    if not body:
        raise not_exercised("文件没有内容", "the file is empty")
    if not body.startswith(PDF) and not (body.startswith(ZIP) and OFD in body):
        what = "ZIP" if body.startswith(ZIP) else "-"
        seen = Text(f"文件不是 OFD 或者 PDF（{what}）", f"the file is neither OFD nor PDF ({what})")
        yield Finding(seen, Text("OFD 或者 PDF", "OFD or PDF"))
