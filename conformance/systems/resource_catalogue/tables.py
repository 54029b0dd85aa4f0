"""The tables of a catalogue, one per kind of fact."""

from __future__ import annotations

TABLES = """
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
"""
