"""Requests: taken in, supplemented, decided on, withdrawn."""

from __future__ import annotations

from datetime import date

from flask import Response, g

from tests.second_exchange import registry as kept
from tests.second_exchange.agreements import agreed
from tests.second_exchange.inputs import DECISION, REQUEST
from tests.second_exchange.registry import Resource, Row
from tests.second_system import asked
from tests.second_system.accounts import Unit
from tests.second_system.answers import JSON, as_json
from tests.second_system.days import day_of, working_days_after
from tests.second_system.fields import moment
from tests.second_system.once import once
from tests.second_system.refusal import Refused

ELEMENTS = ("basis", "scenario", "scope", "method", "period")
OPEN = ("submitted", "extended")


def submitted(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(REQUEST)
    resource = kept.resource_of(id)
    made = once(kept.registry().keys, id, content, lambda: str(_taken_in(content, resource)["id"]))
    return as_json(kept.row_of("requests", made), 201, location=f"/requests/{made}")


def _taken_in(content: Row, resource: Resource) -> Row:
    if resource.shown["shareType"] == "none":
        raise Refused(403, "该资源不予共享", legalBasis=resource.shown["legalBasis"])
    if resource.shown["status"] == "ended" or resource.unit is g.account.unit:
        raise Refused(409, "服务已终止，或者是本部门的资源")
    elements = _elements(content, resource, g.account.unit)
    head = {"resource": resource.code, "shareType": resource.shown["shareType"]}
    request = kept.registry().add(
        "requests", {**head, "requester": kept.party(g.account.unit), **elements, "submittedAt": kept.now()}
    )
    _settle(request, resource)
    return request


def _elements(content: Row, resource: Resource, unit: Unit) -> Row:
    """The elements as held: a scope without items or regions is the whole, a lower level's its own region."""
    scope = content.get("scope", {})
    offered = content.get("method") in (None, *resource.shown["methods"])
    wrong = [] if offered else [("/method", "不是该资源的共享方式")]
    for name, known in (("items", resource.names), ("regions", resource.shown["regions"])):
        wrong += [(f"/scope/{name}/{n}", "该资源没有") for n, one in enumerate(scope.get(name, [])) if one not in known]
    if wrong:
        raise Refused(400, "与资源不符", [{"pointer": place, "message": said} for place, said in wrong])
    if not scope:
        return content
    lower = unit.level == "county" and unit.region in resource.shown["regions"]
    whole = {"items": resource.names, "regions": [unit.region] if lower else resource.shown["regions"]}
    return {**content, "scope": {**whole, **scope}}


def _settle(request: Row, resource: Resource) -> None:
    """Tell at once all that is lacking; once complete, consent where no condition may be added."""
    request["missing"] = [name for name in ELEMENTS if name not in request]
    if request["missing"]:
        request.update(state="incomplete", toldAt=kept.now())
        return
    request.update(state="submitted", completeAt=kept.now())
    requester = request["requester"]
    flows_back = requester["level"] == "county" and request["scope"]["regions"] == [requester["region"]]
    if resource.shown["shareType"] == "unconditional" or flows_back:
        _consent(request, "system")


def _consent(request: Row, by: str, opinion: str = "") -> None:
    said = {"reason": opinion} if opinion else {}
    request["decision"] = {"result": "consent", "decidedAt": kept.now(), "decidedBy": by, **said}
    scope = {name: request["scope"][name] for name in ("items", "regions", "purpose")}
    terms = {name: request[name] for name in ("resource", "scenario", "method", "period")}
    head = {"request": request["id"], "consumer": request["requester"], "state": "active", "grantedAt": kept.now()}
    grant = kept.registry().add("grants", {**head, **scope, **terms})
    request.update(state="consented", grant=grant["id"])
    agreed(kept.registry(), grant, request.get("contact"), kept.today())


def supplemented(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(REQUEST)
    request = kept.own_row("requests", id, "requester")
    if request["state"] not in ("incomplete", *OPEN):
        raise Refused(409, "已作出决定或者已撤回")
    resource = kept.registry().coded(request["resource"])
    request.update(_elements(content, resource, g.account.unit))
    if request["state"] == "incomplete":
        _settle(request, resource)
    return as_json(request)


def decided(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    content = asked.body(DECISION, tag="result")
    request = kept.provided_row("requests", id)
    if request["state"] not in OPEN:
        raise Refused(409, "尚不齐全、已答复或者已撤回")
    if content["result"] == "consent":
        _consent(request, g.account.user, content.get("opinion", ""))
    elif content["result"] == "extend":
        _extend(request, content)
    else:
        request.update(state="refused", decision={**content, "decidedAt": kept.now(), "decidedBy": g.account.user})
    return as_json(request)


def _extend(request: Row, content: Row) -> None:
    if request["state"] == "extended":
        raise Refused(409, "答复期限只能延长一次")
    limit = 1 if request["shareType"] == "unconditional" else 10
    due = working_days_after(day_of(moment(request["completeAt"])), limit)
    latest = working_days_after(due, 10)
    until = date.fromisoformat(content.get("until", latest.isoformat()))
    if not due < until <= latest:
        raise Refused(400, "延长的期限不当", [{"pointer": "/until", "message": f"须晚于 {due}，不晚于 {latest}"}])
    said = {"approver": content["approver"], "reason": content["reason"]}
    request.update(state="extended", extension={**said, "until": until.isoformat(), "toldAt": kept.now()})


def withdrawn(id: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    request = kept.own_row("requests", id, "requester")
    if request["state"] != "withdrawn":
        request.update(state="withdrawn", withdrawnAt=kept.now())
        grant = kept.registry().rows["grants"].get(request.get("grant", ""))
        if grant and grant["state"] != "ended":
            disposal = {"manner": "destroyed", "at": kept.today(), "by": g.account.user, "note": "所据的申请已撤回"}
            end(grant, "unnecessary", disposal)
    return "", 204


def end(grant: Row, reason: str, disposal: Row) -> None:
    """End a grant with the record of what became of the data."""
    head = {"grant": grant["id"], "resource": grant["resource"], "consumer": grant["consumer"], "reason": reason}
    record = kept.registry().add("disposals", {**head, **disposal})
    grant.update(state="ended", endedAt=kept.now(), disposal=record["id"])
