"""Where the platform keeps its records: shelves of JSON documents, numbered in the order they came."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from conformance.systems.service.part import Part, Record

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System

TABLES = """
create table records (
  shelf text not null, number integer not null, id text not null, listed integer not null, body text not null,
  primary key (shelf, id)
);
create index records_in_order on records (shelf, number);
"""


class Shelf:
    """The records of one kind. What is taken off the list can still be read by its id."""

    def __init__(self, connection: sqlite3.Connection, name: str, prefix: str) -> None:
        self._connection = connection
        self._name = name
        self._prefix = prefix

    def next_id(self) -> str:
        """The id of the next record; none is ever given twice."""
        return f"{self._prefix}-{self._count() + 1:06d}"

    def _count(self) -> int:
        query = "select count(*) from records where shelf = ?"
        return int(self._connection.execute(query, (self._name,)).fetchone()[0])

    def add(self, record: Record, identifier: str = "") -> Record:
        """Keep a new record under its id, or the one given."""
        self._connection.execute(
            "insert into records values (?, ?, ?, 1, ?)",
            (self._name, self._count() + 1, identifier or record["id"], json.dumps(record)),
        )
        return record

    def save(self, record: Record, identifier: str = "") -> Record:
        """Replace a record kept before."""
        self._connection.execute(
            "update records set body = ? where shelf = ? and id = ?",
            (json.dumps(record), self._name, identifier or record["id"]),
        )
        return record

    def get(self, identifier: str) -> Record | None:
        """A record by its id; None when there is none."""
        query = "select body from records where shelf = ? and id = ?"
        row = self._connection.execute(query, (self._name, identifier)).fetchone()
        return dict(json.loads(row["body"])) if row else None

    def all(self) -> list[Record]:
        """The records listed, in the order they came."""
        query = "select body from records where shelf = ? and listed order by number"
        return [json.loads(row["body"]) for row in self._connection.execute(query, (self._name,))]

    def withdrawn(self) -> list[Record]:
        """The records taken off the list, in the order they came."""
        query = "select body from records where shelf = ? and not listed order by number"
        return [json.loads(row["body"]) for row in self._connection.execute(query, (self._name,))]

    def unlist(self, identifier: str) -> None:
        """Take a record off the list."""
        query = "update records set listed = 0 where shelf = ? and id = ?"
        self._connection.execute(query, (self._name, identifier))

    def remove(self, identifier: str) -> None:
        """Forget what a record said; its number is not given again."""
        query = "update records set listed = 0, id = id || '#' || number where shelf = ? and id = ?"
        self._connection.execute(query, (self._name, identifier))


class Store(Part["System"]):
    """All shelves."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        connection = system.connection
        self.requests = Shelf(connection, "request", "q")
        self.grants = Shelf(connection, "grant", "g")
        self.batches = Shelf(connection, "batch", "b")
        self.uses = Shelf(connection, "use", "u")
        self.messages = Shelf(connection, "message", "m")
        self.receipts = Shelf(connection, "receipt", "t")
        self.agreements = Shelf(connection, "agreement", "x")
        self.corrections = Shelf(connection, "correction", "c")
        self.disposals = Shelf(connection, "disposal", "d")
        self.terminations = Shelf(connection, "termination", "z")
        self.disputes = Shelf(connection, "dispute", "y")
