"""`hutong serve`: run a reference system, with faults if asked, until told to stop."""

from __future__ import annotations

import shlex
import sys
import time
from contextlib import suppress
from pathlib import Path

import click

from conformance.cli import completing
from conformance.cli.console import echo, lang_option, refuse, speaking
from conformance.cli.fault_problems import fault_problem
from conformance.model.target import variable_of
from conformance.model.text import Lang, Text
from conformance.reports.writing import OWNER_ONLY, trouble, write
from conformance.systems.faults import Fault, faults, hidden
from conformance.systems.faults.fault import NoChangeError
from conformance.systems.kinds import KINDS
from conformance.systems.serve import Running, reference_credentials, start

POLL = 0.5


@click.command()
@click.argument("kind", type=click.Choice([*KINDS]))
@click.option(
    "--fault",
    "names",
    multiple=True,
    metavar="CLAUSE",
    shell_complete=completing.clauses,
    help="给它一个缺陷，可重复。 Give it a fault; repeatable.",
)
@click.option("--faults", "listing", is_flag=True, help="列出可用的缺陷。 List the faults there are.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="端口，默认任选。 Port; any free one by default."
)
@click.option(
    "--write-config",
    "config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写出检测它的配置。 Write its hutong.yaml.",
)
@lang_option
@speaking
def serve(kind: str, names: tuple[str, ...], listing: bool, port: int, config: Path | None, lang: Lang) -> None:
    """运行参考系统。 Run a reference system on 127.0.0.1."""
    known = faults(kind)
    if listing:
        for name, fault in known.items():
            echo(name)
            echo(f"    {fault.title.into(lang)}")
        return
    for name in names:
        if name not in known:
            from conformance.norms.errors import near

            refuse(Text(f"没有缺陷 `{name}`", f"there is no fault `{name}`"), lang, near(name, [*known]))
    wrong = trouble(config, folder=False) if config else ""
    if wrong:
        refuse(Text(f"配置无法写入：{wrong}", f"the config cannot be written: {wrong}"), lang)
    chosen = [known[name] for name in dict.fromkeys(names)]
    _must_show(chosen, lang)
    try:
        running = start(kind, chosen, port)
    except NoChangeError as error:
        raise fault_problem(error) from None
    except OSError as error:
        text = Text(f"端口 {port} 不可用：{error.strerror}", f"port {port} cannot be used: {error.strerror}")
        refuse(text, lang, Text("换一个端口，或不给 --port", "take another, or leave --port out"))
    with running, suppress(KeyboardInterrupt):  # it is how serving is meant to end
        _announce(running, kind, names, config, lang)
        while True:
            time.sleep(POLL)


def _must_show(chosen: list[Fault], lang: Lang) -> None:
    """Refuse two faults of which one hides the other: whoever looks for both would find one."""
    for one, other, why in hidden(chosen):
        text = Text(
            f"缺陷 {other.key} 与 {one.key} 不能同时运行：{why.zh}",
            f"the fault {other.key} cannot show beside {one.key}: {why.en}",
        )
        refuse(text, lang, Text("只给其一", "give one of the two"))


def _announce(running: Running, kind: str, names: tuple[str, ...], config: Path | None, lang: Lang) -> None:
    words = [Text(f"{kind} 运行于 {running.address}", f"{kind} runs at {running.address}").into(lang)]
    words += [Text(f"缺陷 {name}", f"fault {name}").into(lang) for name in names]
    words += [f"export {variable_of(role)}={token}" for role, token in reference_credentials(kind).items()]
    if config:
        write_config(config, kind, running.address)
        again = f"hutong run -c {shlex.quote(str(config))}"
        words.append(Text(f"已写出 {config}：{again}", f"wrote {config}: {again}").into(lang))
    words.append(Text("按 Ctrl-C 停止", "Ctrl-C stops it").into(lang))
    for word in words:
        echo(word)
    sys.stdout.flush()


def write_config(file: Path, kind: str, address: str) -> None:
    """Write the hutong.yaml that tests a reference system, readable by its owner only."""
    lines = [
        "# 参考系统的检测配置；凭据为公开的虚构值。",
        "# How to test the reference system; its credentials are published, fictitious ones.",
        "version: 1",
        "targets:",
        f"  {kind}:",
        f"    address: {address}",
        f"    profile: {kind}",
        "    environment: test",
        "    writes: true",
        "    credentials:",
        *(f"      {role}: {{token: {token}}}" for role, token in reference_credentials(kind).items()),
    ]
    write("".join(f"{line}\n" for line in lines).encode(), file, OWNER_ONLY)
