"""The contracts of all kinds as documents: read by others, whole, in both languages, and undoable where they write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import schemathesis

from conformance.model.clause import ROLES
from conformance.norms.contract import read_contract
from conformance.systems.contracts import contract
from conformance.systems.kinds import KINDS
from tests.systems.client import validator

METHODS = ("get", "post", "put", "delete")
# A message is made for its moment, so that nobody could withdraw one made from an example.
NOT_ASKED = {"withdrawMessage"}


def places(part: Any, at: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a document, with where it stands."""
    if isinstance(part, dict):
        yield at, part
    for name, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from places(inner, f"{at}/{name}")


def operations(kind: str) -> dict[str, Mapping[str, Any]]:
    items = contract(kind)["paths"].values()
    return {raw["operationId"]: raw for item in items for method, raw in item.items() if method in METHODS}


@pytest.mark.parametrize("kind", KINDS)
def test_schemathesis_and_we_read_every_operation(kind: str) -> None:
    document = schemathesis.openapi.from_dict(contract(kind))
    read = {result.ok().definition.raw["operationId"] for result in document.get_all_operations()}
    assert read == set(operations(kind)) == set(read_contract(contract(kind), kind).operations)
    assert not read_contract(contract(kind), kind).flaws


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_points_somewhere(kind: str) -> None:
    for at, part in places(contract(kind)):
        if isinstance(part.get("$ref"), str):
            found: Any = contract(kind)
            for step in part["$ref"].removeprefix("#/").split("/"):
                assert step in found, f"{at} points to {part['$ref']}"
                found = found[step]


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in sorted(operations(kind))])
def test_operation_says_who_may_call_it(kind: str, name: str) -> None:
    raw = operations(kind)[name]
    assert set(raw["x-hutong-roles"]) <= set(ROLES)
    assert (raw["security"] == []) == ("anonymous" in raw["x-hutong-roles"])
    assert ("401" in raw["responses"]) >= (raw["security"] != [])
    assert "default" in raw["responses"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_writes_can_be_undone(kind: str) -> None:
    known = read_contract(contract(kind), kind).operations
    unsafe = {name for name, operation in known.items() if not operation.safe}
    assert {name for name, operation in known.items() if operation.undo} == unsafe - NOT_ASKED
    for name in unsafe - NOT_ASKED:
        undo = known[name].undo
        assert undo is not None
        assert (undo.operation or undo.within) in known, name
        maker = known[undo.within].undo if undo.within else undo
        asked = {each.name for each in known[name].parameters if each.location == "path"}
        if undo.within and maker:
            assert asked == {given for given, _ in (undo.parameters or maker.parameters)}, name


@pytest.mark.parametrize("kind", KINDS)
def test_examples_are_valid(kind: str) -> None:
    document = contract(kind)
    schemas, checked = document["components"]["schemas"], 0
    for schema in schemas.values():
        for example in schema.get("examples", ()):
            assert not list(validator(schema, document).iter_errors(example))
            checked += 1
    for name, raw in operations(kind).items():
        for content in raw.get("requestBody", {}).get("content", {}).values():
            for stated in content["examples"].values():
                value = document["components"]["examples"][stated["$ref"].rpartition("/")[2]]["value"]
                assert not list(validator(content["schema"], document).iter_errors(value)), name
                checked += 1
    assert checked > 10


@pytest.mark.parametrize("kind", KINDS)
def test_enums_are_taken_from_the_published_lists(kind: str) -> None:
    checked = 0
    for at, part in places(contract(kind)):
        if "x-hutong-codes" in part and "enum" in part:
            published = {code for code, _, _ in KINDS[kind].code_lists[part["x-hutong-codes"]].codes}
            assert set(part["enum"]) <= published, at
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("kind", KINDS)
def test_descriptions_are_in_both_languages(kind: str) -> None:
    one_language = []
    for at, part in places(contract(kind)):
        text = part.get("description")
        if isinstance(text, str) and not (re.search("[一-鿿]", text) and re.search("[A-Za-z]{3}", text)):
            one_language.append(at)
    assert not one_language


@pytest.mark.parametrize("kind", KINDS)
def test_living_objects_are_harvested(kind: str) -> None:
    document = contract(kind)
    named = {part["x-hutong-live"] for _, part in places(document) if isinstance(part.get("x-hutong-live"), str)}
    assert named <= set(document["x-hutong-harvest"])
    assert document["x-hutong-canary"] in operations(kind)
