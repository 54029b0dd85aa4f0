"""The SQLite database behind a reference catalogue: one connection in memory, one table per kind of fact."""

from __future__ import annotations

import sqlite3

_TABLES = """
create table entries (
  id text primary key, number integer not null, code text not null, unit text not null, registered_by text not null,
  withdrawn_at text not null
);
create table versions (
  id text not null references entries, number integer not null, status text not null, record text not null,
  change text not null, changed_by text not null, review text, primary key (id, number)
);
create table serials (category text primary key, last integer not null);
create table changes (
  number integer primary key, id text not null, code text not null, unit text not null, audience text not null,
  open integer not null, change text not null, at text not null
);
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
    """A fresh database. The serving thread may differ from the one that fills it; only one uses it at a time."""
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.executescript(_TABLES)
    return connection
