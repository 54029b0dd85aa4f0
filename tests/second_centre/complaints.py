"""Questions and complaints."""

from __future__ import annotations

from flask import Response, g

from tests.second_centre import centre as kept
from tests.second_centre import inputs
from tests.second_centre.centre import Centre, Owner, Row
from tests.second_centre.handling import working_days_between
from tests.second_centre.parties import unit_of
from tests.second_system import asked
from tests.second_system.accounts import WATER
from tests.second_system.answers import JSON, as_json
from tests.second_system.days import day_of, working_days_after
from tests.second_system.fields import moment
from tests.second_system.once import once
from tests.second_system.refusal import Refused

DAYS = 10


def raised(centre: Centre, content: Row, user: str, at: str) -> Row:
    """Keep a complaint; it goes to the department that last dealt with the complainant, or is first asked."""
    own = [case for _, case in sorted(centre.rows["cases"].items()) if centre.owners[case["id"]].user == user]
    department = own[-1]["department"] if own else unit_of(WATER)
    due = working_days_after(day_of(moment(at)), DAYS).isoformat()
    head = {"department": department, "submittedAt": at, "dueAt": due, "state": "submitted"}
    complaint = centre.add("complaints", {**content, **head})
    centre.owners[complaint["id"]] = Owner(user)
    return complaint


def replied(complaint: Row, content: str, at: str) -> None:
    if complaint["state"] != "submitted":
        raise Refused(409, "已经答复或者已经撤回")
    reply = {"content": content, "repliedAt": at, "unit": complaint["department"]}
    complaint.update(state="replied", reply=reply)
    late = working_days_between(day_of(moment(complaint["submittedAt"])), day_of(moment(at))) - DAYS
    if late > 0:
        complaint["overdueDays"] = late


def submitted() -> Response:
    asked.accepts(JSON)
    content = asked.body(inputs.COMPLAINT)
    made = once(
        kept.centre().keys,
        "complaints",
        content,
        lambda: str(raised(kept.centre(), content, g.account.user, kept.now())["id"]),
    )
    return as_json(kept.row_of("complaints", made), 201, location=f"/complaints/{made}")


def withdrawn(id: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    kept.row_of("complaints", id)["state"] = "withdrawn"
    return "", 204


def answered(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(inputs.REPLY)
    complaint = kept.row_of("complaints", id)
    replied(complaint, content["content"], kept.now())
    return as_json(complaint)
