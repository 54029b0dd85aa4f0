"""The result for a pipe or a log: one fact a line, in words that a search finds, without colour or width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from conformance.model.clause import FAMILIES
from conformance.model.contract import Flaw
from conformance.model.holding import Held
from conformance.model.interop import Cell, Interop
from conformance.model.report import ClauseResult, Counterexample, Report
from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.model.visible import visible
from conformance.reports import words

FLAWS = 20
"""Flaws of an interface document that are said one by one; the JSON report names them all."""


def render(report: Report, lang: Lang) -> Iterator[str]:
    """The lines, without line ends. The first word of a line says what it is about; the gate comes last."""
    yield _head(report)
    for family in FAMILIES:
        mine = [item for item in report.results if item.clause.family == family]
        if mine:
            yield f"family={family} {_numbers(mine)}"
    for item in report.results:
        if item.verdict is Verdict.FAIL:
            yield from _failed(item, lang)
        if item.verdict is Verdict.ERROR:
            yield f"error {visible(item.clause.id)} {_said(item, lang)}".rstrip()
    yield from _open(report.results, lang)
    yield from _flaws(report.flaws, lang)
    yield from notes(report, lang)
    for best in report.unlock[:1]:
        yield f"unlock input={word(best.input)} clauses={len(best.clauses)}"
    for one in report.held_back:
        yield _held(one, lang)
    for name in report.left_behind:
        yield f"left-behind {visible(name)}"
    yield gate(report, report.results, lang)


def _head(report: Report) -> str:
    target = report.target
    return (
        f"run tool={visible(report.tool).replace(' ', '/')} release={visible(report.release)} kind={target.kind} "
        f"depth={report.depth} seed={report.seed} as-of={report.today or '-'} "
        f"address={visible(target.address)} target={visible(target.name)}"
    )


def _held(one: Held, lang: Lang) -> str:
    facts = f"method={word(one.method)} path={word(one.path)} because={word(one.because)} word={word(one.word) or '-'}"
    said = f"{one.why.into(lang)}; {one.remedy.into(lang)}"
    return f"held-back operation={word(one.operation)} {facts} where={word(one.where) or '-'}: {visible(said)}"


def word(text: str) -> str:
    """Text as one word, so that it cannot pass for a fact of its own."""
    return visible(text).replace(" ", "\\x20")


def _numbers(results: Iterable[ClauseResult | Cell]) -> str:
    return " ".join(f"{verdict.value}={number}" for verdict, number in words.counts(results).items())


def _failed(item: ClauseResult, lang: Lang) -> Iterator[str]:
    clause = item.clause
    found = item.findings[0] if item.findings else None
    message = visible(found.message.into(lang)) if found else ""
    about = f" operation={word(found.operation)}" if found and found.operation else ""
    weight = f"level={clause.level.value} severity={clause.severity.value} places={item.places}"
    if item.waiver:
        weight += f" waiver={item.waiver.id} until={item.waiver.expires}"
    elif item.known:
        weight += " known"
    yield f"fail {visible(clause.id)} {weight}{about}: {message}"
    if item.detail:
        yield f"    # {visible(item.detail.into(lang))}"
    for line in _lines(found) if found else ():
        yield f"    {visible(line, limit=0)}"


def _lines(found: Counterexample) -> Iterator[str]:
    """What repeats a finding: its lines of curl, that of the smallest request where there is one, and its case."""
    if found.smallest:
        yield from found.smallest.script or (found.smallest.evidence.curl,)
    else:
        yield from found.script or filter(None, (found.curl,))
    if found.case:
        yield words.replay(found)


def _said(item: ClauseResult, lang: Lang) -> str:
    """The last line of a trace says what happened."""
    lines = item.detail.into(lang).strip().splitlines() if item.detail else []
    return visible(lines[-1]) if lines else ""


def _open(results: Iterable[ClauseResult], lang: Lang) -> Iterator[str]:
    """One line for each reason and input that leave clauses undecided, the reason of most first, and what is said of
    the first of them.
    """
    groups: dict[tuple[str, str], list[ClauseResult]] = {}
    for item in results:
        if item.verdict is Verdict.INCONCLUSIVE:
            key = (item.reason.value if item.reason else "-", word(item.input) or "-")
            groups.setdefault(key, []).append(item)
    for (reason, wanted), mine in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        names = " ".join(visible(item.clause.id) for item in mine)
        yield f"inconclusive reason={reason} clauses={len(mine)} input={wanted}: {names}"
        first = next((item.detail for item in mine if item.detail), None)
        if first:
            yield f"    # {visible(first.into(lang))}"


def _flaws(flaws: Sequence[Flaw], lang: Lang) -> Iterator[str]:
    """What is wrong with the interface document itself."""
    for flaw in flaws[:FLAWS]:
        about = f" operation={word(flaw.operation)}" if flaw.operation else ""
        yield f"flaw at={word(flaw.pointer) or '-'}{about}: {visible(flaw.problem.into(lang))}"
    if len(flaws) > FLAWS:
        yield f"flaw more={len(flaws) - FLAWS}"


def notes(report: Report | Interop, lang: Lang) -> Iterator[str]:
    """What there is to know of the run beside its verdicts."""
    return (f"note {visible(note.into(lang))}" for note in report.notes)


def gate(report: Report | Interop, results: Iterable[ClauseResult | Cell], lang: Lang) -> str:
    """The last line: whether the gate is met, the exit code, the counts and what holds it back."""
    met, code = report.gate.met, report.gate.exit_code
    reasons = "；".join if lang == "zh" else "; ".join
    why = reasons(visible(reason.into(lang)) for reason in report.gate.reasons)
    said = f"gate={'met' if met else 'not-met'} exit={code} {_numbers(results)}"
    return f"{said} requests={report.requests}" + (f": {why}" if why else "")
