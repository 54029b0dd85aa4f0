"""A vendor's own checks of a catalogue, as they stand in the vendor's repository."""

from __future__ import annotations

import pytest

from conformance.engine.probe_client import ProbeClient
from conformance.model.target import Target
from conformance.pytest_plugin.own import Judge


def test_the_target_is_the_one_of_the_file(hutong_target: Target) -> None:
    assert hutong_target.kind == "resource-catalogue"


@pytest.mark.clause("support.errors.problem-details")
def test_an_unknown_entry_is_refused_in_json(hutong_ask: ProbeClient, hutong_judge: Judge) -> None:
    answer = hutong_ask("getResource", parts={"id": "no-such-entry"})
    assert answer.status == 404
    assert not hutong_judge(answer, "error-is-problem-details")


def test_what_is_registered_is_read_back(hutong_ask: ProbeClient) -> None:
    made = hutong_ask("registerResource", role="officer", body=hutong_ask.example("registerResource"))
    assert made.status == 201
    assert hutong_ask("getResource", role="officer", parts={"id": made.data["id"]}).data["name"] == made.data["name"]


def test_what_the_check_finds_is_told(hutong_ask: ProbeClient, hutong_judge: Judge) -> None:
    answer = hutong_ask("listResources", query={"pageSize": "1"})
    (finding,) = hutong_judge(answer, "status-is-one-of", statuses=(418,))
    assert "418" in finding.due.en


def test_nothing_to_judge_is_not_right(hutong_ask: ProbeClient, hutong_judge: Judge) -> None:
    from conformance.model.verdict import Undecided

    with pytest.raises(Undecided):
        hutong_judge(hutong_ask("getDeclaration"), "support.paging.bounded")
