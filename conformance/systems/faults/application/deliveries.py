"""Faults that show only between two systems: what is delivered goes astray, twice, late, or in part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from conformance.systems.data_exchange.delivery import RECORDS_PER_MESSAGE, Delivery
from conformance.systems.data_exchange.holding import Value
from conformance.systems.data_exchange.messages import Messages
from conformance.systems.data_exchange.responses import Responses
from conformance.systems.faults.application.exchanges import between
from conformance.systems.service.part import Record


class RetriedWithoutLooking(Delivery):
    """A transfer that seems to have failed is sent again under a new number."""

    def work(self, batch: Record, grant: Record) -> Record:
        done = super().work(batch, grant)
        again = self.message(batch["id"], len(done["messages"]) + 1, done["messages"][-1]["records"], grant)
        self._system.messages.keep(again)
        return {**done, "count": done["count"] + len(again["records"]), "messages": [*done["messages"], again]}


class QueueEmptiedQuarterly(Delivery):
    def message(self, batch: str, number: int, records: list[Record], grant: Record) -> Record:
        made = super().message(batch, number, records, grant)
        late = datetime.fromisoformat(made["header"]["sentAt"]) + timedelta(days=40)
        return {**made, "header": {**made["header"], "sentAt": late.isoformat()}}


class ExportSignedByHand(Delivery):
    """The file is made when the data office has its monthly meeting, and dated so."""

    def file(self, grant: Record) -> Record:
        made = super().file(grant)
        late = datetime.fromisoformat(made["madeAt"]) + timedelta(days=40)
        return {**made, "madeAt": late.isoformat()}


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


class BatchOfYesterday(Delivery):
    """Batches, and they alone, are made from a copy of the night before, which lacks the newest records."""

    _at_work = False

    def work(self, batch: Record, grant: Record) -> Record:
        self._at_work = True
        try:
            return super().work(batch, grant)
        finally:
            self._at_work = False

    def records(self, grant: Record, region: str | None = None) -> list[Record]:
        found = super().records(grant, region)
        return found[:-2] if self._at_work else found


class DigestOfEscapedText(Delivery):
    """The digest is taken of text whose Chinese was escaped by the framework's own writer."""

    def message(self, batch: str, number: int, records: list[Record], grant: Record) -> Record:
        made = super().message(batch, number, records, grant)
        escaped = [{name.encode("unicode_escape").decode(): value for name, value in one.items()} for one in records]
        digest = self._system.messages.digest(made["header"]["digest"]["algorithm"], escaped)
        return {**made, "header": {**made["header"], "digest": digest}}


class DigestBeforeTheLastLine(Responses):
    """The digest is taken before the web server adds its closing line."""

    def content_digest(self, content: bytes) -> str:
        return super().content_digest(content + b"\n")


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


FAULTS = (
    between(
        "own-resource",
        "文件取自另一部门导出留下的缓存",
        "the file comes of another department's cache",
        "delivery",
        CacheOfTheRequestBefore,
        *("granted-items", "granted-regions", "published-schema", "expected-schema", "same-by-every-method"),
    ),
    between(
        "to-the-consumer",
        "接收方取自路由表的默认行",
        "the receiver is the routing table's default",
        "delivery",
        RoutedByDefault,
        "receipt",
    ),
    between(
        "granted-items",
        "导出整行，含全部个人信息",
        "the whole row is exported, personal items too",
        "delivery",
        WholeRowExported,
    ),
    between(
        "granted-regions",
        "文件不按区划取数",
        "the file knows nothing of regions",
        "delivery",
        EveryRegionInTheFile,
        "same-by-every-method",
    ),
    between(
        "file-digest",
        "摘要算在补上末行之前",
        "the digest is taken before the last line",
        "responses",
        DigestBeforeTheLastLine,
    ),
    between("message-digest", "摘要算在转义的文本上", "the digest is of escaped text", "delivery", DigestOfEscapedText),
    between("receipt", "回执按会话存取", "receipts are kept by session", "messages", ReceiptOfTheLastMessage),
    between(
        "delivered-once",
        "失败重发换了新编号",
        "a retry goes out under a new number",
        "delivery",
        RetriedWithoutLooking,
        "same-by-every-method",
    ),
    between(
        "whole",
        "每段的末条丢失",
        "the last record of each piece is lost",
        "delivery",
        PagesOverlapByOne,
        "same-by-every-method",
    ),
    between(
        "same-by-every-method", "批量取自昨夜的副本", "batches read last night's copy", "delivery", BatchOfYesterday
    ),
    between(
        "promptly",
        "队列每季度清一次",
        "the queue is emptied once a quarter",
        "delivery",
        QueueEmptiedQuarterly,
        "in-time",
    ),
    between("in-time", "文件等月度例会才导出", "files wait for the monthly meeting", "delivery", ExportSignedByHand),
)
