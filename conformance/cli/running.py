"""The work of `hutong run`: which target, what it rests on, the run itself, and what is filed of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from conformance.cli.console import echo, refuse
from conformance.cli.ending import finish
from conformance.cli.execution import now, perform
from conformance.cli.filing import outputs_of
from conformance.cli.generated_questions import exploration, tell_reading, with_own_questions
from conformance.cli.known_failures import keep_known
from conformance.config import file as config_file
from conformance.config.choosing import must_be_open
from conformance.config.exemptions import exemptions_of
from conformance.config.loading import GENERAL, Loaded, load, planned
from conformance.config.names import find_config
from conformance.config.reaching import reached
from conformance.engine.plan import Plan
from conformance.engine.unbegun import unbegun
from conformance.model.target import Target
from conformance.model.text import Lang, Text, many
from conformance.norms.errors import near
from conformance.wire.stopping import Interrupted, Stop

OF_ONE_SYSTEM = {
    "profile": "--profile",
    "openapi": "--openapi",
    "clauses": "--clause",
    "connections": "--connections",
    "explore": "--explore",
    "dry_run": "--dry-run",
    "waivers": "--waivers",
    "known": "--known",
    "update_known": "--update-known",
}
LEFT_OUT = {"corpus": "--no-corpus", "shrink": "--no-shrink", "read_only": "--allow-writes"}
"""Options of `hutong run` that a network does not know: what is given, and what is turned off."""

SCHEME = Text("地址以 http:// 或 https:// 开头", "an address begins with http:// or https://")


def examine(options: dict[str, Any]) -> NoReturn:
    """Examine the target of a command line, show and file what came of it, and end with its exit code."""
    lang: Lang = options["lang"]
    stop: Stop = options["stop"]
    network = _network(options)
    if network is not None:
        from conformance.cli.matrix import examine_file

        _must_be_of_networks(options, lang)
        examine_file(network, options, lang)
    if options["update_known"] and not options["known"]:
        refuse(Text("--update-known 须与 --known 同用", "--update-known goes with --known"), lang)
    outputs = outputs_of(options["outputs"], lang)
    target = chosen_target(options, lang)
    if not options["dry_run"]:
        must_be_open(target, now())
    try:
        with stop.open():
            plan = _laid_out(target, options, lang)
            if options["dry_run"]:
                from conformance.cli.preview import preview

                preview(plan, lang)
                raise SystemExit(0)
    except Interrupted:
        if options["dry_run"]:
            raise
        finish(unbegun(target, options["seed"], now, stop.signal), outputs, options["form"], lang, stop)
    _warn_held_back(plan, lang)
    report = perform(plan, options["seed"], lang, stop, quiet=options["quiet"])
    known: Path | None = options["known"]
    keeping = partial(keep_known, report, known, plan.exemptions, options["update_known"], lang) if known else None
    finish(report, outputs, options["form"], lang, stop, keeping)


def _laid_out(target: Target, options: dict[str, Any], lang: Lang) -> Plan:
    """The plan of a command line."""
    bounds = exploration(target, options, lang)
    tell_reading(target, options, lang)
    loaded, notes = with_own_questions(target, loaded_for(target, lang), options, lang)
    named = target_names(options) if options["waivers"] else []
    waivers, known, begins = options["waivers"], options["known"], options["update_known"]
    exemptions = exemptions_of(waivers, known, target, named, loaded, begins)
    plan = _plan(target, loaded, options["clauses"], lang)
    told = (*plan.notes, *notes)
    return replace(plan, explore=bounds, notes=told, shrink=options["shrink"], exemptions=exemptions)


def chosen_target(options: dict[str, Any], lang: Lang) -> Target:
    """The target of the command line: an address, or a name in the file; options win over the file."""
    word: str = options["target"] or ""
    if "://" in word:
        target = reached(Target(urlsplit(word).netloc, word))
    else:
        target = _from_file(word, options["config"], lang)
    changes: dict[str, Any] = {}
    if options["profile"]:
        changes["kind"] = options["profile"]
    if options["openapi"]:
        changes["document"] = options["openapi"]
    if options["read_only"] is not None:
        changes["writes"] = not options["read_only"]
    if options["connections"]:
        changes["limits"] = replace(target.limits, connections=options["connections"])
    target = replace(target, **changes)
    if target.writes and target.environment != "test":
        refuse(
            Text(
                f"{target.name} 不是测试环境，不能写入",
                f"{target.name} is not a test environment; it is never written to",
            ),
            lang,
            Text("在 hutong.yaml 中写明 environment: test", "say environment: test in hutong.yaml"),
        )
    return target


def _network(options: dict[str, Any]) -> Path | None:
    """The file of a network of which no system is named: then every declared pair is meant."""
    found = options["config"] or find_config(Path.cwd())
    if options["target"] or found is None:
        return None
    return found if config_file.load_config(found)[0].systems else None


def _must_be_of_networks(options: dict[str, Any], lang: Lang) -> None:
    """Refuse what says something of one system: left unheard, `--dry-run` would send, and `--clause` narrow nothing."""
    given = [flag for name, flag in OF_ONE_SYSTEM.items() if options[name]]
    given += [flag for name, flag in LEFT_OUT.items() if options[name] is False]
    flags = ", ".join(given)
    if flags:
        text = Text(f"{flags} 只用于一个系统；未发送任何请求", f"{flags} goes with one system; nothing was sent")
        refuse(text, lang, Text("写明系统名称，或不用该选项", "name a system, or leave the option out"))


def target_names(options: dict[str, Any]) -> list[str]:
    """The names of all targets and systems of the file, where there is one."""
    found = options["config"] or find_config(Path.cwd())
    return [*config_file.load_config(found)[0].entries] if found else []


def _from_file(name: str, given: Path | None, lang: Lang) -> Target:
    file = given or find_config(Path.cwd())
    if file is None and name:
        zh, en = f"`{name}` 不是地址，也没有找到 hutong.yaml", f"`{name}` is no address, and no hutong.yaml was found"
        refuse(Text(zh, en), lang, _meant(name))
    if file is None:
        refuse(
            Text("没有给出被测系统", "no target was named"),
            lang,
            Text(
                "给出地址：hutong run http://…，或先试 hutong demo",
                "name an address: hutong run http://…; or try hutong demo",
            ),
        )
    config, document = config_file.load_config(file)
    if not name and len(config.entries) > 1:
        names = ", ".join(config.entries)
        refuse(Text(f"{file} 有多个系统：{names}", f"{file} names several targets: {names}"), lang)
    if name not in config.entries and _like_an_address(name, config.entries):
        refuse(Text(f"没有名为 `{name}` 的系统", f"there is no target `{name}`"), lang, _meant(name), "config")
    return reached(config_file.target_of(config, document, name or next(iter(config.entries))), document)


def _like_an_address(word: str, names: Iterable[str]) -> bool:
    """Whether a word was rather meant as an address than as a name, misspelt."""
    return any(mark in word for mark in ".:/") and not get_close_matches(word, [*names], n=1)


def _meant(word: str) -> Text:
    """What to do about a word that is neither an address nor a name."""
    return (
        Text(f"配置文件用 -c 给出：-c {word}", f"a file is given with -c: -c {word}")
        if Path(word).is_file()
        else SCHEME
    )


def loaded_for(target: Target, lang: Lang) -> Loaded:
    """What a run on a target rests on; refused where a document does not go with its profile."""
    if target.document and target.kind != GENERAL:
        zh, en = "--openapi 只用于 general；本类系统用自己的接口规约", "--openapi goes with the profile general only"
        refuse(Text(zh, en), lang)
    return load(target)


def _plan(target: Target, loaded: Loaded, clauses: tuple[str, ...], lang: Lang) -> Plan:
    for name in clauses:
        if name not in loaded.profile.clauses:
            text = Text(
                f"适用配置 {target.kind} 没有条款 `{name}`", f"the profile {target.kind} has no clause `{name}`"
            )
            refuse(text, lang, near(name, [*loaded.profile.clauses]))
    return planned(target, loaded, frozenset(clauses))


def _warn_held_back(plan: Plan, lang: Lang) -> None:
    not_called = [one for one in plan.held_back if one.because == "hold_back"]
    if not_called:
        number = many(len(not_called), "个操作", "operation")
        zh = f"{number.zh}的名称表明会注销、删除、发送等，不调用；见 --dry-run 与报告"
        en = f"not called, for what the names say: {number.en}; see --dry-run and the report"
        echo(Text(zh, en).into(lang), err=True)
    held = plan.wanting_writes()
    if held:
        number = many(len(held), "项条款", "clause")
        zh = f"只读运行：{number.zh}需要写入，未必能判定；其中有必备条款未定时退出码为 3"
        en = f"read-only run: {number.en} wanting writes; a mandatory one left undecided makes the exit code 3"
        echo(Text(zh, en).into(lang), err=True)
