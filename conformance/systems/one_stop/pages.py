"""The pages of the centre: find an item, and read its guide."""

from __future__ import annotations

from conformance.systems.one_stop.code_lists import CODE_LISTS
from conformance.systems.service import pages
from conformance.systems.service.call import Call
from conformance.systems.service.listing import Page
from conformance.systems.service.part import Record

_FACTS = (
    ("实施编码", lambda item: item["taskCode"]),
    ("事项类型", lambda item: _label("item-type", item["itemType"])),
    ("实施主体", lambda item: f"{item['department']['name']}（{item['department']['uscc']}）"),
    ("设定依据", lambda item: item["legalBasis"]),
    ("服务对象", lambda item: "、".join(_label("service-object", one) for one in item["serviceObjects"])),
    ("办理形式", lambda item: "、".join(_label("channel", one) for one in item["channels"])),
    ("办件类型", lambda item: _label("handling", item["handling"])),
    ("法定办结时限", lambda item: _limit(item["statutoryLimit"])),
    ("承诺办结时限", lambda item: _limit(item["promisedLimit"])),
    ("受理条件", lambda item: item["conditions"]),
    ("办理流程", lambda item: item["process"]),
    ("收费", lambda item: f"{item['fee']} 元，{item['feeBasis']}" if item["charged"] == "1" else "不收费"),
    ("办理结果", lambda item: item["resultName"]),
    ("办理地点", lambda item: item["place"]),
    ("办理时间", lambda item: item["hours"]),
    ("咨询电话", lambda item: item["consultPhone"]),
    ("监督投诉电话", lambda item: item["complaintPhone"]),
    ("未在中心办理的原因", lambda item: item.get("elsewhereReason")),
)


class Pages(pages.Pages):
    """Writes the HTML of the centre."""

    def list(self, page: Page[Record], call: Call) -> str:
        """The search form, and the items found."""
        heads = "".join(f'<th scope="col">{head}</th>' for head in ("事项名称", "实施主体", "办件类型", "承诺办结时限"))
        rows = "".join(self.row(item) for item in page.items)
        table = f"<table><caption>检索结果</caption><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table>\n"
        found = f"<p>共 {page.total} 条，第 {page.page} 页。</p>\n"
        return self.frame("检索政务服务事项", self.form(call) + found + table + self.onward(page))

    def row(self, item: Record) -> str:
        """One item found."""
        link = self.link(f"/items/{item['id']}", item["name"])
        rest = (item["department"]["name"], _label("handling", item["handling"]), _limit(item["promisedLimit"]))
        return f"<tr><td>{link}</td>" + "".join(f"<td>{self.text(value)}</td>" for value in rest) + "</tr>\n"

    def record(self, record: Record, call: Call) -> str:
        """One item: its facts, and its materials."""
        facts = [(name, value(record)) for name, value in _FACTS]
        rows = "".join(f"<dt>{name}</dt><dd>{self.text(value)}</dd>\n" for name, value in facts if value)
        return self.frame(record["name"], f"<dl>\n{rows}</dl>\n{self.materials(record)}")

    def materials(self, item: Record) -> str:
        """The materials of an item, and which of them need not be handed in."""
        rows = "".join(
            f"<li>{self.text(one['name'])}（{'由数据共享取得，免提交' if one['shared'] == '1' else '须提交'}）</li>"
            for one in item["materials"]
        )
        return f"<h2>办事材料</h2>\n<ul>{rows}</ul>\n"

    def purposes(self) -> str:
        """Which personal information is handled, and what for."""
        return (
            "为办理申办的事项、送达结果与审计，处理申请人的姓名、证件号码与材料，以及经办人员的账号、角色与操作记录。"
        )


def _label(codes: str, code: str) -> str:
    return CODE_LISTS[codes].label(code)


def _limit(limit: Record) -> str:
    return f"{limit['days']} 个{_label('limit-unit', limit['unit'])}" if limit["days"] else "当场办结"
