"""Odd configurations, secrets and lists: what is wrong, where and what to do, in both languages, without a secret."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app

SECRET = "s3cr3t-of-0nly-this-test"
HEAD = "version: 1\ntargets:\n  one:\n    address: http://127.0.0.1:9\n"
BOTH = ("zh", "en")
SECONDS = 20.0
"""For one command on a busy machine; none of them waits for anything."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    os.mkfifo("pipe")
    Path("empty").touch()
    return tmp_path


def hutong(*words: str, lang: str = "en", env: dict[str, str] | None = None) -> Result:
    begun = time.monotonic()
    done = CliRunner().invoke(app, [*words, "--lang", lang], env=env or {})
    assert time.monotonic() - begun < SECONDS
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert SECRET not in done.output
    return done


def run(content: bytes | str, lang: str, env: dict[str, str] | None = None) -> Result:
    raw = content.encode() if isinstance(content, str) else content
    Path("hutong.yaml").write_bytes(raw)
    return hutong("run", "one", "-c", "hutong.yaml", "-q", "--dry-run", lang=lang, env=env)


CONFIGS: dict[str, tuple[bytes | str, str, str]] = {
    "empty": ("", "文件为空", "the file is empty"),
    "only blanks": ("   \n\n", "文件为空", "the file is empty"),
    "null": ("~", "文件为空", "the file is empty"),
    "number": ("5", "应为“字段: 值”的形式", "should hold fields"),
    "text": ("just words", "应为“字段: 值”的形式", "should hold fields"),
    "list": ("- a\n- b\n", "应为“字段: 值”的形式", "should hold fields"),
    "UTF-16": (HEAD.encode("utf-16"), "UTF-16", "the file is in UTF-16"),
    "Latin-1": (HEAD.encode() + "    client: \xe9t\xe9\n".encode("latin-1"), "不是 UTF-8", "is not UTF-8"),
    "GBK": (HEAD.encode() + "    client: 政务\n".encode("gbk"), "以 UTF-8 编码另存", "save it in the encoding UTF-8"),
    "binary": (bytes(range(256)), "不是 UTF-8", "is not UTF-8"),
    "zero bytes": (b"\0\0\0\0", "控制字符 U+0000", "control character U+0000"),
    "control character": (HEAD + "    client: a\x07b\n", "控制字符 U+0007", "hutong.yaml:5:14"),
    "deep lists": ("[" * 5000, "嵌套超过 100 层", "nested deeper than 100 levels"),
    "deep mappings": ("{a: " * 5000, "嵌套超过 100 层", "nested deeper than 100 levels"),
    "11 MB": ("# x\n" * 2_900_000, "超过 10 MiB", "more than 10 MiB"),
    "duplicate key": (HEAD + "    address: http://b\n", "重复的键 `address`", "duplicate key `address`"),
    "merge key": ("a: &a {b: 1}\n" + HEAD + "    <<: *a\n", "合并键 `<<`", "the merge key `<<`"),
    "alias": ("a: &a {b: 1}\ntargets: *a\n", "不接受别名", "aliases (&/*) are not accepted"),
    "tag": (HEAD + "    writes: !!python/object:os.system x\n", "不接受标签", "is not accepted"),
    "two documents": (HEAD + "---\nversion: 1\n", "不止一个文档", "more than one document"),
    "list as key": ("? [a, b]\n: c\n", "键须为普通文本", "a key must be plain text"),
    "number as key": ("1: 2\n" + HEAD, "未知字段 `1`", "unknown field `1`"),
    "tab": ("targets:\n\tone: 1\n", "缩进用空格", "indent with spaces"),
    "open quote": (HEAD + "    client: 'x\n", "引号或括号没有结束", "not valid YAML"),
    "open bracket": ("targets: {one: {address: x\n", "不是合法的 YAML", "not valid YAML"),
    "target is null": ("targets: {one: }\n", "targets.one：应为", "targets.one: should hold fields"),
    "targets is a list": ("targets: [one]\n", "targets：应为", "targets: should hold fields"),
    "1e400": (
        HEAD + "    limits: {rate: 1e400}\n",
        "limits.rate：应不大于 10000",
        "limits.rate: should be at most 10000",
    ),
    "infinite": (HEAD + "    limits: {seconds: .inf}\n", "limits.seconds：应", "limits.seconds: should be"),
    "long number": (
        HEAD + f"    limits: {{requests: {'9' * 5000}}}\n",
        "limits.requests：数字过长",
        "limits.requests: is too long a number",
    ),
    "date": (
        HEAD + "    client: 2026-01-01\n    writes: 2026-01-01\n",
        "writes：应为 true 或 false",
        "writes: should be true",
    ),
    "as_of": (HEAD + "    facts: {as_of: tomorrow}\n", "as_of 不是日期", "as_of is no day"),
    "fact is a list": (
        HEAD + "    facts: {mlps: [1]}\n",
        "facts.mlps：应为文字、数字或真假值",
        "facts.mlps: should be text, a number",
    ),
    "address with blanks": ("targets: {one: {address: 'http://a b'}}\n", "空格或控制字符", "blanks or control"),
    "address is a number": ("targets: {one: {address: 5}}\n", "address：应为文字", "address: should be text"),
    "document is a device": (HEAD + "    openapi: /dev/zero\n", "是设备", "it is a device"),
    "document is a pipe": (HEAD + "    openapi: pipe\n", "是管道", "it is a pipe"),
    "document with a zero byte": (HEAD + '    openapi: "a\\0b"\n', "零字节", "a zero byte"),
    "authorities are a device": (HEAD + "    ca_file: /dev/zero\n", "是设备", "it is a device"),
    "authorities are none": (HEAD + "    ca_file: empty\n", "没有 PEM 格式的证书", "no certificate in PEM"),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_an_odd_configuration_is_told(folder: Path, name: str) -> None:
    content, zh, en = CONFIGS[name]
    for lang, said in zip(BOTH, (zh, en), strict=True):
        done = run(content, lang)
        assert done.exit_code == 2, done.output
        assert said in done.output
        assert "error[" in done.output


def test_a_byte_order_mark_is_no_trouble(folder: Path) -> None:
    assert run(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode(), "en").exit_code == 0


@pytest.mark.parametrize("place", ["/dev/zero", "pipe", ".", "nowhere.yaml", "/dev/stdin"])
@pytest.mark.parametrize("option", ["-c", "--waivers", "--known", "--openapi"])
def test_a_file_that_is_none_is_told(folder: Path, option: str, place: str) -> None:
    Path("hutong.yaml").write_text(HEAD)
    words = ["one", "-c", "hutong.yaml"] if option != "-c" else []
    for lang in BOTH:
        done = hutong("run", *words, option, place, "-q", "--dry-run", lang=lang)
        assert done.exit_code == 2, done.output
        assert place in done.output
        assert "无法读取" in done.output or "没有" in done.output or lang == "en"


def credentials(token: str, more: str = "", environment: str = "production") -> str:
    return HEAD + f"    environment: {environment}\n    credentials: {{officer: {{token: {token}{more}}}}}\n"


ENV = "'${env:HUTONG_ODD}'"
SECRETS: dict[str, tuple[str, dict[str, str], str, str]] = {
    "literal of production": (credentials(SECRET), {}, "不得写在文件里", "must not stand in the file"),
    "literal over several lines": (
        HEAD + f"    credentials:\n      officer:\n        token: |\n          {SECRET}\n          {SECRET}\n",
        {},
        "不得写在文件里",
        "must not stand in the file",
    ),
    "beside a mistake": (credentials(SECRET, ", heder: x"), {}, "未知字段 `heder`", "unknown field `heder`"),
    "under a misspelt name": (
        HEAD + f"    credentials: {{officer: {{tokne: {SECRET}}}}}\n",
        {},
        "缺少字段 `token`|未知字段 `tokne`",
        "missing field `token`|unknown field `tokne`",
    ),
    "under misspelt credentials": (
        HEAD + f"    credentals: {{officer: {{token: {SECRET}}}}}\n",
        {},
        "未知字段 `credentals`",
        "unknown field `credentals`",
    ),
    "under Chinese names": (HEAD + f"    令牌: {SECRET}\n", {}, "未知字段 `令牌`", "unknown field `令牌`"),
    "as a name": (HEAD + f"    credentials: {{officer: {{{SECRET}}}}}\n", {}, "字段", "field"),
    "as a role": (HEAD + f"    credentials: {{{SECRET}}}\n", {}, "credentials.…", "credentials.…"),
    "as a number": (credentials("12345678901234567890"), {}, "应为文字", "should be text"),
    "as a tag": (
        HEAD + f"    credentials:\n      officer:\n        token: !{SECRET}\n",
        {},
        "不接受标签",
        "is not accepted",
    ),
    "as an alias": (credentials(f"*{SECRET}"), {}, "不接受别名", "aliases"),
    "in what is no YAML": (credentials(f"'{SECRET}"), {}, "不是合法的 YAML", "not valid YAML"),
    "twice": (credentials(SECRET, f", token: {SECRET}"), {}, "重复的键 `token`", "duplicate key `token`"),
    "in an address": (
        f"targets: {{one: {{address: 'http://user:{SECRET}@127.0.0.1:9'}}}}\n",
        {},
        "不得含用户名",
        "must not hold a user name",
    ),
    "in the address of a document": (
        HEAD + f"    openapi: http://user:{SECRET}@127.0.0.1:9/x.json?key={SECRET}\n",
        {},
        "不得含用户名",
        "must not hold a user name",
    ),
    "not set": (credentials(ENV), {}, "HUTONG_ODD 未设置", "HUTONG_ODD is not set"),
    "empty": (credentials(ENV), {"HUTONG_ODD": " \n"}, "未设置或为空", "is not set, or is empty"),
    "with a line break": (credentials(ENV), {"HUTONG_ODD": f"{SECRET}\r\nX: y"}, "有换行", "holds a line break"),
    "with a control character": (credentials(ENV), {"HUTONG_ODD": f"a\x1b{SECRET}"}, "控制字符", "a control character"),
    "in Chinese": (credentials(ENV), {"HUTONG_ODD": f"口令{SECRET}"}, "非 ASCII 字符", "a character beyond ASCII"),
    "of no variable": (credentials("'${env:a b$(x)}'"), {}, "环境变量名不合法", "no name of an environment variable"),
    "half a reference": (
        credentials("'Bearer ${env:X}'", environment="test"),
        {},
        "只能整个是引用或凭据",
        "a reference or a secret, and nothing beside it",
    ),
    "literal and empty": (credentials("''", environment="test"), {}, "token 为空", "`token` is empty"),
    "binary file": (credentials("'${file:binary}'"), {}, "不是 UTF-8 文本", "is not a text in UTF-8"),
    "file of several lines": (credentials("'${file:lines}'"), {}, "有换行", "holds a line break"),
    "file with a zero byte": (credentials("'${file:zero}'"), {}, "控制字符", "a control character"),
    "empty file": (credentials("'${file:empty}'"), {}, "为空", "is empty"),
    "large file": (credentials("'${file:large}'"), {}, "超过 64 KiB", "more than 64 KiB"),
    "file that is a device": (credentials("'${file:/dev/zero}'"), {}, "是设备", "it is a device"),
    "file that is a pipe": (credentials("'${file:pipe}'"), {}, "是管道", "it is a pipe"),
    "no file": (credentials("'${file:nowhere}'"), {}, "没有这个文件", "there is no such file"),
    "header with a line break": (
        credentials(ENV, ', header: "X-A\\r\\nX-B"'),
        {"HUTONG_ODD": SECRET},
        "header 不是请求头的名称",
        "`header` is not the name of a header",
    ),
    "header of the wire": (
        credentials(ENV, ", header: Content-Length"),
        {"HUTONG_ODD": SECRET},
        "由传输层自定",
        "the wire's own",
    ),
    "header in Chinese": (
        credentials(ENV, ", header: 令牌"),
        {"HUTONG_ODD": SECRET},
        "请求头的名称",
        "name of a header",
    ),
    "prefix with a line break": (
        credentials(ENV, ', prefix: "Bearer\\r\\nX: "'),
        {"HUTONG_ODD": SECRET},
        "prefix 中有换行",
        "`prefix` holds a line break",
    ),
}


@pytest.mark.parametrize("name", SECRETS)
def test_no_error_repeats_a_secret(folder: Path, name: str) -> None:
    Path("binary").write_bytes(b"\xff\xfe" + SECRET.encode())
    Path("lines").write_text(f"{SECRET}\n{SECRET}\n")
    Path("zero").write_text(f"{SECRET}\0{SECRET}")
    Path("large").write_text(SECRET * 10_000)
    content, env, zh, en = SECRETS[name]
    for lang, said in zip(BOTH, (zh, en), strict=True):
        done = run(content, lang, env)
        assert done.exit_code == 2, done.output
        assert any(word in done.output for word in said.split("|")), done.output
        assert "12345678901234567890" not in done.output


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf" + SECRET.encode() + b"\r\n", SECRET.encode() + b"\n", SECRET.encode()])
def test_a_file_of_any_editor_holds_the_secret_alone(folder: Path, raw: bytes) -> None:
    from conformance.config.file import load_config, target_of

    Path("token").write_bytes(raw)
    Path("hutong.yaml").write_text(credentials("'${file:token}'"))
    target = target_of(*load_config(Path("hutong.yaml")), "one")
    assert target.credentials["officer"].secret == SECRET


LISTS: dict[str, tuple[bytes, str, str]] = {
    "binary": (bytes(range(256)), "known.jsonl:1:1", "known.jsonl:1:1"),
    "deep": (b"[" * 100_000, "嵌套", "nested"),
    "huge line": (b'{"clause": "' + b"x" * 1_000_000 + b'"}', "应为", "due"),
    "11 MB": (b'{"clause": "a", "operation": "b"}\n' * 350_000, "超过 10 MiB", "more than 10 MiB"),
    "list": (b'["a", "b"]', "应为", "due"),
    "no list": (b"words", "不是 JSON", "not JSON"),
    "numbers": (b'{"clause": 1, "operation": null}', "应为", "due"),
    "half": (b'{"clause": "a"}', "应为", "due"),
    "twice": (b'{"clause": "a", "clause": "b", "operation": "c"}', "重复的键 clause", "duplicate key clause"),
    "long number": (b'{"clause": ' + b"9" * 5000 + b"}", "known.jsonl:1:1", "known.jsonl:1:1"),
}


@pytest.mark.parametrize("name", LISTS)
def test_an_odd_list_of_what_is_known_is_told(folder: Path, name: str) -> None:
    raw, zh, en = LISTS[name]
    Path("known.jsonl").write_bytes(raw)
    for lang, said in zip(BOTH, (zh, en), strict=True):
        done = hutong("run", "http://127.0.0.1:9", "--known", "known.jsonl", "-q", "--dry-run", lang=lang)
        assert done.exit_code == 2, done.output
        assert said in done.output
        assert len(done.output) < 2000


def test_a_list_of_what_is_known_may_begin_with_a_mark(folder: Path) -> None:
    Path("known.jsonl").write_bytes(b'\xef\xbb\xbf{"clause": "a", "operation": "b"}\r\n\r\n')
    assert hutong("run", "http://127.0.0.1:9", "--known", "known.jsonl", "-q", "--dry-run").exit_code == 0


def test_a_list_that_is_not_there_is_refused_unless_it_is_to_be_written(folder: Path) -> None:
    words = ["run", "http://127.0.0.1:9", "--known", "new.jsonl", "-q", "--dry-run"]
    for lang, said in zip(BOTH, ("首次用 --update-known 写出", "write it with --update-known first"), strict=True):
        done = hutong(*words, lang=lang)
        assert done.exit_code == 2
        assert said in done.output
    assert hutong(*words, "--update-known").exit_code == 0


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"waivers: 5\n", b"[" * 5000, b"waivers: [{id: 1}]\n", b"a: *b\n"])
def test_an_odd_file_of_waivers_is_told(folder: Path, raw: bytes) -> None:
    Path("waivers.yaml").write_bytes(raw)
    for lang in BOTH:
        done = hutong("run", "http://127.0.0.1:9", "--waivers", "waivers.yaml", "-q", "--dry-run", lang=lang)
        assert done.exit_code == 2, done.output
        assert "error[waiver]" in done.output
        assert "waivers.yaml" in done.output
