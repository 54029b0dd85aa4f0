"""The laboratory's report, read back by someone else's reader: every page numbered, nothing lost, the record inside."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.model.text import Lang
from conformance.reports import formats, json_document
from conformance.reports.digests import digests
from tests.interop.sample_network import hostile_interop
from tests.reports import sample
from tests.reports.formats.test_html import NETWORK, many

pytest.importorskip("weasyprint", reason="the extra `pdf` is not installed")
READER = shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(not READER, reason="no poppler-utils to read PDF with; .ci/run installs them")

DOCUMENTS = {
    "much-wrong": json_document.document(sample.report(), "zh"),
    "hostile": json_document.document(sample.hostile_report(), "zh"),
    "long": json_document.document(many(40), "zh"),
    "network": NETWORK,
    "hostile-network": json_document.document(hostile_interop(), "zh"),
}


@functools.cache
def made(name: str, lang: Lang = "zh") -> bytes:
    found = formats.render("pdf", DOCUMENTS[name], lang)
    assert isinstance(found, bytes)
    return found


def pages(data: bytes) -> list[str]:
    """The text of each page."""
    read = subprocess.run([str(READER), "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_page_is_numbered_and_the_last_says_that_it_is(name: str) -> None:
    found = pages(made(name))
    identity = DOCUMENTS[name]["run"]["id"]
    for number, text in enumerate(found, 1):
        assert f"第{number}页共{len(found)}页" in "".join(text.split())
        assert identity in text
    assert "以下空白" in found[-1]
    assert not any("以下空白" in text for text in found[:-1])
    for due in (
        ("编制", "审核", "批准", "盖章", "委托方", "不是认证证书") if "hostile" not in name else ("编制", "盖章")
    ):
        assert due in "".join(found)


@pytest.mark.parametrize("name", ["much-wrong", "network"])
def test_every_digest_of_what_it_was_made_from_is_printed(name: str) -> None:
    text = "".join("".join(pages(made(name))).split())
    for it in digests(DOCUMENTS[name]):
        assert it.part == "document" or it.value in text, it


def test_the_clause_table_repeats_its_head_and_holds_every_clause() -> None:
    found = pages(made("long"))
    table = [text for text in found if "support.catalogue-entries.rule-" in text and "序号" in text]
    assert len(table) > 1
    joined = "".join("".join(found).split())
    for clause in DOCUMENTS["long"]["clauses"]:
        assert clause["id"] in joined


def test_the_record_is_attached_whole(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(made("much-wrong"))
    subprocess.run(["pdfdetach", "-saveall", "-o", str(tmp_path), str(file)], check=True, capture_output=True)
    assert json.loads((tmp_path / "result.json").read_text(encoding="utf-8")) == DOCUMENTS["much-wrong"]


def test_a_finding_taller_than_a_page_begins_where_the_last_one_ended() -> None:
    document = DOCUMENTS["much-wrong"]
    script = ["curl " + "0123456789 " * 320]
    clauses = [
        {**clause, "findings": clause["findings"] and [{**clause["findings"][0], "script": script}]}
        for clause in document["clauses"]
    ]
    data = formats.render("pdf", {**document, "clauses": clauses}, "zh")
    assert isinstance(data, bytes)
    (page,) = [page for page in pages(data) if "4 不符合项" in page]
    assert "应为" in page.partition("4 不符合项")[2]


def test_the_cover_says_in_words_what_kind_of_system_it_was() -> None:
    assert "测试环境" in pages(made("much-wrong"))[0]
    assert "test environment" in pages(made("much-wrong", "en"))[0]


def test_the_same_document_gives_the_same_bytes_in_either_language() -> None:
    assert made("network") == formats.render("pdf", DOCUMENTS["network"], "zh")
    english = "".join(pages(made("network", "en")))
    assert "End of the report" in english
    assert "Page 1 of" in english
    assert "以下空白" not in english


def test_what_stands_in_the_report_is_set_as_text() -> None:
    text = "".join("".join(pages(made("hostile"))).split())
    assert "<script>alert(1)</script>" in text
