"""The commands and how they are found; each is loaded when it is called."""

from __future__ import annotations

import importlib
from contextlib import nullcontext
from typing import Any

import click

from conformance import __version__
from conformance.cli import ends
from conformance.cli.console import refuse, speech
from conformance.cli.streams import standing
from conformance.cli.usage_errors import LANG, asked_language, told
from conformance.model.text import Text
from conformance.norms.errors import near
from conformance.wire.stopping import Stop, listening

COMMANDS = {
    "demo": "demo",
    "run": "run",
    "matrix": "matrix",
    "init": "init",
    "replay": "replay",
    "cleanup": "cleanup",
    "report": "report",
    "explain": "explain",
    "serve": "serve",
    "standard": "standard",
    "schema": "schema",
    "completion": "completion",
}
"""Command → module of this folder; its click command has the name of the command."""

SUMMARIES = {
    "demo": (
        "试一试：一个合格、一个有缺陷的目录，五个系统的互通",
        "try it: two catalogues, and what five systems exchange",
    ),
    "run": ("检测一个系统并给出结论", "examine one system and give its verdicts"),
    "matrix": ("谁能与谁交换什么，哪些系统是孤岛", "who can exchange what with whom; which systems are islands"),
    "init": ("写出 hutong.yaml 和流水线文件", "write a hutong.yaml and the file of a pipeline"),
    "replay": ("重问报告中的题目，看缺陷是否还在", "ask failed cases of a report again: is the defect still there"),
    "cleanup": ("清除以前的运行遗留的数据", "take back what earlier runs left in a system"),
    "report": ("把保存的结果另出为其他格式", "file a saved result in other formats"),
    "explain": (
        "说明一条条款：内容、依据、测法、整改",
        "explain a clause: text, source, how it is tested, how to fix it",
    ),
    "serve": ("运行一个参考系统，可带缺陷", "run a reference system, with faults if asked"),
    "standard": (
        "标准数据：列出、比较、检查、接口规约、题库、变异体、孪生系统",
        "the coded standards: list, show, diff, lint, coverage, contract, corpus, truth, twins",
    ),
    "schema": ("输出配置、报告、标准文件的 JSON Schema", "print the JSON Schema of config, report or data files"),
    "completion": ("输出 shell 补全脚本", "print the completion script of a shell"),
}


class Commands(click.Group):
    """A group that imports a command only when it is called."""

    def main(self, *args: Any, obj: Stop | None = None, **extra: Any) -> Any:
        stop = obj or Stop()
        with standing(), nullcontext() if obj else listening(stop):
            return super().main(*args, obj=stop, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(importlib.import_module(f"conformance.cli.{module}"), module)
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        asked = asked_language(args)
        with ends.told(asked), told(asked):
            context = super().make_context(info_name, args, parent, **extra)
        context.meta[LANG] = asked
        return context

    def invoke(self, ctx: click.Context) -> Any:
        with ends.told(ctx.meta[LANG]), told(ctx.meta[LANG]):
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            text = Text(f"没有命令 `{args[0]}`", f"there is no command `{args[0]}`")
            refuse(text, speech(ctx.meta[LANG]), near(args[0], [*COMMANDS]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = speech("")
        with formatter.section("命令" if lang == "zh" else "Commands"):
            rows = [(name, zh if lang == "zh" else en) for name, (zh, en) in SUMMARIES.items()]
            formatter.write_dl(rows)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="Hutong 互通 %(version)s")
def app() -> None:
    """Hutong 互通: do government systems keep the standards, and do they really work together?

    政务系统符合性与互通性测试。
    """
