"""Faults against the security of messages."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.delivery import Delivery
from conformance.systems.data_exchange.messages import Messages
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import skips, within
from conformance.systems.faults.parts import override_part
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal


class StoredFirst(Messages):
    """What does not verify is stored all the same, for somebody to look into."""

    def untampered(self, message: Record) -> None:
        try:
            super().untampered(message)
        except Refusal:
            self.keep(message)
            raise


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


FAULTS = of_kind(
    EXCHANGE,
    Fault(
        "security.messages.tampered-refused",
        Text("摘要校验被关闭", "verification of digests is switched off"),
        skips("messages.untampered"),
        also=("security.messages.tampered-not-stored", "security.messages.sm3-verified"),
    ),
    Fault(
        "security.messages.tampered-not-stored",
        Text("校验失败的报文照样入库", "what fails verification is stored all the same"),
        override_part("messages", StoredFirst),
    ),
    Fault(
        "security.messages.nonce-once",
        Text("随机数不在节点之间共享", "nonces are not shared between nodes"),
        skips("messages.nonce_used", result=False),
    ),
    Fault(
        "security.messages.timely",
        Text("不核对发送时间", "the time of sending is not looked at"),
        skips("messages.timely"),
    ),
    Fault(
        "security.messages.own-name",
        Text("以报文自称的发送方为准", "the sender a header claims is believed"),
        skips("messages.own_sender"),
        also=("security.messages.sender-withdraws",),
    ),
    Fault(
        "security.messages.sender-withdraws",
        Text("收发双方都可以撤回报文", "either party may withdraw a message"),
        within("operations.withdraw_message", "messages.own_sender", lambda sound, caller, header: None),
    ),
    Fault(
        "security.messages.parties-only",
        Text("按标识读取报文不核对收发双方", "a message is read by its id whoever asks"),
        within("messages.found", "messages.visible", lambda sound, caller, message: True),
        also=("security.access.unlisted-unread",),
    ),
    Fault(
        "security.messages.delivered-digest",
        Text("对转义后的文本计算摘要", "the digest is over escaped text"),
        override_part("delivery", EscapedText),
    ),
    Fault(
        "security.messages.sm3",
        Text("回执一律以 SHA-256 计算", "receipts carry SHA-256 whatever was sent"),
        override_part("messages", HouseAlgorithm),
    ),
    Fault(
        "security.messages.sm3-verified",
        Text("不校验 SM3 摘要", "SM3 digests are not verified"),
        skips("messages.untampered", lambda message: message["header"]["digest"]["algorithm"] != "SHA-256"),
    ),
)
