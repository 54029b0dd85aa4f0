"""A release with a file that is none, or with a name that dangles: where it is, under a caret, and nothing besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.config.release import the_standard
from conformance.engine.vocabulary import tools
from conformance.model.text import Text

TOPIC = "standards/support/http.yaml"
REQUESTS = "standards/support/requests.yaml"
PROFILE = "profiles/resource-catalogue.yaml"
SCRIPT = "standards/application/scripts/lifecycle.yaml"
CLAUSE = "support.http.unknown-path"
CORPUS = "standards/application/corpus"
COMMANDS = {
    "run": ("run", "http://127.0.0.1:9", "-q", "-p", "resource-catalogue", "--dry-run"),
    "lint": ("standard", "lint"),
    "explain": ("explain", CLAUSE),
}
FILES = (
    TOPIC,
    "standards/release.yaml",
    "standards/candidates.yaml",
    "standards/clause.schema.json",
    "standards/release.schema.json",
    "standards/script.schema.json",
    SCRIPT,
    PROFILE,
    "profiles/native.yaml",
    "profiles/profile.schema.json",
    f"{CORPUS}/resource-catalogue.jsonl",
    f"{CORPUS}/resource-catalogue.sequences.jsonl",
)
BYTES = {
    "empty": b"",
    "a list": b"[]\n",
    "a number": b"5\n",
    "NUL": b'{"topic": "\x00"}\n',
    "UTF-16": '{"topic": 1}\n'.encode("utf-16"),
    "no UTF-8": b'{"topic": "\xd6\xd0"}\n',
    "begun": b'{"topic":',
}


@pytest.fixture
def release(copied: Path) -> Iterator[Path]:
    the_standard.cache_clear()
    tools.cache_clear()
    yield copied
    the_standard.cache_clear()
    tools.cache_clear()


def said(command: str, lang: str = "en") -> str:
    """What a command says of a broken release: exit code 2, and no trace."""
    the_standard.cache_clear()
    tools.cache_clear()
    done = CliRunner().invoke(app, [*COMMANDS[command], "--lang", lang])
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    assert "error[bug]" not in done.output
    return done.output


def dangling(link: Path) -> None:
    link.symlink_to("/nowhere/at/all")


KINDS: dict[str, Callable[[Path], object]] = {"a folder": Path.mkdir, "a link to nothing": dangling}
KINDS |= {name: lambda file, raw=raw: file.write_bytes(raw) for name, raw in BYTES.items()}  # type: ignore[misc] # a default binds it
SAYS = {
    "a folder": Text("是文件夹", "it is a folder"),
    "a link to nothing": Text("没有这个文件", "there is no such file"),
    "NUL": Text("控制字符", "control character"),
    "UTF-16": Text("UTF-16", "UTF-16"),
    "no UTF-8": Text("不是 UTF-8", "is not UTF-8"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_none_is_told_by_its_name(release: Path, file: str, kind: str) -> None:
    if kind == "a link to nothing" and file.startswith(CORPUS):
        return  # a release may hold no frozen questions
    (release / file).unlink()
    KINDS[kind](release / file)
    for command, lang in (("run", "zh"), ("lint", "en")):
        told = said(command, lang)
        assert f"--> {file}" in told
        if kind in SAYS and not (file.endswith(("json", "jsonl")) and kind in ("NUL", "UTF-16", "no UTF-8")):
            assert getattr(SAYS[kind], lang) in told.splitlines()[0]


DANGLING: dict[str, tuple[str, str, str, str, str, str]] = {
    "probe": (
        TOPIC,
        "probe: unknown-path",
        "probe: unknown-pat",
        "unknown-pat",
        "没有测试例",
        "did you mean `unknown-path`?",
    ),
    "check": (
        TOPIC,
        "check: status-is-one-of",
        "check: status-is-on-of",
        "status-is-on-of",
        "没有判定",
        "did you mean",
    ),
    "parameter of a check": (TOPIC, "{statuses:", "{statusses:", "statusses", "未知字段", "did you mean `statuses`?"),
    "value of a parameter": (TOPIC, "[404, 410]", "[four]", "four", "写法应合于", "is not written as"),
    "sample of a should": (
        TOPIC,
        "        check: status-is-one-of\n",
        "        check: status-is-one-of\n        sample: {zh: 一处, en: one}\n",
        "sample",
        "只用于「应」",
        "goes with a must only",
    ),
    "figure": (TOPIC, "[404, 410]", "{param: days}", "days", "条款没有参数", "the clause has no parameter `days`"),
    "step": (REQUESTS, "{step: unknown,", "{step: unknwn,", "unknwn", "没有步骤", "did you mean `unknown`?"),
    "step of an argument": (
        REQUESTS,
        "step: gone-page",
        "step: gone-pge",
        "gone-pge",
        "没有步骤",
        "did you mean `gone-page`?",
    ),
    "step of a place": (
        REQUESTS,
        "[registered.id,",
        "[registred.id,",
        "registred",
        "没有步骤",
        "did you mean `registered`?",
    ),
    "value in words": (
        REQUESTS,
        "撤销后读取应答 {status}",
        "撤销后读取应答 {statis}",
        "{statis}",
        "此处没有值",
        "did you mean `status`?",
    ),
    "language of words": (
        REQUESTS,
        "due: {zh: 410 或 404, en: 410 or 404}",
        "due: {zh: 410 或 404}",
        "due",
        "缺少字段 `en`",
        "missing field `en`",
    ),
    "figure nobody takes": (
        "standards/support/paging.yaml",
        "      most: {default: 1000, stricter: lower, floor: 1000}",
        "      least: {default: 1, stricter: lower}\n      most: {default: 1000, stricter: lower, floor: 1000}",
        "least",
        "没有判定使用参数 `least`",
        "use it under `with`, or drop it",
    ),
    "pattern": (
        "standards/security/exposure.yaml",
        r"pattern: '^\s*nosniff\s*(?:,|$)'",
        "pattern: '(nosniff'",
        "(nosniff",
        "不是正则表达式",
        "is no regular expression",
    ),
    "pattern that may take for ever": (
        "standards/security/exposure.yaml",
        r"pattern: '^\s*nosniff\s*(?:,|$)'",
        r"pattern: '^(\s*nosniff)+$'",
        r"^(\s*nosniff)+$",
        "重复了含有重复或选择的一组",
        "repeats a group that repeats or chooses",
    ),
    "condition": (REQUESTS, "{step: unknown,", "{stepp: unknown,", "stepp", "未知字段", "did you mean `step`?"),
    "role": (
        TOPIC,
        "probe: head\n",
        "probe: head\n        as: officr\n",
        "officr",
        "不在取值范围",
        "did you mean `officer`?",
    ),
    "level": (TOPIC, "level: should", "level: shuold", "shuold", "不在取值范围", "did you mean `should`?"),
    "field": (TOPIC, "severity:", "severty:", "severty", "未知字段", "did you mean `severity`?"),
    "document": (TOPIC, "doc: RFC9110", "doc: RFC9119", "RFC9119", "不在 release.yaml", "is not in release.yaml"),
    "language": (TOPIC, "en: HTTP semantics", "eng: HTTP semantics", "eng", "未知字段", "did you mean `en`?"),
    "id taken": (
        TOPIC,
        "id: support.http.head",
        "id: support.http.unknown-path",
        "support.http.unknown-path",
        "已被使用",
        "another id",
    ),
    "id of another file": (
        TOPIC,
        "id: support.http.head",
        "id: support.htp.head",
        "support.htp.head",
        "的地址应以",
        "should begin",
    ),
    "profile": (PROFILE, "includes: [native]", "includes: [natve]", "natve", "没有名为", "did you mean `native`?"),
    "contract": (
        PROFILE,
        "contract: resource-catalogue",
        "contract: ressource-catalogue",
        "ressource-catalogue",
        "没有接口规约",
        "did you mean",
    ),
    "clauses": (PROFILE, "overall.codes.*", "overall.cods.*", "overall.cods.*", "没有条款与", "no clause matches"),
    "operation of a script": (
        SCRIPT,
        "operationId: reviewResource",
        "operationId: reviewRessource",
        "reviewRessource",
        "没有操作",
        "did you mean `reviewResource`?",
    ),
    "gate": (PROFILE, "mandatory: [must", "mandatory: [muts", "muts", "不在取值范围", "did you mean `must`?"),
}
"""What dangles → file, what stood there, what stands there now, the word under the caret, and what is said."""


@pytest.mark.parametrize("what", DANGLING)
def test_the_caret_stands_under_the_name_that_dangles_and_nothing_else_is_told(release: Path, what: str) -> None:
    file, old, new, word, zh, en = DANGLING[what]
    text = (release / file).read_text(encoding="utf-8")
    assert old in text
    (release / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    line, column = place(text.replace(old, new, 1), text.index(old) + new.index(word))
    clause = file == TOPIC and what not in ("role", "id taken", "id of another file")
    for command, lang in (("run", "zh"), ("lint", "en"), *([("explain", "en")] if clause else [])):
        told = said(command, lang)
        assert told.count("error[") == 1, told
        assert f"  --> {file}:{line}:{column}\n" in told
        assert re.search(rf"^ *{line} \| .*\n    \| +{re.escape('^' * len(word))}$", told, re.MULTILINE), told
        assert {"zh": zh, "en": en}[lang] in told


@pytest.mark.parametrize(
    ("file", "old", "new", "near"),
    [
        (REQUESTS, "members: [id, code,", "members: [id, cod,", "code"),
        (REQUESTS, "control: [registered.id,", "control: [registered.idd,", "id"),
        ("standards/support/exchange.yaml", "scope.purpose: ", "scope.purpse: ", "purpose"),
        ("standards/overall/catalogue.yaml", 'each: "items[].theme"', 'each: "items[].them"', "theme"),
    ],
)
def test_the_lint_knows_every_member_of_the_contracts(release: Path, file: str, old: str, new: str, near: str) -> None:
    text = (release / file).read_text(encoding="utf-8")
    assert old in text
    (release / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    told = said("lint")
    assert told.count("error[") == 1, told
    assert f"  --> {file}:{place(text, text.index(old))[0]}:" in told
    assert "no contract has a member" in told
    assert f"did you mean `{near}`?" in told


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("standards/clause.schema.json", '{"type": 5}'),
        ("standards/clause.schema.json", '{"$ref": "#/nowhere"}'),
        ("standards/release.schema.json", '{"properties": []}'),
        ("standards/script.schema.json", '{"properties": []}'),
        ("profiles/profile.schema.json", '{"type": "objekt"}'),
    ],
)
def test_a_shape_that_is_no_schema_is_told(release: Path, file: str, schema: str) -> None:
    (release / file).write_text(schema, encoding="utf-8")
    for command in ("run", "lint"):
        assert "不是 JSON Schema" in said(command, "zh")
        assert "it is no JSON Schema" in said(command)


def test_frozen_questions_that_were_edited_are_told_by_the_lint(release: Path) -> None:
    for name, lines in (("resource-catalogue.jsonl", 1), ("data-exchange.sequences.jsonl", 1)):
        file = release / CORPUS / name
        file.write_text("\n".join(file.read_text(encoding="utf-8").split("\n")[: -1 - lines]) + "\n", encoding="utf-8")
    told = said("lint")
    assert told.count("error[trust]: the digest does not match") == 2


@pytest.mark.parametrize("folder", ["profiles", "standards", "standards/support"])
def test_a_folder_that_is_a_file_is_told(release: Path, folder: str) -> None:
    import shutil

    shutil.rmtree(release / folder)
    (release / folder).write_text("x", encoding="utf-8")
    for command in ("run", "lint"):
        assert "没有这个文件" in said(command, "zh")
        assert "there is no such f" in said(command)
