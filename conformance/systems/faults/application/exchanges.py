"""Faults that show only between two systems: each alone may pass, and yet they cannot work together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.delivery import RECORDS_PER_MESSAGE, Delivery
from conformance.systems.data_exchange.holding import Holding, Item, Value
from conformance.systems.data_exchange.messages import Messages
from conformance.systems.data_exchange.operations import Operations
from conformance.systems.data_exchange.requests import Requests
from conformance.systems.data_exchange.resources import Resources
from conformance.systems.data_exchange.respond import Respond
from conformance.systems.data_exchange.system import System
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.listing import Listing
from conformance.systems.service.call import Call
from conformance.systems.service.present import Record
from conformance.systems.service.refusal import Refusal


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
        self._system.messages.withdraw(message["header"]["id"])
        self._system.messages.keep(message)


class CopyOfLastNight(Delivery):
    """A copy of the night before, which lacks the newest records."""

    def records(self, grant: Record, region: str | None = None) -> list[Record]:
        return super().records(grant, region)[:-2]


class BatchOfYesterday(Delivery):
    """Batches, and they alone, are made from the copy."""

    def work(self, batch: Record, grant: Record) -> Record:
        return CopyOfLastNight(self._system).work(batch, grant)


class DigestOfEscapedText(Delivery):
    """The digest is taken of text whose Chinese was escaped by the framework's own writer."""

    def message(self, batch: str, number: int, records: list[Record], grant: Record) -> Record:
        made = super().message(batch, number, records, grant)
        escaped = [{name.encode("unicode_escape").decode(): value for name, value in one.items()} for one in records]
        digest = self._system.messages.digest(made["header"]["digest"]["algorithm"], escaped)
        return {**made, "header": {**made["header"], "digest": digest}}


class DigestBeforeTheLastLine(Respond):
    """The digest is taken before the web server adds its closing line."""

    def content_digest(self, content: bytes) -> str:
        return super().content_digest(content + b"\n")


class ReceiptOfTheLastMessage(Messages):
    """Receipts are kept by session, and so the last one answers for all."""

    def receipt(self, identifier: str) -> Record:
        super().receipt(identifier)
        return list(self._system.store.receipts.all())[-1]


class Altered(Delivery):
    """Delivers records with one value altered; which one is said below."""

    def altered(self, record: Record) -> Record:
        return record

    def cut(self, record: Mapping[str, Value], grant: Record) -> Record:
        return self.altered(super().cut(record, grant))

    def items(self) -> list[Item]:
        """The items of all resources."""
        return [item for holding in self._system.holdings for item in holding.items]


class InternalCodes(Altered):
    """One code of the business system was never mapped to the published list."""

    def altered(self, record: Record) -> Record:
        coded = [it for it in self.items() if it.codes and not it.region and record.get(it.name) == it.codes[0]]
        return record | {item.name: "X9" for item in coded}


class CodesTypedByHand(Altered):
    """A credit code was typed wrong, and nobody checked it."""

    def altered(self, record: Record) -> Record:
        formed = [item.name for item in self.items() if item.format == "uscc" and item.name in record]
        return record | {name: self.mistyped(str(record[name])) for name in formed}

    def mistyped(self, code: str) -> str:
        return f"{code[:-2]}{'1' if code[-2] != '1' else '2'}{code[-1]}"


class LocalTimes(Altered):
    """Times are written as the database holds them, without a zone."""

    def altered(self, record: Record) -> Record:
        times = {item.name for item in self.items() if item.type == "T"}
        return record | {name: str(value)[:19] for name, value in record.items() if name in times}


class OneDayEarly(Altered):
    """Dates are kept as midnight in China and written by a server that lives on Greenwich time."""

    def altered(self, record: Record) -> Record:
        dates = {item.name for item in self.items() if item.type == "D"}
        earlier = {
            name: (datetime.fromisoformat(str(value)) - timedelta(days=1)).date().isoformat()
            for name, value in record.items()
            if name in dates
        }
        return record | earlier


class WholeRowExported(Delivery):
    """The export takes the row as it is, with every personal item."""

    def cut(self, record: Mapping[str, Value], grant: Record) -> Record:
        holding = self._system.resources.coded(grant["resource"])
        personal = [item.name for item in holding.items if item.personal] if holding else []
        return super().cut(record, grant) | {name: record[name] for name in personal if name in record}


class EveryRegionInTheFile(Delivery):
    """The file is made by a job that knows the grant's items but not its regions."""

    def file(self, grant: Record) -> Record:
        holding = self._system.resources.coded(grant["resource"])
        regions = list(self._system.resources.regions(holding)) if holding else grant["regions"]
        return super().file({**grant, "regions": regions})


class NoFileAfterAll(Operations):
    """The download is declared, and was never deployed."""

    def download_file(self, call: Call) -> Response:
        raise Refusal(404, "没有此地址。There is no such address.")


class SchemaOfTheFirstDraft(Resources):
    """The schema published is that of the first design, with the shorter organisation code."""

    def schema(self, holding: Holding) -> Record:
        found = super().schema(holding)
        shorter = {
            name: {**stated, "maxLength": 9} if stated.get("format") == "uscc" else stated
            for name, stated in found["properties"].items()
        }
        return {**found, "properties": shorter}


class StuckAtTheFirstDesk(Requests):
    """A decision waits for a second signature that nobody gives."""

    def consent(self, record: Record, by: str, now: str, opinion: str | None = None) -> Record:
        return self.save(record) if by != "system" else super().consent(record, by, now, opinion)


class IndexNotRebuilt(Resources):
    """The index of codes lacks what was published since it was built."""

    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        return asked.get("code") is None and super().matches(record, asked)


class WantsALetter(Requests):
    """The form was made longer, and calls what it wants by the name of an element."""

    def missing(self, record: Mapping[str, Any]) -> list[str]:
        return super().missing(record) or (["basis"] if "附件" not in str(record.get("basis")) else [])


class EntryOfAnotherUnit(Listing):
    """Entries whose summary speaks of registration were filed under the registry when departments were merged."""

    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        moved = asked.get("provider") is not None and "登记" in record["name"]
        return not moved and super().matches(record, asked)


def new_codes(system: System) -> None:
    """A code was added to the list, published and used: right by the standard, and unknown to who reads it."""

    def with_new_code(holding: Holding) -> Holding:
        coded = {item.name for item in holding.items if item.codes and not item.region}
        items = tuple(
            replace(item, codes=(*item.codes, "99")) if item.name in coded else item for item in holding.items
        )
        records = tuple(
            {name: "99" if name in coded and at % 5 == 0 else value for name, value in record.items()}
            for at, record in enumerate(holding.records)
        )
        return replace(holding, items=items, records=records)

    system.holdings = tuple(map(with_new_code, system.holdings))
    system.resources = type(system.resources)(system)


TAKEN = "application.interop"

ASKED = tuple(
    f"{TAKEN}.{name}"
    for name in (
        *("every-method-delivers", "own-resource", "to-the-consumer", "granted-items", "granted-regions"),
        *("published-schema", "expected-schema", "codes", "identifiers", "dates", "file-digest", "message-digest"),
        *("receipt", "delivered-once", "whole", "same-by-every-method", "in-time", "mirrored"),
    )
)
"""What nobody can tell of an exchange that ends before anything is delivered."""


def _fault(name: str, zh: str, en: str, part: str, defective: type[Any], *also: str, kind: str = EXCHANGE) -> Fault:
    named = tuple(one if "." in one else f"{TAKEN}.{one}" for one in also)
    return Fault(f"{TAKEN}.{name}", Text(zh, en), instead(part, defective), (kind,), named)


FAULTS = (
    _fault(
        "catalogued",
        "部门合并后条目归到别的单位名下",
        "entries filed under another unit when departments were merged",
        "listing",
        EntryOfAnotherUnit,
        kind=CATALOGUE,
    ),
    _fault(
        "offered",
        "按代码检索的索引没有重建",
        "the index by code was not rebuilt",
        "resources",
        IndexNotRebuilt,
        "request-taken",
        "decided",
        *ASKED,
    ),
    _fault(
        "request-taken",
        "五要素之外再要附件",
        "a letter is wanted beyond the five elements",
        "requests",
        WantsALetter,
        "decided",
        *ASKED,
    ),
    _fault(
        "decided", "答复卡在会签", "a decision waits for a second signature", "requests", StuckAtTheFirstDesk, *ASKED
    ),
    _fault(
        "every-method-delivers",
        "声明的文件下载没有部署",
        "the download declared was never deployed",
        "operations",
        NoFileAfterAll,
        "file-digest",
    ),
    _fault(
        "own-resource",
        "文件取自另一部门导出留下的缓存",
        "the file comes of another department's cache",
        "delivery",
        CacheOfTheRequestBefore,
        *("granted-items", "granted-regions", "published-schema", "expected-schema", "same-by-every-method"),
    ),
    _fault(
        "to-the-consumer",
        "接收方取自路由表的默认行",
        "the receiver is the routing table's default",
        "delivery",
        RoutedByDefault,
        "receipt",
    ),
    _fault(
        "granted-items",
        "导出整行，含全部个人信息",
        "the whole row is exported, personal items too",
        "delivery",
        WholeRowExported,
    ),
    _fault(
        "granted-regions",
        "文件不按区划取数",
        "the file knows nothing of regions",
        "delivery",
        EveryRegionInTheFile,
        "same-by-every-method",
    ),
    _fault(
        "published-schema",
        "公布的是初稿的模式",
        "the schema published is that of the first draft",
        "resources",
        SchemaOfTheFirstDraft,
    ),
    Fault(f"{TAKEN}.expected-schema", Text("代码表新增一项", "the code list has a new code"), new_codes, (EXCHANGE,)),
    _fault(
        "codes",
        "业务系统的内部代码没有对照",
        "an internal code was never mapped",
        "delivery",
        InternalCodes,
        *("published-schema", "expected-schema"),
    ),
    _fault(
        "identifiers",
        "代码手工录入，未经校验",
        "codes are typed by hand, unchecked",
        "delivery",
        CodesTypedByHand,
        "mirrored",
    ),
    _fault("dates", "时间没有时区", "times state no zone", "delivery", LocalTimes),
    _fault(
        "file-digest",
        "摘要算在补上末行之前",
        "the digest is taken before the last line",
        "respond",
        DigestBeforeTheLastLine,
    ),
    _fault("message-digest", "摘要算在转义的文本上", "the digest is of escaped text", "delivery", DigestOfEscapedText),
    _fault("receipt", "回执按会话存取", "receipts are kept by session", "messages", ReceiptOfTheLastMessage),
    _fault(
        "delivered-once",
        "失败重发换了新编号",
        "a retry goes out under a new number",
        "delivery",
        RetriedWithoutLooking,
        "same-by-every-method",
    ),
    _fault(
        "whole",
        "每段的末条丢失",
        "the last record of each piece is lost",
        "delivery",
        PagesOverlapByOne,
        "same-by-every-method",
    ),
    _fault(
        "same-by-every-method", "批量取自昨夜的副本", "batches read last night's copy", "delivery", BatchOfYesterday
    ),
    _fault("in-time", "队列每季度清一次", "the queue is emptied once a quarter", "delivery", QueueEmptiedQuarterly),
    _fault("mirrored", "日期早一天", "dates are a day early", "delivery", OneDayEarly),
)
