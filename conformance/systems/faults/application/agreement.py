"""Faults by which list, feed, export, pages and single reads no longer tell each role the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.changes import Change, at, before, drop, only
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import answers, gives, refuses, shows, skips
from conformance.systems.faults.parts import around, override_part
from conformance.systems.faults.values import later, renamed, says
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.dcat import Dcat
from conformance.systems.resource_catalogue.entries import Entries
from conformance.systems.resource_catalogue.pages import Pages
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.rules import Rules
from conformance.systems.resource_catalogue.store import Change as Line
from conformance.systems.resource_catalogue.store import Entry, Version
from conformance.systems.service.accounts import ANONYMOUS, Caller
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record

PUBLIC = ("anonymous", "applicant")


class ReadByWhoeverKnowsTheId(Rules):
    """Openness is asked for lists; what is read by its id is only to be published."""

    def found(self, caller: Caller, identifier: str) -> tuple[Entry, Version]:
        entry = self._system.store.entry(identifier)
        version = entry.in_force if entry and not entry.withdrawn_at and caller.role in PUBLIC else None
        return (entry, version) if entry and version else super().found(caller, identifier)


class ExportOfAllInForce(Entries):
    def published(self, caller: Caller) -> list[Record]:
        versions = (entry.in_force for entry in self._system.store.entries())
        return [version.record for version in versions if version]


class IssuedWhenRegistered(Dcat):
    def dataset(self, record: Record) -> Record:
        return {**super().dataset(record), "dcterms:issued": record["registeredAt"]}


class RelationsWhereThereAreNone(Dcat):
    def dataset(self, record: Record) -> Record:
        mapped = super().dataset(record)
        related = mapped.pop("dcterms:relation", None)
        return mapped if related else {**mapped, "dcterms:relation": []}


class RelationsTurnedRound(Dcat):
    """An entry is related to those that name it, not to those it names."""

    def dataset(self, record: Record) -> Record:
        shown = (entry.in_force.record for entry in self._system.store.entries() if entry.in_force)
        naming = [other["code"] for other in shown if record["code"] in other["relatedCodes"]]
        return {**super().dataset(record), "dcterms:relation": naming}


class OnePeriodicity(Dcat):
    def dataset(self, record: Record) -> Record:
        return {**super().dataset(record), "dcterms:accrualPeriodicity": "每月"}


class PageOfFirstItem(Pages):
    def record(self, record: Record, call: Call) -> str:
        return super().record({**record, "items": record["items"][:1]}, call)


class SourceIsTheOwner(Registry):
    """Where no code was sent, that of the department in charge of the system is filled in."""

    def data_source(self, source: Record) -> Record:
        return source if "uscc" in source else {**source, "uscc": self._system.identity.uscc}


def _registered_again(change: Line) -> Line:
    return replace(change, change="registered") if (change.audience, change.change) == ("unit", "changed") else change


def _without_a_prefix(exported: Record) -> Record:
    return {**exported, "@context": {name: said for name, said in exported["@context"].items() if name != "foaf"}}


def _without_last_value(data: Record) -> Record:
    return {**data, "rows": [row[:-1] for row in data["rows"]]}


def _dates_as_serials(data: Record) -> Record:
    return {**data, "rows": [[_serial(value) for value in row] for row in data["rows"]]}


def _serial(value: str) -> str:
    is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    return str((date.fromisoformat(value) - date(1899, 12, 30)).days) if is_day else value


def _published_before(entry: Record) -> bool:
    return "publishedAt" in entry and before("registeredAt")(entry)


def _in_small_letters(listed: Record) -> Record:
    return at("items[].en", str.lower)(listed) if listed["id"] == "category" else listed


def _as_role(*roles: str) -> Any:
    return lambda call: call.caller.role in roles


FAULTS = of_kind(
    CATALOGUE,
    Fault(
        "application.catalogue.listed-readable",
        Text("变更历史不对下级开放", "the history is closed to lower levels"),
        refuses("operations.list_versions", 403, "不对下级开放。Closed to lower levels.", _as_role("lower")),
    ),
    Fault(
        "application.catalogue.listed-readable",
        Text("上级读取单条仍走旧接口，名称截断", "upper levels still read from an old interface that cuts names"),
        answers("getResource", at("name", lambda name: name[:4]), _as_role("upper")),
        variant="cut",
    ),
    Fault(
        "application.catalogue.list-ordered",
        Text("列表按名称排列", "the list is sorted by name"),
        gives("entries.seen", lambda records: sorted(records, key=lambda record: str(record["name"]))),
    ),
    Fault(
        "application.catalogue.origin-kept",
        Text("变更后另给元数据标识", "a change gets another metadata identifier"),
        shows("entry", only(lambda entry: entry["version"] > 1, at("metadataId", lambda held: f"md-9{held[4:]}"))),
    ),
    Fault(
        "support.changes.agrees-with-list",
        Text("上级的变更清单只含开放的条目", "the feed tells upper levels of what is open only"),
        around(
            "feed.concerns", lambda sound, caller, line: sound(caller, line) and (line.open or caller.role != "upper")
        ),
    ),
    Fault(
        "support.changes.lives-in-order",
        Text("对本单位每次变更都记作登记", "the own unit is told of every change as a registration"),
        gives("feed.since", lambda lines: [_registered_again(line) for line in lines]),
    ),
    Fault(
        "support.changes.lives-in-order",
        Text("登记单位的变更清单从首次变更起", "the feed of its own unit begins with the first change"),
        skips("feed.note", lambda entry, version, change, at, audience: (change, audience) == ("registered", "unit")),
        variant="own",
    ),
    Fault(
        "overall.catalogue.dcat-by-role",
        Text("上下级得到对公众的导出", "upper and lower levels are given the export made for the public"),
        around(
            "entries.published",
            lambda sound, caller: sound(ANONYMOUS if caller.role in ("upper", "lower") else caller),
        ),
    ),
    Fault(
        "overall.catalogue.dcat-details",
        Text("导出的发布日期取了登记时间", "the export takes the registration for the date of issue"),
        override_part("dcat", IssuedWhenRegistered),
    ),
    Fault(
        "overall.catalogue.dcat-details",
        Text("更新周期写死为每月", "the periodicity is monthly whatever the entry says"),
        override_part("dcat", OnePeriodicity),
        variant="periodicity",
    ),
    Fault(
        "overall.catalogue.dcat-details",
        Text("关联只写在没有关联的条目上", "relations are stated where there are none"),
        override_part("dcat", RelationsWhereThereAreNone),
        variant="relation",
    ),
    Fault(
        "overall.catalogue.dcat-details",
        Text("关联的方向颠倒", "relations are turned round"),
        override_part("dcat", RelationsTurnedRound),
        variant="relation-turned",
    ),
    Fault(
        "overall.catalogue.dcat-context",
        Text("@context 漏了一个前缀", "one prefix is missing in the @context"),
        gives("dcat.catalogue", _without_a_prefix),
    ),
    Fault(
        "overall.catalogue.people-details",
        Text("页面只显示第一个数据项", "the page shows the first data item only"),
        override_part("pages", PageOfFirstItem),
    ),
    Fault(
        "overall.catalogue.people-details",
        Text("模板改版时漏了共享方式", "the sharing method was lost when the template was renewed"),
        gives("pages.record", lambda page: re.sub(r"<dt>共享方式</dt><dd>[^<]*</dd>\n", "", page)),
        variant="method",
    ),
    Fault(
        "overall.catalogue.levels-alike",
        Text("下级单位只看到向社会开放的条目", "lower units see only what is open to the public"),
        around(
            "rules.may_read",
            lambda sound, caller, version: (
                version.record["open"] == "1" if caller.role == "lower" else sound(caller, version)
            ),
        ),
        also=("support.changes.agrees-with-list",),
    ),
    Fault(
        "overall.catalogue.people-next",
        Text("页面没有翻页链接", "the page has no link to the next one"),
        gives("pages.onward", lambda link: ""),
    ),
    Fault(
        "overall.codes.category-levels",
        Text("各级类目都标为可挂接", "categories of every level are said to take entries"),
        shows("category", at("leaf", says(True))),
    ),
    Fault(
        "overall.codes.category-names",
        Text("代码表的英文名称另行维护", "the English labels of the code list are kept by hand"),
        shows("code-list", Change(_in_small_letters, ("en",))),
    ),
    Fault(
        "overall.identifiers.source-code",
        Text("数源部门的代码一律填主管单位的", "the code of every source department is that of the one in charge"),
        override_part("registry", SourceIsTheOwner),
    ),
    Fault(
        "management.catalogue.history-agrees",
        Text("历史中的发布时间是索引时间", "the history takes the time of indexing for that of publication"),
        shows("version", only(lambda version: "publishedAt" in version, at("publishedAt", later(1)))),
    ),
    Fault(
        "management.catalogue.history-agrees",
        Text("历史不载发布时间与事由", "the history tells neither time of publication nor reason"),
        shows("version", drop("publishedAt", "changeTrigger")),
        variant="left-out",
    ),
    Fault(
        "management.catalogue.one-in-force",
        Text("新版本生效时旧版本不退出", "the version before stays in force beside the new one"),
        shows("version", at("status", renamed("superseded", "published"))),
    ),
    Fault(
        "management.catalogue.version-shown",
        Text("版本表中的维护方没有迁移", "the table of versions was not migrated with its maintainers"),
        answers("getVersion", at("metadataMaintainer", says("待补充维护单位"))),
        also=("application.catalogue.listed-readable",),
    ),
    Fault(
        "management.catalogue.times-in-order",
        Text("登记时间取自迁移之日", "the time of registration is that of the migration"),
        shows("entry", only(_published_before, at("registeredAt", later(365)))),
    ),
    Fault(
        "support.sharing.data-agrees",
        Text("数据少给最后一列", "the last column of the data is left out"),
        gives("serializers.data", _without_last_value),
    ),
    Fault(
        "support.sharing.data-as-catalogued",
        Text("日期导出为电子表格的序列号", "dates are put out as the serial numbers of a spreadsheet"),
        gives("serializers.data", _dates_as_serials),
    ),
    Fault(
        "support.sharing.jointly-said",
        Text("共同收集标志待发布后补置", "the mark of joint collection is set after publication"),
        shows("entry", only(lambda entry: entry["status"] == "draft", at("jointlyCollected", says(False)))),
    ),
    Fault(
        "application.catalogue.public-no-more",
        Text("导出不看开放属性", "the export does not look at openness"),
        override_part("entries", ExportOfAllInForce),
        also=("overall.catalogue.dcat-by-role",),
    ),
    Fault(
        "application.catalogue.public-no-more",
        Text("知道标识的公众可读取未开放的条目", "whoever of the public knows the id reads what is not open"),
        override_part("rules", ReadByWhoeverKnowsTheId),
        also=(
            "security.access.unlisted-unread",
            "support.contract.answers-match",
        ),
        variant="read",
    ),
)
