"""What a role sends to be known: where its secret comes from, and that a header can carry it. No error repeats it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from conformance.config.entries import CredentialConfig, TargetConfig
from conformance.model.contract import WIRE_HEADERS
from conformance.model.target import Credential, variable_of
from conformance.model.text import Text
from conformance.norms.errors import DataError
from conformance.norms.files import NotRead, read_plain
from conformance.norms.yaml_text import Document
from conformance.norms.yaml_text import Path as Place

MOST_BYTES = 64 * 1024
"""Of a file that holds a secret."""

_REFERENCE = re.compile(r"\$\{(env|file):([^}]+)\}")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_UNSENDABLE = re.compile(r"[^\t -~]")

Wrong = Callable[[str, str, Text | None], DataError]
"""Makes the error of one credential of what is wrong in Chinese, in English, and what to do."""


def credential(role: str, given: CredentialConfig, entry: TargetConfig, document: Document, path: Place) -> Credential:
    """One credential with its secret filled in; `role` is the name it goes by, `path` that of its token.

    Raises DataError where it lacks a secret, or holds what no header can carry.
    """

    def wrong(zh: str, en: str, hint: Text | None = None) -> DataError:
        where = ".".join(map(str, path))
        text = Text(f"{zh}（{where}）；未发送任何请求", f"{en} ({where}); nothing was sent")
        return document.error(path, text, hint, "secret")

    _check_header(given, wrong)
    variable, secret = _found(variable_of(role), given.token, entry, document, wrong)
    odd = _UNSENDABLE.search(secret)
    if odd:
        kind = _kind(odd.group())
        zh, en = f"凭据中有{kind.zh}，请求头不能携带", f"the secret holds {kind.en}, which no header can carry"
        raise wrong(zh, en, Text("核对凭据，一般只有一行 ASCII 字符", "check it: as a rule it is one line of ASCII"))
    return Credential(role, variable, given.header, given.prefix, secret)


def _check_header(given: CredentialConfig, wrong: Wrong) -> None:
    if not _HEADER_NAME.fullmatch(given.header):
        hint = Text("如 Authorization、X-Api-Key", "such as Authorization or X-Api-Key")
        raise wrong("header 不是请求头的名称", "`header` is not the name of a header", hint)
    if given.header.lower() in WIRE_HEADERS:
        hint = Text("用携带凭据的请求头", "name the header that carries the credential")
        raise wrong(f"请求头 {given.header} 由传输层自定", f"the header {given.header} is the wire's own", hint)
    odd = _UNSENDABLE.search(given.prefix)
    if odd:
        kind = _kind(odd.group())
        raise wrong(f"prefix 中有{kind.zh}", f"`prefix` holds {kind.en}", Text("如 'Bearer '", "such as 'Bearer '"))


def _found(variable: str, token: str, entry: TargetConfig, document: Document, wrong: Wrong) -> tuple[str, str]:
    """The name a secret goes by in every output, and the secret; blanks around it are no part of it."""
    match = _REFERENCE.fullmatch(token.strip())
    if match is None:
        return variable, _literal(variable, token, entry, wrong)
    source, name = match.groups()
    if source == "file":
        return variable, _of_file(name, document, wrong)
    if not _VARIABLE.fullmatch(name):
        raise wrong("环境变量名不合法", "that is no name of an environment variable", _reference(variable))
    secret = os.environ.get(name, "").strip()
    if not secret:
        zh, en = f"环境变量 {name} 未设置或为空", f"the environment variable {name} is not set, or is empty"
        raise wrong(zh, en, Text(f"先设置：export {name}=…", f"set it first: export {name}=…"))
    return name, secret


def _literal(variable: str, token: str, entry: TargetConfig, wrong: Wrong) -> str:
    if entry.environment != "test":
        zh, en = "生产环境的凭据不得写在文件里", "a credential of a production system must not stand in the file"
        raise wrong(zh, en, _reference(variable))
    if "${" in token:
        zh, en = "token 只能整个是引用或凭据", "`token` is a reference or a secret, and nothing beside it"
        raise wrong(zh, en, Text("前缀写在 prefix 中", "what stands before it goes into `prefix`"))
    if not token.strip():
        raise wrong("token 为空", "`token` is empty", _reference(variable))
    return token.strip()


def _of_file(name: str, document: Document, wrong: Wrong) -> str:
    file = Path(document.file).parent / name
    try:
        secret = read_plain(file, MOST_BYTES).decode("utf-8-sig").strip()
    except NotRead as error:
        raise wrong(f"无法读取文件 {name}：{error.why.zh}", f"cannot read {name}: {error.why.en}", error.help) from None
    except UnicodeDecodeError:
        raise wrong(f"文件 {name} 不是 UTF-8 文本", f"{name} is not a text in UTF-8", None) from None
    if not secret:
        raise wrong(f"文件 {name} 为空", f"{name} is empty", None)
    return secret


def _reference(variable: str) -> Text:
    return Text(f"改用 ${{env:{variable}}}", f"use ${{env:{variable}}}")


def _kind(character: str) -> Text:
    """What kind of character one is, without showing it."""
    if character in "\r\n":
        return Text("换行", "a line break")
    if ord(character) < 0x20 or character == "\x7f":
        return Text("控制字符", "a control character")
    return Text("非 ASCII 字符", "a character beyond ASCII")
