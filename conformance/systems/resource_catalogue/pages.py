"""The pages of the catalogue: find, read, and know how to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from conformance.systems.resource_catalogue.code_lists import label
from conformance.systems.service import pages
from conformance.systems.service.call import Call
from conformance.systems.service.listing import Page
from conformance.systems.service.pages import PHONE
from conformance.systems.service.part import Record

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

_ASKING = {
    "1": "本资源为无条件共享类，各政府部门可凭统一身份直接打开在线资源链接，无须另附条件。",
    "2": "本资源为有条件共享类。请经市公共数据交换平台提出共享申请，写明使用依据、使用场景、使用范围、"
    "共享方式与使用时限；提供单位依法定期限答复。",
    "3": "本资源为不予共享类，不受理共享申请。对理由与依据有疑问的，可向提供单位咨询。",
}
_FACTS = (
    ("资源代码", lambda record: record["code"]),
    ("提供单位", lambda record: f"{record['provider']['name']}（{record['provider']['uscc']}）"),
    ("摘要", lambda record: record["summary"]),
    ("主题分类", lambda record: record["theme"]),
    ("类目", lambda record: label("category", record["category"])),
    ("数据格式", lambda record: f"{label('format-class', record['formatClass'])}：{'、'.join(record['formats'])}"),
    ("数据更新频率", lambda record: label("update-frequency", record["updateFrequency"])),
    ("共享属性", lambda record: label("sharing-class", record["sharingClass"])),
    ("共享方式", lambda record: label("sharing-method", record["sharingMethod"])),
    ("使用条件", lambda record: record["conditions"]["text"]),
    ("共享范围", lambda record: record["conditions"].get("scope")),
    ("使用用途", lambda record: record["conditions"].get("use")),
    ("不予共享的理由", lambda record: record["conditions"].get("reason")),
    ("依据", lambda record: record["conditions"].get("legalBasis")),
    ("数据分类", lambda record: label("data-class", record["dataClass"])),
    ("数据分级", lambda record: label("data-grade", record["dataGrade"])),
    ("向社会开放", lambda record: f"{label('open', record['open'])}，{record['openConditions']}"),
    ("状态", lambda record: label("status", record["status"])),
    ("版本", lambda record: str(record["version"])),
    ("发布时间", lambda record: record.get("publishedAt")),
    ("内容更新时间", lambda record: record["contentUpdatedAt"]),
)


class Pages(pages.Pages):
    """Writes the HTML of the catalogue."""

    _system: System

    def list(self, page: Page[Record], call: Call) -> str:
        """The search form and a page of what was found."""
        shown = [self._system.serializers.record(record) for record in page.items]
        found = f"<p>共 {page.total} 条，第 {page.page} 页。</p>"
        body = self.form(call) + found + self.table(shown) + self.onward(page) + self.help()
        return self.frame("检索政务信息资源", body)

    def help(self) -> str:
        """What to do when nothing fits."""
        owner = self._system.identity.department.zh
        return f"<h2>没有找到</h2>\n<p>可向{self.text(owner)}提出数据需求，办公电话：{PHONE}。</p>\n"

    def table(self, records: Sequence[Record]) -> str:
        """What was found."""
        heads = "".join(f'<th scope="col">{head}</th>' for head in ("目录名称", "资源代码", "提供单位", "共享属性"))
        rows = "".join(self.row(record) for record in records)
        return f"<table><caption>检索结果</caption><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table>\n"

    def row(self, record: Record) -> str:
        """One entry found."""
        link = self.link(f"/resources/{record['id']}", record["name"])
        rest = (record["code"], record["provider"]["name"], label("sharing-class", record["sharingClass"]))
        return f"<tr><td>{link}</td>" + "".join(f"<td>{self.text(value)}</td>" for value in rest) + "</tr>\n"

    def record(self, record: Record, call: Call) -> str:
        """One entry: its elements, its data items, how to ask for it."""
        facts = [(name, value(record)) for name, value in _FACTS]
        rows = "".join(f"<dt>{name}</dt><dd>{self.text(value)}</dd>\n" for name, value in facts if value)
        return self.frame(record["name"], f"<dl>\n{rows}</dl>\n{self.items(record)}{self.asking(record)}")

    def items(self, record: Record) -> str:
        """The data items of an entry."""
        rows = "".join(
            f"<li>{self.text(item['name'])}（{self.text(label('data-type', item['type']))}）</li>"
            for item in record["items"]
        )
        return f"<h2>数据项</h2>\n<ul>{rows}</ul>\n"

    def asking(self, record: Record) -> str:
        """How to get the data, and whom to ask."""
        address, contact = record["accessUrl"], record["contact"]
        return (
            f"<h2>如何取得</h2>\n<p>{_ASKING[record['sharingClass']]}</p>\n"
            f"<p>在线资源链接：{self.link(address, address)}</p>\n"
            f"<p>联系处室：{self.text(contact['office'])}，办公电话：{self.text(contact['phone'])}</p>\n"
        )

    def purposes(self) -> str:
        """Which personal information is handled, and what for."""
        return "为登记、审核与审计，处理经办人员的账号标识、角色与操作记录；检索不收集个人信息。"
