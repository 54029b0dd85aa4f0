"""`hutong standard corpus`: rebuilds the frozen questions of a kind, or says how what would be built differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import click

from conformance.cli.completing import contracts
from conformance.cli.console import TRUST, echo, lang_option, speaking
from conformance.cli.contract import must_have_contract
from conformance.model.case import Corpus
from conformance.model.contract import Contract
from conformance.model.text import Lang, Text
from conformance.norms import corpus as corpus_file
from conformance.norms import sequences as sequences_file
from conformance.norms.data_files import data
from conformance.norms.sequences import Frozen

Kept: TypeAlias = Corpus | Frozen
LISTED = 10
"""Questions named on each side of a difference."""


@click.command()
@click.argument("kind", shell_complete=contracts)
@click.option("--check", is_flag=True, help="只比较，不写入。 Compare only, write nothing.")
@lang_option
@speaking
def corpus(kind: str, check: bool, lang: Lang) -> None:
    """由接口规约重建题库。 Rebuild the frozen questions of a kind from its contract."""
    from conformance.config.loading import kind_contract  # this and the generator are loaded only where they are used
    from conformance.engine.generate.corpus.corpus import build
    from conformance.engine.generate.corpus.sequences import build as build_sequences

    must_have_contract(kind, lang)
    contract = kind_contract(kind)
    built, walks = build(contract), build_sequences(contract)
    if check:
        raise SystemExit(_checked(contract, built, walks, lang))
    file = Path(str(data("standards") / "application" / "corpus" / f"{kind}.jsonl"))
    _write(file, corpus_file.write(built), Text(f"{len(built.cases)} 题", f"{len(built.cases)} cases"), lang)
    if number := len(walks.sequences):
        file = file.with_suffix(".sequences.jsonl")
        _write(file, sequences_file.write(walks), Text(f"{number} 个序列", f"{number} sequences"), lang)


def _write(file: Path, text: str, holds: Text, lang: Lang) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
    echo(Text(f"已写出 {file}：{holds.zh}", f"wrote {file}: {holds.en}").into(lang))


def _checked(contract: Contract, built: Corpus, walks: Frozen, lang: Lang) -> int:
    """Say how the files of the release differ from what is built here: the exit code, 0 where nothing does."""
    from conformance.config.loading import frozen_corpus, frozen_sequences

    held, walked = frozen_corpus(contract.kind), frozen_sequences(contract.kind)
    pairs: list[tuple[Kept | None, Kept]] = [(held, built)]
    if walked or walks.sequences:
        pairs.append((walked, walks))
    differing = [line for kept, made in pairs for line in differences(kept, made)]
    zh, en = ("题库不一致", "the corpus differs") if differing else ("题库一致", "the corpus is the same")
    echo(Text(f"{zh} {built.digest[:12]}", f"{en} {built.digest[:12]}").into(lang))
    for line in (*differing, *dict.fromkeys(note for kept, made in pairs for note in other_versions(kept, made))):
        echo(f"  {line.into(lang)}")
    _say_reach(contract, built, lang)
    return TRUST if differing else 0


def differences(held: Kept | None, built: Kept) -> Iterator[Text]:
    """What the file of the release holds and is not built, and the other way round; the versions do not count."""
    if held is None:
        yield Text("本版标准没有这个题库", "the release holds no such questions")
        return
    if held.contract != built.contract:  # A run refuses questions that were built from another contract.
        yield Text("由另一份接口规约生成", "built from another contract")
    if held.digest != built.digest:
        yield from _unlike(_named(held), _named(built))


def _unlike(held: Mapping[str, str], built: Mapping[str, str]) -> Iterator[Text]:
    gone, new = sorted(held.keys() - built.keys()), sorted(built.keys() - held.keys())
    if gone:
        yield Text(f"仅在文件中：{_listed(gone, held)}", f"only in the file: {_listed(gone, held)}")
    if new:
        yield Text(f"仅在重建结果中：{_listed(new, built)}", f"only in what is built here: {_listed(new, built)}")
    if not gone and not new:
        yield Text("次序不同", "their order differs")


def _listed(ids: Sequence[str], named: Mapping[str, str]) -> str:
    more = f"; … ({len(ids)})" if len(ids) > LISTED else ""
    return "; ".join(named[one] for one in ids[:LISTED]) + more


def other_versions(held: Kept | None, built: Kept) -> Iterator[Text]:
    """The libraries the file was built with in another version than they have here."""
    was: Mapping[str, str] = held.versions if held else built.versions
    for name in sorted(was.keys() | built.versions.keys()):
        old, new = was.get(name, "-"), built.versions.get(name, "-")
        if old != new:
            yield Text(f"说明：题库生成时 {name} {old}，此处 {new}", f"note: built with {name} {old}; here it is {new}")


def _named(kept: Kept) -> dict[str, str]:
    """Every question with how it is named to a reader, by its id."""
    if isinstance(kept, Corpus):
        return {case.id: f"{case.id} {case.operation} {case.expects}" for case in kept.cases}
    return {walk.id: f"{walk.id} … {walk.steps[-1]}" for walk in kept.sequences}


def _say_reach(contract: Contract, built: Corpus, lang: Lang) -> None:
    """The share of accepted cases that find the object they name, where there is a reference system to ask."""
    from conformance.cli.reach import reach
    from conformance.systems.kinds import KINDS  # the servers are loaded only where one is asked

    if contract.kind not in KINDS:
        return
    reached, naming = reach(contract, built)
    zh = f"应予受理且指明某一对象的题目 {naming} 题，在参考系统上找到该对象的 {reached} 题"
    en = f"of {naming} accepted cases that name a living object {reached} find it on the reference system"
    echo(Text(zh, en).into(lang))
