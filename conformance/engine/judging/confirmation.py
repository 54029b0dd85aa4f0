"""Rules on a clause: judged once, and a fail asked again; only an answer without the fault makes it flaky."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from conformance.engine.judging.again import told
from conformance.engine.judging.base import joined
from conformance.engine.judging.causes import cause
from conformance.engine.judging.judge import judge
from conformance.engine.judging.judgement import Found, Judgement, JudgingContext, Key
from conformance.engine.plan import EXPLORE
from conformance.model.clause import Clause, Verify
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.report import Smallest
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from conformance.wire.masking import mask_personal

CORPUS: Key = ("corpus", "")

REPEATS = 3
"""Failing traces of one clause that are asked a second time before it is reported as failed."""

MOST_REPEATS = 20
"""Those asked at most, where none of the first showed the fault again and there are other causes or operations."""


@dataclass(frozen=True)
class Confirmation:
    """A judgement with what a second asking of its findings showed."""

    clause: Clause
    judgement: Judgement
    repeated: frozenset[int] = frozenset()
    """Positions in `judgement.found` that a second asking showed again."""
    again: tuple[Exchange, ...] = ()
    """The exchanges of the second asking, kept where it did not show the finding again."""
    smallest: Mapping[int, Smallest] = field(default_factory=dict)
    """What was made of the case behind a finding by shrinking it, by the finding's position."""


def confirmed(
    clause: Clause, judgement: Judgement, bench: JudgingContext, ask_again: Callable[[Trace], list[Trace]]
) -> Confirmation:
    """The ruling on a clause that was judged. `ask_again` gives the traces of asking once more what a trace asked."""
    if judgement.verdict is not Verdict.FAIL:
        return Confirmation(clause, judgement)
    asked = _Asked()
    for trace, verifies in _chosen(judgement.found):
        if asked.traces >= REPEATS and asked.repeated:
            break
        if asked.traces >= MOST_REPEATS:
            asked.silent.append(Text("其余未再询问", "the rest were not asked again"))
            break
        asked.put(replace(clause, verify=verifies), trace, bench, ask_again)
    repeated = frozenset(at for at, found in enumerate(judgement.found) if id(found.trace) in asked.repeated)
    if repeated:
        return Confirmation(clause, judgement, repeated)
    if asked.silent:
        return seen_once(clause, judgement, asked.silent)
    text = Text("第二次询问时没有再出现", "a second asking did not show it again")
    flaky = replace(judgement, verdict=Verdict.INCONCLUSIVE, reason=Reason.FLAKY, detail=text)
    return Confirmation(clause, flaky, again=tuple(asked.without))


@dataclass
class _Asked:
    """What came of asking traces again: those that showed the fault again, by identity, and why others told nothing."""

    traces: int = 0
    repeated: set[int] = field(default_factory=set)
    silent: list[Text] = field(default_factory=list)
    without: list[Exchange] = field(default_factory=list)

    def put(
        self, clause: Clause, trace: Trace, bench: JudgingContext, ask_again: Callable[[Trace], list[Trace]]
    ) -> None:
        """Ask one trace again; of the clause those items that found something in it."""
        self.traces += 1
        try:
            second = ask_again(trace)
        except Exception:  # noqa: BLE001 - our own bug takes back no finding: it stands as seen once
            trouble = mask_personal(traceback.format_exc(limit=-1).strip().splitlines()[-1])
            self.silent.append(Text(f"工具错误：{trouble}", f"an error of the tool: {trouble}"))
            return
        judged = judge(clause, {asked_as(trace): second}, {}, bench)
        came = told(trace, second, judged)
        if came is True:
            self.repeated.add(id(trace))
        elif came is False:
            self.without.extend(exchange for other in second for exchange in other.exchanges)
        else:
            self.silent.append(came)


def _chosen(found: Sequence[Found]) -> list[tuple[Trace, tuple[Verify, ...]]]:
    """The traces to ask again, with the items that failed on them: one for each cause at each operation, and some more
    where those are few. A fault at one operation must not be taken for gone because another was there by chance.
    A trace of the corpus comes first: only what a case shows can be shrunk.
    """
    firsts: dict[tuple[object, str], Trace] = {}
    verifies: dict[int, dict[int, Verify]] = {}
    for item in found:
        firsts.setdefault((cause(item), operation(item.finding)), item.trace)
        verifies.setdefault(id(item.trace), {})[id(item.verify)] = item.verify
    groups = {id(trace): trace for trace in firsts.values()}
    first = next((trace for trace in groups.values() if asked_as(trace) == CORPUS), None)
    every = ({id(first): first} if first else {}) | groups | {id(item.trace): item.trace for item in found}
    chosen = [*every.values()][: max(REPEATS, len(groups))]
    return [(trace, tuple(verifies[id(trace)].values())) for trace in chosen]


def operation(finding: Finding) -> str:
    """The operation a finding is about: that of the last exchange that proves it."""
    return finding.exchanges[-1].operation.id if finding.exchanges else ""


def seen_once(clause: Clause, judgement: Judgement, silent: Sequence[Text]) -> Confirmation:
    """A fail that stands though no second asking told anything, and why none did."""
    different = [*dict.fromkeys(silent)][:REPEATS]
    zh, en = "；".join(why.zh for why in different), "; ".join(why.en for why in different)
    said = Text(
        f"仅出现一次：第二次询问没有得到可判的应答（{zh}）", f"seen once: a second asking was not answered ({en})"
    )
    return Confirmation(clause, replace(judgement, detail=joined((said, judgement.detail))))


def asked_as(trace: Trace) -> Key:
    """The probe and role that ask again what a trace asked."""
    return CORPUS if trace.probe == EXPLORE else (trace.probe, trace.role)
