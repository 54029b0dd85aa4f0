"""Every format of the same hand-made report, kept as a file, and read again by someone else's reader."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree as Xml

import pytest

from conformance.model.text import Lang
from conformance.reports import formats, json_document
from conformance.reports.reading import Document
from tests.reports import sample
from tests.reports.snapshots import same_as

LANGS: tuple[Lang, ...] = ("zh", "en")
FILES = [kind for kind in formats.kinds() if formats.suffix(kind) and kind not in ("json", "pdf")]


def document(lang: Lang = "zh") -> Document:
    return json_document.document(sample.report(), lang)


def rendered(kind: str, lang: Lang = "zh") -> str:
    made = formats.render(kind, document(lang), lang)
    assert isinstance(made, bytes)
    return made.decode("utf-8-sig")


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("lang", LANGS)
def test_looks_as_kept(kind: str, lang: Lang) -> None:
    same_as(f"{kind}.{lang}{formats.suffix(kind)}", rendered(kind, lang))


@pytest.mark.parametrize("kind", FILES)
def test_a_language_asked_later_reads_the_same(kind: str) -> None:
    assert formats.render(kind, document("en"), "zh") == formats.render(kind, document("zh"), "zh")


@pytest.mark.parametrize("kind", FILES)
def test_text_of_the_system_never_acts(kind: str) -> None:
    made = formats.render(kind, json_document.document(sample.hostile_report(), "zh"), "zh")
    assert isinstance(made, bytes)
    text = made.decode("utf-8-sig")
    assert "\x1b" not in text
    assert "\u202e" not in text
    if kind in ("badge", "junit", "markdown"):
        outside_code = re.sub(r"^(`{3,})sh$.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert not re.search(r"(?<!\\)<script", outside_code)


def test_json_is_the_document() -> None:
    assert json.loads(rendered("json")) == document()


def test_the_badge_is_an_image_of_its_own() -> None:
    root = Xml.fromstring(rendered("badge"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [one for one in root.iter() if any("href" in name or name.startswith("on") for name in one.attrib)]


def test_sarif_places_every_result_and_tells_them_apart() -> None:
    run = json.loads(rendered("sarif"))["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
    assert rules == {one["ruleId"] for one in run["results"]}
    assert len(set(prints)) == len(prints)
    for one in run["results"]:
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert "://" not in uri
        assert not uri.startswith("/")


def test_no_cell_of_the_table_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(rendered("csv"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]


def test_markdown_folds_every_failed_clause() -> None:
    text = rendered("markdown")
    failed = [clause["id"] for clause in document()["clauses"] if clause["verdict"] == "fail"]
    assert failed
    assert all(f"<summary><code>{name}</code>" in text for name in failed)
    assert text.count("<details>") == text.count("</details>") == len(failed)
