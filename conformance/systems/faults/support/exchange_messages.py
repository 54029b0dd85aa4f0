"""Faults against the clauses on messages and receipts."""

from __future__ import annotations

from datetime import datetime

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.messages import Messages
from conformance.systems.faults.changes import Change, at, drop
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import gives, patched_list, shows, skips
from conformance.systems.faults.parts import around, override_part
from conformance.systems.faults.values import says
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal

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


class NamesAlone(Messages):
    """Records are looked at for the names of their items, and not for what these hold."""

    def misfit(self, message: Record) -> str:
        holding = self._system.resources.coded(message["header"]["resource"])
        known = {item.name for item in holding.items} if holding else set()
        return "" if all(set(record) <= known for record in message["records"]) else super().misfit(message)


class OfTheOldSchema(Messages):
    """What is received is validated by the schema before this one, which had an item more."""

    def misfit(self, message: Record) -> str:
        return super().misfit(message) or "缺少数据项：版本号"


class SendersAlone(Messages):
    """A message is kept in the outbox of who sent it."""

    def visible(self, caller: Caller, record: Record) -> bool:
        is_sender = self._system.rules.uscc(caller) == record["header"]["sender"]
        return is_sender or caller.role in ("administrator", "auditor")


class AMinute(Messages):
    """The window was set for servers whose clocks are one."""

    def timely(self, header: Record) -> None:
        now = self._system.clock.now()
        if abs((now - datetime.fromisoformat(header["sentAt"])).total_seconds()) > 60:
            raise Refusal(422, "发送时间不符。Not of this time.")
        super().timely(header)


def _all_accepted(line: Record) -> Record:
    return {**line, "accepted": line["received"], "rejected": 0}


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
        "support.messages.first-is-201",
        Text("重发的报文也应答 201", "a repeat is answered 201 too"),
        around("messages.receive", lambda sound, *given: (sound(*given)[0], True)),
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
        also=("support.messages.id-serves-once",),
    ),
    Fault(
        "support.messages.unfit-rejected",
        Text("收件时不校验模式", "records are not validated on receipt"),
        skips("messages.misfit", result=""),
    ),
    Fault(
        "support.messages.unfit-rejected",
        Text("只核对数据项名称，不核对取值", "the names of items are checked, and not their values"),
        override_part("messages", NamesAlone),
        variant="values",
    ),
    Fault(
        "support.messages.fit-accepted",
        Text("收件仍按旧版模式校验", "what is received is validated by the schema before"),
        override_part("messages", OfTheOldSchema),
        also=(
            "support.messages.unfit-rejected",
            "security.messages.tampered-refused",
            "security.messages.nonce-once",
            "security.messages.timely",
            "security.messages.own-name",
            "security.messages.sm3-verified",
        ),
    ),
    Fault(
        "support.messages.receiver-reads",
        Text("报文只对发送方开放", "messages are open to their senders alone"),
        override_part("messages", SendersAlone),
    ),
    Fault(
        "support.messages.in-time",
        Text("时间窗口只有一分钟", "the window is a minute"),
        override_part("messages", AMinute),
    ),
    Fault(
        "support.messages.known-parties",
        Text("不查对接收方与资源", "receiver and resource are not looked up"),
        skips("messages.addressed"),
    ),
    Fault(
        "support.messages.counted",
        Text("拒收的报文计入接受", "what was rejected is counted as accepted"),
        patched_list("reconciliation", Change(_all_accepted, ("accepted", "rejected"))),
    ),
    Fault(
        "support.messages.withdrawn",
        Text("撤回的报文仍按编号提供", "a withdrawn message is still served by its id"),
        skips("messages.forget"),
    ),
    Fault(
        "support.messages.reconciled",
        Text("发出数按重试次数计", "what is sent is counted by attempts"),
        patched_list("reconciliation", at("sent", lambda number: number + 1)),
    ),
)
