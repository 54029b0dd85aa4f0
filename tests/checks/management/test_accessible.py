from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.checks.management.accessible import (
    page_has_its_own_title,
    page_names_its_language,
    page_says_it_in_words,
    tables_head_their_columns,
)
from conformance.model.exchange import Exchange, Response
from tests.checks.making import exchange, said, trace

CHECKS = (page_names_its_language, page_has_its_own_title, page_says_it_in_words)
FIELD = '<label for="q">检索词</label><input id="q">'


def page(
    body: str = FIELD, *, title: str = "甲名录", end: str = "</title>", lang: str = "zh-CN", step: str = "html"
) -> Exchange:
    text = f'<!doctype html><html lang="{lang}"><head><title>{title}{end}</head><body>{body}</body></html>'
    response = Response(200, "", (("Content-Type", "text/html; charset=utf-8"),), text.encode())
    return replace(exchange(step, {}), response=response, outcome=None)


def test_a_page_in_chinese_does_not_name_another_language() -> None:
    assert said(page_names_its_language, trace(page("目录名称与提供单位", lang="en"))) == [
        'a page in Chinese has lang en; due lang, such as "zh-CN"'
    ]
    for sound in (page("目录 catalogue of resources", lang="en"), page("目录", lang="cmn-Hans"), page("", lang="bo")):
        assert said(page_names_its_language, trace(sound)) == []


def test_a_page_everybody_can_use() -> None:
    for check in CHECKS:
        assert said(check, trace(page(), page(title="乙名录"))) == []


def test_a_page_without_language() -> None:
    assert said(page_names_its_language, trace(page(lang="")))[0].startswith("the html element has no lang")


def test_titles() -> None:
    assert said(page_has_its_own_title, trace(page(title=" ")))[0].startswith("the page has no title")
    assert said(page_has_its_own_title, trace(page(end="")))[0].startswith("the page has no title")
    assert said(page_has_its_own_title, trace(page("甲"), page("乙")))[0].startswith("2 entries are titled")
    assert said(page_has_its_own_title, trace(page("甲", step="page"), page("乙", step="page"))) == []


def test_two_entries_of_one_name_may_bear_one_title() -> None:
    def entry(number: int, name: str) -> tuple[Exchange, Exchange]:
        read = exchange("json", {"id": f"r-{number}", "name": name}, path=f"/resources/r-{number}")
        return read, replace(page(str(number)), request=read.request)

    assert said(page_has_its_own_title, trace(*entry(1, "甲名录"), *entry(2, "甲名录"))) == []
    assert len(said(page_has_its_own_title, trace(*entry(1, "甲名录"), *entry(2, "乙名录")))) == 1


@pytest.mark.parametrize(
    "body",
    [
        FIELD,
        "<label>检索词 <input></label>",
        '<input aria-label="检索词">',
        '<input hidden><img src="a.png" alt="">',
        '<input aria-hidden="true"><img src="a.png" alt="">',
        '<input type="hidden"><img src="a.png" alt="">',
        '<input type="image" src="/search.png" alt="检索">',
        '<svg><title>图</title></svg><textarea title="意见"></textarea>',
    ],
)
def test_what_is_said_in_words(body: str) -> None:
    assert said(page_says_it_in_words, trace(page(body))) == []


@pytest.mark.parametrize(
    "body",
    [
        '<input id="q" placeholder="检索词">',
        '<img src="/banner.png">',
        '<input type="image" src="/search.png">',
        "<label>检索词</label><select></select>",
        '<label for="p">检索词</label><textarea id="q"></textarea>',
        '<label for="q"> </label>检索词<input id="q">',
    ],
)
def test_what_is_not(body: str) -> None:
    assert len(said(page_says_it_in_words, trace(page(body)))) == 1


def test_nothing_to_judge() -> None:
    for check in CHECKS:
        assert said(check, trace(exchange("html", {"a": 1})))[0].startswith("undecided")
        same = page()
        assert said(check, trace(replace(same, step="control"), same))[0].startswith("undecided")
    assert said(page_says_it_in_words, trace(page("文字")))[0].startswith("undecided")


HEAD, TWO = "<tr><th>名称<th>代码</tr>", "<tr><td>甲<td>1</tr>"


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        (HEAD + TWO, 0),
        (HEAD + "<tr><td>甲<td>1<td>是</tr>", 1),
        ("<tr><th>名称<th colspan=2>代码</tr><tr><td>甲<td>1<td>2</tr>", 0),
        ("<tr><th>名称<th colspan=99999>代码</tr>" + TWO, 0),
        ("<tr><th>甲<td>1<td>2</tr>", 0),
        (HEAD + "<tr><td rowspan=2>甲<td>1<td>是</tr>", 0),
        (HEAD + f"<tr><td><table><tr><td>1<td>2<td>3</tr></table><td>1</tr>{TWO}", 0),
        (TWO, 0),
    ],
)
def test_tables_head_their_columns(table: str, wrong: int) -> None:
    assert len(said(tables_head_their_columns, trace(page(f"<table>{table}</table>")))) == wrong
