"""Every format that is made of a network, of one network made by hand; the others refuse before anything is sent."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.model.interop import Interop
from conformance.model.text import Lang
from conformance.reports import formats, json_document
from tests.interop.sample_network import good_interop, hostile_interop, interop
from tests.reports.snapshots import same_as
from tests.reports.test_json_document import LANGS

KINDS = [kind for kind in formats.kinds() if formats.of_network(kind)]
FILES = [kind for kind in KINDS if formats.suffix(kind) and kind not in ("json", "pdf")]
OTHERS = [kind for kind in formats.kinds() if kind not in KINDS]


def rendered(kind: str, made: Interop, lang: Lang = "zh") -> str:
    data = formats.render(kind, json_document.document(made, lang), lang)
    assert isinstance(data, bytes)
    return data.decode("utf-8-sig")


def test_the_formats_a_pipeline_reads_are_made_of_a_network() -> None:
    assert {"badge", "csv", "json", "junit", "markdown", "sarif", "shields"} <= {*KINDS}
    assert "oscal" in OTHERS


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind in ("badge", "csv", "junit", "markdown", "sarif")])
@pytest.mark.parametrize("lang", LANGS)
def test_looks_as_kept(kind: str, lang: Lang) -> None:
    same_as(f"network.{kind}.{lang}{formats.suffix(kind)}", rendered(kind, interop(), lang))


@pytest.mark.parametrize("kind", FILES)
def test_a_language_asked_later_reads_the_same(kind: str) -> None:
    zh, en = (json_document.document(interop(), lang) for lang in LANGS)
    assert formats.render(kind, en, "zh") == formats.render(kind, zh, "zh")


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("make", [good_interop, hostile_interop])
def test_text_of_a_system_never_acts(kind: str, make: object) -> None:
    assert callable(make)
    text = rendered(kind, make())
    assert "\x1b" not in text
    assert "\u202e" not in text
    if kind in ("badge", "junit", "markdown"):
        outside_code = re.sub(r"^(`{3,})sh$.*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert not re.search(r"(?<!\\)<script", outside_code)


def test_a_case_is_a_pair_and_the_zones_fail_nobody() -> None:
    document = json_document.document(interop(), "zh")
    pairs, catalogues, gate = Xml.fromstring(rendered("junit", interop())).findall("testsuite")
    assert len(pairs.findall("testcase")) == len(document["interop"]["pairs"])
    assert len({case.attrib["name"] for case in pairs}) == len(pairs)
    assert pairs.attrib["failures"] == str(document["counts"]["fail"])
    skipped = {case.attrib["name"] for case in pairs if case.find("skipped") is not None}
    assert len(skipped) == sum(pair["apart"] for pair in document["interop"]["pairs"])
    assert catalogues.attrib["failures"] == "1"
    assert gate.attrib["failures"] == "1"


def test_a_row_is_a_pair() -> None:
    head, *rows = csv.reader(io.StringIO(rendered("csv", interop())))
    document = json_document.document(interop(), "zh")
    remarks = [row for row in rows if row[0] == "（备注）"]
    assert len(rows) - len(remarks) == len(document["interop"]["pairs"])
    assert len(remarks) == len(document["left_behind"]) + len(document["notes"]) == 2
    assert {len(row) for row in rows} == {len(head)}
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]


def test_every_alert_has_a_place_in_the_checkout_and_is_told_apart() -> None:
    run = json.loads(rendered("sarif", interop()))["runs"][0]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {"interop.exchange", "interop.catalogues"}
    prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
    assert len(prints) == len({*prints}) == 3
    for one in run["results"]:
        assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "hutong.yaml"


@pytest.mark.parametrize("kind", OTHERS)
def test_a_format_of_one_system_is_refused_before_anything_is_sent(kind: str, tmp_path: Path) -> None:
    config = tmp_path / "hutong.yaml"
    config.write_text("systems: {}\n", encoding="utf-8")
    saved = tmp_path / "result.json"
    saved.write_text(json_document.render(interop(), "en"), encoding="utf-8")
    for command in (["matrix", "-c", str(config)], ["report", str(saved)]):
        words = [*command, "-o", f"{kind}:{tmp_path / 'out'}", "--lang", "en"]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 2
        assert f"{kind} is made of the result of one system" in done.output
    assert not (tmp_path / "out").exists()
