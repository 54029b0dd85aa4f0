"""`hutong standard diff`: what changed from one release of the standards to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from conformance.cli.console import both, echo, echo_json, lang_option, refuse, speaking
from conformance.cli.listing import in_a_line
from conformance.config.release import the_standard
from conformance.model.clause import Standard
from conformance.model.text import Lang, Text
from conformance.norms.difference import Change, Difference, difference
from conformance.norms.standard import load_standard

PLACES = (".", "standards", "_data/standards", "conformance/_data/standards")
"""Where a folder holds a release: it is one, a checkout, or an installed package."""


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="输出格式。 Output.")
@lang_option
@speaking
def diff(old: Path, new: Path | None, form: str, lang: Lang) -> None:
    """两个版本的标准有何不同。 What changed from OLD to NEW, folders of a release; NEW is this one if not named."""
    before = _release(old, lang)
    after = _release(new, lang) if new else the_standard()
    found = difference(before, after)
    if form == "json":
        echo_json(_document(before, after, found))
        return
    for line in _lines(before, after, found, lang):
        echo(line)


def _release(folder: Path, lang: Lang) -> Standard:
    """The release in a folder; refused where there is none."""
    root = next((folder / place for place in PLACES if (folder / place / "release.yaml").is_file()), None)
    if root is None:
        hint = Text("给出含 release.yaml 的 standards 文件夹", "name a folder standards/ with its release.yaml")
        refuse(Text(f"{folder} 中没有标准", f"there is no release of the standards in {folder}"), lang, hint)
    return load_standard(root)


def _lines(before: Standard, after: Standard, found: Difference, lang: Lang) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return Text(zh, en).into(lang)

    yield f"{before.title.into(lang)} {before.digest[:12]} → {after.title.into(lang)} {after.digest[:12]}"
    yield from _heading(say("新增", "Added"), found.added)
    yield from (f"  + {in_a_line(clause, lang)}" for clause in found.added)
    yield from _heading(say("不再有效", "Withdrawn"), found.withdrawn)
    for clause in found.withdrawn:
        by = clause.replaced_by
        yield f"  - {in_a_line(clause, lang)}" + (say(f"，由 {by} 取代", f", replaced by {by}") if by else "")
    yield from _heading(say("有变动", "Changed"), found.changed)
    for clause, changes in found.changed:
        yield f"  ~ {in_a_line(clause, lang)}"
        yield from (f"      {_told(change, lang)}" for change in changes)
    yield from _heading(say("数据结构有变动", "Schemas changed"), found.schemas)
    yield from (f"  ~ {name}" for name in found.schemas)
    if not (found.added or found.withdrawn or found.changed or found.schemas):
        yield say("条款相同", "the clauses are the same")


def _heading(title: str, items: Sequence[object]) -> Iterator[str]:
    if items:
        yield ""
        yield f"{title}: {len(items)}"


def _told(change: Change, lang: Lang) -> str:
    return f"{change.part}: {change.before.into(lang)} → {change.after.into(lang)}"


def _document(before: Standard, after: Standard, found: Difference) -> dict[str, Any]:
    return {
        "from": {"release": before.release, "digest": before.digest},
        "to": {"release": after.release, "digest": after.digest},
        "added": [clause.id for clause in found.added],
        "withdrawn": [{"id": clause.id, "replaced_by": clause.replaced_by or None} for clause in found.withdrawn],
        "changed": [
            {"id": clause.id, "part": it.part, "before": both(it.before), "after": both(it.after)}
            for clause, changes in found.changed
            for it in changes
        ],
        "schemas": list(found.schemas),
    }
