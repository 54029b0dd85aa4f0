"""What is judged of a system that does not stand and yet answers: it refuses, leads elsewhere or breaks down."""

from __future__ import annotations

from dataclasses import replace

from conformance.engine.judging.base import joined
from conformance.engine.judging.judgement import Judgement
from conformance.engine.standing.canary import ELSEWHERE_TOO
from conformance.model.clause import Clause, Level, Verify
from conformance.model.exchange import Failure
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict

SHOWN_BY_REFUSALS = "security"
"""The family whose clauses are about what is kept back, and how: a system that refuses shows it."""
NOWHERE = "unknown-path"
"""The probe that asks for what is not there: to say so is no refusal."""
UNWRITTEN = Failure(
    Reason.PRECONDITION_NOT_MET,
    Text(
        "系统不在可测状态，含写操作的测试例未执行",
        "the system is not in a state to be tested: what would write was not asked",
    ),
)


def stays_open(clause: Clause) -> bool:
    """Whether such answers may show something of a clause: what is kept back, or what is due of any answer."""
    return clause.family == SHOWN_BY_REFUSALS or all(map(_of_any_answer, clause.verify))


def _of_any_answer(verify: Verify) -> bool:
    return verify.probe == NOWHERE or (verify.of_any and not verify.when.contract)


def settled(clause: Clause, judgement: Judgement, lost: Failure, statuses: frozenset[int]) -> Judgement:
    """What a judgement on such answers comes to; `lost` is why the system does not stand.

    Of what is due of any answer a must has seen a part; a should passes, and says on how many it rests. What nothing
    was seen of stays open for want of a system that stands, as all does where the `statuses` of the reads show nothing:
    it is one, or each is a refusal.
    """
    is_open = judgement.verdict in (Verdict.PASS, Verdict.INCONCLUSIVE)
    if clause.family == SHOWN_BY_REFUSALS or not is_open:
        return judgement
    shows_nothing = len(statuses) < 2 or statuses <= ELSEWHERE_TOO
    if judgement.verdict is Verdict.INCONCLUSIVE or clause.level is Level.MUST or shows_nothing:
        return Judgement(Verdict.INCONCLUSIVE, lost.reason, lost.detail, input=lost.input)
    number = judgement.exercised
    zh = f"系统不在可测状态，仅据得到的 {number} 次应答判定"
    en = f"the system is not in a state to be tested; judged on {number} answer{'s' * (number > 1)} alone"
    return replace(judgement, detail=joined((Text(zh, en), judgement.detail)))
