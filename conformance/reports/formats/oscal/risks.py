"""Waivers as OSCAL sees them: risks whose deviation an approver allowed until a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from conformance.model.text import Text
from conformance.reports.formats.oscal.frame import Frame, Node
from conformance.reports.reading import Node as Read


def names(clause: Read, frame: Frame) -> list[str]:
    """The waivers that cover findings of a clause, listed or not."""
    return [waiver["id"] for waiver in frame.document["waivers"] if waiver["clause"] == clause["id"]]


def parties(frame: Frame) -> list[Node]:
    """Those who allowed something. Whether it is a person or an office, a waiver does not say."""
    approvers = dict.fromkeys(waiver["approver"] for waiver in frame.document["waivers"])
    return [{"uuid": frame.uuid("party", name), "type": "person", "name": " ".join(name.split())} for name in approvers]


def risks(frame: Frame) -> Iterator[Node]:
    """A risk for every waiver that covers something."""
    clauses = {clause["id"]: clause for clause in frame.document["clauses"]}
    for waiver in frame.document["waivers"]:
        clause = clauses[waiver["clause"]]
        yield _risk(waiver, clause, frame)


def _risk(waiver: Read, clause: Read, frame: Frame) -> Node:
    found = [index for index, it in enumerate(clause["findings"]) if it["waiver"] == waiver["id"]]
    seen = [{"observation-uuid": frame.uuid("observation", clause["id"], str(index))} for index in found]
    said = Text(f"让步 {waiver['id']}：{clause['title']['zh']}", f"Waiver {waiver['id']}: {clause['title']['en']}")
    demand = Text(**clause["statement"])
    facts = {"waiver": waiver["id"], "operations": ", ".join(waiver["operations"])}
    return {
        "uuid": frame.uuid("risk", waiver["id"]),
        "title": frame.line(said.into(frame.lang)),
        "description": frame.prose(waiver["justification"]),
        "statement": frame.prose(demand.into(frame.lang)),
        "props": [*frame.props(facts), *frame.beside(title=said, statement=demand)],
        "status": "deviation-approved",
        "deadline": _end_of(waiver["expires"], frame),
        "risk-log": {"entries": [_approval(waiver, frame)]},
        **({"related-observations": seen} if seen else {}),
    }


def _approval(waiver: Read, frame: Frame) -> Node:
    """The approval as an entry of the log. A waiver states its end only, so the entry stands at the run's start."""
    return {
        "uuid": frame.uuid("approval", waiver["id"]),
        "title": frame.line(waiver["id"]),
        "description": frame.prose(waiver["justification"]),
        "start": frame.document["run"]["started"],
        "end": _end_of(waiver["expires"], frame),
        "props": [{"name": "type", "value": "dr-approved"}],
        "logged-by": [{"party-uuid": frame.uuid("party", waiver["approver"])}],
        "status-change": "deviation-approved",
    }


def _end_of(day: str, frame: Frame) -> str:
    """The last second of a day where the run took place."""
    zone = datetime.fromisoformat(frame.document["run"]["started"]).tzinfo
    return datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=zone).isoformat()
