"""Bad input: what, where, what to do; the right exit code; never a traceback."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.systems.serve import start
from tests.test_null_systems import answering

ROOT = Path(__file__).resolve().parents[2]


def hutong(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(app, [*arguments], env=env or {})


def told(result: Result, code: int, *words: str) -> None:
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.output


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "hutong.yaml"
    file.write_text("version: 1\ntargets:\n  one:\n    address: http://127.0.0.1:9\n", encoding="utf-8")
    return file


def test_an_unknown_key_has_line_caret_and_what_was_meant(config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8") + "    enviroment: test\n", encoding="utf-8")
    told(
        hutong("run", "-c", str(config)),
        2,
        "error[config]: unknown field `enviroment`",
        f"--> {config}:5:5",
        "5 |     enviroment: test",
        "    |     ^^^^^^^^^^",
        "help: did you mean `environment`?",
    )


def test_the_same_in_chinese(config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8") + "    enviroment: test\n", encoding="utf-8")
    told(hutong("run", "-c", str(config), "--lang", "zh"), 2, "未知字段 `enviroment`", "是不是 `environment`？")


def test_a_missing_secret_is_named_and_nothing_is_sent(config: Path) -> None:
    text = "    credentials:\n      officer: {token: '${env:HUTONG_NOT_SET}'}\n"
    config.write_text(config.read_text(encoding="utf-8") + text, encoding="utf-8")
    told(hutong("run", "-c", str(config)), 2, "error[secret]", "HUTONG_NOT_SET is not set", ":6:", "nothing was sent")


def test_a_literal_secret_of_production_is_refused(config: Path) -> None:
    text = "    credentials:\n      officer: {token: abc}\n"
    config.write_text(config.read_text(encoding="utf-8") + text, encoding="utf-8")
    told(hutong("run", "-c", str(config)), 2, "must not stand in the file", "use ${env:HUTONG_OFFICER}")


def test_an_unknown_role_is_told(config: Path) -> None:
    text = "    credentials:\n      oficer: {token: '${env:X}'}\n"
    config.write_text(config.read_text(encoding="utf-8") + text, encoding="utf-8")
    told(hutong("run", "-c", str(config)), 2, "error[config]", "oficer", "did you mean `officer`?")


def test_writes_on_production_are_refused(config: Path) -> None:
    told(hutong("run", "-c", str(config), "--allow-writes"), 2, "is not a test environment")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version: 1\ntargets: &a {}\nmore: *a\n", "aliases"),
        ("version: 1\nversion: 1\n", "duplicate key `version`"),
        ("version: !!python/object:os.system 1\n", "is not accepted"),
        ("version: [1\n", "not valid YAML"),
        ("version: 2\ntargets: {a: {address: x}}\n", "version"),
        ("version: 1\n", "missing field `targets`"),
    ],
)
def test_yaml_that_is_not_plain_data(config: Path, text: str, said: str) -> None:
    config.write_text(text, encoding="utf-8")
    told(hutong("run", "-c", str(config)), 2, "error[config]", said, str(config))


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("", "文件为空", "the file is empty"),
        ("targets:\n\tone: 1\n", "缩进用空格", "indent with spaces"),
        ("targets: {one: 1}\n", "targets.one：应为“字段: 值”的形式", "targets.one: should hold fields"),
        ("version: 2\ntargets: {}\n", "version：应为 1", "version: should be 1"),
        ("targets: {one: {address: 5}}\n", "address：应为文字", "address: should be text"),
        ("targets: {one: {address: 'http://a', limits: {rate: 0}}}\n", "rate：应大于 0", "rate: should be more than 0"),
        ("targets: {one: {address: 'http://a', environment: prod}}\n", "应为 test 或 production", "test or production"),
    ],
)
def test_a_wrong_value_is_told_in_the_language_asked(config: Path, text: str, zh: str, en: str) -> None:
    config.write_text(text, encoding="utf-8")
    for lang, said in (("zh", zh), ("en", en)):
        told(hutong("run", "-c", str(config), "--lang", lang), 2, said)


@pytest.mark.parametrize(
    ("word", "zh"),
    [
        ("ftp://a.cn", "地址不可用：须以 http:// 或 https:// 开头"),
        ("http://a.cn:99999", "地址不可用：主机或端口的写法不对"),
        ("127.0.0.1:8080", "地址以 http:// 或 https:// 开头"),
        ("www.gov.example", "地址以 http:// 或 https:// 开头"),
    ],
)
def test_a_word_that_is_no_address_is_told_in_the_language_asked(config: Path, word: str, zh: str) -> None:
    done = hutong("run", word, "-c", str(config), "--lang", "zh")
    told(done, 2, zh)
    assert "address" not in done.output


def test_a_file_named_where_a_system_goes(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(config.parent)
    told(hutong("run", config.name), 2, f"there is no target `{config.name}`", f"-c {config.name}")


def test_no_config_and_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    told(hutong("run"), 2, "no target was named", "hutong demo")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["runn"], "run"),
        (["run", "ftp://x/"], "http:// or https://"),
        (["run", "http://user:pw@x/"], "user name"),
        (["run", "http://127.0.0.1:9", "--profile", "resource-catalog"], "did you mean `resource-catalogue`?"),
        (
            ["run", "http://127.0.0.1:9", "--clause", "support.http.unknown-pth"],
            "did you mean `support.http.unknown-path`?",
        ),
        (["explain", "support.paging.complet"], "did you mean `support.paging.complete`?"),
        (["serve", "resource-catalogue", "--fault", "support.paging.complet"], "did you mean"),
        (["run", "http://127.0.0.1:9", "--openapi", "no-such-file.json"], "cannot be read"),
        (["run", "http://127.0.0.1:9", "-p", "resource-catalogue", "--openapi", "x.json"], "general only"),
    ],
)
def test_wrong_use(arguments: list[str], said: str) -> None:
    told(hutong(*arguments), 2, said)


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("run --clauses x", "没有选项 --clauses；是不是 --clause？", "Did you mean '--clause'?"),
        ("run --format yaml", "'--format' 的值不可用：应为 human、json 之一", "is not one of 'human', 'json'"),
        ("run --seed abc", "应为整数", "is not a valid integer"),
        ("run -j 0", "应为不小于 1、不大于 64 的整数", "is not in the range"),
        ("run --explore-seconds 0", "应为大于 0 的数字", "is not in the range"),
        ("explain", "缺少 'CLAUSE|TOPIC'", "Missing argument"),
        ("rnu", "没有命令 `rnu`\nhelp: 是不是 `run`？", "there is no command `rnu`\nhelp: did you mean `run`?"),
        ("--nope", "没有选项 --nope", "No such option"),
        ("standard lsit", "命令行有误：No such command 'lsit'", "No such command 'lsit'"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_in_the_language_asked(line: str, zh: str, en: str) -> None:
    for lang, said in (("zh", zh), ("en", en)):
        done = hutong(*line.split(), "--lang", lang)
        told(done, 2, said)
        assert done.output.startswith("error[usage]: ")
    assert hutong("run", "--clause", env={"HUTONG_LANG": "zh"}).output.startswith("error[usage]: 选项 --clause 须有值")


def test_an_unreachable_target_is_undecided() -> None:
    told(hutong("run", "http://127.0.0.1:9", "-q"), 3, "unreachable")


def test_an_openapi_address_that_is_a_web_page() -> None:
    page = (200, {"Content-Type": "text/html"}, b"<!doctype html><title>x</title>")
    with answering(*page) as address:
        told(hutong("run", address, "--openapi", address + "/docs", "-q"), 2, "web page, not an OpenAPI document")


def test_a_target_that_is_a_web_page_is_examined_all_the_same() -> None:
    page = (200, {"Content-Type": "text/html"}, b"<!doctype html><title>x</title>")
    with answering(*page) as address:
        result = hutong("run", address, "-q")
    assert result.exit_code in (0, 1, 3)
    assert "Traceback" not in result.output


def test_a_document_with_dangling_and_remote_references_is_tested_as_far_as_it_goes(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n"
        "  /resources: {get: {operationId: list, responses: {'200': {description: ok}, default: {description: any}}}}\n"
        "  /bad:\n    get: {operationId: bad, parameters: [{$ref: '#/nowhere'}],"
        " responses: {default: {description: any}}}\n"
        "  /code-lists: {get: {operationId: far,"
        " responses: {'200': {$ref: 'http://127.0.0.1:9/x.json'}, default: {description: any}}}}\n",
        encoding="utf-8",
    )
    with start("resource-catalogue") as running:
        result = hutong("run", running.address, "--openapi", str(document), "-q", "--format", "json")
    assert "Traceback" not in result.output
    assert "dangles" in result.output
    assert "it was not fetched" in result.output
    judged = {clause["id"]: clause for clause in json.loads(result.stdout)["clauses"]}
    assert judged["support.contract.answers-match"]["reason"] == "unreadable-document"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    for name in ("standards", "profiles"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "standards/support/paging.yaml",
            "probe: pages",
            "probe: pagse",
            ["no probe `pagse`", "did you mean `pages`?"],
        ),
        (
            "standards/support/paging.yaml",
            "check: pages-are-complete",
            "check: pages-are-complet",
            ["no check `pages-are-complet`", "did you mean `pages-are-complete`?"],
        ),
        (
            "standards/support/paging.yaml",
            "check: pages-are-complete",
            "check: pages-are-complete\n        with: {most: 3}",
            ["with (pages-are-complete)", "most"],
        ),
        (
            "standards/support/paging.yaml",
            "severity: high",
            "severty: high",
            ["unknown field `severty`", "`severity`?"],
        ),
        ("standards/support/paging.yaml", "level: should", "level: must", ["a must needs basis read or reproduced"]),
        ("standards/support/paging.yaml", "doc: HUTONG", "doc: HUTON", ["source `HUTON`", "did you mean `HUTONG`?"]),
        (
            "standards/support/paging.yaml",
            "id: support.paging",
            "id: support.pagin",
            ["should begin with support.paging."],
        ),
        ("standards/release.yaml", "    division: article", "    division: artikel", ["division", "artikel"]),
        ("standards/release.yaml", "    name: {zh: 互通", "    nam: {zh: 互通", ["unknown field `nam`"]),
        ("profiles/resource-catalogue.yaml", "- support.sharing.*", "- support.sharin.*", ["no clause matches"]),
    ],
)
def test_the_lint_names_file_line_and_remedy(release: Path, file: str, old: str, new: str, said: list[str]) -> None:
    path = release / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = hutong(
        "standard", "lint", "--standards", str(release / "standards"), "--profiles", str(release / "profiles")
    )
    told(result, 2, file, *said)


def test_a_profile_may_not_loosen(release: Path) -> None:
    clause = "management.catalogue.updated-in-time"
    path = release / "profiles" / "resource-catalogue.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}params:\n  {clause}: {{days: 999}}\n", encoding="utf-8")
    result = hutong(
        "standard", "lint", "--standards", str(release / "standards"), "--profiles", str(release / "profiles")
    )
    told(result, 2, "laxer than", "a profile may only tighten")
