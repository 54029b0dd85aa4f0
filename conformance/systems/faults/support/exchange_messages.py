"""Faults against the clauses on messages and receipts."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.data_exchange.messages import Messages
from conformance.systems.faults.exchange_shelves import KIND
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record

OLD_DEFAULT = "0000000000000000"


class NoNonceListed(Messages):
    """The list of headers was made before nonces came."""

    def in_list(self, caller: Caller, record: Record) -> Record:
        return {name: held for name, held in super().in_list(caller, record).items() if name != "nonce"}


class DefaultNonce(Messages):
    """The column of nonces was added later, with a default."""

    def in_list(self, caller: Caller, record: Record) -> Record:
        header = super().in_list(caller, record)
        return {**header, "nonce": OLD_DEFAULT} if "nonce" in header else header


class OneRecordEach(Messages):
    """A receipt counts messages, not records."""

    def keep(self, message: Record, misfit: str = "") -> Record:
        receipt = {**super().keep(message, misfit), "records": 0}
        return self.receipts.save(receipt)


class ReceiptEachTime(Messages):
    """Every delivery is acknowledged anew."""

    def repeated(self, before: Record, message: Record) -> Record:
        return {**super().repeated(before, message), "id": self.receipts.next_id()}


class SameIdSameMessage(Messages):
    """What bears a known id is taken for a repeat."""

    def repeated(self, before: Record, message: Record) -> Record:
        return super().repeated(before, before)


class OrderOfIndex(Messages):
    """Records come back in the order of an index."""

    def found(self, caller: Caller, identifier: str) -> Record:
        message = super().found(caller, identifier)
        return {**message, "records": message["records"][::-1]}


class AllAccepted(Messages):
    """The schema is checked by the receiver, some day."""

    def misfit(self, message: Record) -> str:
        return ""


class RetriesCounted(Messages):
    """What is sent is counted by attempts."""

    def counts(self, caller: Caller) -> list[Record]:
        return [{**line, "sent": line["sent"] + 1} for line in super().counts(caller)]


FAULTS: tuple[Fault, ...] = (
    Fault(
        "support.messages.header",
        Text("报文头清单没有随机数", "the list of headers leaves the nonce out"),
        instead("messages", NoNonceListed),
        KIND,
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
        instead("messages", DefaultNonce),
        KIND,
    ),
    Fault(
        "support.messages.receipt",
        Text("回执不写记录数", "receipts do not count the records"),
        instead("messages", OneRecordEach),
        KIND,
    ),
    Fault(
        "support.messages.exactly-once",
        Text("重发一次另给一份回执", "every repeat gets a receipt of its own"),
        instead("messages", ReceiptEachTime),
        KIND,
    ),
    Fault(
        "support.messages.id-serves-once",
        Text("标识相同即当作重发", "what bears a known id is taken for a repeat"),
        instead("messages", SameIdSameMessage),
        KIND,
    ),
    Fault(
        "support.messages.kept-as-sent",
        Text("读出的记录次序不同", "records come back in another order"),
        instead("messages", OrderOfIndex),
        KIND,
    ),
    Fault(
        "support.messages.unfit-rejected",
        Text("收件时不校验模式", "records are not validated on receipt"),
        instead("messages", AllAccepted),
        KIND,
    ),
    Fault(
        "support.messages.reconciled",
        Text("发出数按重试次数计", "what is sent is counted by attempts"),
        instead("messages", RetriesCounted),
        KIND,
    ),
)
