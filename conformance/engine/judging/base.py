"""What a verdict rests on where a probe left something out: how many of how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from conformance.engine.judging.reasons import most_telling
from conformance.model.clause import Verify, When
from conformance.model.exchange import Cut, Failure, Trace
from conformance.model.text import Text


def base(verify: Verify, traces: Sequence[Trace]) -> Failure | None:
    """What was left out of what an item of a clause is judged on; None where it was judged on the whole."""
    return partly([*left_out(verify.when, traces)])


def with_cut(traces: list[Trace], cut: Cut | None) -> list[Trace]:
    """The traces of a probe, of which the first says what was left out before anything was asked."""
    return [replace(traces[0], cuts=(*traces[0].cuts, cut)), *traces[1:]] if cut and traces else traces


def partly(cuts: Iterable[Cut]) -> Failure | None:
    """Why what rests on the whole stays open where this was left out; None where nothing was."""
    said = joined(cut.text for cut in cuts)
    return Failure(most_telling(cuts, lambda cut: cut.reason).reason, said) if said else None


def left_out(when: When, traces: Sequence[Trace]) -> Iterator[Cut]:
    """What probes left out, each once."""
    cuts = dict.fromkeys(cut for trace in traces for cut in trace.cuts)
    return (cut for cut in cuts if _among(cut.step, when.step) and _lacks(cut, when.operation))


def _lacks(cut: Cut, wanted: Sequence[str]) -> bool:
    """Whether something of the operations that a clause is about was left out."""
    return not cut.left.isdisjoint(wanted) if cut.left and wanted else _among(cut.operation, wanted)


def _among(name: str, wanted: Sequence[str]) -> bool:
    return not name or not wanted or name in wanted


def joined(texts: Iterable[Text | None]) -> Text | None:
    """Several remarks as one, each once; None where there is none."""
    said = [*dict.fromkeys(text for text in texts if text)]
    return Text("；".join(it.zh for it in said), "; ".join(it.en for it in said)) if said else None
