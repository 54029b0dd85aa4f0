"""Where records are kept: JSON documents of one kind, numbered in the order they came."""

from __future__ import annotations

import json
import sqlite3

from conformance.systems.service.kept import lent
from conformance.systems.service.part import Record
from conformance.systems.service.record_forms import member

TABLES = """
create table records (
  collection text not null, number integer not null, id text not null, listed integer not null, body text not null,
  primary key (collection, id)
);
create index records_in_order on records (collection, number);
"""


class Collection:
    """The records of one kind. What is taken off the list can still be read by its id.

    Ids are a prefix with a number; `key` is the member that holds them, dotted where it is within another.
    """

    def __init__(self, connection: sqlite3.Connection, name: str, prefix: str, key: str = "id") -> None:
        self._connection = connection
        self._name = name
        self._prefix = prefix
        self._key = key
        self._lent: dict[str, tuple[str, Record]] = {}

    def next_id(self) -> str:
        """The id of the next record; none is ever given twice."""
        return f"{self._prefix}-{self._count() + 1:06d}"

    def _count(self) -> int:
        query = "select count(*) from records where collection = ?"
        return int(self._connection.execute(query, (self._name,)).fetchone()[0])

    def add(self, record: Record) -> Record:
        """Keep a new record."""
        self._connection.execute(
            "insert into records values (?, ?, ?, 1, ?)",
            (self._name, self._count() + 1, member(record, self._key), json.dumps(record)),
        )
        return record

    def save(self, record: Record) -> Record:
        """Replace a record kept before."""
        self._connection.execute(
            "update records set body = ? where collection = ? and id = ?",
            (json.dumps(record), self._name, member(record, self._key)),
        )
        return record

    def get(self, identifier: str) -> Record | None:
        """A record by its id; None when there is none."""
        query = "select body from records where collection = ? and id = ?"
        row = self._connection.execute(query, (self._name, identifier)).fetchone()
        return dict(json.loads(row["body"])) if row else None

    def all(self) -> list[Record]:
        """The records listed, in the order they came; who means to change one gets it by its id."""
        return self._in_order(is_listed=True)

    def withdrawn(self) -> list[Record]:
        """The records taken off the list, in the order they came."""
        return self._in_order(is_listed=False)

    def _in_order(self, is_listed: bool) -> list[Record]:
        query = "select id, body from records where collection = ? and listed = ? order by number"
        return [self._read(*row) for row in self._connection.execute(query, (self._name, is_listed))]

    def _read(self, identifier: str, body: str) -> Record:
        """A record as it is lent: it is read once, and again when its body is another."""
        known, record = self._lent.get(identifier, ("", {}))
        if body != known:
            record = lent(json.loads(body))
            self._lent[identifier] = body, record
        return record

    def unlist(self, identifier: str) -> None:
        """Take a record off the list."""
        query = "update records set listed = 0 where collection = ? and id = ?"
        self._connection.execute(query, (self._name, identifier))

    def remove(self, identifier: str) -> None:
        """Forget what a record said; its number is not given again."""
        query = "update records set listed = 0, id = id || '#' || number where collection = ? and id = ?"
        self._connection.execute(query, (self._name, identifier))
