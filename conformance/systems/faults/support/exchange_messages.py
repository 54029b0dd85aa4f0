"""Faults against the clauses on messages and receipts."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.messages import Messages
from conformance.systems.faults.changes import at, drop
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import gives, patched_list, shows, skips
from conformance.systems.faults.parts import around, override_part
from conformance.systems.faults.values import says
from conformance.systems.service.part import Record

OLD_DEFAULT = "0000000000000000"


class OneRecordEach(Messages):
    """A receipt counts messages, not records."""

    def keep(self, message: Record, misfit: str = "") -> Record:
        receipt = {**super().keep(message, misfit), "records": 0}
        return self.receipts.save(receipt)


class ReceiptEachTime(Messages):
    """Every delivery is acknowledged anew."""

    def repeated(self, before: Record, message: Record) -> Record:
        return {**super().repeated(before, message), "id": self.receipts.next_id()}


FAULTS = of_kind(
    EXCHANGE,
    Fault(
        "support.messages.header",
        Text("报文头清单没有随机数", "the list of headers leaves the nonce out"),
        shows("header", drop("nonce")),
        also=("support.contract.answers-match", "support.description.own-document"),
        hides=hiding(
            "清单没有随机数，无从查看是否重复",
            "a list without nonces shows no nonce twice",
            "support.messages.single-ids",
        ),
    ),
    Fault(
        "support.messages.single-ids",
        Text("随机数取缺省值", "nonces show a default"),
        shows("header", at("nonce", says(OLD_DEFAULT))),
    ),
    Fault(
        "support.messages.receipt",
        Text("回执不写记录数", "receipts do not count the records"),
        override_part("messages", OneRecordEach),
    ),
    Fault(
        "support.messages.exactly-once",
        Text("重发一次另给一份回执", "every repeat gets a receipt of its own"),
        override_part("messages", ReceiptEachTime),
    ),
    Fault(
        "support.messages.id-serves-once",
        Text("标识相同即当作重发", "what bears a known id is taken for a repeat"),
        around("messages.repeated", lambda sound, before, message: sound(before, before)),
    ),
    Fault(
        "support.messages.kept-as-sent",
        Text("读出的记录次序不同", "records come back in another order"),
        gives("messages.found", at("records", lambda records: records[::-1])),
    ),
    Fault(
        "support.messages.unfit-rejected",
        Text("收件时不校验模式", "records are not validated on receipt"),
        skips("messages.misfit", result=""),
    ),
    Fault(
        "support.messages.reconciled",
        Text("发出数按重试次数计", "what is sent is counted by attempts"),
        patched_list("reconciliation", at("sent", lambda number: number + 1)),
    ),
)
