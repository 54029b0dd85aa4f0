"""`hutong run` on standards or profiles that somebody broke: the first thing wrong, where, and no trace."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.config.release import the_standard

HTTP = "standards/support/http.yaml"
CATALOGUE = "profiles/resource-catalogue.yaml"
BASE = "standards/support/contracts/base.openapi.yaml"
CONTRACT = "standards/application/contracts/resource-catalogue.openapi.yaml"
GENERAL = "standards/application/contracts/general.openapi.yaml"


@pytest.fixture
def release(copied: Path) -> Iterator[Path]:
    the_standard.cache_clear()
    yield copied
    the_standard.cache_clear()


@pytest.mark.parametrize(
    ("file", "old", "new", "zh", "en"),
    [
        (
            HTTP,
            "probe: unknown-path",
            "probe: unknown-pat",
            "没有测试例 `unknown-pat`",
            "there is no probe `unknown-pat`",
        ),
        (HTTP, "check: status-is-one-of", "check: status-is-one", "没有判定", "there is no check"),
        (HTTP, "clauses:", "clauses: [", "不是合法的 YAML", "not valid YAML"),
        (HTTP, "severity: medium", "severity: grave", "不在取值范围", "is none of"),
        (CATALOGUE, "includes: [native]", "includes: [resource-catalogue]", "包含了自身", "includes itself"),
        (CATALOGUE, "gate:", "gat:", "gat", "gate"),
        ("profiles/profile.schema.json", "{", "[", "不是 JSON", "not JSON"),
        ("standards/clause.schema.json", "{", "[", "不是 JSON", "not JSON"),
        ("standards/release.yaml", "release:", "relese:", "未知字段 `relese`", "unknown field `relese`"),
        (
            "standards/candidates.yaml",
            "candidates:",
            "candidate:",
            "缺少字段 `candidates`",
            "missing field `candidates`",
        ),
        (GENERAL, "operationId: getRoot", "operationId: [getRoot]", "所指操作不在文档中", "does not have"),
        (GENERAL, "paths:", "path:", "文档没有可用的操作", "describes no operation"),
        (CONTRACT, "x-hutong-base: base", "x-hutong-base: bass", "没有基础规约 `bass`", "there is no base `bass`"),
        (CONTRACT, "  /categories:", "  /audit:", "`/audit` 在基础规约中已有", "`/audit` is in the base already"),
        (BASE, "openapi: 3.1.0", "openapi: 2.1.0", "不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
        (BASE, "read: getCodeList}", "read: getList}", "没有操作 `getList`", "there is no operation `getList`"),
    ],
)
def test_the_first_thing_wrong_is_told(release: Path, file: str, old: str, new: str, zh: str, en: str) -> None:
    path = release / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    for lang, said in (("zh", zh), ("en", en)):
        told(said, lang, path.name)


@pytest.mark.parametrize("gone", ["standards/release.yaml", "standards/candidates.yaml", "standards/support", GENERAL])
def test_what_is_not_there_is_told(release: Path, gone: str) -> None:
    path = release / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    for lang, said in (("zh", "没有这个文件"), ("en", "there is no such")):
        told(said, lang, path.name)


@pytest.mark.parametrize(
    ("schema", "zh", "en"),
    [('{"type": 5}', "/type：不是 JSON Schema", "/type: it is no JSON Schema"), ("{", "不是 JSON", "not JSON")],
)
def test_a_schema_that_is_none_is_told(release: Path, schema: str, zh: str, en: str) -> None:
    path = release / "standards" / "support" / "schemas" / "odd.json"
    path.parent.mkdir()
    path.write_text(schema, encoding="utf-8")
    for lang, said in (("zh", zh), ("en", en)):
        told(said, lang, "standards/support/schemas/odd.json")


def told(said: str, lang: str, *words: str) -> None:
    the_standard.cache_clear()
    done = CliRunner().invoke(
        app, ["run", "http://127.0.0.1:9", "-q", "-p", "resource-catalogue", "--lang", lang, "--dry-run"]
    )
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    for word in (said, *words):
        assert word in done.output
