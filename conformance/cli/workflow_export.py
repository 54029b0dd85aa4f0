"""What was asked of a system as it was asked, for those who would run it with a tool of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from conformance.cli.questions import Named
from conformance.config.loading import Loaded
from conformance.engine.replay.workflow import source, workflow
from conformance.model.case import Case
from conformance.model.event import Asked, Event
from conformance.model.exchange import Trace
from conformance.model.sequence import Sequence
from conformance.model.target import Target
from conformance.model.text import Lang
from conformance.model.workflow import OMISSION_WORDS
from conformance.reports.formats.arazzo import HOW, Entry, Heading, whole


class WorkflowExport:
    """Hears what is asked, and keeps each trace as a workflow."""

    def __init__(self, target: Target, loaded: Loaded, lang: Lang) -> None:
        self._target, self._loaded, self._lang = target, loaded, lang
        self._entries: list[Entry] = []

    def hearing(self, one: Named) -> Callable[[Event], None]:
        """What hears the events of asking one thing."""
        return partial(self._hear, one)

    def _hear(self, one: Named, event: Event) -> None:
        if isinstance(event, Asked):
            for number, trace in enumerate(event.traces, 1 + len(self._entries)):
                self._entries.append(self._entry(one, trace, number))

    def _entry(self, one: Named, trace: Trace, number: int) -> Entry:
        found = workflow((*trace.before, *trace.exchanges), self._loaded.contract, f"{one.probe}_{number}_{one.id}")
        why = OMISSION_WORDS[found.omission].into(self._lang) if found.omission else ""
        return Entry(one.id, f"{one.id} {one.asks}", _said(one, trace), found.definition or None, why)

    def document(self) -> bytes:
        """All of it in one document."""
        place = source(self._target, self._loaded.contract)
        title = f"Hutong 互通 · {self._target.name}"
        heading = Heading(title, HOW.into(self._lang), self._loaded.standard.release, place, self._target.address)
        return whole(heading, self._entries, self._lang)


def _said(one: Named, trace: Trace) -> str:
    """What one asks, in the words of its own: the steps of a sequence, a role, a kind of record."""
    if isinstance(one.question, Sequence):
        return "; ".join(map(str, one.question.steps))
    if isinstance(one.question, Case):
        return f"{one.question.operation}: {one.question.expects}"
    return " ".join(filter(None, (trace.probe, trace.role, trace.case)))
