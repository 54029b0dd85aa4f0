"""The clauses of a target as items of pytest: one run of the engine a target, shared by its items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from signal import SIGINT
from typing import Any

import pytest

from conformance.config.language import language
from conformance.config.names import DEFAULT_SEED
from conformance.config.release import the_standard
from conformance.engine.examine import examine
from conformance.engine.vocabulary import tools
from conformance.model.clause import Clause, Profile
from conformance.model.report import Report
from conformance.model.visible import visible
from conformance.norms.data_files import data
from conformance.norms.errors import DataError, near
from conformance.norms.profile import load_profile
from conformance.pytest_plugin.asked import ASKED
from conformance.pytest_plugin.outcomes import ItemOutcome, of_clause, of_gate, properties
from conformance.pytest_plugin.plans import Examined, plan_of, targets
from conformance.reports import json_document
from conformance.wire.stopping import Stop, listening

GATE = "gate"


class TargetFile(pytest.File):
    """A hutong.yaml: the targets of it that were asked for."""

    def __init__(self, *, chosen: Sequence[str], **given: Any) -> None:
        super().__init__(**given)
        self.chosen = chosen

    def collect(self) -> Iterator[TargetItems]:
        try:
            for examined in targets(self.path, self.chosen):
                profile = load_profile(data("profiles"), examined.target.kind, the_standard())
                name = visible(examined.target.name)
                yield TargetItems.from_parent(self, name=name, examined=examined, profile=profile)
        except DataError as error:
            raise self.CollectError(error.render(language())) from None


class TargetItems(pytest.Collector):
    """One target: an item a clause of its profile, and one for the gate."""

    def __init__(self, *, examined: Examined, profile: Profile, **given: Any) -> None:
        super().__init__(**given)
        self.examined, self.profile = examined, profile
        self._came: Report | Exception | None = None

    def collect(self) -> Iterator[pytest.Item]:
        clauses = the_standard().clauses
        for name in self.profile.clauses:
            yield ClauseItem.from_parent(self, name=name, clause=clauses[name])
        yield GateItem.from_parent(self, name=GATE)

    def report(self) -> Report:
        """What one run found on the clauses that were selected; on all of them where the gate is."""
        if self._came is None:
            try:
                self._came = self._run()
            except Exception as error:  # noqa: BLE001 - it becomes the error of every item, without a run for each
                self._came = error
        if isinstance(self._came, DataError):
            pytest.fail(self._came.render(language()), pytrace=False)
        if isinstance(self._came, Exception):
            raise self._came
        return self._came

    def _run(self) -> Report:
        mine = [item for item in self.session.items if item.parent is self]
        chosen = frozenset(item.clause.id for item in mine if isinstance(item, ClauseItem))
        whole = any(isinstance(item, GateItem) for item in mine)
        plan = plan_of(self.examined, self.config.stash[ASKED], frozenset() if whole else chosen)
        with listening(Stop()) as stop:
            return examine(plan, tools(), DEFAULT_SEED, lambda: datetime.now().astimezone(), lambda event: None, stop)

    def end_after(self, item: pytest.Item) -> None:
        """End the session after the last item of a run that was interrupted: what it had decided is told by then."""
        signal = self._came.signal if isinstance(self._came, Report) else 0
        if not signal or item is not [it for it in self.session.items if it.parent is self][-1]:
            return
        if signal == SIGINT:
            raise KeyboardInterrupt
        pytest.exit("运行被中断 the run was interrupted", 128 + signal)


class TargetItem(pytest.Item):
    """Something a run on a target decides. What stays undecided is an error of setting up, not a failure."""

    parent: TargetItems
    title = ""
    _outcome = ItemOutcome("passed")

    def setup(self) -> None:
        self._outcome = self.outcome(self.parent.report())
        if self._outcome.kind == "error":
            pytest.fail(self._outcome.text, pytrace=False)
        if self._outcome.kind == "skipped":
            raise pytest.skip.Exception(self._outcome.text, _use_item_location=True)

    def runtest(self) -> None:
        if self._outcome.kind == "xfailed":
            pytest.xfail(self._outcome.text)
        if self._outcome.kind == "failed":
            pytest.fail(self._outcome.text, pytrace=False)

    def teardown(self) -> None:
        self.parent.end_after(self)

    def outcome(self, report: Report) -> ItemOutcome:
        """How the item ends, by what the run found."""
        raise NotImplementedError

    def reportinfo(self) -> tuple[Path, int, str]:
        line = self.parent.examined.target.origin[1]
        return self.path, line - 1, f"{self.parent.name} {self.name} {self.title}".rstrip()


class ClauseItem(TargetItem):
    """One clause of one target."""

    def __init__(self, *, clause: Clause, **given: Any) -> None:
        super().__init__(**given)
        self.clause, self.title = clause, clause.title.into(language())
        facts = {"family": clause.family, "level": clause.level.value, "severity": clause.severity.value}
        self.add_marker(pytest.mark.clause(clause.id, id=clause.id, **facts))

    def outcome(self, report: Report) -> ItemOutcome:
        (result,) = (it for it in report.results if it.clause.id == self.clause.id)
        self.user_properties += properties(result)
        return of_clause(result, report.profile.gate, language())


class GateItem(TargetItem):
    """The gate of the profile: it holds the exit code of a run, whatever the clauses show one by one."""

    def outcome(self, report: Report) -> ItemOutcome:
        self.user_properties.append(("hutong.digest", json_document.seal(report)))
        self.user_properties.append(("hutong.exit_code", str(report.gate.exit_code)))
        return of_gate(report, language())


def must_be_clauses(items: Iterable[pytest.Item]) -> None:
    """Refuse a test marked with a clause there is not; note the clause of the others beside their results."""
    known = the_standard().clauses
    for item in items:
        for marker in item.iter_markers("clause"):
            if isinstance(item, TargetItem):
                continue
            name = str(marker.args[0]) if marker.args else ""
            if name not in known:
                help_text = near(name, [*known]).into(language())
                said = f"{item.nodeid}: 没有条款 `{name}` there is no clause `{name}`. {help_text}"
                raise pytest.UsageError(visible(said))
            item.user_properties.append(("hutong.clause", name))
