"""`hutong init`: writes the first hutong.yaml and the file of a pipeline; asks on a terminal only."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from conformance.cli import completing
from conformance.cli.console import echo, lang_option, refuse, speaking
from conformance.cli.origin import WANTED, Origin, UnknownOrigin, installed, named
from conformance.cli.scaffold import PLACES, Answers, files, name_of
from conformance.config.names import NAME
from conformance.model.clause import ROLES
from conformance.model.text import Lang, Text
from conformance.norms.errors import near
from conformance.reports.writing import write

NAMES = re.compile("[a-z0-9][a-z0-9_-]*")


@click.command()
@click.option("--address", help="系统的地址。 Where the system is.")
@click.option("--openapi", help="系统自己的接口文档：文件或地址。 Its own OpenAPI document: file or address.")
@click.option("-p", "--profile", shell_complete=completing.profiles, help="适用配置。 The profile to test against.")
@click.option("--name", help="系统在文件中的名称。 What the file calls the system.")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice(ROLES), help="有账号的角色，可重复。 A role with an account."
)
@click.option("--test", is_flag=True, help="这是可以写入的测试环境。 It is a test environment that may be written to.")
@click.option("--ci", type=click.Choice([*PLACES]), help="再写一个流水线文件。 Write a file for a pipeline too.")
@click.option(
    "--from",
    "source",
    help="流水线从何处安装 Hutong，默认同本机。 What the pipeline installs; default: as installed here.",
)
@click.option("--yes", is_flag=True, help="不询问，其余取默认值。 Ask nothing; take the defaults.")
@click.option("--force", is_flag=True, help="替换已有的文件。 Replace files that are there.")
@lang_option
@speaking
def init(lang: Lang, **options: Any) -> None:
    """在当前文件夹写出 hutong.yaml。 Write a commented hutong.yaml here, its editor schema, and a pipeline if asked."""
    asking = not options["yes"] and sys.stdin.isatty() and sys.stderr.isatty()
    given = _guessed(options)
    if not asking:
        _must_be_enough(given, options, lang)
    answers = _asked(given, lang) if asking else _settled(given)
    _must_hold(answers, lang)
    answers = replace(answers, origin=_origin(options["source"], lang) if answers.ci else None)
    written = files(answers, Path.cwd())
    there = [file for file in written if file.exists()]
    if there and not options["force"]:
        _must_be_allowed(there, asking, lang)
    for file, text in written.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write(text.encode(), file)
        said = Text("已替换", "replaced") if file in there else Text("已写出", "wrote")
        echo(f"{said.into(lang)} {file.relative_to(Path.cwd())}")
    for line in _next(answers, lang):
        echo(line)


def _guessed(options: dict[str, Any]) -> Answers:
    """What the command line says, and an address where the document was named by one."""
    document = options["openapi"] or ""
    parts = urlsplit(document)
    origin = f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else ""
    profile, roles = options["profile"] or "", tuple(dict.fromkeys(options["roles"]))
    address = options["address"] or origin
    return Answers(options["name"] or "", address, profile, options["test"], document, roles, options["ci"] or "")


def _must_be_enough(given: Answers, options: dict[str, Any], lang: Lang) -> None:
    """Refuse where nobody can be asked and something is missing."""
    missing = [word for word, there in (("--yes", options["yes"]), ("--address URL", given.address)) if not there]
    if missing:
        text = Text("不在终端上，不能询问", "this is no terminal: nothing can be asked")
        if options["yes"]:
            text = Text("不知道系统的地址", "the address of the system is not known")
        words = " ".join(missing)
        refuse(text, lang, Text(f"缺少 {words}", f"missing: {words}"))


def _settled(given: Answers) -> Answers:
    return replace(given, name=given.name or name_of(given.address), profile=given.profile or "general")


def _asked(given: Answers, lang: Lang) -> Answers:
    """Ask for what the command line left open, on standard error."""

    def ask(zh: str, en: str, default: str) -> str:
        return str(click.prompt(Text(zh, en).into(lang), default=default, err=True)).strip()

    address = given.address or ask("系统的地址（含基础路径）", "Address of the system, with its base path", "")
    named = replace(given, address=address)
    profiles = " | ".join(sorted(completing.profile_names()))
    profile = given.profile or ask(f"适用配置（{profiles}）", f"Profile ({profiles})", "general")
    name = given.name or ask("在文件中的名称", "Name in the file", name_of(address))
    test = given.test or click.confirm(
        Text("是可以写入的测试环境吗", "Is it a test environment that may be written to").into(lang), err=True
    )
    openapi = given.openapi
    if not openapi and profile == "general":
        openapi = ask("OpenAPI 文档（文件或地址，没有则回车）", "OpenAPI document (file or address, empty: none)", "")
    roles = given.roles
    if not roles:
        known = ", ".join(ROLES)
        said = ask(f"有账号的角色（{known}；空格分隔）", f"Roles with an account ({known}; separated by blanks)", "")
        roles = tuple(dict.fromkeys(re.split(r"[\s,，]+", said))) if said else ()
    kinds = " | ".join(PLACES)
    ci = given.ci or ask(f"流水线（{kinds}，不要则回车）", f"Pipeline ({kinds}, empty: none)", "")
    return replace(named, profile=profile, name=name, test=test, openapi=openapi, roles=roles, ci=ci)


def _must_hold(answers: Answers, lang: Lang) -> None:
    """Refuse what could not be examined: an address, name, profile, role or document that will not do."""
    from conformance.wire.scope import AddressError, Scope

    try:
        Scope.of(answers.address)
    except AddressError as error:
        refuse(error.text, lang)
    if not NAMES.fullmatch(answers.name):
        zh, en = f"名称 `{answers.name}` 不可用", f"the name `{answers.name}` cannot be used"
        refuse(Text(zh, en), lang, Text("用小写字母、数字、- 和 _", "use lower-case letters, digits, - and _"))
    known: tuple[tuple[str, Callable[[], list[str]], tuple[str, ...]], ...] = (
        ("profile", lambda: sorted(completing.profile_names()), (answers.profile,)),
        ("role", lambda: [*ROLES], answers.roles),
        ("ci", lambda: ["", *PLACES], (answers.ci,)),
    )
    for what, names, words in known:
        for word in words:
            if word not in names():
                refuse(Text(f"没有 {what} `{word}`", f"there is no {what} `{word}`"), lang, near(word, names()))
    if answers.openapi and answers.profile != "general":
        zh, en = "openapi 只用于 general；其他系统用自己的接口规约", "openapi goes with the profile general only"
        refuse(Text(zh, en), lang)
    if answers.openapi and "://" not in answers.openapi and not Path(answers.openapi).is_file():
        refuse(Text(f"没有文件 {answers.openapi}", f"there is no file {answers.openapi}"), lang)


def _origin(source: str | None, lang: Lang) -> Origin:
    """What the pipeline installs: what was named, else what runs here. Refuse where nobody could install the same."""
    try:
        return named(source) if source else installed()
    except UnknownOrigin as unknown:
        refuse(unknown.text, lang, WANTED)


def _must_be_allowed(there: list[Path], asking: bool, lang: Lang) -> None:
    """Ask before a file is replaced; without a terminal, refuse."""
    names = ", ".join(str(file.relative_to(Path.cwd())) for file in there)
    text = Text(f"已有 {names}", f"{names} already there")
    if not asking:
        zh, en = "未写任何文件；加 --force 则替换", "nothing was written; --force replaces them"
        refuse(text, lang, Text(zh, en))
    question = Text(f"{text.zh}，替换吗", f"{text.en}; replace").into(lang)
    if not click.confirm(question, err=True):
        refuse(Text("未写任何文件", "nothing was written"), lang)


def _next(answers: Answers, lang: Lang) -> list[str]:
    """What to do next: the secrets to set, and the first look."""
    from conformance.model.target import variable_of

    names = " ".join(variable_of(role) for role in answers.roles)
    secrets = [Text(f"先设好环境变量：{names}", f"set the environment first: {names}").into(lang)] if names else []
    look = Text("下一步", "next").into(lang)
    file = answers.origin.file if answers.origin else ""
    beside = Text(f"把 {file} 放入同一仓库", f"put {file} into the same repository").into(lang)
    return [*secrets, *([beside] if file else []), f"{look}: hutong run {answers.name} -c {NAME} --dry-run"]
