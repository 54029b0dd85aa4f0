"""The pages for people: the frame all of them have, and the notice on personal information."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING

from conformance.systems.service.call import Call
from conformance.systems.service.listing import Page
from conformance.systems.service.part import Part, Record
from conformance.systems.service.record_forms import RecordForm

if TYPE_CHECKING:
    from conformance.systems.service.system import Service

PHONE = "0999-5550700"
_STYLE = (
    "body{font-family:sans-serif;max-width:60rem;margin:0 auto;padding:1rem;line-height:1.6}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.3rem;text-align:left}"
    "dt{font-weight:bold}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()


class Pages(Part["Service"]):
    """Writes HTML. Whatever comes from outside goes through `text`."""

    def policy(self) -> str:
        """The content security policy of every page: our own style, forms to ourselves, no frames, no scripts."""
        return (
            f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )

    def text(self, value: object) -> str:
        """A value as HTML text or attribute value."""
        return escape(str(value), quote=True)

    def site(self) -> str:
        """What the pages are headed with: the place and what the system is."""
        return f"{self._system.identity.place.zh}{self._system.title.zh}"

    def frame(self, title: str, body: str) -> str:
        """A whole page."""
        owner = self._system.identity.department.zh
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language()}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{self.text(title)}</title>\n'
            f"<style>{_STYLE}</style>\n</head>\n<body>\n"
            f'<header><a href="{self._system.home}">{self.text(self.site())}</a></header>\n'
            f"<main>\n<h1>{self.text(title)}</h1>\n{body}\n</main>\n<footer><p>主办：{self.text(owner)} "
            '<a href="/privacy">个人信息处理规则</a></p></footer>\n</body>\n</html>\n'
        )

    def list(self, page: Page[Record], call: Call) -> str:
        """The search form, and a page of what was found: each record by what it is called."""
        form = _form(call)
        rows = "".join(
            f"<li>{self.link(f'{call.target}/{one[form.key]}', one[form.title])}</li>\n" for one in page.items
        )
        found = f"<p>共 {page.total} 条，第 {page.page} 页。</p>\n<ul>\n{rows}</ul>\n"
        return self.frame("检索", self.form(call) + found + self.onward(page))

    def form(self, call: Call) -> str:
        """The search form of a list; nothing where it has no search."""
        name, path = call.operation.list.search, call.operation.path
        if not name:
            return ""
        sought = self.text(call.get(name) or "")
        return (
            f'<form action="{path}" method="get" role="search"><p><label for="{name}">检索词</label> '
            f'<input id="{name}" name="{name}" type="search" maxlength="100" value="{sought}"> '
            '<button type="submit">检索</button></p></form>\n'
        )

    def onward(self, page: Page[Record]) -> str:
        """The way to the next page."""
        return f'<nav aria-label="分页">{self.link(page.next, "下一页")}</nav>\n' if page.next else ""

    def link(self, address: str, text: str) -> str:
        """A link."""
        return f'<a href="{self.text(address)}">{self.text(text)}</a>'

    def record(self, record: Record, call: Call) -> str:
        """One record: its members, member by member."""
        rows = "".join(f"<dt>{name}</dt><dd>{self.text(value)}</dd>\n" for name, value in record.items())
        return self.frame(record[_form(call).title], f"<dl>\n{rows}</dl>\n")

    def language(self) -> str:
        """The language pages are written in."""
        return "zh-CN"

    def privacy(self) -> str:
        """The notice on how personal information is handled."""
        sections = "".join(f"<h2>{head}</h2>\n<p>{self.text(text)}</p>\n" for head, text in self.notice())
        return self.frame("个人信息处理规则", sections)

    def purposes(self) -> str:
        """Which personal information is handled, and what for."""
        return "为办理业务与审计，处理经办人员的账号标识、角色与操作记录。"

    def notice(self) -> tuple[tuple[str, str], ...]:
        """What the privacy notice says, heading by heading."""
        owner = self._system.identity.department.zh
        return (
            ("处理者", f"{owner}，联系电话 {PHONE}。"),
            ("处理目的、方式与种类", self.purposes()),
            ("保存期限", "审计记录保存一年，到期删除；法律、行政法规另有规定的从其规定。"),
            ("安全措施", "按网络安全等级保护第三级要求采取访问控制、加密传输与审计措施。"),
            ("个人权利", "可向处理者书面提出查阅、复制、更正、补充、删除的请求；处理者及时答复，不予办理的说明理由。"),
            ("投诉与举报", f"对处理活动有异议的，可向{owner}监督科投诉、举报，电话 0999-5550712。"),
        )


def _form(call: Call) -> RecordForm:
    """The form of the records a call is about."""
    if call.operation.form is None:
        raise LookupError(f"{call.operation.id} serves no kind of record")
    return call.operation.form
