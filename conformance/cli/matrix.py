"""`hutong matrix`: who can really exchange what with whom, and which systems are islands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from conformance.cli.console import lang_option, refuse, reporting
from conformance.cli.ending import finish
from conformance.cli.execution import now, watched
from conformance.cli.filing import output_option, outputs_of
from conformance.config import file as config_file
from conformance.config.choosing import must_be_open, must_name_operations
from conformance.config.loading import kind_contract
from conformance.config.names import DEFAULT_SEED, find_config
from conformance.config.network_config import network_of
from conformance.config.reaching import reached
from conformance.config.release import the_standard
from conformance.config.years import with_years
from conformance.engine.vocabulary import tools
from conformance.model.interop import Interop
from conformance.model.network import Network
from conformance.model.text import Lang, Text
from conformance.norms.data_files import data
from conformance.norms.profile import load_profile
from conformance.wire.stopping import Interrupted, Stop

if TYPE_CHECKING:
    from conformance.interop.examine import Norms

AT_ONCE = 16
"""Names of systems that are looked up at once."""


@click.command()
@click.option("-c", "--config", type=click.Path(path_type=Path), help="hutong.yaml；默认向上查找。 Found upward.")
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="随机种子。 The seed.")
@click.option(
    "--read-only", is_flag=True, help="不写入；交换须申请，因此多为不确定。 Write nothing; most pairs stay undecided."
)
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="输出格式。 Output.")
@output_option
@click.option("-q", "--quiet", is_flag=True, help="不显示进度。 No progress.")
@lang_option
@reporting
def matrix(**options: Any) -> None:
    """检测 hutong.yaml 中各系统之间声明的每一对交换。 Test every pair of systems declared in a hutong.yaml.

    退出码 Exit code: 0 全部互通 all exchange; 1 有不通过 some fail; 2 用法错误或报告未能写出 wrong use, or a report
    that was not written; 3 未能判定 undecided; 70 Hutong 自身出错 a bug of Hutong; 130/143 中断 interrupted.
    """
    lang: Lang = options["lang"]
    given = options["config"] or find_config(Path.cwd())
    if given is None:
        hint = Text("写一个含 systems 的 hutong.yaml，或先试 hutong demo", "write one with systems, or try hutong demo")
        refuse(Text("找不到 hutong.yaml", "there is no hutong.yaml here"), lang, hint)
    examine_file(given, options, lang)


def examine_file(given: Path, options: dict[str, Any], lang: Lang) -> NoReturn:
    """Survey the network of a file, show and file what came of it, and end with its exit code."""
    outputs = outputs_of(options["outputs"], lang, network=True)
    stop: Stop = options["stop"]
    try:
        with stop.open():
            network = _declared(given, lang)
            norms = norms_of(network)
    except Interrupted:
        from conformance.interop.unbegun import unbegun

        declared = network_of(*config_file.load_config(given))
        finish(unbegun(declared, options["seed"], now, stop.signal), outputs, options["form"], lang, stop)
    if options.get("read_only"):
        network = read_only(network)
    interop = examined(network, norms, options["seed"], lang, stop, options["quiet"])
    finish(interop, outputs, options["form"], lang, stop)


def _declared(given: Path, lang: Lang) -> Network:
    network = network_in(given)
    if not network.pairs():
        zh, en = f"{given} 没有声明任何交换", f"{given} declares no exchange"
        refuse(Text(zh, en), lang, Text("在 consumes 中写明使用什么", "say under consumes what a system needs"))
    for member in network.members.values():
        must_be_open(member.target, now())
        must_name_operations(member.target, kind_contract(member.kind))
    return network


def network_in(given: Path) -> Network:
    """The network of a file. Raises DataError."""
    config, document = config_file.load_config(given)
    network = network_of(config, document, the_standard().clauses)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        targets = [*pool.map(lambda member: reached(member.target, document), network.members.values())]
    pairs = zip(network.members.values(), targets, strict=True)
    return replace(network, members={member.name: replace(member, target=target) for member, target in pairs})


def read_only(network: Network) -> Network:
    """The network with nothing in it to be written to."""
    members = {
        name: replace(member, target=replace(member.target, writes=False)) for name, member in network.members.items()
    }
    return replace(network, members=members)


def norms_of(network: Network) -> Norms:
    """What a network is judged by."""
    from conformance.interop.examine import Norms
    from conformance.interop.exchange import ExchangeRules

    years = (year for member in network.members.values() for year in member.target.years)
    standard = with_years(the_standard(), years)
    pairs, islands = (
        ExchangeRules(standard, tools(), load_profile(data("profiles"), name, standard)) for name in ("pair", "islands")
    )
    kinds = {member.kind for member in network.members.values()}
    return Norms(pairs, islands, {kind: kind_contract(kind) for kind in sorted(kinds)})


def examined(network: Network, norms: Norms, seed: int, lang: Lang, stop: Stop, quiet: bool = False) -> Interop:
    """Survey a network with its progress on standard error."""
    from conformance.interop.examine import survey

    with watched(lang, quiet) as listen:
        return survey(network, norms, seed, now, listen, stop=stop)
