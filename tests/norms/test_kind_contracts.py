"""`hutong standard lint` reads the contracts of a release and their bases, and tells each fault once, at its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.config.loading import kind_contract
from conformance.norms.data_files import data
from conformance.norms.kind_contracts import contract_names, contract_problems

ROOT = Path(__file__).parents[2]
BASE = "standards/support/contracts/base.openapi.yaml"
CATALOGUE = "standards/application/contracts/resource-catalogue.openapi.yaml"
EXCHANGE = "standards/application/contracts/data-exchange.openapi.yaml"
GENERAL = "standards/application/contracts/general.openapi.yaml"
SHARED = "x-hutong-base: base\n"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    for name in ("standards", "profiles"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def lint(release: Path, lang: str) -> str:
    words = ("--standards", str(release / "standards"), "--profiles", str(release / "profiles"), "--lang", lang)
    done = CliRunner().invoke(app, ["standard", "lint", *words])
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    return done.output


def test_the_contracts_of_the_release_hold() -> None:
    assert [*contract_problems(data("standards"))] == []
    named = ["data-exchange", "disclosure", "general", "one-stop", "resource-catalogue"]
    assert contract_names(data("standards")) == named


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "zh", "en", "hints"),
    [
        (
            CATALOGUE,
            SHARED,
            "x-hutong-base: bass\n",
            "x-hutong-base: bass",
            "没有基础规约 `bass`",
            "there is no base `bass`",
            ("是不是 `base`？", "did you mean `base`?"),
        ),
        (
            CATALOGUE,
            "  schemas:\n",
            "  schemas:\n    Total: {type: integer, minimum: 0, description: 总数。How many there are in all.}\n",
            "    Total: {type: integer",
            "`Total` 在基础规约中已有",
            "`Total` is in the base already",
            ("写在 x-hutong-adds 中", "goes under x-hutong-adds"),
        ),
        (
            EXCHANGE,
            "  resource:\n",
            "  audit-record: {title: {zh: 审计, en: audit}}\n  resource:\n",
            "  audit-record: {title",
            "`audit-record` 在基础规约中已有",
            "`audit-record` is in the base already",
            ("写在 x-hutong-adds 中", "goes under x-hutong-adds"),
        ),
        (
            EXCHANGE,
            "/components/schemas/Declaration/properties/useRetention:",
            "/components/schemas/Declaration/properties/mlps:",
            "  /components/schemas/Declaration/properties/mlps:",
            "`mlps` 在基础规约中已有",
            "`mlps` is in the base already",
            ("只能补充，不能替换", "can be added to, not replaced"),
        ),
        (
            BASE,
            "openapi: 3.1.0",
            "openapi: 2.1.0",
            "openapi: 2.1.0",
            "不是 OpenAPI 3.x 文档",
            "not an OpenAPI 3.x document",
            ("文档开头应有 openapi: 3.x", "should begin with openapi: 3.x"),
        ),
        (
            BASE,
            'schema: {$ref: "#/components/schemas/CodeList"}',
            'schema: {$ref: "#/components/schemas/CodeLis"}',
            '        "200":',
            "$ref #/components/schemas/CodeLis 所指内容不存在",
            "$ref #/components/schemas/CodeLis dangles",
            ("", ""),
        ),
        (
            BASE,
            "    title: {zh: 代码表, en: code lists}\n",
            "",
            "  code-list:",
            "/x-hutong-records/code-list：缺少字段 `title`",
            "/x-hutong-records/code-list: missing field `title`",
            ("补上", "add it"),
        ),
        (
            EXCHANGE,
            "operation/examples: [submitRequest]",
            "operation/pattern: 5",
            "  /components/schemas/AuditRecord/properties/operation/pattern: 5",
            "不是 JSON Schema",
            "it is no JSON Schema",
            ("", ""),
        ),
        (
            CATALOGUE,
            "operationId: getDcat",
            "operationId: getContract",
            "    get:",
            "operationId getContract 用了两次",
            "operationId getContract is used twice",
            ("", ""),
        ),
        (
            GENERAL,
            "x-hutong-canary: getRoot\n",
            "",
            "openapi: 3.1.0",
            "没有写明 x-hutong-canary",
            "it states no x-hutong-canary",
            ("", ""),
        ),
    ],
)
def test_the_lint_tells_file_line_and_remedy(
    release: Path, file: str, old: str, new: str, line: str, zh: str, en: str, hints: tuple[str, str]
) -> None:
    path = release / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    for lang, said, hint in (("zh", zh, hints[0]), ("en", en, hints[1])):
        shown = lint(release, lang)
        assert shown.count("error[") == 1, shown
        before, caret, after = shown.partition("^")
        assert said in before
        assert f"--> {file}:" in before
        assert f"| {line}" in before
        assert caret
        assert hint in after


def test_a_base_nobody_builds_on_is_told(release: Path) -> None:
    spare = release / "standards" / "support" / "contracts" / "spare.openapi.yaml"
    shutil.copy(release / BASE, spare)
    assert "没有接口规约以 `spare` 为基础" in lint(release, "zh")
    shown = lint(release, "en")
    assert "no contract builds on `spare`" in shown
    assert "standards/support/contracts/spare.openapi.yaml" in shown
    assert "name it in a contract as x-hutong-base, or delete the file" in shown


@pytest.mark.parametrize("kind", ["data-exchange", "resource-catalogue"])
def test_what_a_contract_says_of_roles_places_and_keys_its_answers_say_too(kind: str) -> None:
    """A role that is not admitted is refused with 403, what was made has a place, and a list names its records."""
    contract = kind_contract(kind)
    for operation in contract.operations.values():
        if operation.roles and not operation.public:
            assert "403" in operation.responses, operation.id
        stated = contract.document["paths"].get(operation.path, {}).get(operation.method.lower(), {})
        made = stated.get("responses", {}).get("201", {})
        assert not made or "Location" in made.get("headers", {}), operation.id
    for record in contract.records.values():
        pages = contract.operations[record.operations["list"]].response(200) or {} if record.has("list") else {}
        for schema in (schema for media, schema in pages.items() if schema and "json" in media):
            page = schema.inside(schema.document)
            item = schema.inside(schema.inside(page["properties"][record.listing.items])["items"])
            assert not record.key or record.key in item["required"], record.id
