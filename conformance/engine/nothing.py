"""Where there is nothing: at which addresses whose reads found no record, and which keys were shown to anyone.

A role that is refused what is there may be told that nothing is: what others were shown, or a list showed, is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from conformance.engine.judging.select import walk
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange
from conformance.model.record import RecordKind, keys

ABSENT = (404, 410)
"""What a read answers where there is nothing, or nothing any more."""


class Nothing:
    """What the reads of one run say of where there is nothing."""

    def __init__(self, contract: Contract) -> None:
        self._absent: set[tuple[str, str]] = set()
        self._there: set[str] = set()
        self._shown: set[str] = set()
        self._paths: Mapping[str, list[str]] = defaultdict(list)
        self._records: Mapping[str, list[RecordKind]] = defaultdict(list)
        for operation, path in contract.harvest.values():
            self._paths[operation].append(path)
        for record in contract.records.values():
            self._records[record.operations.get("list", "")].append(record)

    def note(self, exchange: Exchange, role: str, method: str, path: str) -> None:
        """Note what a read found, or what a list showed."""
        if method != "GET":
            return
        self._shown.update(map(str, self._keys(exchange)))
        if exchange.operation.path.endswith("}"):
            if exchange.status not in ABSENT:
                self._there.add(path.partition("?")[0])
            elif "?" not in path:
                self._absent.add((role, path))

    def is_at(self, path: str, role: str) -> bool:
        """Whether a role found nothing at an address, or at one it is under, and nobody was shown anything there."""
        parts = path.split("/")
        above = ["/".join(parts[:length]) for length in range(2, len(parts) + 1)]
        return any((role, one) in self._absent and one not in self._there and self._is_unknown(one) for one in above)

    def _is_unknown(self, path: str) -> bool:
        return unquote(path.rpartition("/")[2]) not in self._shown

    def _keys(self, exchange: Exchange) -> Iterator[object]:
        if not 200 <= exchange.status < 300:
            return
        for record in self._records.get(exchange.operation.id, ()):
            yield from keys(record, exchange.data)
        for path in self._paths.get(exchange.operation.id, ()):
            yield from (value for value, _, _ in walk(exchange.data, path))
