"""Documents that are none, or more than can be read: what is wrong, where and what to do, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.config.interface_document import own_contract
from conformance.model.target import Target
from conformance.norms.errors import DataError
from tests.norms.odd_documents import SMALL
from tests.test_null_systems import answering

HEAD = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"

REFUSED: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
    "null": (b"null", "不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
    "list": (b"[1, 2]", "不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
    "text": (b"just words", "不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
    "version is a number": (b"openapi: 3\n", "不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
    "Swagger 1": (b"swagger: '1.2'\n", "不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
    "web page": (b"<!DOCTYPE html><html></html>", "这是网页", "this is a web page"),
    "binary": (bytes(range(256)), "不是 UTF-8", "is not UTF-8"),
    "UTF-16": (HEAD.encode("utf-16"), "UTF-16", "the file is in UTF-16"),
    "GBK": (HEAD.encode() + "x: 政务\n".encode("gbk"), "不是 UTF-8", "is not UTF-8"),
    "zero bytes": (b"\0" * 100, "控制字符 U+0000", "control character U+0000"),
    "open JSON": (b'{"openapi": "3.1.0", ', "不是 JSON", "not JSON"),
    "NaN": (b'{"openapi": NaN}', "NaN 不是 JSON 数值", "NaN is not a JSON number"),
    "deep JSON": (b'{"x": ' + b"[" * 200 + b"]" * 200 + b"}", "嵌套超过 100 层", "nested deeper than 100 levels"),
    "very deep JSON": (b'{"x": ' + b"[" * 200_000, "嵌套超过 100 层", "nested deeper than 100 levels"),
    "deep YAML": (HEAD.encode() + b"x: " + b"[" * 200_000, "嵌套超过 100 层", "nested deeper than 100 levels"),
    "merge key": ((HEAD + "x: {<<: 5}\n").encode(), "合并键 `<<`", "the merge key `<<` merges mappings only"),
    "alias": ((HEAD + "y: *x\n").encode(), "别名 *x 之前没有 &x", "no &x stands before *x"),
    "tag": ((HEAD + "x: !!python/object:os.system a\n").encode(), "不接受标签", "is not accepted"),
    "duplicate key in JSON": (
        b'{"openapi": "3.1.0", "paths": {"/a": {}, "/a": {}}}',
        "重复的键 `/a`",
        "duplicate key `/a`",
    ),
    "duplicate key": ((HEAD + "openapi: 3.0.3\n").encode(), "重复的键 `openapi`", "duplicate key `openapi`"),
    "open quote": ((HEAD + "x: 'a\n").encode(), "引号或括号没有结束", "found unexpected end of stream"),
    "11 MB": (HEAD.encode() + b"# x\n" * 2_900_000, "超过 10 MiB", "more than 10 MiB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    raw, zh, en = REFUSED[name]
    file = tmp_path / "openapi.any"
    file.write_bytes(raw)
    with pytest.raises(DataError) as refused:
        own_contract(Target("one", "http://127.0.0.1:9", document=str(file)))
    assert zh in refused.value.render("zh")
    assert en in refused.value.render("en")
    assert str(file) in refused.value.render("en")
    assert refused.value.about == "openapi"


def hutong(*words: str, lang: str) -> str:
    done = CliRunner().invoke(app, ["run", *words, "--lang", lang, "--dry-run"])
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    return done.output


def test_reading_is_announced_and_ends_the_run(tmp_path: Path) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text(HEAD + "x: {<<: 5}\n", encoding="utf-8")
    said = hutong("http://127.0.0.1:9", "--openapi", str(file), lang="en")
    assert said.startswith("reading the interface document …\nerror[openapi]: the merge key `<<` merges mappings only")
    assert f"--> {file}:3:5" in said
    assert "yq 'explode(.)'" in said
    assert hutong("http://127.0.0.1:9", "--openapi", str(file), lang="zh").startswith("正在读取接口文档……\n")


UPON_A_BASE = HEAD.replace("3.0.3", "3.1.0") + "x-hutong-base: base\npaths: {}\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "zh", "en", "hints"),
    [
        (
            ": base",
            ": bass",
            "3 | x-hutong-base: bass",
            "没有基础规约 `bass`",
            "there is no base `bass`",
            ("是不是 `base`？", "did you mean `base`?"),
        ),
        (
            "paths: {}",
            "paths:\n  /audit: {}",
            "5 |   /audit: {}",
            "`/audit` 在基础规约中已有",
            "`/audit` is in the base already",
            ("写在 x-hutong-adds 中", "goes under x-hutong-adds"),
        ),
        (
            "paths: {}",
            "x-hutong-adds: {/components/schemas/Total/type: string}",
            "4 | x-hutong-adds: {/components/schemas/Total/type: string}",
            "`type` 在基础规约中已有",
            "`type` is in the base already",
            ("只能补充，不能替换", "can be added to, not replaced"),
        ),
    ],
)
def test_a_document_that_does_not_fit_its_base_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, line: str, zh: str, en: str, hints: tuple[str, str]
) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text(UPON_A_BASE.replace(old, new), encoding="utf-8")
    for lang, said, hint in (("zh", zh, hints[0]), ("en", en, hints[1])):
        shown = hutong("http://127.0.0.1:9", "--openapi", str(file), lang=lang)
        for word in (said, f"--> {file}:{line[0]}:", line, "^", hint):
            assert word in shown


def test_a_document_upon_a_base_has_the_operations_of_both(tmp_path: Path) -> None:
    own = "  /own: {get: {operationId: getOwn, responses: {default: {description: any}}}}\n"
    file = tmp_path / "openapi.yaml"
    file.write_text(UPON_A_BASE.replace("paths: {}\n", f"paths:\n{own}"), encoding="utf-8")
    contract = own_contract(Target("one", "http://127.0.0.1:9", document=str(file)))
    assert not contract.flaws
    assert {"getOwn", "listAudit", "getDeclaration"} <= contract.operations.keys()


@pytest.mark.parametrize(
    ("status", "headers", "zh", "en"),
    [
        (
            307,
            {"Location": "http://127.0.0.2/v3.json?key=only-for-this-test"},
            "已移至 http://",
            "it has moved to http://",
        ),
        (307, {"Location": "/spec/v3.json"}, "5 次重定向后仍未得到", "it still moves on after 5 steps"),
        (401, {}, "取文档时不带凭据", "documents are fetched without one"),
        (404, {}, "状态码 404", "status 404"),
        (200, {"Content-Type": "text/html"}, "不是 OpenAPI 3.x 文档", "not an OpenAPI 3.x document"),
    ],
)
def test_an_address_without_a_document_says_why(status: int, headers: dict[str, str], zh: str, en: str) -> None:
    with answering(status, headers, b"nothing") as address:
        for lang, said in (("zh", zh), ("en", en)):
            shown = hutong(address, "--openapi", f"{address}/openapi.json?key=only-for-this-test", lang=lang)
            assert said in shown
            assert "only-for-this-test" not in shown


def test_a_document_at_an_address_in_chinese_is_read() -> None:
    with answering(200, {"Content-Type": "application/json"}, json.dumps(SMALL).encode()) as address:
        done = CliRunner().invoke(app, ["run", address, "--openapi", f"{address}/目录/接口.json", "--dry-run", "-q"])
    assert done.exit_code == 0, done.output
