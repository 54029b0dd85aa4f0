"""`hutong standard list`: the clauses of this release, by family, topic and level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import click

from conformance.cli.completing import topics
from conformance.cli.console import both, echo, echo_json, lang_option, speaking
from conformance.config.release import the_standard
from conformance.model.clause import FAMILIES, FAMILY_WORDS, LEVEL_WORDS, Clause, Level, Standard
from conformance.model.text import Lang, Text


@click.command("list")
@click.argument("topic", required=False, shell_complete=topics)
@click.option("--family", type=click.Choice(FAMILIES), help="只列一类。 One family only.")
@click.option("--level", type=click.Choice([level.value for level in Level]), help="只列一级。 One level only.")
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", help="输出格式。 Output.")
@lang_option
@speaking
def list_clauses(topic: str | None, family: str | None, level: str | None, form: str, lang: Lang) -> None:
    """按类别、主题、级别列出条款。 List the clauses by family, topic and level; TOPIC is the beginning of an id."""
    standard = the_standard()
    clauses = [
        clause
        for clause in standard.clauses.values()
        if family in (None, clause.family)
        and level in (None, clause.level.value)
        and (topic is None or f"{clause.id}.".startswith(f"{topic}."))
    ]
    if form == "json":
        document = {"release": standard.release, "digest": standard.digest, "clauses": [*map(_document, clauses)]}
        echo_json(document)
        return
    for line in listed(clauses, standard, lang):
        echo(line)


def listed(clauses: Iterable[Clause], standard: Standard, lang: Lang) -> Iterator[str]:
    """The clauses a line each, under their topics."""
    for topic, mine in groupby(clauses, topic_of):
        together = [*mine]
        family = FAMILY_WORDS[together[0].family].into(lang)
        number = Text(f"{len(together)} 条", f"{len(together)}").into(lang)
        yield f"{topic}  {family} · {standard.topics[topic].into(lang)} · {number}"
        yield from (f"  {in_a_line(clause, lang)}" for clause in together)


def topic_of(clause: Clause) -> str:
    """The topic a clause stands in: its id without the last word."""
    return clause.id.rpartition(".")[0]


def in_a_line(clause: Clause, lang: Lang) -> str:
    """Id, level and title of a clause, and what is particular about how it is decided."""
    manual = Text("，人工判定", ", manual").into(lang) if clause.manual else ""
    standing = f", {clause.status}" if clause.status != "active" else ""
    return f"{clause.id}  [{LEVEL_WORDS[clause.level].into(lang)}{manual}{standing}] {clause.title.into(lang)}"


def _document(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "family": clause.family,
        "topic": topic_of(clause),
        "since": clause.since,
        "status": clause.status,
        "level": clause.level.value,
        "severity": clause.severity.value,
        "manual": clause.manual,
        "title": both(clause.title),
        "statement": both(clause.statement),
        "source": {"doc": clause.source.doc, "clause": clause.source.clause, "basis": clause.source.basis},
        "params": {name: param.default for name, param in clause.params.items()},
        "replaced_by": clause.replaced_by or None,
    }
