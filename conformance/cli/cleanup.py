"""`hutong cleanup`: take back what earlier runs left in the systems of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conformance.cli import completing
from conformance.cli.console import UNDECIDED, echo, lang_option, put, refuse, speaking
from conformance.config.names import find_config
from conformance.model.text import Lang, Text
from conformance.norms.errors import DataError, near

if TYPE_CHECKING:
    from conformance.engine.ledger.ledger import Ledger
    from conformance.engine.undo.cleanup import Cleaned
    from conformance.model.target import Target

UNKNOWN = Text(
    "没有配置文件写明该地址；清除须有其凭据：用 -c 给出，并写明系统名称（改过地址的，另加 --was）",
    "no hutong.yaml names this address, and it takes its credentials: give one with -c, and the system's name (with "
    "--was, where its address has changed)",
)


@click.command()
@click.argument("target", required=False, shell_complete=completing.targets)
@click.option("-c", "--config", type=click.Path(path_type=Path), help="hutong.yaml；默认向上查找。 Found upward.")
@click.option("--allow-writes", is_flag=True, help="不论 writes 怎样写明。 Whatever `writes` says of the system.")
@click.option("--was", metavar="ADDRESS", help="系统当时的地址。 The address it had when the data were left.")
@click.option("--dry-run", is_flag=True, help="只列出，不发送。 List what is left, send nothing.")
@lang_option
@speaking
def cleanup(**options: Any) -> None:
    """清除以前的运行遗留的数据。 Take back what earlier runs left: in TARGET, or in every system of hutong.yaml.

    运行被强行终止后使用。只写入 environment: test 的系统。 For after a run that was killed. Only a system with
    environment: test is written to.

    退出码 Exit code: 0 没有遗留 nothing is left; 2 用法错误 wrong use; 3 仍有遗留或不能断定 something is left, or it
    cannot be told; 70 Hutong 自身出错 a bug of Hutong; 130/143 中断 interrupted.
    """
    lang: Lang = options["lang"]
    code = 0
    seen: list[Path] = []
    for target, ledger in _asked(options, lang):
        seen.append(ledger.path)
        code = max(code, _one(target, ledger, options["dry_run"], lang))
    if not options["target"]:
        code = max(code, _others(seen, lang))
    raise SystemExit(code)


def _asked(options: dict[str, Any], lang: Lang) -> Iterator[tuple[Target, Ledger]]:
    """The systems meant, each with the ledger of what was left there."""
    from conformance.engine.ledger.ledger import Ledger
    from conformance.model.target import Target
    from conformance.wire.scope import Scope
    from conformance.wire.wire_errors import UnusableError

    file, word = options["config"] or find_config(Path.cwd()), options["target"] or ""
    known = {target.name: target for target in _of_file(file)} if file else {}
    if options["was"] and not word:
        refuse(Text("--was 须与系统名称同用", "--was goes with the name of a system"), lang)
    try:
        for address in filter(None, (options["was"], word if "://" in word else "")):
            Scope.of(address)
    except UnusableError as error:
        refuse(error.text, lang)
    if "://" in word:
        here = Ledger.of(word)
        named = [it for it in known.values() if Ledger.of(it.address).path == here.path]
        chosen = named or [Target("", word)]
    elif word and word not in known:
        refuse(Text(f"没有名为 `{word}` 的系统", f"there is no target `{word}`"), lang, near(word, [*known]), "config")
    else:
        chosen = [known[word]] if word else [*known.values()]
    for target in chosen:
        writes = target.writes or options["allow_writes"]
        yield replace(target, writes=writes), Ledger.of(options["was"] or target.address)


def _of_file(file: Path) -> list[Target]:
    """The systems of a file with all credentials they may have been written to with. Raises DataError."""
    from conformance.config import file as config_file
    from conformance.config.network_config import network_of
    from conformance.interop.party import accounts

    config, document = config_file.load_config(file)
    known = accounts(network_of(config, document)) if config.systems else {}
    targets = [config_file.target_of(config, document, name) for name in config.entries]
    return [replace(it, credentials={**it.credentials, **known.get(it.name, {})}) for it in targets]


def _one(target: Target, ledger: Ledger, dry_run: bool, lang: Lang) -> int:
    """Clean one system, say what came of it, and return the exit code it asks for."""
    from conformance.engine.undo.left_behind import FATES
    from conformance.engine.undo.undoing import Fate
    from conformance.model.visible import visible

    name = " ".join(filter(None, (target.name, ledger.address)))
    try:
        cleaned = _cleaned(target, ledger, dry_run)
    except DataError as error:
        echo(f"{visible(name)}:")
        put(f"{error.render(lang)}\n")
        return UNDECIDED
    notes = ledger.notes()
    nothing = Text("没有遗留", "nothing is left").into(lang)
    echo(f"{visible(name)}: {'' if cleaned.settled or notes else nothing}".rstrip())
    for each in cleaned.settled:
        name, fate, why = visible(each.entry.name), FATES[each.fate], each.why
        more = Text(f"（{why.zh}）", f" ({why.en})") if why.en else why
        echo("  " + Text(f"{fate.zh}：{name}", f"{fate.en}: {name}").into(lang) + visible(more.into(lang)))
        if line := cleaned.by_hand.get(each.entry.number):
            echo("    " + Text("手工：", "by hand: ").into(lang) + visible(line, limit=0))
    for note in notes:
        echo(f"  {visible(note.into(lang))}")
    return UNDECIDED if notes or any(each.fate is Fate.LEFT for each in cleaned.settled) else 0


def _cleaned(target: Target, ledger: Ledger, dry_run: bool) -> Cleaned:
    """What came of it. Raises DataError where the system cannot be reached, its document not read, or a run writes."""
    from conformance.config.loading import load
    from conformance.config.reaching import reached
    from conformance.engine.undo.cleanup import NO_WRITES, WOULD, clean, listed

    target = reached(target)
    contract = load(target).contract
    if dry_run or not target.may_write:
        why = WOULD if dry_run else NO_WRITES if target.name else UNKNOWN
        return listed(target, contract, ledger, why)
    return clean(target, contract, ledger)


def _others(seen: list[Path], lang: Lang) -> int:
    """Say what is left in systems that are not in the file; only without a file does it count."""
    from conformance.engine.ledger.ledger import Ledger
    from conformance.model.visible import visible

    others = [ledger for ledger in Ledger.every() if ledger.path not in seen and ledger.left()]
    for ledger in others:
        left = len(ledger.left())
        text = Text(f"遗留 {left} 项，不在此配置文件中", f"{left} left, in a system that is not in this file")
        echo(f"{visible(ledger.address or str(ledger.path))}: {text.into(lang)}")
    if not seen and not others:
        echo(Text("没有遗留", "nothing is left").into(lang))
    return UNDECIDED if others and not seen else 0
