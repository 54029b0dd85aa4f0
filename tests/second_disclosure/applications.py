"""Applications for information: made, confirmed, corrected, consulted about, extended, answered, archived."""

from __future__ import annotations

from flask import Response, g

from tests.second_disclosure import files, period
from tests.second_disclosure.codes import GROUNDS, LISTS
from tests.second_disclosure.files import HOST, Row, held, now, once, row_of, today
from tests.second_disclosure.inputs import ANSWER, APPLICATION, ARCHIVE, CONSULTATION, EXTENSION, NOTICE, RECEIPT
from tests.second_system import asked
from tests.second_system.accounts import UNITS
from tests.second_system.answers import JSON, as_json, page_of
from tests.second_system.code_lists import pattern
from tests.second_system.days import day_of, working_days_after
from tests.second_system.refusal import Refused

IN_HAND = ("received", "supplied", "extended")
TO_CORRECT = 7
TO_ANSWER_LETTER = 15
MOST = 10
RECONSIDERED_BY = "临澜市人民政府"
FIRST = set(GROUNDS["refused"].split()) - {"inquiry"}
"""Grounds of articles 14 to 16, on which reconsideration comes first."""


def shown(row: Row) -> Row:
    due = period.last_day(row)
    return files.shown(row) | ({"dueOn": due.isoformat()} if due else {})


def found() -> Response:
    asked.accepts(JSON)
    words = (asked.word("q", ".{0,100}") or "").casefold().split()
    state = asked.word("state", pattern(LISTS, "application-state"))
    channel = asked.word("channel", pattern(LISTS, "channel"))

    def fits(row: Row) -> bool:
        text = f"{row['subject']}\n{row.get('description', '')}".casefold()
        return (
            all(word in text for word in words)
            and channel in (None, row["channel"])
            and (row["state"] == state if state else row["state"] != "withdrawn")
        )

    result = page_of([row for row in files.visible("applications") if fits(row)])
    return as_json({**result, "items": [shown(row) for row in result["items"]]})


def read(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    return as_json(shown(row_of("applications", id)))


def submitted() -> Response:
    asked.accepts(JSON)
    content = asked.body(APPLICATION)
    id = once(content, lambda: _taken_in(content))  # noqa: A001 - the contract's name
    return as_json(shown(row_of("applications", id)), 201, location=f"/applications/{id}")


def _taken_in(content: Row) -> str:
    head = {"body": files.body(HOST), "channel": "internet", **content, "state": "submitted", "submittedAt": now()}
    rest = {"corrections": [], "consultations": [], "steps": [], "_owner": g.account.user}
    row = held().add("applications", {**head, **rest})
    _step(row, "registered")
    return str(row["id"])


def _step(row: Row, step: str) -> None:
    """Note a step, the first time it is taken."""
    if step not in [done["step"] for done in row["steps"]]:
        row["steps"].append({"step": step, "at": now()})


def changed(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(APPLICATION)
    row = _in(id, "submitted", "correcting", *IN_HAND)
    for member in ("description", "purpose"):
        row.pop(member, None)
    row.update(content)
    if row["state"] == "correcting":
        row.update(state="supplied", suppliedOn=today())
    return as_json(shown(row))


def withdrawn(id: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    row = row_of("applications", id)
    if row["state"] != "withdrawn":
        row.update(state="withdrawn", withdrawnAt=now())
    return "", 204


def _in(id: str, *states: str) -> Row:  # noqa: A002 - the contract's name
    """An application of the caller or of the caller's body, in one of these states."""
    row = row_of("applications", id)
    if row["state"] not in states:
        raise Refused(409, f"申请的状态为 {row['state']}，不能这样办理")
    return row


def confirmed(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    asked.body(RECEIPT)
    row = _in(id, "submitted")
    row.update(state="received", confirmedOn=today(), receivedOn=today())
    _step(row, "reviewed")
    return as_json(shown(row))


def corrected(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(NOTICE)
    row = _in(id, "received", "extended")
    if row["corrections"]:
        raise Refused(409, "补正只告知一次")
    until = working_days_after(day_of(g.now), int(content["days"]))
    row["corrections"] = [{"toldAt": now(), "items": content["items"], "until": until.isoformat()}]
    row["state"] = "correcting"
    _step(row, "handled")
    return as_json(shown(row))


def consulted(id: str) -> Response:  # noqa: A002 - the contract's name
    """The letter is served on line, and so received the day it is sent."""
    asked.accepts(JSON)
    content = asked.body(CONSULTATION)
    row = _in(id, *IN_HAND)
    if len(row["consultations"]) == MOST:
        raise Refused(409, f"一件申请最多征求 {MOST} 次意见")
    due = working_days_after(day_of(g.now), TO_ANSWER_LETTER)
    sent = {"sentAt": now(), "receivedOn": today(), "dueOn": due.isoformat(), "opinion": "pending"}
    row["consultations"].append({**content, **sent})
    _step(row, "handled")
    return as_json(shown(row))


def extended(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(EXTENSION)
    row = _in(id, "received", "supplied")
    if "extension" in row:
        raise Refused(409, "答复期限只能延长一次")
    days = int(content.get("days", period.USUAL))
    until = period.extended_until(row, days, day_of(g.now)).isoformat()
    said = {"approver": content["approver"], "reason": content["reason"], "until": until, "toldAt": now()}
    row.update(state="extended", extension=said, _days=days)
    _step(row, "handled")
    return as_json(shown(row))


def answered(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(ANSWER, tag="outcome")
    row = _in(id, *IN_HAND)
    for asked_for in row["consultations"]:
        if asked_for["opinion"] == "pending":
            _close(asked_for)
    row["answer"] = {**with_remedy(content), "answeredAt": now(), "answeredBy": g.account.user}
    row["state"] = "answered"
    _step(row, "handled")
    _step(row, "answered")
    return as_json(shown(row))


def _close(consultation: Row) -> None:
    """End a consultation with the answer; what silence means is told once the time to speak is over."""
    if consultation["dueOn"] < today():
        consultation["opinion"] = "deemed-consent" if consultation["kind"] == "joint-body" else "none"
    consultation["closedOn"] = today()


def with_remedy(answer: Row) -> Row:
    """An answer with what the applicant may do against it, and how to reach the body it names."""
    if answer["outcome"] in ("disclosed", "other"):
        return answer
    order = "reconsideration-first" if answer["ground"] in FIRST else "either"
    told = {**answer, "remedy": {"order": order, "body": RECONSIDERED_BY, "period": "P60D"}}
    if "competent" in told:
        told["competent"] = _reached(told["competent"])
    return told


def _reached(name: str) -> str:
    phones = {unit.name: f"0999-555{unit.uscc[10:14]}" for unit in UNITS}
    return f"{name}（电话 {phones[name]}）" if name in phones else f"{name}（联系方式可拨打 0999-12345 查询）"


def archived(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(ARCHIVE)
    row = _in(id, "answered")
    if "archiveNumber" in row:
        raise Refused(409, "已归档")
    row["archiveNumber"] = content["number"]
    _step(row, "archived")
    return as_json(shown(row))
