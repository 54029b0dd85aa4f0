"""Whether what is downloaded is the file that was listed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from conformance.checks.places import at_path
from conformance.checks.reading import not_exercised, record, shown, succeeded
from conformance.model.exchange import Trace
from conformance.model.finding import Finding
from conformance.model.parameters import Step
from conformance.model.record import whole
from conformance.model.text import Text


def file_is_as_listed(trace: Trace, *, step: Step, of: Step) -> Iterator[Finding]:
    """The bytes of a file are of the size and digest that its document lists."""
    document, answer = succeeded(trace, of), succeeded(trace, step)
    files = [record(file) for file in at_path(document.data, "files[]")]
    content = answer.response.body if answer.response else b""
    proof = (document, answer)
    if not content:
        yield Finding(Text("文件是空的", "the file is empty"), Text("所列的内容", "what is listed"), exchanges=proof)
        return
    told = [file for file in files if isinstance(file.get("digest"), str) and whole(file.get("size")) is not None]
    if not told:
        raise not_exercised("没有列出文件的大小与摘要", "no size or digest of a file is listed")
    digest = hashlib.sha256(content).hexdigest()
    if not any(file["digest"].lower() == digest and whole(file["size"]) == len(content) for file in told):
        seen = Text(f"{len(content)} 字节，摘要 {digest}", f"{len(content)} bytes of digest {digest}")
        due = f"{shown(told[0].get('size'))}, {shown(told[0].get('digest'))}"
        yield Finding(seen, Text(f"所列的 {due}", f"what is listed, {due}"), exchanges=proof)
