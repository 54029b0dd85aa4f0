"""One system's clauses as test cases: what the gate does not ask for is skipped."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.reports import not_called, words
from conformance.reports.case import Case
from conformance.reports.reading import Document, Node, families, said, title, verdict_word, waiver_words, weight, why


def kind(document: Document) -> str:
    """What the suites are named for."""
    return str(document["profile"]["kind"])


def suites(document: Document, lang: Lang) -> Iterator[tuple[str, list[Case]]]:
    """The clauses of each family, and what was not called."""
    levels, named = document["profile"]["levels"], {one["clause"] for one in document["profile"]["named"]}
    for family, clauses in families(document):
        mine = [_case(clause, clause["level"] in levels or clause["id"] in named, lang) for clause in clauses]
        yield f"hutong.{kind(document)}.{family}", mine
    held_back = [*_held(document, lang)]
    if held_back:
        yield f"hutong.{kind(document)}.held-back", held_back


def _held(document: Document, lang: Lang) -> Iterator[Case]:
    """A case for every operation that was not called, so that a reader of the pipeline sees what is missing."""
    for one, line in zip(document["coverage"]["held_back"], not_called.said(document, lang), strict=True):
        yield Case(one["operation"], "skipped", message=line)


def _case(clause: Node, mandatory: bool, lang: Lang) -> Case:
    """A clause; `mandatory` says whether the gate asks for it."""
    verdict = Verdict(clause["verdict"])
    if verdict is Verdict.PASS:
        return Case(_name(clause, lang), beside=said(clause, "detail", lang))
    outside = "" if mandatory else words.OUTSIDE.into(lang)
    if verdict is Verdict.FAIL:
        return _failed(clause, waiver_words(clause, lang) or outside, lang)
    word, reason = verdict_word(clause, lang), why(clause, lang)
    if verdict in (Verdict.MANUAL, Verdict.NOT_APPLICABLE):
        return Case(_name(clause, lang), "skipped", message=f"{word} {reason}".strip())
    if outside:
        return Case(_name(clause, lang), "skipped", message=f"{word} · {outside} · {reason}")
    return Case(_name(clause, lang), "error", clause["reason"] or "error", f"{word} · {reason}")


def _failed(clause: Node, mark: str, lang: Lang) -> Case:
    """A departure; `mark` says why it does not count, where it does not."""
    name, first, text = _name(clause, lang), _first(clause, lang), "\n".join(_lines(clause, lang))
    if mark:
        return Case(name, "skipped", message=f"{verdict_word(clause, lang)} · {mark} · {first}", text=text)
    return Case(name, "failure", clause["level"], first, text)


def _name(clause: Node, lang: Lang) -> str:
    return f"{clause['id']} {title(clause, lang)}"


def _first(clause: Node, lang: Lang) -> str:
    return said(clause["findings"][0], "message", lang) if clause["findings"] else ""


def _lines(clause: Node, lang: Lang) -> list[str]:
    lines = [weight(clause, lang), *filter(None, (waiver_words(clause, lang), why(clause, lang)))]
    for finding in clause["findings"]:
        lines += [said(finding, "message", lang), *(finding["script"] or filter(None, (finding["curl"],)))]
    left = clause["places"] - len(clause["findings"])
    if left > 0:
        lines.append({"zh": f"另有 {left} 处", "en": f"and {left} more"}[lang])
    return [*lines, title(clause, lang, "remediation")]
