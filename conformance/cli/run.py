"""`hutong run`: examine one system and give its verdicts. What it works with is loaded once it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from conformance.cli import completing
from conformance.cli.console import lang_option, reporting
from conformance.cli.filing import output_option
from conformance.config.names import DEFAULT_SEED


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
@reporting
def run(**options: Any) -> None:
    """检测一个系统。 Examine one system: TARGET is an address, or the name of a target in hutong.yaml.

    退出码 Exit code: 0 达到要求 gate met; 1 未达到 not met; 2 用法错误或报告未能写出 wrong use, or a report that
    was not written; 3 未能判定 undecided; 4 标准数据被改动 data that is not what its digest seals;
    70 Hutong 自身出错 a bug of Hutong; 130/143 中断 interrupted.
    """
    from conformance.cli.running import examine

    examine(options)
