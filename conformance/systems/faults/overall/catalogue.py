"""Faults of the catalogue's content: elements, codes, and the views of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conformance.model.text import Text
from conformance.systems.faults.changes import at, before, only
from conformance.systems.faults.fault import Fault, Mutation, of_kind
from conformance.systems.faults.mutations import answers, shows, skips
from conformance.systems.faults.parts import override_part
from conformance.systems.faults.values import renamed, says
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.dcat import Dcat
from conformance.systems.resource_catalogue.pages import Pages
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.store import Entry
from conformance.systems.resource_catalogue.system import System
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record

SHAPES = ("support.contract.answers-match", "support.description.own-document")
FIRST_PAGE = 20


class PageOfMetadata(Pages):
    """The template prints the metadata identifier where the resource code belongs."""

    def record(self, record: Record, call: Call) -> str:
        return super().record({**record, "code": record["metadataId"]}, call)


class TenRows(Pages):
    """The page for people shows ten rows, whatever the page size."""

    def table(self, records: Sequence[Record]) -> str:
        return super().table(records[:10])


class TitleForDescription(Dcat):
    def dataset(self, record: Record) -> Record:
        return {**super().dataset(record), "dcterms:description": record["name"]}


class FirstPageOnly(Dcat):
    def catalogue(self, records: Sequence[Record]) -> Record:
        return super().catalogue(records[:FIRST_PAGE])


class SerialOfWhatIsLeft(Registry):
    """The next serial is one more than the greatest among the entries that stand."""

    def new_code(self, category: str) -> str:
        serials = [code.partition("/")[2] for code in self._system.store.codes() if code.startswith(f"{category}/")]
        return f"{category}/{max(map(int, serials), default=0) + 1:06d}"


def _merged_categories(system: System) -> None:
    """Two categories were merged by a script that left the codes as they were."""
    for entry in system.store.entries():
        if entry.latest.record["category"] == "10200102":
            _rewrite(system, entry, {"category": "10200101"})


def _one_code_for_two(system: System) -> None:
    """Without a unique index, two entries imported on the same day took the same code."""
    entries = [entry for entry in system.store.entries() if entry.in_force]
    related = {code for entry in entries for code in entry.latest.record["relatedCodes"]}
    first, second = next(
        (one, other)
        for one in entries
        for other in reversed(entries)
        if one.code != other.code
        and one.latest.record["category"] == other.latest.record["category"]
        and other.code not in related
    )
    system.store.recode(second.id, first.code)
    _rewrite(system, second, {"code": first.code})


def _rewrite(system: System, entry: Entry, members: Record) -> None:
    """Change members of an entry in all its versions, past the registry."""
    for version in entry.versions:
        system.store.save(entry.id, replace(version, record={**version.record, **members}))


FAULTS: tuple[Fault, ...] = of_kind(
    CATALOGUE,
    Fault(
        "overall.catalogue.nine-elements",
        Text("电子文件类条目的数据项填“无”", "entries of documents have a placeholder for data items"),
        shows(
            "entry", only(lambda entry: entry["formatClass"] == "1", at("items", says([{"name": "无", "type": "C"}])))
        ),
        also=("application.catalogue.stored-as-sent", "support.sharing.data-agrees"),
    ),
    Fault(
        "overall.catalogue.core-elements",
        Text("元数据标识符为空", "the metadata identifier is empty"),
        shows("entry", at("metadataId", says(""))),
        also=SHAPES,
    ),
    Fault(
        "overall.catalogue.optional-elements",
        Text("元数据维护方填“暂无”", "a placeholder stands for the maintainer of the metadata"),
        shows("entry", at("metadataMaintainer", says("暂无"))),
    ),
    Fault(
        "overall.catalogue.code-structure",
        Text("关联资源代码以连字符代替斜线", "codes of related entries have a hyphen for the slash"),
        shows("entry", at("relatedCodes[]", lambda code: code.replace("/", "-"))),
        also=(
            *SHAPES,
            "overall.catalogue.dcat-details",
            "overall.codes.related-codes-kept",
            "support.sharing.related-codes",
        ),
    ),
    Fault(
        "overall.catalogue.code-agrees",
        Text("合并类目时没有重新赋码", "categories were merged, and the codes left as they were"),
        Mutation(_merged_categories),
    ),
    Fault(
        "overall.catalogue.codes-unique",
        Text("代码没有唯一约束，两个条目同码", "without a unique index two entries have one code"),
        Mutation(_one_code_for_two),
        also=("support.changes.agrees-with-list",),
    ),
    Fault(
        "overall.catalogue.identifiers-not-reused",
        Text("顺序码取现存最大值加一", "the next serial is the greatest that is left plus one"),
        override_part("registry", SerialOfWhatIsLeft),
    ),
    Fault(
        "overall.catalogue.theme",
        Text("旧系统自设的主题未转换", "subjects of the system before were not converted"),
        shows("entry", only(before("registeredAt"), at("theme", renamed("劳动人事", "就业创业")))),
        also=(*SHAPES, "overall.codes.values-published"),
    ),
    Fault(
        "overall.catalogue.people-and-machines",
        Text("页面模板把元数据标识符印作资源代码", "the page prints the metadata identifier for the resource code"),
        override_part("pages", PageOfMetadata),
    ),
    Fault(
        "overall.catalogue.people-list",
        Text("页面每页只显示十条，页码仍按二十条计", "the page for people shows ten rows and counts pages of twenty"),
        override_part("pages", TenRows),
    ),
    Fault(
        "overall.catalogue.one-format",
        Text("下级单位仍走旧接口", "lower units are still served by the old interface"),
        answers(
            "listResources", at("provider", lambda provider: provider["name"]), lambda call: call.caller.role == "lower"
        ),
        also=(
            "application.catalogue.listed-readable",
            "support.contract.answers-match",
            "support.requests.roles-agree",
        ),
    ),
    Fault(
        "overall.catalogue.dcat-mapping",
        Text("导出的说明取了名称", "the export takes the name for the description"),
        override_part("dcat", TitleForDescription),
    ),
    Fault(
        "overall.catalogue.dcat-complete",
        Text("导出只取第一页", "the export stops at the first page"),
        override_part("dcat", FirstPageOnly),
        also=(
            "application.catalogue.change-reviewed",
            "application.catalogue.withdrawn-unlisted",
            "overall.catalogue.dcat-by-role",
        ),
    ),
    Fault(
        "overall.codes.related-codes-exist",
        Text("关联代码只校验格式", "related codes are only checked for their form"),
        skips("checking.related_codes", result=()),
        also=("overall.codes.broken-rule-named", "overall.codes.withdrawn-not-related"),
    ),
    Fault(
        "overall.codes.formats-of-class",
        Text("数据格式不与格式分类对照", "formats are not held against their class"),
        skips("checking.formats", result=()),
        also=("overall.codes.broken-rule-named",),
    ),
)
