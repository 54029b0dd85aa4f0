"""Which records a clause is about: those of some values, those that tell something, those that tell nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from conformance.checks.places import value_at
from conformance.checks.reading import apart
from conformance.model.parameters import Member

Where = Mapping[Member, tuple[str, ...]]
ANY: Where = MappingProxyType({})


def is_one(entry: object, where: Where) -> bool:
    """Whether each member named says one of the values named for it."""
    return all(value_at(entry, name) in values for name, values in where.items())


def refuse_others(entry: object, where: Where) -> None:
    """Raises Apart for what is not one of those in question."""
    for name, values in where.items():
        if value_at(entry, name) not in values:
            raise apart(f"{name} 不在此列", f"{name} is none of these")


def refuse_unless(entry: object, only: tuple[str, ...], unless: tuple[str, ...]) -> None:
    """Raises Apart for a record that lacks what it must tell to be in question, or tells what excepts it."""
    lacks = next((name for name in only if not value_at(entry, name)), None)
    excepted = next((name for name in unless if value_at(entry, name)), None)
    if lacks:
        raise apart(f"没有 {lacks}", f"it has no {lacks}")
    if excepted:
        raise apart(f"另有 {excepted}", f"it has {excepted}")
