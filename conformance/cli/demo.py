"""`hutong demo`: a conforming and a faulty catalogue, and five systems that exchange, on this machine in a minute."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from conformance.cli.console import echo, lang_option, reporting
from conformance.cli.demo_network import served
from conformance.cli.execution import perform, show
from conformance.cli.matrix import examined, network_in, norms_of
from conformance.cli.own_bug import end_if_broken
from conformance.cli.serve import write_config
from conformance.config import file as config_file
from conformance.config.loading import load, planned
from conformance.config.names import DEFAULT_SEED
from conformance.model.interop import Interop
from conformance.model.report import Report
from conformance.model.target import variable_of
from conformance.model.text import Lang, Text
from conformance.systems.faults import faults
from conformance.systems.serve import Running, reference_credentials, start
from conformance.wire.stopping import Stop

KIND = "resource-catalogue"
FAULTS = ("support.paging.complete", "security.access.authentication-required", "overall.identifiers.credit-code")
"""Defects departments really ship: a page lost, a door left open, a code nobody checked."""

PORT = 18080


@click.command()
@click.option("--hold", is_flag=True, help="检测后保持有缺陷的目录运行。 Keep the faulty catalogue running afterwards.")
@click.option("--network", is_flag=True, help="只看五个系统之间的互通。 Only the five systems that exchange.")
@lang_option
@reporting
def demo(hold: bool, network: bool, lang: Lang, stop: Stop) -> None:
    """检测一个合格与一个有缺陷的目录，再看五个系统能否互通；不连外网。

    Examine a conforming and a faulty catalogue, then who of five systems can exchange what; on this machine alone.
    """
    if network:
        raise SystemExit(0 if _joined_by_one_repair(_surveyed(lang, stop)) else 1)
    _say(lang, "[1/3] 合格的目录系统", "[1/3] a conforming catalogue")
    clean = _examined((), 0, lang, stop)
    _say(lang, "", "")
    _say(lang, f"[2/3] 有 {len(FAULTS)} 处缺陷的目录系统", f"[2/3] a catalogue with {len(FAULTS)} faults")
    faulty = _examined(FAULTS, PORT, lang, stop, hold)
    _say(lang, "", "")
    _say(lang, "[3/3] 省、市、县五个系统之间的交换", "[3/3] what five systems of province, city and county exchange")
    interop = _surveyed(lang, stop)
    ok = clean.gate.met and faulty.gate.exit_code == 1 and _joined_by_one_repair(interop)
    _say(lang, "", "")
    if ok:
        _say(
            lang,
            "演示完成：合格者达到要求，有缺陷者未达到；一对交换不通，使五个系统成为两个孤岛。",
            "Done: the conforming one meets the gate, the faulty one does not; a broken pair makes two islands.",
        )
    _say(lang, "要重复一行 curl，另开一个终端：", "To repeat a line of curl, in another terminal:")
    flags = " ".join(f"--fault {name}" for name in FAULTS)
    echo(f"  hutong serve {KIND} --port {PORT} {flags}")
    for role, token in reference_credentials(KIND).items():
        echo(f"  export {variable_of(role)}={token}")
    _say(lang, "查看一条条款的含义与整改办法：", "What a clause means and how to fix it:")
    echo(f"  hutong explain {FAULTS[0]}")
    raise SystemExit(0 if ok else 1)


def _say(lang: Lang, zh: str, en: str) -> None:
    echo(Text(zh, en).into(lang))


def _examined(names: tuple[str, ...], port: int, lang: Lang, stop: Stop, hold: bool = False) -> Report:
    """Serve one reference system, examine it and show its report. Raises Interrupted once it is shown."""
    with _started(names, port) as running, tempfile.TemporaryDirectory() as folder:
        with stop.open():
            file = Path(folder) / "hutong.yaml"
            write_config(file, KIND, running.address)
            target = config_file.target_of(*config_file.load_config(file), KIND)
            plan = planned(target, load(target))
        report = perform(plan, DEFAULT_SEED, lang, stop)
        with stop.open(afresh=True):
            show(report, lang, "human")
            end_if_broken(report.broken, lang)
            stop.check()
            if hold:
                zh, en = "系统仍在运行，按任意键停止", "the system is still running; any key stops it"
                click.pause(Text(zh, en).into(lang))
    return report


def _surveyed(lang: Lang, stop: Stop) -> Interop:
    """Serve five systems, test what they exchange and show who can exchange what with whom. Raises Interrupted."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as file:
        with stop.open():
            network = network_in(file)
            norms = norms_of(network)
        interop = examined(network, norms, DEFAULT_SEED, lang, stop)
        with stop.open(afresh=True):
            show(interop, lang, "human")
            end_if_broken(interop.broken, lang)
            stop.check()
    return interop


def _joined_by_one_repair(interop: Interop) -> bool:
    """Whether one repair makes one of the islands, as the five are made."""
    return len(interop.graph.islands) == 2 and len(interop.graph.repairs) == 1


def _started(names: tuple[str, ...], port: int) -> Running:
    """The reference system on the port, or on any other where that one is taken: only the repeat line depends on it."""
    chosen = [faults(KIND)[name] for name in names]
    try:
        return start(KIND, chosen, port)
    except OSError:
        return start(KIND, chosen)
