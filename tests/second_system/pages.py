"""The pages for people."""

from __future__ import annotations

from jinja2 import DictLoader, Environment, select_autoescape

from tests.second_system.code_lists import Pairs
from tests.second_system.codes import LISTS

_HEAD = """<!DOCTYPE html>
<html lang="zh-Hans-CN">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title></head>
<body><header><a href="/resources">{{ system }}</a></header>
<main>{% block main %}{% endblock %}</main>
<footer><a href="/privacy">个人信息处理规则</a></footer></body></html>
"""
_LIST = """{% extends "head" %}
{% block title %}{% if q %}检索“{{ q }}”{% else %}全部条目{% endif %} - {{ system }}{% endblock %}
{% block main %}<h1>政务信息资源</h1>
<form action="/resources" role="search"><label>检索词 <input type="search" name="q" value="{{ q }}"></label>
<button>检索</button></form>
<p>共 {{ total }} 条</p>
<table><thead><tr><th>代码</th><th>名称</th><th>提供单位</th><th>共享属性</th></tr></thead><tbody>
{% for item in items %}<tr><td>{{ item.code }}</td><td><a href="/resources/{{ item.id }}">{{ item.name }}</a></td>
<td>{{ item.provider.name }}</td><td>{{ classes[item.sharingClass] }}</td></tr>
{% endfor %}</tbody></table>
{% if next %}<a rel="next" href="{{ next }}">下一页</a>{% endif %}{% endblock %}"""
_ENTRY = """{% extends "head" %}
{% block title %}{{ item.name }} - {{ system }}{% endblock %}
{% block main %}<article><h1>{{ item.name }}</h1><p>{{ item.summary }}</p>
<dl><dt>资源代码</dt><dd>{{ item.code }}</dd><dt>提供单位</dt><dd>{{ item.provider.name }}</dd>
<dt>共享属性</dt><dd>{{ classes[item.sharingClass] }}</dd><dt>使用条件</dt><dd>{{ item.conditions.text }}</dd>
{% for member, name in coded %}<dt>{{ lists[name][0] }}</dt><dd>{{ lists[name][3] | label(item[member]) }}</dd>
{% endfor %}{% for part in ("scope", "use", "reason", "legalBasis") if part in item.conditions %}
<dd>{{ item.conditions[part] }}</dd>
{% endfor %}<dt>怎样申请</dt><dd>{{ item.serviceInfo or "请与联系处室联系。" }}</dd>
<dt>联系</dt><dd>{{ item.contact.office }} {{ item.contact.phone }}</dd></dl>
<ul>{% for part in item["items"] %}<li>{{ part.name }}（{{ part.type }}）</li>{% endfor %}</ul>
</article>{% endblock %}"""
_PRIVACY = """{% extends "head" %}
{% block title %}个人信息处理规则 - {{ system }}{% endblock %}
{% block main %}<h1>个人信息处理规则</h1>
<h2>一、谁在处理</h2>
<p>个人信息处理者：临澜市数据管理办公室。联系方式：电话 0999-5551200，邮箱 privacy@linlan.example。</p>
<h2>二、为什么、怎样处理、处理哪些</h2>
<p>处理目的：核对经办人身份并留存审计记录。处理方式：登录时收集，自动记录。
处理的个人信息种类：姓名、账号、单位、操作时间。</p>
<h2>三、保存多久</h2><p>保存期限：自记录之日起四百日；到期后自动删除。</p>
<h2>四、您的权利</h2>
<p>您可以凭有效证件到信息科，或写信至上述邮箱，查阅、复制、更正、补充、删除您的个人信息，也可以注销账号、撤回同意。</p>
{% endblock %}"""
CLASSES = {"1": "无条件共享", "2": "有条件共享", "3": "不予共享"}
_PAGES = Environment(
    loader=DictLoader({"head": _HEAD, "list": _LIST, "entry": _ENTRY, "privacy": _PRIVACY}),
    autoescape=select_autoescape(default_for_string=True, default=True),
)


CODED = (
    ("formatClass", "format-class"),
    ("updateFrequency", "update-frequency"),
    ("sharingMethod", "sharing-method"),
    ("dataClass", "data-class"),
    ("dataGrade", "data-grade"),
)


def _label(codes: Pairs, code: str) -> str:
    return next(label for each, label, _ in codes if each == code)


_PAGES.filters["label"] = _label


def page(name: str, **values: object) -> str:
    """A page with its values put in, escaped."""
    return _PAGES.get_template(name).render(classes=CLASSES, lists=LISTS, coded=CODED, **values)
