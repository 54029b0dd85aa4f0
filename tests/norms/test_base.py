"""A contract upon its base is one document, the same by every reader; nothing of the base is lost or replaced."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML
from schemathesis.specs.openapi import definitions

from conformance.cli.app import app
from conformance.config.loading import frozen_corpus
from conformance.model.text import Text
from conformance.norms.base import ADDS, BASE
from conformance.norms.contract import built, parse_document, read_contract
from conformance.norms.data_files import data
from conformance.norms.errors import DataError
from conformance.norms.kind_contracts import contract_names, document_of_kind
from conformance.systems import contracts
from conformance.systems.kinds import KINDS

ROOT = Path(__file__).parents[2]
THE_BASE = ROOT / "standards/support/contracts/base.openapi.yaml"
HEAD = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
SMALL_BASE = (
    HEAD
    + """\
x-hutong-canary: getRoot
paths:
  /first: {get: {operationId: getFirst, tags: [one], responses: {default: {description: any}}}}
  /last: {get: {operationId: getLast, tags: [three], responses: {default: {description: any}}}}
components:
  schemas:
    Thing: {type: object, required: [a, c], properties: {a: {type: string}}}
"""
)
OWN = (
    HEAD
    + """\
x-hutong-base: base
tags: [{name: one}, {name: two}, {name: three}]
paths:
  /zero: {get: {operationId: getZero, tags: [one], responses: {default: {description: any}}}}
  /middle: {get: {operationId: getMiddle, tags: [two], responses: {default: {description: any}}}}
  /again: {get: {operationId: getAgain, tags: [one], responses: {default: {description: any}}}}
  /end: {get: {operationId: getEnd, tags: [three], responses: {default: {description: any}}}}
  /odd: {get: {operationId: getOdd, responses: {default: {description: any}}}}
components:
  schemas:
    Own: {type: string}
"""
)


@pytest.fixture
def standards(tmp_path: Path) -> Path:
    folder = tmp_path / "support" / "contracts"
    folder.mkdir(parents=True)
    (folder / "base.openapi.yaml").write_text(SMALL_BASE, encoding="utf-8")
    return tmp_path


def digest(document: Mapping[str, Any]) -> str:
    """The digest of a document as data, whatever the order of its names."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def printed(kind: str) -> Mapping[str, Any]:
    """What `hutong standard contract` prints, as another library reads it."""
    done = CliRunner().invoke(app, ["standard", "contract", kind])
    assert done.exit_code == 0, done.output
    found: Mapping[str, Any] = YAML(typ="safe").load(done.stdout)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_reader_comes_to_the_document_the_frozen_questions_were_built_from(kind: str) -> None:
    corpus = frozen_corpus(kind)
    assert corpus
    readings = [document_of_kind(data("standards"), kind), contracts.contract(kind), printed(kind)]
    assert [digest(each) for each in readings] == [corpus.contract] * 3
    for each in readings:  # the order in which operations are asked and reported
        assert [*each["paths"]] == [*readings[0]["paths"]]
        assert BASE not in each
        assert ADDS not in each


@pytest.mark.parametrize("kind", contract_names(data("standards")))
def test_the_whole_is_valid_openapi(kind: str) -> None:
    errors = definitions.OPENAPI_31_VALIDATOR.iter_errors(printed(kind))
    assert [(error.instance_path, error.message) for error in errors] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_printed_needs_no_base_and_is_the_same_contract(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "contract.yaml"
    file.write_bytes(CliRunner().invoke(app, ["standard", "contract", kind]).stdout_bytes)
    again = read_contract(parse_document(file.read_bytes(), file.name, standards=tmp_path), kind)
    assert not again.flaws
    assert again.digest in file.read_text(encoding="utf-8").splitlines()[0]


def test_the_base_stands_by_itself() -> None:
    document = parse_document(THE_BASE.read_bytes(), THE_BASE.name)
    contract = read_contract(document)
    assert not contract.flaws
    assert {"getDeclaration", "listAudit", "listCodeLists"} <= contract.operations.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_base_is_lost_or_replaced(kind: str) -> None:
    whole, base = document_of_kind(data("standards"), kind), parse_document(THE_BASE.read_bytes(), THE_BASE.name)
    kept = {name: part for name, part in base.items() if name not in ("openapi", "jsonSchemaDialect", "info")}
    assert [*_missing(kept, whole, "")] == []


def _missing(base: Any, whole: Any, at: str) -> Iterator[str]:
    if isinstance(base, Mapping) and isinstance(whole, Mapping):
        for name, part in base.items():
            yield from _missing(part, whole.get(name), f"{at}/{name}")
    elif isinstance(base, list) and isinstance(whole, list) and base and isinstance(base[0], str):
        yield from () if [each for each in whole if each in base] == base else (at,)
    elif isinstance(base, list) and isinstance(whole, list) and len(base) == len(whole):
        for number, part in enumerate(base):
            yield from _missing(part, whole[number], f"{at}/{number}")
    elif base != whole:
        yield at


def test_paths_stand_in_the_order_of_the_tags_and_those_of_the_base_first(standards: Path) -> None:
    whole = parse_document(OWN.encode(), "own.yaml", standards)
    assert [*whole["paths"]] == ["/first", "/zero", "/middle", "/again", "/last", "/end", "/odd"]
    assert whole["components"]["schemas"].keys() == {"Thing", "Own"}
    assert whole["x-hutong-canary"] == "getRoot"
    assert whole["info"]["title"] == "t"


@pytest.mark.parametrize("head", ["", "tags: [{name: two}]\n"])
def test_the_reference_systems_come_to_the_same_by_their_own_lines(
    standards: Path, monkeypatch: pytest.MonkeyPatch, head: str
) -> None:
    own = OWN.replace("tags: [{name: one}, {name: two}, {name: three}]\n", head) if head else OWN
    text = f"{own}x-hutong-adds:\n  /components/schemas/Thing/required/1: b\n  /paths/~1first/get/summary: tags\n"
    folder = standards / "application" / "contracts"
    folder.mkdir(parents=True)
    (folder / "small.openapi.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(contracts, "_standards", lambda: standards)
    theirs, ours = contracts.contract.__wrapped__("small"), parse_document(text.encode(), "own.yaml", standards)
    assert theirs == ours
    assert [*theirs["paths"]] == [*ours["paths"]]


@pytest.mark.parametrize(
    ("added", "required", "members"),
    [
        ("/components/schemas/Thing/required/1: b", ["a", "b", "c"], {"a"}),
        ("/components/schemas/Thing/required/2: d", ["a", "c", "d"], {"a"}),
        ("/components/schemas/Thing/properties/b: {type: string}", ["a", "c"], {"a", "b"}),
        ("/components/schemas/Thing/properties/x~1y: {type: string}", ["a", "c"], {"a", "x/y"}),
    ],
)
def test_what_is_added_stands_where_its_pointer_leads(
    standards: Path, added: str, required: list[str], members: set[str]
) -> None:
    whole = parse_document(f"{OWN}x-hutong-adds:\n  {added}\n".encode(), "own.yaml", standards)
    thing = whole["components"]["schemas"]["Thing"]
    assert thing["required"] == required
    assert thing["properties"].keys() == members


REFUSED = {
    "unknown base": (
        OWN.replace("x-hutong-base: base", "x-hutong-base: bas"),
        "x-hutong-base: bas",
        ("没有基础规约 `bas`", "there is no base `bas`"),
        ("是不是 `base`？", "did you mean `base`?"),
    ),
    "base that is no name": (
        OWN.replace("x-hutong-base: base", "x-hutong-base: [base]"),
        "x-hutong-base: [base]",
        ("没有基础规约", "there is no base"),
        ("是不是 `base`？", "did you mean `base`?"),
    ),
    "base outside of the release": (
        OWN.replace("x-hutong-base: base", "x-hutong-base: ../contracts/base"),
        "x-hutong-base: ../contracts/base",
        ("没有基础规约", "there is no base"),
        ("base", "base"),
    ),
    "path repeated": (
        OWN.replace("/middle:", "/last:"),
        "  /last: {get: {operationId: getMiddle",
        ("`/last` 在基础规约中已有", "`/last` is in the base already"),
        ("写在 x-hutong-adds 中", "goes under x-hutong-adds"),
    ),
    "schema repeated": (
        OWN.replace("Own:", "Thing:"),
        "    Thing: {type: string}",
        ("`Thing` 在基础规约中已有", "`Thing` is in the base already"),
        ("写在 x-hutong-adds 中", "goes under x-hutong-adds"),
    ),
    "word of the document repeated": (
        f"{OWN}x-hutong-canary: getZero\n",
        "x-hutong-canary: getZero",
        ("`x-hutong-canary` 在基础规约中已有", "`x-hutong-canary` is in the base already"),
        ("写在 x-hutong-adds 中", "goes under x-hutong-adds"),
    ),
    "shelf that is none": (
        OWN.partition("components:")[0] + "components: [Own]\n",
        "components: [Own]",
        ("应为“名称: 内容”的形式", "should hold names, each with what it names"),
        ("逐项写明", "write each on a line of its own"),
    ),
    "replaced": (
        f"{OWN}x-hutong-adds:\n  /components/schemas/Thing/type: string\n",
        "  /components/schemas/Thing/type: string",
        ("`type` 在基础规约中已有", "`type` is in the base already"),
        ("只能补充，不能替换", "can be added to, not replaced"),
    ),
    "added nowhere": (
        f"{OWN}x-hutong-adds:\n  /components/schemas/Thin/title: a thing\n",
        "  /components/schemas/Thin/title: a thing",
        ("基础规约中没有 `Thin` 这一步", "the base has no `Thin` there"),
        ("是不是 `Thing`？", "did you mean `Thing`?"),
    ),
    "added to what is its own": (
        f"{OWN}x-hutong-adds:\n  /components/schemas/Own/title: a word\n",
        "  /components/schemas/Own/title: a word",
        ("基础规约中没有 `Own` 这一步", "the base has no `Own` there"),
        ("Thing", "Thing"),
    ),
    "added to what the base says of itself": (
        f"{OWN}x-hutong-adds:\n  /info/summary: a thing\n",
        "  /info/summary: a thing",
        ("基础规约中没有 `info` 这一步", "the base has no `info` there"),
        ("components, paths", "components, paths"),
    ),
    "added beyond the end": (
        f"{OWN}x-hutong-adds:\n  /components/schemas/Thing/required/3: d\n",
        "  /components/schemas/Thing/required/3: d",
        ("基础规约中没有 `3` 这一步", "the base has no `3` there"),
        ("写成 JSON Pointer", "write a JSON pointer"),
    ),
    "added below a value": (
        f"{OWN}x-hutong-adds:\n  /components/schemas/Thing/type/title: d\n",
        "  /components/schemas/Thing/type/title: d",
        ("基础规约中没有 `title` 这一步", "the base has no `title` there"),
        ("写成 JSON Pointer", "write a JSON pointer"),
    ),
    "added without a pointer": (
        f"{OWN}x-hutong-adds:\n  Thing: {{title: a thing}}\n",
        "  Thing: {title: a thing}",
        ("不是 JSON Pointer", "it is no JSON pointer"),
        ("以 / 开头", "it begins with /"),
    ),
    "adds that are none": (
        f"{OWN}x-hutong-adds: [Thing]\n",
        "x-hutong-adds: [Thing]",
        ("应为“名称: 内容”的形式", "should hold names, each with what it names"),
        ("以 / 开头", "it begins with /"),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_its_base_is_told_at_its_line(standards: Path, name: str) -> None:
    text, line, said, hint = REFUSED[name]
    with pytest.raises(DataError) as refused:
        parse_document(text.encode(), "own.yaml", standards)
    error = refused.value
    assert error.source.startswith(line)
    assert text.splitlines()[error.line - 1] == error.source
    for lang, word, help_word in (("zh", said[0], hint[0]), ("en", said[1], hint[1])):
        shown = error.render("zh" if lang == "zh" else "en")
        assert word in shown
        assert f"--> own.yaml:{error.line}:{error.column}" in shown
        assert "^" in shown
        assert help_word in shown.rpartition("^")[2]


BROKEN_BASES = {
    "older": (
        SMALL_BASE.replace("openapi: 3.1.0", "openapi: '2.0'"),
        "openapi: '2.0'",
        ("不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
    ),
    "no OpenAPI": (
        SMALL_BASE.replace("openapi: 3.1.0\n", ""),
        "info: {title: t",
        ("不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
    ),
    "list": ("- one\n- two\n", "- one", ("不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document")),
    "no YAML": (f"{SMALL_BASE}more: [", "", ("不是合法的 YAML", "not valid YAML")),
    "upon another": (
        f"{SMALL_BASE}x-hutong-base: base\n",
        "x-hutong-base: base",
        ("不能再以另一份为基础", "a base builds on no other"),
    ),
    "adding": (
        f"{SMALL_BASE}x-hutong-adds: {{}}\n",
        "x-hutong-adds",
        ("不能再以另一份为基础", "a base builds on no other"),
    ),
    "shelf that is none": (
        SMALL_BASE.partition("  schemas:")[0] + "  schemas: []\n",
        "  schemas: []",
        ("应为“名称: 内容”", "should hold names"),
    ),
}


@pytest.mark.parametrize("name", BROKEN_BASES)
def test_a_base_that_is_none_is_told_in_its_own_file(standards: Path, name: str) -> None:
    text, line, said = BROKEN_BASES[name]
    (standards / "support" / "contracts" / "base.openapi.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        parse_document(OWN.encode(), "own.yaml", standards)
    error = refused.value
    assert error.source.startswith(line)
    assert f"--> standards/support/contracts/base.openapi.yaml:{error.line}:{error.column}" in error.render("en")
    assert error.line > 0
    assert said[0] in error.render("zh")
    assert said[1] in error.render("en")


def test_a_document_that_names_no_base_needs_no_release(tmp_path: Path) -> None:
    text = OWN.replace("x-hutong-base: base\n", "")
    assert (
        parse_document(text.encode(), "own.yaml", tmp_path)["paths"].keys()
        == YAML(typ="safe").load(text)["paths"].keys()
    )
    with pytest.raises(DataError, match="there is no base `base`"):
        parse_document(OWN.encode(), "own.yaml", tmp_path)


@pytest.mark.parametrize(
    ("pointer", "file", "line"),
    [
        ("/paths/~1last/get/responses/default", "base", "  /last: {get"),
        ("/paths/~1middle/get/responses", "own.yaml", "  /middle: {get"),
        ("/components/schemas/Thing/properties/b/type", "own.yaml", "  /components/schemas/Thing/properties/b:"),
        ("/components/schemas/Thing/properties/bb", "base", "    Thing: {type: object"),
        ("/components/schemas/Nobody", "own.yaml", "  schemas:"),
        ("/tags/1/name", "own.yaml", "tags: [{name: one}"),
    ],
)
def test_what_is_wrong_with_the_whole_is_told_in_the_file_where_it_stands(
    standards: Path, pointer: str, file: str, line: str
) -> None:
    text = f"{OWN}x-hutong-adds:\n  /components/schemas/Thing/properties/b: {{type: string}}\n"
    error = built(text.encode(), "own.yaml", standards).error(pointer, Text("错", "wrong"))
    assert file in error.file
    assert error.source.startswith(line)
