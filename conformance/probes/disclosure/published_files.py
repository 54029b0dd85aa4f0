"""Reads documents under each heading as anybody may (`read`), and downloads the files they list (`downloaded`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conformance.model.asking import Ask
from conformance.model.contract import Contract
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.probes.pages import turned
from conformance.probes.records import spread

MOST_PAGES, MOST_DOCUMENTS, MOST_FILES = 50, 40, 60
ANYBODY = "anonymous"
FILES = Text("所列的文件", "files listed")


def sends(contract: Contract) -> Mapping[str, int]:
    return {"listDocuments": MOST_PAGES, "getDocument": MOST_DOCUMENTS, "downloadFile": MOST_FILES}


def probe(ask: Ask) -> None:
    kind = ask.contract.records["document"]
    pages = turned(ask, "listDocuments", "list", {"page": 1, "pageSize": 100}, MOST_PAGES, role=ANYBODY)
    listed = {str(item.get("id")): item for page in pages for item in entries(page)}
    chosen = ask.sample(spread(kind, [*listed.values()], MOST_DOCUMENTS), MOST_DOCUMENTS, kind.title, "read")
    ask.need(chosen, Text("没有主动公开的政府信息", "nothing is published"))
    for identifier in chosen:
        ask("getDocument", role=ANYBODY, step="read", parts={"id": identifier})
    files = [(n, identifier, file) for identifier in chosen for n, file in enumerate(_files(listed[identifier]))]
    files.sort(key=lambda each: each[0])  # the first of every document before the second of any
    for _, identifier, file in ask.sample(files, MOST_FILES, FILES, "downloaded"):
        ask("downloadFile", role=ANYBODY, step="downloaded", parts={"id": identifier, "file": file})


def _files(document: Mapping[str, Any]) -> list[str]:
    """The files a document lists, by what they are downloaded by."""
    files = document.get("files")
    return [str(it["id"]) for it in files if isinstance(it, dict) and "id" in it] if isinstance(files, list) else []
