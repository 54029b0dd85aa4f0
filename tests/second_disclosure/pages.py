"""The pages for people."""

from __future__ import annotations

from flask import Response
from jinja2 import DictLoader, Environment, select_autoescape

from tests.second_disclosure.files import Row

TITLE = "临澜市水务局政府信息公开平台"
_HEAD = """<!DOCTYPE html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>{% block title %}{% endblock %} - 政府信息公开</title></head>
<body><nav><a href="/guide">指南</a> <a href="/documents">政府信息</a> <a href="/reports">年度报告</a>
<a href="/penalties">行政处罚决定</a></nav><main>{% block main %}{% endblock %}</main>
<footer><a href="/privacy">个人信息处理规则</a></footer></body></html>"""
_LIST = """{% extends "head" %}{% block title %}{% if q %}检索“{{ q }}”{% else %}{{ name }}{% endif %}{% endblock %}
{% block main %}<h1>{{ name }}</h1>{% if searched %}<form action="/{{ kind }}" role="search">
<label>检索词 <input type="search" name="q" value="{{ q }}"></label> <button>检索</button></form>{% endif %}
<p>共 {{ total }} 条</p><table><thead><tr><th>名称</th><th>机关</th><th>公开时间</th></tr></thead><tbody>
{% for row in items %}<tr><td><a href="/{{ kind }}/{{ row.id }}">{{ row.title }}</a></td>
<td>{{ (row.issuer or row.body).name }}</td><td>{{ row.publishedAt or "未公开" }}</td></tr>{% endfor %}</tbody></table>
{% if next %}<a rel="next" href="{{ next }}">下一页</a>{% endif %}{% endblock %}"""
_ONE = """{% extends "head" %}{% block title %}{{ row.title }}{% endblock %}
{% block main %}<article><h1>{{ row.title }}</h1><dl>{% for member, label in members if row[member] %}
<dt>{{ label }}</dt><dd>{{ row[member].name or row[member] }}</dd>{% endfor %}</dl>
{% for file in row.files %}
<p><a href="/documents/{{ row.id }}/files/{{ file.id }}" download>下载 {{ file.name }}</a></p>
{% endfor %}</article>{% endblock %}"""
_PAGES = Environment(
    loader=DictLoader({"head": _HEAD, "list": _LIST, "one": _ONE}),
    autoescape=select_autoescape(default_for_string=True, default=True),
)
NAMES = {"documents": "政府信息", "reports": "年度报告", "penalties": "行政处罚决定"}
MEMBERS = {
    "guide": "classes:政府信息的分类 arrangement:编排体系 access:获取方式 office:工作机构 address:办公地址 "
    "hours:办公时间 phone:联系电话 fax:传真 online:互联网联系方式 help:阅读帮助 updatedOn:更新日期",
    "documents": "index:索引号 issuer:公开机关 madeOn:生成日期 number:文号 summary:内容概述 content:正文 "
    "publishedAt:公开时间",
    "reports": "body:报告主体 year:年度 general:总体情况 publication:主动公开 applications:依申请公开 "
    "disputes:复议与诉讼 problems:问题与改进 assessment:考核评议与追责 others:其他事项 publishedAt:公布时间",
    "penalties": "body:决定机关 number:文号 party:当事人 content:决定内容 decidedOn:作出日期 publishedAt:公开时间 "
    "withdrawnAt:撤回时间 reason:撤回的理由",
}


def _page(template: str, **values: object) -> Response:
    return Response(_PAGES.get_template(template).render(**values), content_type="text/html; charset=utf-8")


def listed(kind: str, result: Row, q: str = "") -> Response:
    """A page of a list."""
    return _page("list", kind=kind, name=NAMES[kind], searched=kind != "reports", q=q, **result)


def one(kind: str, row: Row) -> Response:
    """A page of one record, its members by their names."""
    return _page("one", row=row, members=[word.split(":") for word in MEMBERS[kind].split()])
