"""Messages and their receipts: trusted only as they are, taken in once, counted day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from conformance.model.message import canonical, digest
from conformance.systems.service.accounts import Caller
from conformance.systems.service.collection import Collection
from conformance.systems.service.moments import seconds
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Place, Refusal

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System

TOLERANCE_SECONDS = 600


class Messages(Records):
    """Takes messages in. Lists show their headers."""

    _system: System
    of = "message"

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self.kept = Collection(system.connection, self.of, self.form.prefix, "header.id")
        self.receipts = Collection(system.connection, "receipt", "t", "messageId")

    def receive(self, caller: Caller, message: Record) -> tuple[Record, bool]:
        """The receipt of a message, and whether it is a new one. What cannot be trusted is refused and not kept."""
        header = message["header"]
        self.own_sender(caller, header)
        self.addressed(header)
        self.untampered(message)
        before = self.get(header["id"])
        if before is not None:
            return self.repeated(before, message), False
        self.timely(header)
        self.fresh_nonce(header)
        self._system.clock.tick()
        return self.keep(message, self.misfit(message)), True

    def own_sender(self, caller: Caller, header: Record) -> None:
        """Refuse (403) a message in another department's name."""
        if header["sender"] != self._system.rules.uscc(caller):
            raise Refusal(403, "发送方不是调用者所在部门。The sender is not the caller's department.")

    def addressed(self, header: Record) -> None:
        """Refuse (400) a receiver or a resource that is not known here."""
        places = []
        if header["receiver"] not in self._system.parties.known():
            places.append(Place("平台没有此部门。No such department here.", pointer="/header/receiver"))
        if self._system.resources.coded(header["resource"]) is None:
            places.append(Place("没有此资源。There is no such resource.", pointer="/header/resource"))
        if places:
            raise Refusal(400, places=tuple(places))

    def untampered(self, message: Record) -> None:
        """Refuse (422) records that do not match the digest."""
        stated = message["header"]["digest"]
        if self.digest(stated["algorithm"], message["records"]) != stated:
            raise Refusal(422, "摘要与内容不符。The digest does not match the records.")

    def timely(self, header: Record) -> None:
        """Refuse (422) a message sent too long ago, or in the future."""
        now = seconds(self._system.clock.stamp(self._system.clock.now()))
        if abs(now - seconds(header["sentAt"])) > TOLERANCE_SECONDS:
            raise Refusal(422, "发送时间与平台时间相差超过 10 分钟。Sent more than 10 minutes off our time.")

    def fresh_nonce(self, header: Record) -> None:
        """Refuse (409) a nonce that another message used."""
        if self.nonce_used(header["nonce"]):
            raise Refusal(409, "随机数已被用过。The nonce was used before.")

    def nonce_used(self, nonce: str) -> bool:
        """Whether a message taken in before, withdrawn ones included, used a nonce."""
        return any(one["header"]["nonce"] == nonce for one in (*self.kept.all(), *self.kept.withdrawn()))

    def repeated(self, before: Record, message: Record) -> Record:
        """The receipt given before, for the same message; another one under its id is 409."""
        if before != message:
            raise Refusal(409, "此标识已用于另一份报文。The id was used for another message.")
        return self.receipt(before["header"]["id"])

    def misfit(self, message: Record) -> str:
        """Why records are not those of the resource; empty where they are. What a grant left out may be lacking."""
        holding = self._system.resources.coded(message["header"]["resource"])
        properties = {item.name: item.schema for item in holding.items} if holding else {}
        known = {"type": "object", "additionalProperties": False, "properties": properties}
        validator = jsonschema_rs.Draft202012Validator(known)
        errors = (error for record in message["records"] for error in validator.iter_errors(record))
        return next((f"记录不合该资源的模式：{error.message}"[:200] for error in errors), "")

    def keep(self, message: Record, misfit: str = "") -> Record:
        """Keep a message and its receipt, which says so where the records do not fit."""
        header = self.kept.add(message)["header"]
        receipt: Record = {
            "id": self.receipts.next_id(),
            "messageId": header["id"],
            "receivedAt": self._system.clock.stamp(self._system.clock.now()),
            "result": "rejected" if misfit else "accepted",
            **({"reason": misfit} if misfit else {}),
            "records": len(message["records"]),
            "digest": self.digest(header["digest"]["algorithm"], message["records"]),
        }
        return self.receipts.add(receipt)

    def digest(self, algorithm: str, records: Any) -> Record:
        """The digest of records by an algorithm of the contract."""
        value = digest(algorithm, canonical(records))
        if value is None:
            raise LookupError(f"this Python has no {algorithm}")
        return {"algorithm": algorithm, "value": value}

    def receipt(self, identifier: str) -> Record:
        """The receipt of a message; else 404."""
        record = self.receipts.get(identifier)
        if record is None:
            raise Refusal(404, "没有此报文的回执。There is no receipt of such a message.")
        return record

    def visible(self, caller: Caller, record: Record) -> bool:
        """Whether the caller's department sent or was sent a message; those who run the platform see all."""
        header = record["header"]
        own = self._system.rules.uscc(caller) in (header["sender"], header["receiver"])
        return own or caller.role in ("administrator", "auditor")

    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        return super().matches(record["header"], asked)

    def in_list(self, caller: Caller, record: Record) -> Record:
        header: Record = record["header"]
        return header

    def withdraw(self, caller: Caller, record: Record) -> None:
        self.forget(record)

    def forget(self, message: Record) -> None:
        """Take a message back, with its receipt; its nonce stays used."""
        self.kept.remove(message["header"]["id"])
        self.receipts.remove(message["header"]["id"])

    def counts(self, caller: Caller) -> list[Record]:
        """Messages by resource and day: sent, received, and by the result in their receipts."""
        found: dict[tuple[str, str], Counter[str]] = {}
        for message in self.listed(caller, {}):
            header, receipt = message["header"], self.receipt(message["header"]["id"])
            counted = (("sent", header["sentAt"]), ("received", receipt["receivedAt"]))
            for name, at in (*counted, (receipt["result"], receipt["receivedAt"])):
                found.setdefault((header["resource"], at[:10]), Counter())[name] += 1
        names = ("sent", "received", "accepted", "rejected")
        return [{"resource": code, "day": day} | {n: found[code, day][n] for n in names} for code, day in sorted(found)]
