"""Delivery by the three methods: the records a grant opens, page by page, as a file, or in messages (D809 22)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.systems.data_exchange.holding import Value
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Part, Record
from conformance.systems.service.records import Records

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System

RECORDS_PER_MESSAGE = 20
ALGORITHMS = ("SHA-256", "SM3")


class Delivery(Part["System"]):
    """Hands out records."""

    def records(self, grant: Record, region: str | None = None) -> list[Record]:
        """The records a grant opens: of its regions, with its items only."""
        holding = self._system.resources.coded(grant["resource"])
        held = holding.records if holding else ()
        name = holding.region_item if holding else ""
        return [self.cut(record, grant) for record in held if self.granted(record, name, grant, region)]

    def granted(self, record: Mapping[str, Value], name: str, grant: Record, region: str | None) -> bool:
        """Whether a record is of a region granted, and of the one asked for; `name` is the item that says."""
        return not name or (record[name] in grant["regions"] and region in (None, record[name]))

    def cut(self, record: Mapping[str, Value], grant: Record) -> Record:
        """A record with the items granted and no other."""
        return {name: value for name, value in record.items() if name in grant["items"]}

    def file(self, grant: Record) -> Record:
        """All records of a grant as one file."""
        records = self.records(grant)
        made = self._system.clock.stamp(self._system.clock.now())
        of = {"resource": grant["resource"], "grant": grant["id"]}
        return {**of, "madeAt": made, "count": len(records), "records": records}

    def work(self, batch: Record, grant: Record) -> Record:
        """What a batch comes to: done, with its messages."""
        records = self.records(grant)
        pieces = [records[at : at + RECORDS_PER_MESSAGE] for at in range(0, len(records), RECORDS_PER_MESSAGE)]
        messages = [self.message(batch["id"], number, piece, grant) for number, piece in enumerate(pieces, 1)]
        for message in messages:
            self._system.messages.keep(message)
        return {
            "state": "done",
            "finishedAt": self._system.batches.stamp(),
            "count": len(records),
            "messages": messages,
        }

    def message(self, batch: str, number: int, records: list[Record], grant: Record) -> Record:
        """One message of a batch, under the same header as any other."""
        mark = hashlib.sha256(f"{self._system.identity.uscc} {batch} {number}".encode()).hexdigest()
        header = {
            "id": f"m-{mark[:8]}-{mark[8:12]}-{mark[12:24]}",
            "sender": self._system.parties.provider()["uscc"],
            "receiver": grant["consumer"]["uscc"],
            "sentAt": self._system.batches.stamp(),
            "resource": grant["resource"],
            "nonce": mark[24:56],
            "digest": self._system.messages.digest(ALGORITHMS[number % len(ALGORITHMS)], records),
        }
        return {"header": header, "records": records}

    def first(self, caller: Caller, grant: Record) -> None:
        """Note that data went out under a grant."""
        self._system.requests.delivered(grant["request"])


class Batches(Records):
    """The batches of grants."""

    _system: System
    of = "batch"

    def start(self, grant: Record) -> Record:
        """Start a batch: the answer says it runs, and the work is done before anybody can ask again."""
        of = {"grant": grant["id"], "resource": grant["resource"]}
        begun = self.kept.add({"id": self.kept.next_id(), **of, "state": "running", "startedAt": self.stamp()})
        self.save({**begun, **self._system.delivery.work(begun, grant)})
        return begun

    def in_list(self, caller: Caller, record: Record) -> Record:
        """A batch without its messages."""
        return {name: value for name, value in record.items() if name != "messages"}

    def withdraw(self, caller: Caller, record: Record) -> None:
        """Cancel a batch, with the messages it made."""
        for message in record.get("messages", ()):
            self._system.messages.forget(message)
        super().withdraw(caller, record)
