"""`hutong report --verify` on the result of a network: every profile, contract and what was declared is recomputed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.cli.verifying import declared
from conformance.reports import json_document
from tests.cli.test_network_config import GOOD, PERSON

Document = dict[str, Any]

DECLARED = re.sub(r"127\.0\.0\.1:900", "127.0.0.1:", GOOD)
"""Systems of three kinds, where nothing listens: what a run rests on does not depend on what they answer."""

MADE_FROM = [
    ("release", "", "standards", "标准数据"),
    ("profile", "pair", "profile pair", "适用配置 pair"),
    ("profile", "islands", "profile islands", "适用配置 islands"),
    ("contract", "data-exchange", "contract data-exchange", "接口规约 data-exchange"),
    ("contract", "general", "contract general", "接口规约 general"),
    ("contract", "resource-catalogue", "contract resource-catalogue", "接口规约 resource-catalogue"),
    ("network", "", "network declared", "网络声明"),
    ("tool", "", "tool", "检测工具"),
]


def declare(folder: Path, text: str = DECLARED) -> Path:
    (folder / "person.json").write_text(json.dumps(PERSON), encoding="utf-8")
    (folder / "person.yaml").write_text(json.dumps(PERSON), encoding="utf-8")
    (folder / "wanted.yaml").write_text("required: [id]\n", encoding="utf-8")
    (folder / "asked.json").write_text('{"required": ["id", "use"]}', encoding="utf-8")
    (folder / "samples.json").write_text('[{"id": "1"}]', encoding="utf-8")
    file = folder / "hutong.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The result of a real run on a network, as `-o json` leaves it."""
    folder = tmp_path_factory.mktemp("network")
    words = ["run", "-c", str(declare(folder)), "-q", "-o", f"json:{folder / 'n.json'}"]
    CliRunner().invoke(app, words)
    made: Document = json.loads((folder / "n.json").read_text(encoding="utf-8"))
    return made


def verified(document: Document, folder: Path, *words: str, lang: str = "en") -> Result:
    place = folder / "n.json"
    place.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return CliRunner().invoke(app, ["report", str(place), "--verify", "--lang", lang, *words])


def against(document: Document, folder: Path, text: str = DECLARED) -> Result:
    return verified(document, folder, "-c", str(declare(folder, text)))


def standings(done: Result) -> dict[str, str]:
    """What is said of every digest."""
    lines = (re.split(r"\s{2,}", line) for line in done.output.splitlines() if re.search(r"\S\s{2,}\S", line))
    return {word: standing for word, standing, *_ in lines}


def test_a_result_of_this_installation_and_declaration_matches_in_every_part(filed: Document, tmp_path: Path) -> None:
    done = against(filed, tmp_path)
    assert done.exit_code == 0, done.output
    assert standings(done) == {
        "result file": "same",
        **{word: "same" for _, _, word, _ in MADE_FROM},
        "corpus": "unused",
    }


def test_what_was_declared_is_recomputed_only_from_a_file_that_is_given(filed: Document, tmp_path: Path) -> None:
    done = verified(filed, tmp_path)
    assert done.exit_code == 0, done.output
    assert standings(done)["network declared"] == "not here"


@pytest.mark.parametrize(("part", "name", "zh"), [(part, name, zh) for part, name, _, zh in MADE_FROM])
def test_each_digest_that_was_edited_is_named(part: str, name: str, zh: str, filed: Document, tmp_path: Path) -> None:
    document = json.loads(json.dumps(filed))
    holder, key = (document["digests"][part], name) if name else (document["digests"], part)
    holder[key] = "0" * 64
    document["digests"]["document"] = json_document.own_digest(document)
    done = verified(document, tmp_path, "-c", str(declare(tmp_path)), lang="zh")
    assert done.exit_code == 4
    assert [word for word, standing in standings(done).items() if standing == "不一致"] == [zh]
    assert f"结果所载 {'0' * 16}，此处为 " in done.output


def test_a_file_that_was_edited_is_no_longer_the_one_filed(filed: Document, tmp_path: Path) -> None:
    document = json.loads(json.dumps(filed))
    document["digests"]["profile"]["pair"] = "0" * 64
    done = verified(document, tmp_path)
    assert done.exit_code == 4
    assert "altered or damaged" in done.output


def test_another_declaration_is_told(filed: Document, tmp_path: Path) -> None:
    done = against(filed, tmp_path, DECLARED.replace("一日内更新", "一周内更新"))
    assert done.exit_code == 4
    assert [word for word, standing in standings(done).items() if standing == "differs"] == ["network declared"]
    assert "not what the hutong.yaml given declares" in done.output


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("department: 市民政局", "department: 民政局"),
        ("region: 310101", "region: 310102"),
        ("zone: private", "zone: extranet"),
        ("mlps: 3", "mlps: 2"),
        ("        methods: [file]\n", ""),
        ("        previous: person.yaml\n", ""),
        ("        schema: person.json\n        samples", "        samples"),
        ("        samples: samples.json\n", ""),
        ("rights: [核验身份]", "rights: []"),
        ("ends: 2027-12-31", "ends: 2028-12-31"),
    ],
)
def test_whatever_is_declared_otherwise_is_another_declaration(
    old: str, new: str, filed: Document, tmp_path: Path
) -> None:
    assert DECLARED.count(old) == 1
    assert declared(declare(tmp_path, DECLARED.replace(old, new))) != filed["digests"]["network"]


def test_another_schema_is_another_declaration(filed: Document, tmp_path: Path) -> None:
    config = declare(tmp_path)
    (tmp_path / "person.json").write_text('{"type": "object"}', encoding="utf-8")
    assert declared(config) != filed["digests"]["network"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("http://127.0.0.1:1", "http://127.0.0.1:65001"),
        ("token: abc", "token: '${env:HUTONG_OF_NOBODY}'"),
        ("rate: 2", "rate: 3"),
        ("version: 1", "# examined every year\nversion: 1"),
        ("    writes: true\n", ""),
    ],
)
def test_where_a_system_stands_and_who_asks_it_declares_nothing(
    old: str, new: str, filed: Document, tmp_path: Path
) -> None:
    assert DECLARED.count(old) == 1
    assert declared(declare(tmp_path, DECLARED.replace(old, new))) == filed["digests"]["network"]


def test_a_schema_counts_wherever_it_lies(filed: Document, tmp_path: Path) -> None:
    text = DECLARED.replace("schema: person.json", "schema: moved.json")
    config = declare(tmp_path, text)
    (tmp_path / "person.json").rename(tmp_path / "moved.json")
    assert declared(config) == filed["digests"]["network"]


def test_a_file_without_a_network_is_refused(filed: Document, tmp_path: Path) -> None:
    done = against(filed, tmp_path, "targets:\n  alone: {address: 'http://127.0.0.1:9'}\n")
    assert done.exit_code == 2
    assert "it declares no network" in done.output


def test_a_declaration_is_of_no_use_but_to_verify_a_network(filed: Document, tmp_path: Path) -> None:
    config = str(declare(tmp_path))
    assert verified(filed, tmp_path).exit_code == 0
    done = CliRunner().invoke(app, ["report", str(tmp_path / "n.json"), "-c", config, "--lang", "en"])
    assert done.exit_code == 2
    assert "--config goes with --verify and the result of a network" in done.output
