"""The operations that write."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, g, request
from werkzeug.datastructures import ETags

from tests.second_system import asked, shown
from tests.second_system.answers import JSON
from tests.second_system.found import answer_with, as_shown, entry_of, holdings, own_entry
from tests.second_system.inputs import ENTRY, FORMATS, REVIEW
from tests.second_system.refusal import Refused


def _checked_entry() -> dict[str, Any]:
    content = asked.body(ENTRY, tag="sharingClass")
    if not set(content.get("formats", [])) <= set(FORMATS[content["formatClass"]]):
        raise Refused(400, "内容不合规约", [{"pointer": "/formats", "message": "不属于所选的格式分类"}])
    known = {entry.latest.code for entry in holdings().entries.values() if not entry.withdrawn}
    wrong = [
        {"pointer": f"/relatedCodes/{n}", "message": "目录中没有该代码"}
        for n, code in enumerate(content.get("relatedCodes", []))
        if code not in known
    ]
    if wrong:
        raise Refused(400, "内容不合规约", wrong)
    return content


def registered() -> Response:
    asked.accepts(JSON)
    key = asked.header("Idempotency-Key", "[A-Za-z0-9-]{8,64}")
    content = _checked_entry()
    held = holdings()
    same = json.dumps(content, sort_keys=True)
    before = held.keys.get((g.account.user, key)) if key else None
    if before and before[0] != same:
        raise Refused(409, "该键已用于另一份内容")
    entry = held.entries[before[1]] if before else held.register(content, g.account, g.now)
    if key:
        held.keys[g.account.user, key] = (same, entry.id)
    answer = answer_with(entry, entry.versions[0], 201)
    answer.headers["Location"] = f"/resources/{entry.id}"
    return answer


def changed(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    tag = asked.header("If-Match", ".{0,256}")
    content = _checked_entry()
    entry = own_entry(id)
    current = ETags([shown.etag(as_shown(entry, entry.latest), "j")])
    if tag is not None and not any(current.contains(t) for t in request.if_match) and not request.if_match.star_tag:
        raise Refused(412, "条目已被他人修改，请重新读取")
    if entry.in_force and content["category"] != entry.in_force.content["category"]:
        raise Refused(409, "已发布的条目不得改换类目")
    holdings().change(entry, content, g.account, g.now)
    return answer_with(entry, entry.latest)


def withdrawn(id: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    holdings().withdraw(own_entry(id), g.now)
    return "", 204


def reviewed(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    decision = asked.body(REVIEW)
    entry, _ = entry_of(id)
    if not entry.latest.pending:
        raise Refused(409, "没有待审草稿")
    if entry.latest.by == g.account.user:
        raise Refused(403, "不得审核本人提交的条目")
    holdings().review(entry, decision, g.account, g.now)
    return answer_with(entry, entry.latest)
