"""`-o KIND[:PATH]`: the formats a report is filed in, checked before a run and written after it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import click

from conformance.cli import completing
from conformance.cli.console import UNDECIDED, WRONG_USE, refuse
from conformance.cli.own_bug import tell
from conformance.model.text import Lang, Text
from conformance.norms.errors import near
from conformance.reports import formats
from conformance.reports.pouring import PATIENCE
from conformance.reports.reading import ALTERED, Document
from conformance.reports.writing import is_stream, trouble, write
from conformance.wire.stopping import Interrupted, Stop

STEM = "hutong-report"
BRIEF = 0.3
"""Seconds for which a pipe is waited for once the end was asked for."""

output_option = click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="KIND[:PATH]",
    shell_complete=completing.kinds,
    help=f"另存报告，可重复。 File the report too; repeatable: {', '.join(formats.kinds())}.",
)


@dataclass
class Filed:
    """What came of filing: what to say of each format, whether all were written, whether a bug of ours kept one."""

    said: list[str] = field(default_factory=list)
    good: bool = True
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """A format and where it goes."""

    kind: str
    place: Path


def outputs_of(words: Iterable[str], lang: Lang, network: bool = False) -> tuple[Output, ...]:
    """What `-o` asks for; refused where a format is not known, is not made of a network, or has nowhere to go."""
    found = tuple(_output(word, lang) for word in words)
    for output in found:
        if network and not formats.of_network(output.kind):
            _refuse_network(output.kind, lang)
    _must_be_apart([Path(os.path.realpath(it.place)) for it in found if not is_stream(it.place)], lang)
    return found


def _must_be_apart(places: list[Path], lang: Lang) -> None:
    """Refuse a format that would replace another: in its place, or with the folder it lies in."""
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice:
        refuse(Text(f"两种格式写到同一处：{twice}", f"two formats go to one place: {twice}"), lang)
    inside = next(((place, folder) for place in places for folder in places if folder in place.parents), None)
    if inside:
        zh, en = (
            f"{inside[0]} 在另一种格式的文件夹 {inside[1]} 之中",
            f"{inside[0]} lies in {inside[1]}, the folder of another format",
        )
        refuse(Text(zh, en), lang)


def _refuse_network(kind: str, lang: Lang) -> NoReturn:
    zh, en = f"{kind} 只用于单个系统的结果", f"{kind} is made of the result of one system, not of a network"
    known = ", ".join(kind for kind in formats.kinds() if formats.of_network(kind))
    refuse(Text(zh, en), lang, Text(f"可用：{known}", f"there are: {known}"))


def _output(word: str, lang: Lang) -> Output:
    kind, _, path = word.partition(":")
    if kind not in formats.kinds():
        known = ", ".join(formats.kinds())
        text = Text(f"没有 `{kind}` 这种格式；有：{known}", f"there is no format `{kind}`; there are: {known}")
        refuse(text, lang, near(kind, [*formats.kinds()]))
    extra = formats.lacks(kind)
    if extra:
        text = Text(f"`{kind}` 这种格式须另装组件", f"the format `{kind}` needs an extra that is not installed")
        refuse(text, lang, Text(f"pip install 'hutong[{extra}]'", f"pip install 'hutong[{extra}]'"))
    ending = formats.suffix(kind)
    output = Output(kind, Path(path or f"{STEM}{ending}"))
    wrong = trouble(output.place, folder=not ending)
    if wrong:
        text = Text(f"报告无法写入 {output.place}：{wrong}", f"the report cannot be written to {output.place}: {wrong}")
        refuse(text, lang, Text("未发送任何请求；换一个位置", "nothing was sent; name another place"))
    return output


def file(document: Document, outputs: Iterable[Output], lang: Lang, stop: Stop) -> Filed:
    """Write a document in every format asked for; one that cannot be written keeps no other from it."""
    filed = Filed()
    for output in outputs:
        try:
            _write(output, document, lang, stop)
        except (OSError, ImportError) as error:
            filed.good = False
            said = Text(f"{output.kind} 未写成：{error}", f"{output.kind} was not written: {error}")
        except Exception as error:  # noqa: BLE001 - our own bug, or what was altered: of this format, not of the others
            if ALTERED in document:
                filed.good = False
                zh, en = f"{output.kind} 未写成：结果被改动", f"{output.kind} was not written: the result was altered"
                filed.said.append(Text(zh, en).into(lang))
                continue
            filed.good, filed.broken = False, True
            zh, en = f"{output.kind} 未写成：Hutong 自身出错", f"{output.kind} was not written: a bug of Hutong"
            tell(error, lang, Text(zh, en))
            continue
        else:
            said = Text(f"{output.kind} 已写到 {output.place}", f"{output.kind} written to {output.place}")
        filed.said.append(said.into(lang))
    return filed


def _write(output: Output, document: Document, lang: Lang, stop: Stop) -> None:
    """Render and write one. A pipe may keep us waiting: that may be interrupted, and is brief after an interruption."""
    rendered = formats.render(output.kind, document, lang)
    if not is_stream(output.place):
        write(rendered, output.place)
        return
    try:
        with stop.open(afresh=True):
            write(rendered, output.place, patience=BRIEF if stop.signal else PATIENCE)
    except Interrupted:
        raise InterruptedError(errno.EINTR, os.strerror(errno.EINTR), str(output.place)) from None


def code_after(code: int, filed: bool) -> int:
    """The exit code of a run whose report was filed or not: one that could not be written is never a success."""
    return code if filed or code not in (0, UNDECIDED) else WRONG_USE
