"""The pages of the platform: find, read, download, and know how to apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conformance.systems.disclosure.code_lists import CODE_LISTS
from conformance.systems.disclosure.guide import ELEMENTS
from conformance.systems.service import pages
from conformance.systems.service.call import Call
from conformance.systems.service.listing import Page
from conformance.systems.service.part import Record

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System

Facts = tuple[tuple[str, Callable[[Record], Any]], ...]


def label(listed: str, code: str) -> str:
    """The Chinese label of a code."""
    return CODE_LISTS[listed].label(code)


_DOCUMENT: Facts = (
    ("索引号", lambda one: one["index"]),
    ("栏目", lambda one: label("heading", one["heading"])),
    ("公开机关", lambda one: one["issuer"]["name"]),
    ("发文字号", lambda one: one.get("number")),
    ("生成日期", lambda one: one["madeOn"]),
    ("变更日期", lambda one: one.get("changedOn")),
    ("公开时间", lambda one: one.get("publishedAt")),
    ("内容概述", lambda one: one["summary"]),
    ("正文", lambda one: one["content"]),
)
_REPORT: Facts = (
    ("年度", lambda one: one["year"]),
    ("报告主体", lambda one: one["body"]["name"]),
    ("公布时间", lambda one: one["publishedAt"]),
    ("一、总体情况", lambda one: one["general"]),
    ("二、主动公开政府信息情况", lambda one: one["publication"]),
    ("三、收到和处理政府信息公开申请情况", lambda one: one["applications"]),
    ("四、被申请行政复议、提起行政诉讼情况", lambda one: one["disputes"]),
    ("五、存在的主要问题及改进情况", lambda one: one["problems"]),
    ("工作考核、社会评议和责任追究结果", lambda one: one.get("assessment")),
    ("六、其他需要报告的事项", lambda one: one["others"]),
)
_PENALTY: Facts = (
    ("决定书文号", lambda one: one.get("number")),
    ("当事人", lambda one: one.get("party")),
    ("决定内容", lambda one: one.get("content")),
    ("作出决定的机关", lambda one: one["body"]["name"]),
    ("作出日期", lambda one: one.get("decidedOn")),
    ("公开时间", lambda one: one["publishedAt"]),
    ("状态", lambda one: label("penalty-state", one["state"])),
    ("撤回时间", lambda one: one.get("withdrawnAt")),
    ("撤回理由", lambda one: one.get("reason")),
)
_FACTS: Mapping[str, Facts] = {"document": _DOCUMENT, "report": _REPORT, "penalty": _PENALTY}


class Pages(pages.Pages):
    """Writes the HTML of the platform."""

    _system: System

    def site(self) -> str:
        """What the pages are headed with."""
        return f"{self._system.identity.place.zh}政府信息公开"

    def list(self, page: Page[Record], call: Call) -> str:
        """The search form and a page of what was found; documents with the four elements of the catalogue."""
        if call.operation.id != "listDocuments":
            return super().list(page, call)
        found = f"<p>共 {page.total} 条，第 {page.page} 页。</p>\n"
        body = self.form(call) + found + self.table(page.items) + self.onward(page) + self.asking()
        return self.frame("检索政府信息", body)

    def table(self, records: Sequence[Record]) -> str:
        """What was found."""
        heads = "".join(f'<th scope="col">{head}</th>' for head in ("名称", "索引号", "内容概述", "生成日期"))
        rows = "".join(self.row(record) for record in records)
        return f"<table><caption>检索结果</caption><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table>\n"

    def row(self, record: Record) -> str:
        """One document found."""
        link = self.link(f"/documents/{record['id']}", record["title"])
        rest = "".join(f"<td>{self.text(record[name])}</td>" for name in ("index", "summary", "madeOn"))
        return f"<tr><td>{link}</td>{rest}</tr>\n"

    def record(self, record: Record, call: Call) -> str:
        """One record: what it tells, and where its files are."""
        form = call.operation.form
        facts = [(name, value(record)) for name, value in _FACTS[form.name if form else ""]]
        rows = "".join(f"<dt>{name}</dt><dd>{self.text(value)}</dd>\n" for name, value in facts if value)
        return self.frame(record["title"], f"<dl>\n{rows}</dl>\n{self.files(record)}{self.asking()}")

    def files(self, record: Record) -> str:
        """The files to download."""
        at = f"/documents/{record['id']}/files"
        links = (self.link(f"{at}/{one['id']}", one["name"]) for one in record.get("files", ()))
        rows = "".join(f"<li>{link}</li>\n" for link in links)
        return f"<h2>下载</h2>\n<ul>\n{rows}</ul>\n" if rows else ""

    def asking(self) -> str:
        """How to ask for what is not published."""
        return f"<p>没有找到所需信息的，可依{self.link('/guide', '政府信息公开指南')}提出申请。</p>\n"

    def guide(self, guide: Record) -> str:
        """The guide."""
        rows = "".join(f"<dt>{head}</dt><dd>{self.text(guide[name])}</dd>\n" for name, head in ELEMENTS.items())
        return self.frame(guide["title"], f"<dl>\n{rows}</dl>\n")

    def purposes(self) -> str:
        """Which personal information is handled, and what for."""
        return "为办理申请与更正，处理申请人的姓名、证件种类与号码末四位、联系方式；检索不收集个人信息。"
