"""Faults against the security of messages."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from conformance.model.text import Text
from conformance.systems.data_exchange.delivery import Delivery
from conformance.systems.data_exchange.messages import Messages
from conformance.systems.faults.exchange_shelves import KIND
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal


class Unverified(Messages):
    """Verification was switched off for a load test."""

    def untampered(self, message: Record) -> None:
        return


class StoredFirst(Messages):
    """What does not verify is stored all the same, for somebody to look into."""

    def untampered(self, message: Record) -> None:
        try:
            super().untampered(message)
        except Refusal:
            self.keep(message)
            raise


class NonceForgotten(Messages):
    """Each node remembers nonces for itself, and another one is asked next."""

    def nonce_used(self, nonce: str) -> bool:
        return False


class AnyTime(Messages):
    """Clocks of departments differ, so the time is not looked at."""

    def timely(self, header: Record) -> None:
        return


class SenderBelieved(Messages):
    """The header is believed."""

    def own_sender(self, caller: Caller, header: Record) -> None:
        return


class OpenById(Messages):
    """The list is filtered by party, the single message is not."""

    def found(self, caller: Caller, identifier: str) -> Record:
        record = self.get(identifier)
        return super().found(caller, identifier) if record is None else record


class EscapedText(Delivery):
    """The digest is over the text with everything beyond ASCII escaped."""

    def message(self, batch: str, number: int, records: list[Record], grant: Record) -> Record:
        made = super().message(batch, number, records, grant)
        digest = {"algorithm": "SHA-256", "value": hashlib.sha256(json.dumps(records).encode()).hexdigest()}
        return {**made, "header": {**made["header"], "digest": digest}}


class HouseAlgorithm(Messages):
    """Receipts carry the digest the platform computes for itself, by one algorithm for all."""

    def keep(self, message: Record, misfit: str = "") -> Record:
        digest: dict[str, Any] = self.digest("SHA-256", message["records"])
        receipt = {**super().keep(message, misfit), "digest": digest}
        return self.receipts.save(receipt)


class OnlyTheOldOne(Messages):
    """Verification knows SHA-256; what it does not know it lets through."""

    def untampered(self, message: Record) -> None:
        if message["header"]["digest"]["algorithm"] == "SHA-256":
            super().untampered(message)


FAULTS: tuple[Fault, ...] = (
    Fault(
        "security.messages.tampered-refused",
        Text("摘要校验被关闭", "verification of digests is switched off"),
        instead("messages", Unverified),
        KIND,
        also=("security.messages.tampered-not-stored", "security.messages.sm3-verified"),
    ),
    Fault(
        "security.messages.tampered-not-stored",
        Text("校验失败的报文照样入库", "what fails verification is stored all the same"),
        instead("messages", StoredFirst),
        KIND,
    ),
    Fault(
        "security.messages.nonce-once",
        Text("随机数不在节点之间共享", "nonces are not shared between nodes"),
        instead("messages", NonceForgotten),
        KIND,
    ),
    Fault(
        "security.messages.timely",
        Text("不核对发送时间", "the time of sending is not looked at"),
        instead("messages", AnyTime),
        KIND,
    ),
    Fault(
        "security.messages.own-name",
        Text("以报文自称的发送方为准", "the sender a header claims is believed"),
        instead("messages", SenderBelieved),
        KIND,
    ),
    Fault(
        "security.messages.parties-only",
        Text("按标识读取报文不核对收发双方", "a message is read by its id whoever asks"),
        instead("messages", OpenById),
        KIND,
    ),
    Fault(
        "security.messages.delivered-digest",
        Text("对转义后的文本计算摘要", "the digest is over escaped text"),
        instead("delivery", EscapedText),
        KIND,
    ),
    Fault(
        "security.messages.sm3",
        Text("回执一律以 SHA-256 计算", "receipts carry SHA-256 whatever was sent"),
        instead("messages", HouseAlgorithm),
        KIND,
    ),
    Fault(
        "security.messages.sm3-verified",
        Text("不校验 SM3 摘要", "SM3 digests are not verified"),
        instead("messages", OnlyTheOldOne),
        KIND,
    ),
)
