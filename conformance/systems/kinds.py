"""The kinds of system there is a reference system of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from conformance.systems.data_exchange import KIND as DATA_EXCHANGE
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.one_stop import KIND as ONE_STOP
from conformance.systems.resource_catalogue import KIND as RESOURCE_CATALOGUE

if TYPE_CHECKING:
    from conformance.systems.service.system import Service


class _Kinds(Mapping[str, "type[Service]"]):
    """Kind → its system, which is loaded when it is asked for: to know the names takes no server."""

    _names = (RESOURCE_CATALOGUE, DATA_EXCHANGE, DISCLOSURE, ONE_STOP)

    def __getitem__(self, kind: str) -> type[Service]:
        if kind not in self._names:
            raise KeyError(kind)
        system: type[Service] = import_module(f"conformance.systems.{kind.replace('-', '_')}.system").System
        return system

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


KINDS: Mapping[str, type[Service]] = _Kinds()
