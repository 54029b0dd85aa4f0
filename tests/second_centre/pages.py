"""The pages for people: the items and their guides."""

from __future__ import annotations

from jinja2 import DictLoader, Environment, select_autoescape

from tests.second_centre.codes import LISTS

TITLE = "临澜市便民服务中心"
_HEAD = """<!DOCTYPE html>
<html lang="zh-Hans-CN">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %} - {{ system }}</title></head>
<body><header><a href="/items">{{ system }}</a></header>
<main>{% block main %}{% endblock %}</main>
<footer><a href="/privacy">个人信息处理规则</a></footer></body></html>
"""
_LIST = """{% extends "head" %}
{% block title %}{% if q %}检索“{{ q }}”{% else %}全部事项{% endif %}{% endblock %}
{% block main %}<h1>办事指南</h1>
<form action="/items" role="search"><label>检索词 <input type="search" name="q" value="{{ q }}"></label>
<button>检索</button></form>
<p>共 {{ total }} 项</p>
<table><thead><tr><th>事项</th><th>实施主体</th><th>类型</th></tr></thead><tbody>
{% for item in items %}<tr><td><a href="/items/{{ item.id }}">{{ item.name }}</a></td>
<td>{{ item.department.name }}</td><td>{{ item.itemType | label("item-type") }}</td></tr>
{% endfor %}</tbody></table>
{% if next %}<a rel="next" href="{{ next }}">下一页</a>{% endif %}{% endblock %}"""
_ENTRY = """{% extends "head" %}
{% block title %}{{ item.name }}{% endblock %}
{% block main %}<article><h1>{{ item.name }}</h1>
<dl><dt>实施编码</dt><dd>{{ item.taskCode }}</dd><dt>类型</dt><dd>{{ item.itemType | label("item-type") }}</dd>
<dt>实施主体</dt><dd>{{ item.department.name }}</dd><dt>设定依据</dt><dd>{{ item.legalBasis }}</dd>
<dt>办件类型</dt><dd>{{ item.handling | label("handling") }}</dd>
<dt>受理条件</dt><dd>{{ item.conditions }}</dd><dt>办理流程</dt><dd>{{ item.process }}</dd>
<dt>法定时限</dt><dd>{{ item.statutoryLimit.days }} {{ item.statutoryLimit.unit | label("limit-unit") }}</dd>
<dt>承诺时限</dt><dd>{{ item.promisedLimit.days }} {{ item.promisedLimit.unit | label("limit-unit") }}</dd>
<dt>收费</dt><dd>{% if item.fee %}{{ item.fee }} 元（{{ item.feeBasis }}）{% else %}不收费{% endif %}</dd>
<dt>地点与时间</dt><dd>{{ item.place }}，{{ item.hours }}</dd>
<dt>电话</dt><dd>咨询 {{ item.consultPhone }}，投诉 {{ item.complaintPhone }}</dd></dl>
<h2>材料</h2><ul>{% for one in item.materials %}<li>{{ one.name }}：原件 {{ one.originals }} 份，复印件 {{ one.copies }}
份{% if one.shared == "1" %}（可由数据共享取得，不必提交）{% endif %}</li>{% endfor %}</ul></article>{% endblock %}"""
_PAGES = Environment(
    loader=DictLoader({"head": _HEAD, "list": _LIST, "entry": _ENTRY}),
    autoescape=select_autoescape(default_for_string=True, default=True),
)
_PAGES.filters["label"] = lambda code, name: next(zh for each, zh, _ in LISTS[name][3] if each == code)


def page(name: str, **values: object) -> str:
    """A page with its values put in, escaped."""
    return _PAGES.get_template(name).render(system=TITLE, **values)
