"""One system's result in lines for a pipe or a log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.model.flaws import FlawGroup
from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.model.visible import visible
from conformance.reports import words
from conformance.reports.drawn import Drawn, drawn
from conformance.reports.flaws import alike
from conformance.reports.lines import colon, notes, numbers, word
from conformance.reports.reading import Document, Node, families, line, said, where
from conformance.reports.remarks import limits
from conformance.reports.system.sentences import replay

FLAWS = 20
"""Flaws of an interface document that are said one by one; the JSON report names them all."""


def lines(document: Document, lang: Lang) -> Iterator[str]:
    """What was tested, the counts of each family, what fails, what stays open and why, and what was not asked."""
    yield _head(document)
    for family, clauses in families(document):
        yield f"family={family} {numbers(words.counts(clauses))}"
    for clause in document["clauses"]:
        if clause["verdict"] == Verdict.FAIL:
            yield from _failed(clause, lang)
        if clause["verdict"] == Verdict.ERROR:
            yield f"error {clause['id']} {_last_line(said(clause, 'detail', lang))}".rstrip()
    yield from _open(document["clauses"], lang)
    yield from _limited(document, lang)
    yield from _flaws(alike(document), lang)
    yield from notes(document, lang)
    for best in document["coverage"]["unlock"][:1]:
        yield f"unlock input={word(best['input'])} clauses={len(best['clauses'])}"
    yield from (_held(one, lang) for one in document["coverage"]["held_back"])
    yield from _drawn(drawn(document))


def _drawn(found: Drawn) -> Iterator[str]:
    if found.stated:
        whys = "".join(f" {why.value}={number}" for why, number in found.missing.most_common())
        yield f"answers stated={found.stated} drawn={found.came}{whys}"


def _head(document: Document) -> str:
    run, target = document["run"], document["target"]
    return (
        f"run tool={run['tool'].replace(' ', '/')} release={run['release']} kind={target['kind']} "
        f"depth={target['depth']} seed={run['seed']} as-of={run['as_of'] or '-'} "
        f"address={target['address']} target={target['name']}"
    )


def _held(one: Node, lang: Lang) -> str:
    facts = " ".join(f"{name}={word(one[name]) or '-'}" for name in ("method", "path", "because", "word"))
    why = f"{said(one, 'why', lang)}; {said(one, 'remedy', lang)}"
    return f"held-back operation={word(one['operation'])} {facts} where={word(one['where']) or '-'}{colon(why)}"


def _failed(clause: Node, lang: Lang) -> Iterator[str]:
    found = clause["findings"][0] if clause["findings"] else None
    message = said(found, "message", lang) if found else ""
    about = f" operation={word(found['operation'])}" if found and found["operation"] else ""
    weight = f"level={clause['level']} severity={clause['severity']} places={clause['places']}"
    if clause["waiver"]:
        weight += f" waiver={clause['waiver']['id']} until={clause['waiver']['expires']}"
    elif clause["known"]:
        weight += " known"
    yield f"fail {clause['id']} {weight}{about}: {message}"
    yield from _detail(clause, lang)
    if at := where(clause):
        yield f"    # {visible(at.into(lang), limit=0)}"
    yield from (f"    {each}" for each in _repeating(found)) if found else ()


def _repeating(found: Node) -> Iterator[str]:
    """What repeats a finding: its lines of curl, that of the smallest request where there is one, and its case."""
    shown = found["smallest"] or found
    yield from shown["script"] or filter(None, (shown["curl"],))
    if found["case"]:
        yield replay(found)


def _detail(clause: Node, lang: Lang) -> Iterator[str]:
    detail = line(clause, "detail", lang)
    if detail:
        yield f"    # {detail}"


def _last_line(trace: str) -> str:
    """The last line of a trace says what happened."""
    return trace.strip().splitlines()[-1] if trace.strip() else ""


def _open(clauses: Iterable[Node], lang: Lang) -> Iterator[str]:
    """One line for each reason and input that leave clauses undecided, the reason of most first, and what is said of
    the first of them.
    """
    groups: dict[tuple[str, str], list[Node]] = {}
    for clause in clauses:
        if clause["verdict"] == Verdict.INCONCLUSIVE:
            groups.setdefault((clause["reason"] or "-", word(clause["input"]) or "-"), []).append(clause)
    for (reason, wanted), mine in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        names = " ".join(clause["id"] for clause in mine)
        yield f"inconclusive reason={reason} clauses={len(mine)} input={wanted}: {names}"
        first = next((clause for clause in mine if said(clause, "detail", lang)), None)
        yield from _detail(first, lang) if first else ()


def _limited(document: Document, lang: Lang) -> Iterator[str]:
    """One line for each thing that passes are limited to, and the clauses it is said of."""
    for text, names in limits(document).items():
        yield f"limited clauses={len(names)}: {' '.join(names)}"
        yield f"    # {visible(text.into(lang), limit=0)}"


def _flaws(flaws: list[FlawGroup], lang: Lang) -> Iterator[str]:
    """What is wrong with the interface document itself."""
    for each in flaws[:FLAWS]:
        about = f" operation={','.join(map(word, each.operations))}" if each.operations else ""
        places = f" places={len(each.pointers)}" if len(each.pointers) > 1 else ""
        yield f"flaw at={word(each.pointers[0]) or '-'}{places}{about}: {visible(each.problem.into(lang))}"
    if len(flaws) > FLAWS:
        yield f"flaw more={len(flaws) - FLAWS}"
