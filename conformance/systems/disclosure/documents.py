"""What is published on own initiative: drawn up, reviewed, published, changed, taken down (OGI 17, 20, 26)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System

AUTHORITY = frozenset({"administrator", "auditor"})
FORCE = "inForce"
"""What stands published while a change of it awaits its review; kept, and never shown."""


class Documents(Records):
    """Everybody sees what is published; drafts are for the unit that drew them up and for the authority."""

    _system: System
    of = "document"

    def seen(self, caller: Caller, record: Record) -> Record | None:
        """A document as a caller sees it: the draft, what is in force, or nothing."""
        own = record["issuer"]["uscc"] == self._system.rules.uscc(caller)
        if own or caller.role in AUTHORITY or record["state"] == "published":
            return record
        return record.get(FORCE)

    def found(self, caller: Caller, identifier: str) -> Record:
        record = self.seen(caller, self.known(identifier))
        if record is None:
            raise Refusal(404, "不存在，或者不可见。It does not exist, or is not visible.")
        return record

    def own(self, caller: Caller, identifier: str) -> Record:
        record = self.known(identifier)
        self.found(caller, identifier)
        self.may_change(caller, record)
        return record

    def listed(self, caller: Caller, asked: Mapping[str, Any]) -> Sequence[Record]:
        seen = (self.seen(caller, one) for one in self.all(asked))
        return [one for one in seen if one is not None and self.matches(one, asked)]

    def published(self) -> Iterator[Record]:
        """What everybody may see."""
        for record in self.kept.all():
            if record["state"] == "published" or FORCE in record:
                yield record.get(FORCE, record)

    def shown(self, caller: Caller, record: Record) -> Record:
        return {name: value for name, value in record.items() if name != FORCE}

    def beginning(self, caller: Caller, parent: str) -> Record:
        said = super().beginning(caller, parent)
        region = self._system.units[caller.unit].region
        return {**said, "region": region, "state": "draft", "origin": "own", "periodRule": "usual"}

    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        """Keep a new draft, with its index number and its file."""
        identifier = self.kept.next_id()
        record = {"id": identifier, **self.beginning(caller, parent), **body}
        return self.kept.add({**record, "index": self.index(record), "files": self.files(record)})

    def index(self, record: Record) -> str:
        """The index number: the body, the year the document was made, and a number no other has."""
        number = int(record["id"].removeprefix("d-"))
        return f"{record['issuer']['uscc']}/{record['madeOn'][:4]}-{number:05d}"

    def files(self, record: Record) -> list[Record]:
        """The files of a document: its text."""
        content = self.bytes_of(record)
        digest = hashlib.sha256(content).hexdigest()
        name = f"{record['title']}.txt"
        return [{"id": "f-01", "name": name, "media": "text/plain", "size": len(content), "digest": digest}]

    def bytes_of(self, record: Record) -> bytes:
        """What a file of the document holds."""
        head = [record["title"], record.get("number", ""), record["content"], record["madeOn"]]
        return "\n".join(part for part in head if part).encode() + b"\n"

    def file(self, caller: Caller, identifier: str, number: str) -> tuple[Record, bytes]:
        """A file of a document the caller may see, with its bytes; else 404."""
        record = self.found(caller, identifier)
        for file in record["files"]:
            if file["id"] == number:
                return file, self.bytes_of(record)
        raise Refusal(404, "没有此文件。There is no such file.")

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        """Put other content into a document; what is published stands until the change is reviewed."""
        self._system.clock.tick()
        kept = {name: value for name, value in record.items() if name not in ("number", "review")}
        changed: Record = {**kept, **body, "state": "draft"}
        if record["state"] == "published":
            today = self._system.clock.now().date().isoformat()
            changed |= {FORCE: record, "changedOn": today}
        return self.save({**changed, "files": self.files(changed)})

    def decide(self, caller: Caller, record: Record, body: Record) -> Record:
        """Publish a draft, or return it. 409 without a draft to review."""
        if record["state"] != "draft":
            raise Refusal(409, "没有待审草稿。There is no draft to review.")
        now = self.stamp()
        record = {**record, "review": {**body, "reviewedAt": now}}
        if body["decision"] == "approve":
            record = {name: value for name, value in record.items() if name != FORCE}
            record |= {"state": "published", "publishedAt": now}
        return self.save(record)
