"""The SQLite database behind a reference system: one connection in memory, one table per kind of fact."""

from __future__ import annotations

import sqlite3

from conformance.systems.service.collection import TABLES

_TABLES = """
create table submissions (
  caller text not null, key text not null, digest text not null, id text not null, primary key (caller, key)
);
create table audit (
  number integer primary key, time text not null, user text not null, role text not null, type text not null,
  operation text not null, object text not null, result text not null, status integer not null
);
create index audit_user on audit (user);
"""


def connect() -> sqlite3.Connection:
    """A fresh database with the tables every system has.

    The serving thread may differ from the one that fills it; only one uses it at a time.
    """
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.executescript(_TABLES + TABLES)
    return connection
