"""Faults that show only between two systems: what is delivered goes astray, twice, late, or in part."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.delivery import RECORDS_PER_MESSAGE, Delivery
from conformance.systems.data_exchange.holding import Value
from conformance.systems.data_exchange.messages import Messages
from conformance.systems.faults.application.exchanges import between
from conformance.systems.faults.changes import at
from conformance.systems.faults.fault import of_kind
from conformance.systems.faults.mutations import gives, within
from conformance.systems.faults.parts import around, override_part
from conformance.systems.faults.values import later
from conformance.systems.service.part import Record


class RetriedWithoutLooking(Delivery):
    """A transfer that seems to have failed is sent again under a new number."""

    def work(self, batch: Record, grant: Record) -> Record:
        done = super().work(batch, grant)
        again = self.message(batch["id"], len(done["messages"]) + 1, done["messages"][-1]["records"], grant)
        self._system.messages.keep(again)
        return {**done, "count": done["count"] + len(again["records"]), "messages": [*done["messages"], again]}


class RoutedByDefault(Delivery):
    """The receiver comes of the routing table, whose last line matches everything."""

    def message(self, batch: str, number: int, records: list[Record], grant: Record) -> Record:
        made = super().message(batch, number, records, grant)
        return {**made, "header": {**made["header"], "receiver": self._system.identity.upper.uscc}}


class CacheOfTheRequestBefore(Delivery):
    """The file is taken from a cache that another department's export left behind."""

    def file(self, grant: Record) -> Record:
        others = [one for one in self._system.holdings if one.code != grant["resource"] and one.records]
        records = [dict(record) for record in others[-1].records]
        return {**super().file(grant), "count": len(records), "records": records}


class PagesOverlapByOne(Delivery):
    """The last record of each piece is thought to be the first of the next."""

    def work(self, batch: Record, grant: Record) -> Record:
        done = super().work(batch, grant)
        for message in done["messages"]:
            if len(message["records"]) == RECORDS_PER_MESSAGE:
                self._cut_short(message, grant)
        return done

    def _cut_short(self, message: Record, grant: Record) -> None:
        kept = message["records"][:-1]
        message["records"] = kept
        message["header"]["digest"] = self._system.messages.digest(message["header"]["digest"]["algorithm"], kept)
        self._system.messages.forget(message)
        self._system.messages.keep(message)


class DigestOfEscapedText(Delivery):
    """The digest is taken of text whose Chinese was escaped by the framework's own writer."""

    def message(self, batch: str, number: int, records: list[Record], grant: Record) -> Record:
        made = super().message(batch, number, records, grant)
        escaped = [{name.encode("unicode_escape").decode(): value for name, value in one.items()} for one in records]
        digest = self._system.messages.digest(made["header"]["digest"]["algorithm"], escaped)
        return {**made, "header": {**made["header"], "digest": digest}}


class ReceiptOfTheLastMessage(Messages):
    """Receipts are kept by session, and so the last one answers for all."""

    def receipt(self, identifier: str) -> Record:
        super().receipt(identifier)
        return list(self.receipts.all())[-1]


class EveryRegionInTheFile(Delivery):
    """The file is made by a job that knows the grant's items but not its regions."""

    def file(self, grant: Record) -> Record:
        holding = self._system.resources.coded(grant["resource"])
        regions = list(self._system.resources.regions(holding)) if holding else grant["regions"]
        return super().file({**grant, "regions": regions})


class WholeRowExported(Delivery):
    """The export takes the row as it is, with every personal item."""

    def cut(self, record: Mapping[str, Value], grant: Record) -> Record:
        holding = self._system.resources.coded(grant["resource"])
        personal = [item.name for item in holding.items if item.personal] if holding else []
        return super().cut(record, grant) | {name: record[name] for name in personal if name in record}


FAULTS = of_kind(
    EXCHANGE,
    between(
        "own-resource",
        "文件取自另一部门导出留下的缓存",
        "the file comes of another department's cache",
        override_part("delivery", CacheOfTheRequestBefore),
        *("granted-items", "granted-regions", "published-schema", "expected-schema", "same-by-every-method"),
    ),
    between(
        "to-the-consumer",
        "接收方取自路由表的默认行",
        "the receiver is the routing table's default",
        override_part("delivery", RoutedByDefault),
        "receipt",
    ),
    between(
        "granted-items",
        "导出整行，含全部个人信息",
        "the whole row is exported, personal items too",
        override_part("delivery", WholeRowExported),
    ),
    between(
        "granted-regions",
        "文件不按区划取数",
        "the file knows nothing of regions",
        override_part("delivery", EveryRegionInTheFile),
        "same-by-every-method",
    ),
    between(
        "file-digest",
        "摘要算在补上末行之前",
        "the digest is taken before the last line",
        around("responses.content_digest", lambda sound, content: sound(content + b"\n")),
    ),
    between(
        "message-digest",
        "摘要算在转义的文本上",
        "the digest is of escaped text",
        override_part("delivery", DigestOfEscapedText),
    ),
    between(
        "receipt", "回执按会话存取", "receipts are kept by session", override_part("messages", ReceiptOfTheLastMessage)
    ),
    between(
        "delivered-once",
        "失败重发换了新编号",
        "a retry goes out under a new number",
        override_part("delivery", RetriedWithoutLooking),
        "same-by-every-method",
    ),
    between(
        "whole",
        "每段的末条丢失",
        "the last record of each piece is lost",
        override_part("delivery", PagesOverlapByOne),
        "same-by-every-method",
    ),
    between(
        "same-by-every-method",
        "批量取自昨夜的副本",
        "batches read last night's copy",
        within("delivery.work", "delivery.records", lambda sound, *given: sound(*given)[:-2]),
    ),
    between(
        "promptly",
        "队列每季度清一次",
        "the queue is emptied once a quarter",
        gives("delivery.message", at("header.sentAt", later(40))),
        "in-time",
    ),
    between(
        "in-time",
        "文件等月度例会才导出",
        "files wait for the monthly meeting",
        gives("delivery.file", at("madeAt", later(40))),
    ),
)
