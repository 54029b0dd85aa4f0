from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.checks.security.exposure import (
    INTERNALS,
    foreign_origin_is_not_trusted,
    page_may_not_be_framed,
    tells_no_internals,
    tells_no_version,
    trace_is_refused,
)
from conformance.checks.security.transport import address_is_encrypted, https_is_remembered
from conformance.model.exchange import Request, Response
from tests.checks.making import exchange, judged, said

ORIGIN = "https://foreign.example"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('Traceback (most recent call last):\n  File "/srv/a.py", line 3, in f', "a stack trace"),
        ("java.lang.NullPointerException\n\tat cn.gov.Catalogue.read(Catalogue.java:42)", "a stack trace"),
        ("Error: x\n    at Object.<anonymous> (/app/server.js:10:5)", "a stack trace"),
        ("ORA-00933: SQL command not properly ended", "an error of the database"),
        ("You have an error in your SQL syntax; check the manual", "an error of the database"),
        ("cannot open /opt/catalogue/conf/app.properties", "a path on the server"),
        (r"not found: D:\sites\catalogue\web.config", "a path on the server"),
        ("upstream 10.12.3.4:8080 timed out", "a private address"),
    ],
)
def test_internals(text: str, what: str) -> None:
    for answer in (exchange(data={"detail": text}, status=500), page(text, 500)):
        assert [message.partition(":")[0] for message in said(tells_no_internals, answer)] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "没有此路径。There is no such path.",
        '<script src="/opt/app/main.js"></script><a href="/home/news/index.html">',
        "see https://docs.example/usr/share/guide.html",
        "version 10.1.2, section 192.168",
        "SQL 查询语言培训",
        "look at the map at 10:30",
    ],
)
def test_no_internals(text: str) -> None:
    assert said(tells_no_internals, exchange(data={"detail": text}, status=404)) == []
    assert said(tells_no_internals, page(text, 404)) == []


def page(text: str, status: int = 200, **headers: str) -> object:
    whole = exchange(status=status)
    return replace(
        whole, response=Response(status, "", (("Content-Type", "text/html"), *headers.items()), text.encode())
    )


@pytest.mark.parametrize(
    "value", ["nginx/1.18.0", "Werkzeug/3.1.9 Python/3.11.7", "Jetty(9.4.z)", "pygeoapi 0.21.0", "4.0.30319"]
)
def test_a_version(value: str) -> None:
    assert said(tells_no_version, exchange(headers={"X-Powered-By": value})) == [
        f"X-Powered-By: {value}; due no version"
    ]


@pytest.mark.parametrize("value", ["nginx", "openresty", "Express", "AmazonS3", "cloudflare", "ASP.NET", "Hutong2"])
def test_no_version(value: str) -> None:
    assert said(tells_no_version, exchange(headers={"Server": value})) == []


def test_trace() -> None:
    assert said(trace_is_refused, exchange(status=405)) == []
    assert said(trace_is_refused, exchange(status=501)) == []
    assert said(trace_is_refused, exchange(status=200)) == ["TRACE got 200; due 405 or 501"]
    looped = exchange(data={"headers": {"x-hutong-trace": "hutong-trace-mark"}}, status=400)
    assert said(trace_is_refused, looped) == ["TRACE got 400, the request sent back; due 405 or 501"]
    assert said(trace_is_refused, exchange(status=302))[0].startswith("undecided")


def test_headers_of_pages() -> None:
    assert judged("security.exposure.type-guessing", exchange(headers={"x-content-type-options": "NoSniff"})) == []
    assert (
        judged("security.exposure.type-guessing", exchange(headers={"x-content-type-options": "nosniff, nosniff"}))
        == []
    )
    assert len(judged("security.exposure.type-guessing", exchange(headers={"x-content-type-options": "none"}))) == 1
    assert judged("security.exposure.type-guessing", exchange()) == ["X-Content-Type-Options: -; due nosniff"]
    csp = "Content-Security-Policy"
    assert said(page_may_not_be_framed, exchange(headers={csp: "default-src 'none'; frame-ancestors 'self'"})) == []
    assert said(page_may_not_be_framed, exchange(headers={"X-Frame-Options": "sameorigin"})) == []
    assert len(said(page_may_not_be_framed, exchange(headers={csp: "frame-ancestors *"}))) == 1
    assert len(said(page_may_not_be_framed, exchange(headers={"X-Frame-Options": "ALLOWALL"}))) == 1


@pytest.mark.parametrize(
    ("policy", "option", "found"),
    [
        ("frame-ancestors", "", 0),
        ("default-src 'self', frame-ancestors 'none'", "", 0),
        ("frame-ancestors *, frame-ancestors 'self'", "", 0),
        ("frame-ancestors https:", "", 1),
        ("frame-ancestors *", "DENY", 1),
        ("default-src 'self'", "DENY, DENY", 0),
    ],
)
def test_who_may_frame_a_page_is_read_as_browsers_read_it(policy: str, option: str, found: int) -> None:
    headers = {"Content-Security-Policy": policy, **({"X-Frame-Options": option} if option else {})}
    assert len(said(page_may_not_be_framed, exchange(headers=headers))) == found


def test_foreign_origins() -> None:
    asked = {"Origin": ORIGIN}
    trusting = {"Access-Control-Allow-Origin": ORIGIN, "Access-Control-Allow-Credentials": "true"}
    open_data = {"Access-Control-Allow-Origin": "*"}
    assert said(foreign_origin_is_not_trusted, exchange(asked=asked, headers=open_data)) == []
    assert said(foreign_origin_is_not_trusted, exchange(asked=asked)) == []
    assert len(said(foreign_origin_is_not_trusted, exchange(asked=asked, headers=trusting))) == 1


def test_transport() -> None:
    plain = exchange()
    assert said(address_is_encrypted, plain) == ["http in the clear, answered 200; due https"]
    assert said(address_is_encrypted, replace(plain, request=Request("GET", "https://a.example/"))) == []
    name = "Strict-Transport-Security"
    assert said(https_is_remembered, exchange(headers={name: "max-age=31536000; preload"}), least_seconds=100) == []
    assert len(said(https_is_remembered, exchange(headers={name: "max-age=5"}), least_seconds=100)) == 1
    assert len(said(https_is_remembered, exchange(), least_seconds=100)) == 1


PICTURE = (
    "<svg viewBox='0 0 10.25.5.75'><path d='M10.25.5.75 3 4'/></svg><style>p{margin:10.0.5.75}</style>"
    "<p data-at='10.1.2.3' style='x:10.1.2.3'>Not here</p>"
)


@pytest.mark.parametrize(
    "text", [PICTURE, "<p>10.400.2.17 upstream</p>", "<p>build 10.4.2.17.8</p>", "<p>v10.4.2.17</p>"]
)
def test_numbers_that_only_look_like_an_address_are_none(text: str) -> None:
    assert said(tells_no_internals, page(text, 404)) == []


@pytest.mark.parametrize(
    "text", ["<b>Portal 10.4.2.17</b>", "<td>10.4.2.17</td>", "Portal/10.4.2.17", "<p>version 10.4.2.17</p>"]
)
def test_a_version_of_four_parts_proves_nothing(text: str) -> None:
    (told,) = said(tells_no_internals, page(text, 404))
    assert told.startswith("undecided: 10.4.2.17 may be")


@pytest.mark.parametrize(
    "text",
    [
        "<a href='http://10.4.2.17:8080/'>back</a>",
        "upstream 10.4.2.17 refused",
        "http://172.16.0.9/x",
        "connect to 192.168.3.4 failed",
        "10.4.2.17:9000 is down",
        "Host: 10.4.2.17",
        "节点：10.4.2.17",
        PICTURE + "dial tcp 10.4.2.17 timed out",
        "<p>Sorry.</p><!-- upstream 10.4.2.17 refused -->",
        PICTURE + "<!-- 10.4.2.17:8080",
    ],
)
def test_an_address_is_one_by_what_stands_around_it(text: str) -> None:
    (told,) = said(tells_no_internals, page(text, 404))
    assert told.startswith("a private address: 1")


def test_the_name_of_a_member_tells_too() -> None:
    (told,) = said(tells_no_internals, exchange(data={"upstream_host": "10.4.2.17"}, status=404))
    assert told.startswith("a private address: 10.4.2.17")
    (told,) = said(tells_no_internals, exchange(data={"version": "10.4.2.17"}, status=404))
    assert told.startswith("undecided")


@settings(max_examples=300, derandomize=True, database=None, deadline=None)
@given(
    text=st.one_of(st.from_regex(INTERNALS[kind][1]) for kind in ("trace", "sql")),
    encoding=st.sampled_from(("utf-8", "utf-16")),
)
def test_nothing_of_the_inside_is_passed_over_for_want_of_a_hint(text: str, encoding: str) -> None:
    for content in (text, json.dumps({"detail": text}), json.dumps({"detail": text}, ensure_ascii=False)):
        asked = exchange(data="")
        assert asked.response
        media = "text/plain" if content is text else "application/json"
        fields = (("Content-Type", f"{media}; charset={encoding}"),)
        told = replace(asked.response, headers=fields, content=content.encode(encoding, "surrogatepass"))
        seen = [*tells_no_internals(replace(asked, response=told), what=("trace", "sql"))]
        whole = [*tells_no_internals(replace(asked, response=told))]
        assert [str(each.message) for each in seen] == [str(each.message) for each in whole][: len(seen)]
        assert bool(seen) == bool(
            [each for each in whole if "path" not in each.message.en and "address" not in each.message.en]
        )
