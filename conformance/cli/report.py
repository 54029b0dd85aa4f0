"""`hutong report`: a saved result in other formats, verified, or beside an earlier one; the system is not asked."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli.console import OWN_BUG, TRUST, echo, lang_option, put, refuse, speaking, stop_of
from conformance.cli.filing import code_after, file, output_option, outputs_of
from conformance.cli.saved import document_of
from conformance.model.text import Lang, Text
from conformance.model.visible import visible
from conformance.reports.formats import render
from conformance.reports.reading import ALTERED, Node
from conformance.reports.saved import REMARK, marked
from conformance.reports.subject import of_network


@click.command()
@click.argument("result", type=click.Path(path_type=Path))
@output_option
@click.option("--verify", is_flag=True, help="重新计算摘要，核对结果与此处安装的标准和工具。 Recompute every digest.")
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    help="与 --verify 同用：网络的 hutong.yaml。 The network declared.",
)
@click.option(
    "--compare", "other", type=click.Path(path_type=Path), help="与较早的结果比较。 Compare with an earlier result."
)
@click.option(
    "--format", "form", type=click.Choice(["human", "json"]), default="human", help="比较的输出格式。 Output."
)
@lang_option
@speaking
def report(
    result: Path,
    outputs: tuple[str, ...],
    verify: bool,
    config: Path | None,
    other: Path | None,
    form: str,
    lang: Lang,
) -> None:
    """用保存的结果另出报告，不再询问系统。 File a saved result (`-o json`) in other formats; nothing is asked again.

    退出码 Exit code: 0; 1 --compare 有新增 anything new; 2 用法错误 wrong use; 4 有不一致 a digest differs (--verify),
    或结果在生成后被改动 or the result was altered; 70 Hutong 自身出错 a bug of Hutong; 130/143 中断 interrupted.
    """
    if sum((verify, other is not None, bool(outputs))) > 1:
        refuse(Text("--verify、--compare 与 -o 一次只用一种", "use one of --verify, --compare and -o at a time"), lang)
    document = document_of(result, verify)
    if config is not None and not (verify and of_network(document)):
        zh, en = "--config 只与 --verify 同用于网络的结果", "--config goes with --verify and the result of a network"
        refuse(Text(zh, en), lang)
    if verify:
        from conformance.cli.verifying import verify as verified

        raise SystemExit(verified(document, config, lang))
    document = marked(document)
    before = marked(document_of(other)) if other is not None else None
    doubted = [place for place, one in ((result, document), (other, before)) if one is not None and ALTERED in one]
    for place in doubted:
        echo(visible(f"{place}: {REMARK.into(lang)}"), err=True)
    code = _compared(before, document, form, lang) if before is not None else _filed(document, outputs, lang)
    raise SystemExit(TRUST if doubted else code)


def _compared(before: Node, now: Node, form: str, lang: Lang) -> int:
    from conformance.cli.comparing import show

    return show(before, now, lang, form)


def _filed(document: Node, outputs: tuple[str, ...], lang: Lang) -> int:
    """File a result as asked; with nothing asked, show its summary."""
    wanted = outputs_of(outputs, lang, of_network(document))
    if not wanted:
        put(bytes(render("markdown", document, lang)))  # type: ignore[arg-type] # a format of one file
    stop = stop_of()
    filed = file(document, wanted, lang, stop)
    for line in filed.said:
        echo(line, err=True)
    stop.check()
    return OWN_BUG if filed.broken else code_after(0, filed.good)
