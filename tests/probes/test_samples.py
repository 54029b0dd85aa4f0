"""What a probe leaves out of what there is, it says: roles without a credential, entries beyond the first page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from conformance.model.exchange import Exchange
from conformance.model.record import whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.probes import own_operations
from conformance.probes.resource_catalogue import histories, role_lists
from tests.checks.making import CATALOGUE, exchange
from tests.examining import loaded

ENTRIES = {"items": [{"id": "r-1", "version": 2}], "total": 40}


class Asking:
    """Answers every question alike, but for roles that have no credential, and notes what was left out."""

    contract = CATALOGUE

    def __init__(self, data: Any, without: Collection[str] = ()) -> None:
        self._data, self._without = data, without
        self.cuts: set[tuple[int, object, str]] = set()

    def __call__(self, operation: str, role: str = "", step: str = "", **_: Any) -> Exchange:
        if role in self._without:
            raise Undecided(Reason.NO_CREDENTIAL, Text("没有凭据", "no credential"))
        return exchange(step, self._data)

    def parts(self, operation: str) -> dict[str, str]:
        return {}

    def sample(self, things: Sequence[Any], most: int, what: Text, *_: Any, of: object = 0) -> Sequence[Any]:
        if len(things[:most]) < max(len(things), whole(of) or 0):
            self.cut(len(things[:most]), max(len(things), whole(of) or 0), what)
        return things[:most]

    def cut(self, seen: int, of: object, what: Text, *_: Any, **__: Any) -> None:
        self.cuts.add((seen, of, what.en))


def test_roles_without_a_credential_are_told() -> None:
    ask: Any = Asking(ENTRIES, ("upper", "lower"))
    role_lists.probe(ask)
    assert (6, 8, "roles") in ask.cuts
    with pytest.raises(Undecided):
        role_lists.probe(Asking(ENTRIES, role_lists.ROLES))  # type: ignore[arg-type] # as much of it as is used


class Altering(Asking):
    """Answers the second reading of a list with another list than the first."""

    def __init__(self, later: Any) -> None:
        super().__init__({"items": [{"id": "r-1", "version": 2}, {"id": "r-2", "version": 1}]})
        self._later = later

    def __call__(self, operation: str, role: str = "", step: str = "", **_: Any) -> Exchange:
        return exchange(step, self._later if step == "list-again" else self._data)


def test_of_entries_that_others_alter_meanwhile_it_is_told() -> None:
    for later, cuts in (
        ({"items": [{"id": "r-1", "version": 3}, {"id": "r-2", "version": 1}]}, {(1, 2, "entries listed")}),
        ({"items": [{"id": "r-1", "version": 2}, {"id": "r-2", "version": 1}]}, set()),
        ({"items": [], "next": "?page=2"}, set()),
        (None, set()),
    ):
        ask: Any = Altering(later)
        role_lists.probe(ask)
        assert ask.cuts == cuts


def test_of_entries_on_later_pages_it_is_told_how_many_there_are() -> None:
    ask: Any = Asking(ENTRIES)
    histories.probe(ask)
    assert ask.cuts == {(1, 40, "entries"), (1, 40, "versions")}


def test_without_a_document_no_operation_is_the_systems_own() -> None:
    ask: Any = Asking(None)
    general = loaded("general").contract
    names = ("kind", "operations", "own_paths", "holding")
    ask.contract = SimpleNamespace(**{name: getattr(general, name) for name in names})
    own_operations.probe(ask)
    ((seen, of, what),) = ask.cuts
    assert (seen > 0, of, what) == (True, None, "operations that read, which no interface document names")
