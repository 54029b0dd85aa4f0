from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from conformance.checks.security.input import (
    markup_is_escaped,
    stored_markup_is_escaped,
)
from conformance.checks.security.personal import (
    members_are_declared,
    no_personal_number_is_shown,
    notice_is_public,
    notice_states,
)
from conformance.checks.security.reporting import (
    contact_is_stated,
    expiry_is_near,
    expiry_is_stated,
    security_txt_is_published,
)
from conformance.measure.prepared import loaded
from conformance.model.exchange import Exchange, Response, Trace
from tests.checks.making import TODAY, exchange, judged, said, trace

ALL = ("who", "what", "how-long", "rights")


def text(content: str, media: str = "text/plain", status: int = 200) -> Exchange:
    whole = exchange(status=status)
    return replace(whole, response=Response(status, "", (("Content-Type", media),), content.encode()))


def test_security_txt() -> None:
    good = text("# how\nContact: mailto:a@example.cn\nExpires: 2027-06-30T00:00:00Z\n")
    page = text("<!doctype html><p>Contact: us", "text/html")
    assert said(security_txt_is_published, good) == []
    assert said(security_txt_is_published, page)[0].startswith("status 200, text/html")
    assert said(security_txt_is_published, exchange(status=404))[0].startswith("status 404")
    assert said(contact_is_stated, good) == []
    assert said(contact_is_stated, text("Contact: 信息科\n"))[0].startswith("Contact: 信息科")
    assert said(contact_is_stated, text("Expires: 2027-06-30T00:00:00Z\n"))[0].startswith("no Contact")
    assert said(contact_is_stated, page)[0].startswith("undecided")
    assert said(expiry_is_stated, good) == []
    assert len(said(expiry_is_stated, text("Contact: tel:1\nExpires: soon\n"))) == 1


@pytest.mark.parametrize(("expires", "found"), [("2027-06-30", 0), ("2026-11-01", 1), ("2027-11-04", 1)])
def test_expiry_is_near(expires: str, found: int) -> None:
    file = text(f"Contact: tel:1\nExpires: {expires}T00:00:00+00:00\n")
    assert len(said(expiry_is_near, file, today=date(2026, 11, 2), most_days=366)) == found


def test_expiry_that_cannot_be_read_is_not_judged_near() -> None:
    file = text("Contact: tel:1\nExpires: soon\n")
    assert said(expiry_is_near, file, today=date(2026, 11, 2), most_days=366)[0].startswith("undecided")


def test_input() -> None:
    assert judged("security.input.no-breakdown", exchange(status=400), "odd-input") == []
    assert judged("security.input.no-breakdown", exchange(status=500), "odd-query")[0].startswith("status 500")
    assert judged("security.input.no-breakdown", exchange(status=503), "searched-markup")[0].startswith("undecided")
    assert judged("security.input.malformed-refused", exchange(status=400)) == []
    assert judged("security.input.malformed-refused", exchange(status=201))[0].startswith("status 201")
    assert judged("security.input.malformed-refused", exchange(status=401))[0].startswith("undecided")


def test_markup() -> None:
    mark = "<b id=hutong-mark>"
    assert said(markup_is_escaped, text('<input value="&lt;b id=hutong-mark&gt;">', "text/html"), mark=mark) == []
    bare = "<input value=&lt;b id=hutong-mark&gt;>"  # the blank ends the value, and the rest is an attribute
    for shown in (f"<p>{mark}</p>", bare, f"<title>{mark}</title>", f"<script>q='{mark}'</script>", f"<!--{mark}-->"):
        assert len(said(markup_is_escaped, text(shown, "text/html"), mark=mark)) == 1
    assert said(markup_is_escaped, text("<p>ok</p>", "text/html"), mark=mark)[0].startswith("undecided")
    assert said(markup_is_escaped, exchange(data={"q": mark}), mark=mark)[0].startswith("undecided")


def test_excess() -> None:
    before, after = exchange("before", {"items": []}), exchange("after", {"items": []})
    assert judged("security.input.large-body", trace(before, exchange("large", {}, 413), after)) == []
    assert judged("security.input.large-body", trace(before, exchange("large", {}, 400), after)) == [
        "status 400; due 413"
    ]
    fallen = exchange("after", {}, 502)
    assert judged("security.input.large-body", trace(before, exchange("large", {}, 413), fallen)) == [
        "the next request was answered 502; due answered as ever"
    ]
    assert judged("security.input.large-body", trace(before, after))[0].startswith("undecided")
    broken = exchange("before", {}, 502)
    assert judged("security.input.large-body", trace(broken, exchange("large", {}, 413), fallen))[0].startswith(
        "undecided"
    )


@pytest.mark.parametrize(
    "number",
    ["11010519491231002X", "320102196503070013", "440524188001010014".replace("1880", "1980"), "6222021234567890128"],
)
def test_personal_numbers_are_recognised_and_masked(number: str) -> None:
    number = _with_check(number)
    (message,) = said(no_personal_number_is_shown, exchange(data={"number": number}), today=TODAY)
    assert number not in message
    assert number[:6] in message


def _with_check(number: str) -> str:
    """The number with the last character that makes it hold."""
    from stdnum import luhn
    from stdnum.cn import ric

    if len(number) == 18:
        return number[:17] + ric.calc_check_digit(number)
    return number[:-1] + luhn.calc_check_digit(number[:-1])


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002" + "1",  # the check character does not hold
        "填写样例：11010519491231002X",  # the specimen of the standard itself, in words
        "110105194913310021",  # the thirteenth month
        "11459900HT100001X1",  # a credit code
        "0999-5550101",
        "20260115000000000012",  # an order number
        "a11010519491231002X",  # inside a longer word
    ],
)
def test_look_alikes_are_left_alone(number: str) -> None:
    assert said(no_personal_number_is_shown, exchange(data={"no": number}), today=TODAY) == []


def test_declared_members() -> None:
    operation = loaded("resource-catalogue").contract.operations["listChanges"]
    change = {"id": "r-000001", "code": "30100101/000001", "change": "changed", "at": "2026-09-18T09:30:00+08:00"}
    page = {"items": [change, change], "total": 2, "page": 1, "pageSize": 20, "next": None}
    assert said(members_are_declared, exchange(data=page, operation=operation)) == []
    leaking = {**page, "items": [{**change, "phone": "1"}] * 2, "sql": ""}
    assert said(members_are_declared, exchange(data=leaking, operation=operation)) == [
        "items[].phone: the contract knows no such member; due declared members only",
        "sql: the contract knows no such member; due declared members only",
    ]
    assert said(members_are_declared, exchange(data=page))[0].startswith("undecided")


def test_storing() -> None:
    assert judged("security.privacy.not-stored", exchange(headers={"cache-control": "private, No-Store"})) == []
    assert judged("security.privacy.not-stored", exchange(headers={"Cache-Control": "private"})) == [
        "Cache-Control: private; due no-store"
    ]


def test_stored_markup() -> None:
    mark, plain = "<b id=hutong-mark>", exchange("plain", {}, 201)
    made = exchange("marked", {"name": f"名录{mark}"}, 201)

    def page(body: str) -> Trace:
        return trace(plain, made, replace(text(body, "text/html"), step="marked-page"))

    assert said(stored_markup_is_escaped, page("<b>名录</b>&lt;b id=hutong-mark>"), mark=mark) == []
    assert said(stored_markup_is_escaped, page(f"名录{mark}"), mark=mark)[0].startswith("the page holds <b id")
    assert said(stored_markup_is_escaped, page("首页"), mark=mark)[0].startswith("undecided")
    assert said(stored_markup_is_escaped, trace(plain, exchange("marked", {}, 400)), mark=mark) == []
    assert said(stored_markup_is_escaped, trace(exchange("marked", {}, 400)), mark=mark)[0].startswith("undecided")


def test_the_notice() -> None:
    whole = (
        "<h1>个人信息处理规则</h1>处理者：某局，联系电话 1。处理目的、方式、种类。保存期限一年，到期删除。"
        "可以查阅、复制、更正、删除。"
    )
    assert said(notice_states, text(whole, "text/html"), elements=ALL) == []
    coded = "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in whole)
    broken = whole.replace("目的", "<b>目</b>\n <b>的</b>")
    assert said(notice_states, text(coded, "text/html"), elements=ALL) == []
    assert said(notice_states, text(broken, "text/html"), elements=ALL) == []
    unseen = whole.replace("保存期限一年，到期", "<!-- 保存期限一年，到期 -->")
    assert len(said(notice_states, text(unseen, "text/html"), elements=ALL)) == 1
    without = text(whole.replace("保存期限一年，到期", ""), "text/html")
    assert said(notice_states, without, elements=ALL) == [
        "it does not state how long it is kept, and what then; due every element stated"
    ]
    assert said(notice_states, text("<h1>首页</h1>", "text/html"), elements=ALL)[0].startswith("undecided")


def notice(step: str, status: int = 200) -> Exchange:
    return exchange(step, {"page": "个人信息处理规则"} if status == 200 else None, status)


def test_a_notice_that_there_is_is_public() -> None:
    assert said(notice_is_public, trace(notice("notice"))) == []
    assert said(notice_is_public, trace(notice("notice", 401), notice("held"))) == [
        "status 401 without logging in; due 200 without logging in"
    ]
    limited = trace(notice("notice", 429), notice("held"))
    assert said(notice_is_public, limited) == [
        "undecided: listResources (step notice) answered 429, which does not tell"
    ]


def test_who_informs_in_another_way_has_no_notice_to_publish() -> None:
    """PIPL 17 asks that of whoever informs by such rules; 18 and 35 free others of informing at all."""
    nowhere = trace(notice("notice", 404), notice("held", 404))
    assert said(notice_is_public, nowhere) == ["undecided: there is no notice on personal information"]
