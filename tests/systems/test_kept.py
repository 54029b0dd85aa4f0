"""What is kept is lent as it is, and changed in a copy only."""

from __future__ import annotations

import sqlite3
from copy import deepcopy

import pytest

from conformance.systems.service.collection import TABLES, Collection
from conformance.systems.service.kept import lent


def collection() -> Collection:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(TABLES)
    return Collection(connection, "item", "i")


def test_a_record_that_is_lent_is_not_changed_and_its_copies_are() -> None:
    record = lent({"id": "i-1", "of": {"names": ["a"]}})
    for change in (
        lambda: record.update(id="2"),
        lambda: record["of"].pop("names"),
        lambda: record["of"]["names"].sort(),
    ):
        with pytest.raises(TypeError, match="not changed"):
            change()
    own = deepcopy(record)
    own["of"]["names"].append("b")
    assert record == {"id": "i-1", "of": {"names": ["a"]}}
    assert (own["of"], type(own), type({**record})) == ({"names": ["a", "b"]}, dict, dict)


def test_a_list_shows_what_a_record_was_changed_to_and_what_was_taken_back() -> None:
    items = collection()
    items.add({"id": "i-000001", "name": "a"})
    assert items.all() == [{"id": "i-000001", "name": "a"}]
    own = items.get("i-000001")
    assert own is not None
    own["name"] = "b"
    assert items.all()[0]["name"] == "a"
    items._connection.commit()
    items.save(own)
    assert items.all()[0]["name"] == "b"
    items._connection.rollback()
    assert items.all()[0]["name"] == "a"
