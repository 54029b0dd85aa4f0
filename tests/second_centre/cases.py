"""The operations on cases."""

from __future__ import annotations

from flask import Response, g

from tests.second_centre import centre as kept
from tests.second_centre import closing, handling, inputs
from tests.second_centre.centre import Row
from tests.second_centre.parties import OWN
from tests.second_system import asked
from tests.second_system.answers import JSON, as_json
from tests.second_system.once import once
from tests.second_system.refusal import Refused

WINDOW = "own-unit"


def submitted(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(inputs.APPLICATION)
    item = kept.public_row("items", id)
    made = once(kept.centre().keys, id, content, lambda: _taken_in(item, content))
    return as_json(kept.row_of("cases", made), 201, location=f"/cases/{made}")


def _taken_in(item: Row, content: Row) -> str:
    at_window = g.account.role == WINDOW
    if item["state"] == "suspended" or (at_window and item["atCentre"] == "0"):
        raise Refused(409, "事项暂停办理，或者不在中心窗口办理")
    _consented(item, content, content.get("consent"))
    own = {} if at_window else {"applicant": OWN[g.account.user]}
    return str(handling.received(kept.centre(), item, {**own, **content}, g.account.user, g.now)["id"])


def _consented(item: Row, content: Row, consent: str | None) -> None:
    """Where consent is the basis, nothing of the applicant is kept without it."""
    if item["personalBasis"] == "consent" and consent != "1":
        said = "该事项处理敏感个人信息以个人同意为依据，须单独同意"
        raise Refused(400, said, [{"pointer": "/consent" if "consent" in content else "", "message": said}])


def supplied(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(inputs.SUPPLEMENT)
    case = kept.row_of("cases", id)
    _consented(kept.centre().item_of(case), content, content.get("consent", case.get("consent")))
    handling.supplied(kept.centre(), case, content, g.now)
    return as_json(case)


def withdrawn(id: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    closing.withdrawn(kept.centre(), kept.row_of("cases", id), g.account.user, g.now)
    return "", 204


def accepted(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(inputs.ACCEPTANCE, tag="result")
    case, by = kept.row_of("cases", id), g.account.user
    if content["result"] == "accept":
        handling.accepted(kept.centre(), case, by, g.now)
    elif content["result"] == "decline":
        handling.declined(kept.centre(), case, content, by, g.now)
    else:
        handling.told(kept.centre(), case, content["missing"], by, g.now)
    return as_json(case)


def decided(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(inputs.DECISION, tag="result")
    _decide(kept.row_of("cases", id), content, g.account.user)
    return as_json(kept.row_of("cases", id))


def _decide(case: Row, content: Row, by: str) -> None:
    match content["result"]:
        case "resume":
            handling.resumed(case, by, g.now)
        case "suspend":
            handling.suspended(case, content, by, g.now)
        case "extend":
            handling.extended(case, content, by, g.now)
        case _ if case["state"] not in handling.AT_WORK:
            raise Refused(409, f"办件的状态为 {case['state']}")
        case "grant":
            closing.grant(kept.centre(), case, by, g.now, content.get("opinion", ""))
        case _:
            closing.denied(kept.centre(), case, content, by, g.now)


def evaluated(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(inputs.EVALUATION)
    case = kept.row_of("cases", id)
    closing.evaluated(kept.centre(), case, content, g.now)
    return as_json(case)
