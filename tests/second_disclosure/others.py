"""The guide, annual reports, penalty decisions, and corrections of what is recorded of oneself."""

from __future__ import annotations

from flask import Response, g, request

from tests.second_disclosure import files, pages
from tests.second_disclosure.codes import LISTS
from tests.second_disclosure.files import HOST, Row, held, now, row_of, visible
from tests.second_disclosure.inputs import CORRECTION, REPLY
from tests.second_system import asked
from tests.second_system.answers import HTML, JSON, as_json, page_of
from tests.second_system.code_lists import pattern
from tests.second_system.refusal import Refused

GUIDE = {
    "title": "临澜市水务局政府信息公开指南",
    "classes": "机关职能、规划计划、行政执法、民生水利等，按条例第二十条所列各项分为十五个栏目。",
    "arrangement": "每条信息编有索引号，由本机关统一社会信用代码、生成年度与顺序号组成。",
    "access": "主动公开的信息可在本平台检索、查阅、下载，也可到市档案馆、市图书馆查阅；其他信息可依法申请。",
    "office": "临澜市水务局办公室",
    "address": "临澜市清波路 18 号 2 楼 206 室",
    "hours": "工作日 8:30 至 12:00，14:00 至 17:30",
    "phone": "0999-5551200",
    "fax": "未设传真",
    "online": "https://linlan.example/gk，邮箱 gk@linlan.example",
    "help": "存在阅读困难或者视听障碍的，工作人员可代为朗读、代为填写申请，并提供大字版。",
    "updatedOn": "2026-07-06",
}


def guide() -> Response:
    return as_json(GUIDE) if asked.accepts(JSON, HTML) == JSON else pages.one("guide", GUIDE)


def reports() -> Response:
    media = asked.accepts(JSON, HTML)
    year, level = asked.word("year", "20[0-9]{2}"), asked.word("level", pattern(LISTS, "report-level"))
    result = page_of([r for r in visible("reports") if year in (None, r["year"]) and level in (None, r["level"])])
    return as_json(result) if media == JSON else pages.listed("reports", result)


def penalties() -> Response:
    media = asked.accepts(JSON, HTML)
    words = (asked.word("q", ".{0,100}") or "").casefold().split()
    state = asked.word("state", pattern(LISTS, "penalty-state"))
    rows = [row for row in visible("penalties") if state in (None, row["state"])]
    result = page_of([row for row in rows if all(word in row["title"].casefold() for word in words)])
    return as_json(result) if media == JSON else pages.listed("penalties", result, request.args.get("q", ""))


def report(id: str) -> Response:  # noqa: A002 - the contract's name
    return _read("reports", id)


def penalty(id: str) -> Response:  # noqa: A002 - the contract's name
    return _read("penalties", id)


def _read(kind: str, id: str) -> Response:  # noqa: A002 - the contract's name
    media = asked.accepts(JSON, HTML)
    row = row_of(kind, id)
    return as_json(row) if media == JSON else pages.one(kind, row)


def corrections() -> Response:
    asked.accepts(JSON)
    state = asked.word("state", pattern(LISTS, "correction-state"))
    rows = [row for row in visible("corrections") if (row["state"] == state if state else row["state"] != "withdrawn")]
    return as_json(page_of([files.shown(row) for row in rows]))


def correction(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    return as_json(files.shown(row_of("corrections", id)))


def correction_submitted() -> Response:
    asked.accepts(JSON)
    content = asked.body(CORRECTION)
    head: Row = {"body": files.body(HOST), **content, "state": "submitted", "submittedAt": now()}
    row = held().add("corrections", {**head, "_owner": g.account.user})
    return as_json(files.shown(row), 201, location=f"/corrections/{row['id']}")


def correction_withdrawn(id: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    row = row_of("corrections", id)
    if row["state"] != "withdrawn":
        row.update(state="withdrawn", withdrawnAt=now())
    return "", 204


def replied(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(REPLY)
    row = row_of("corrections", id)
    if row["state"] != "submitted":
        raise Refused(409, "已告知或者已撤回")
    row.update(state="replied", reply={**content, "toldAt": now()})
    return as_json(files.shown(row))
