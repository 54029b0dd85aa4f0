"""Whether records are what the steps before have made them, whichever way the steps follow one another."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.checks.reading import not_exercised
from conformance.checks.replay import Aspect, BlockedError, Replay
from conformance.model.contract import Contract
from conformance.model.exchange import Trace
from conformance.model.finding import Finding
from conformance.model.sequence import SequenceRules
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided


def steps_make_the_record(trace: Trace, *, contract: Contract, aspect: Aspect) -> Iterator[Finding]:
    """Whichever way the steps followed one another, records are what these have made of them, under one aspect.

    `content`: a record and each version hold what was sent. `list`: the list holds every visible record once, as it is.
    `feed`: the change feed tells others of each change once. `numbers`: versions are numbered from one without a gap.
    `end`: what was withdrawn stays so. `turn`: what a state does not admit is refused. `update`: a change that rests on
    a version another writer has replaced is refused. `admitted`: what a state admits is done. Raises Undecided where no
    step of the kind could be judged.
    """
    rules = SequenceRules.of(contract.document)
    if rules is None:
        raise not_exercised(
            "接口规约没有说明操作的先后", "the contract does not say how its operations follow one another"
        )
    found: list[Finding] = []
    judged = 0
    blocked: BlockedError | None = None
    try:
        for remark in Replay(trace, rules).remarks():
            if remark.aspect == aspect:
                judged += 1
                found += [remark.finding] if remark.finding else []
    except BlockedError as error:
        blocked = error
    if blocked and not judged:
        zh, en = f"{blocked.step.zh}，应答 {blocked.status}", f"{blocked.step.en} answered {blocked.status}"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if not judged:
        raise not_exercised("这一序列没有可判的步骤", "no step of this sequence was of the kind")
    yield from found[:1]
