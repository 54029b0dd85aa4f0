"""Whatever shape a document has, reading it and laying out a run on it raise nothing but DataError."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conformance.checks.overall.coded import coded_lists, coded_values
from conformance.checks.overall.declaration import described
from conformance.checks.security.personal import members_are_declared
from conformance.checks.support.description import answer_is_as_described, own_answers_are_as_described
from conformance.config.loading import GENERAL, kind_contract
from conformance.config.release import the_standard
from conformance.engine.generate.corpus.document_for_generation import handed
from conformance.engine.generate.explore.document_for_engine import whole
from conformance.engine.generate.explore.routing import Router
from conformance.engine.judging.select import formatted_paths
from conformance.engine.plan import joined, make_plan
from conformance.engine.vocabulary import tools
from conformance.model.clause import Profile
from conformance.model.contract import RESERVED_HEADERS, Contract, Operation
from conformance.model.exchange import Exchange, Outcome, Request, Response, Trace
from conformance.model.target import Target
from conformance.model.verdict import Undecided
from conformance.norms.contract import read_contract
from conformance.norms.data_files import data
from conformance.norms.errors import DataError
from conformance.norms.profile import load_profile
from tests.norms.odd_documents import odd_documents, sound_documents

SOUND = sound_documents()
HOW_MANY = int(os.environ.get("HUTONG_ODD_DOCUMENTS", "400"))
"""Documents tried; 10,000 take some ten minutes."""
ANSWERS = [b'{"items": [{"id": "1", "name": "x", "parent": {"id": 2}}], "id": "1"}', b"[]", b"null", b'"x"', b"", b"{"]
STATUSES = [200, 201, 204, 404, 500]


@settings(
    max_examples=HOW_MANY,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(odd_documents(SOUND), st.sampled_from(ANSWERS), st.sampled_from(STATUSES))
def test_an_odd_document_costs_what_is_odd(document: dict[str, Any], body: bytes, status: int) -> None:
    contract, again = read(document), read(document)
    if contract is None or again is None:
        assert contract is again
        return
    assert (contract.digest, contract.flaws, [*contract.operations]) == (again.digest, again.flaws, [*again.operations])
    json.dumps(contract.document, ensure_ascii=False, allow_nan=False).encode()
    assert pickle.loads(pickle.dumps(contract)).flaws == contract.flaws
    assert all(flaw.pointer.startswith("/") and flaw.problem.zh and flaw.problem.en for flaw in contract.flaws)
    lay_out(contract)
    judge(contract, Response(status, "", (("Content-Type", "application/json"),), body))


def read(document: Any) -> Contract | None:
    """The contract; None where the document is refused, in both languages."""
    try:
        return read_contract(document)
    except DataError as error:
        return None if error.render("zh") != error.render("en") else pytest.fail("it is told in one language only")


@cache
def general() -> tuple[Contract, Profile]:
    return kind_contract(GENERAL), load_profile(data("profiles"), GENERAL, the_standard())


def lay_out(contract: Contract) -> None:
    """What a run does with a contract before anything is sent, but for making questions."""
    canaries, profile = general()
    whole_contract = joined(contract, canaries)
    plan = make_plan(Target("odd", "http://127.0.0.1:9"), profile, the_standard(), whole_contract, tools())
    assert plan.requests > 0
    assert whole_contract.canary in whole_contract.operations
    for operation in contract.operations.values():
        assert not RESERVED_HEADERS & {each.name.lower() for each in operation.parameters if each.location == "header"}
    handed(contract.document)
    whole(contract.document, [*contract.operations.values()])
    coded_lists(contract.document)
    described(contract.document)


def judge(contract: Contract, response: Response) -> None:
    """What checks do with the contract of an answer."""
    router = Router(contract, [*contract.operations.values()], lambda parts: False)
    for operation in contract.operations.values():
        for check in checks_of(answered(operation, response)):
            with suppress(Undecided):
                list(check)
        formatted_paths(operation, response.status, "date")
        router.case(operation.method, operation.path + "?q=1&q=2", (), None)


def answered(operation: Operation, response: Response) -> Exchange:
    request = Request(operation.method, "http://127.0.0.1:9" + operation.path, (), None)
    outcome = Outcome(response.status, response.json.value if response.is_json else None)
    return Exchange(operation, "anonymous", request, response, None, "operation", "any", None, outcome, 1)


def checks_of(exchange: Exchange) -> Iterator[Iterable[Any]]:
    """The checks that look into the contract."""
    yield answer_is_as_described(exchange)
    yield own_answers_are_as_described(Trace("own-operations", "", (exchange,)))
    yield coded_values(exchange)
    yield members_are_declared(exchange)
