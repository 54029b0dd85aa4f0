"""`hutong run`: examine one system and give its verdicts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from conformance.cli import completing
from conformance.cli.filing import code_after, file, output_option, outputs_of
from conformance.cli.marking import keep_known
from conformance.cli.performing import perform, show
from conformance.cli.voice import echo, lang_option, refuse, speaking
from conformance.cli.widening import exploration, with_own_questions
from conformance.config import file as config_file
from conformance.config.loading import DEFAULT_SEED, GENERAL, Loaded, load, planned
from conformance.config.marks import marks_of
from conformance.config.names import find_config
from conformance.engine.plan import Plan
from conformance.model.target import Target
from conformance.model.text import Lang, Text
from conformance.norms.errors import near
from conformance.reports import json_document


@click.command()
@click.argument("target", required=False, shell_complete=completing.targets)
@click.option("-c", "--config", type=click.Path(path_type=Path), help="hutong.yaml；默认向上查找。 Found upward.")
@click.option("-p", "--profile", shell_complete=completing.profiles, help="适用配置。 The profile to test against.")
@click.option("--openapi", help="系统自己的接口文档：文件或地址。 Its own OpenAPI document: file or address.")
@click.option(
    "--clause",
    "clauses",
    multiple=True,
    shell_complete=completing.clauses,
    help="只测这些条款，可重复。 Only these clauses; repeatable.",
)
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="随机种子。 The seed.")
@click.option(
    "--read-only/--allow-writes",
    "read_only",
    default=None,
    help="只读（默认）；写入还须 environment: test。 Read-only unless the target is a test environment and allows it.",
)
@click.option("-j", "--connections", type=click.IntRange(1, 64), help="同时读取的连接数。 Connections to read on.")
@click.option(
    "--corpus/--no-corpus",
    default=True,
    help="由 --openapi 的文档生成问题（默认）。 Make questions of the document of --openapi (default).",
)
@click.option("--explore", is_flag=True, help="再由 Schemathesis 自适应探测。 Let Schemathesis explore as well.")
@click.option(
    "--explore-requests",
    type=click.IntRange(min=1),
    default=500,
    show_default=True,
    help="探测的请求上限。 Requests it may take.",
)
@click.option(
    "--explore-seconds",
    type=click.FloatRange(min=0, min_open=True),
    help="探测的时限（秒），默认为本次运行所余。 Seconds it may take; by default what the run has left.",
)
@click.option("--shrink/--no-shrink", default=True, help="缩小反例（默认）。 Make counter-examples smaller (default).")
@click.option("--dry-run", is_flag=True, help="只列计划，不发送。 Show the plan, send nothing.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="输出格式。 Output.")
@output_option
@click.option("--waivers", type=click.Path(path_type=Path), help="让步文件。 A file of waivers.")
@click.option("--known", type=click.Path(path_type=Path), help="已知不符合项清单。 A list of known nonconformities.")
@click.option("--update-known", is_flag=True, help="改写该清单；流水线中只减不增。 Rewrite it; in CI it only shrinks.")
@click.option("-q", "--quiet", is_flag=True, help="不显示进度。 No progress.")
@lang_option
@speaking
def run(**options: Any) -> None:
    """检测一个系统。 Examine one system: TARGET is an address, or the name of a target in hutong.yaml.

    退出码 Exit code: 0 达到要求 gate met; 1 未达到 not met; 2 用法错误 wrong use; 3 未能判定 undecided;
    4 标准数据被改动 data that is not what its digest seals; 130/143 中断 interrupted.
    """
    lang: Lang = options["lang"]
    network = _network(options)
    if network is not None:
        from conformance.cli.matrix import examine_file

        examine_file(network, options, lang)
    outputs = outputs_of(options["outputs"], lang)
    target = chosen_target(options, lang)
    bounds = exploration(target, options, lang)
    loaded, notes = with_own_questions(target, loaded_for(target, lang), options, lang)
    marks = marks_of(options["waivers"], options["known"], target, target_names(options), loaded)
    plan = replace(
        _plan(target, loaded, options["clauses"], lang),
        explore=bounds,
        notes=notes,
        shrink=options["shrink"],
        marks=marks,
    )
    if options["dry_run"]:
        from conformance.cli.preview import preview

        preview(plan, lang)
        return
    _warn_held_back(plan, lang)
    report = perform(plan, options["seed"], lang, quiet=options["quiet"])
    show(report, lang, options["form"])
    if options["known"]:
        keep_known(report, options["known"], marks, options["update_known"], lang)
    filed = file(json_document.document(report, lang), outputs, lang) if outputs else True
    raise SystemExit(code_after(report.gate.exit_code, filed))


def chosen_target(options: dict[str, Any], lang: Lang) -> Target:
    """The target of the command line: an address, or a name in the file; options win over the file."""
    word: str = options["target"] or ""
    if "://" in word:
        _check_address(word, lang)
        target = Target(urlsplit(word).netloc, word)
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


def target_names(options: dict[str, Any]) -> list[str]:
    """The names of all targets of the file, where there is one."""
    found = options["config"] or find_config(Path.cwd())
    return [*config_file.load_config(found)[0].targets] if found else []


def _check_address(word: str, lang: Lang) -> None:
    from conformance.wire.scope import Scope

    try:
        Scope.of(word)
    except ValueError as error:
        refuse(Text(f"地址不可用：{error}", f"the address cannot be used: {error}"), lang)


def _from_file(name: str, given: Path | None, lang: Lang) -> Target:
    file = given or find_config(Path.cwd())
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
    target = config_file.target_of(config, document, name or next(iter(config.entries)))
    _check_address(target.address, lang)
    return target


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
    held = plan.held_back()
    if held:
        zh = f"只读运行：{len(held)} 项条款需要写入，未必能判定；其中有必备条款未定时退出码为 3"
        en = f"read-only run: {len(held)} clause(s) need writes; a mandatory one left undecided makes the exit code 3"
        echo(Text(zh, en).into(lang), err=True)
