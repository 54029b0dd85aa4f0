"""The coded clauses as an OSCAL catalog, a group a family; and the profile that selects them."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.clause import FAMILIES, FAMILY_WORDS
from conformance.model.text import Text
from conformance.reports.formats.oscal.frame import Frame, Node, statement
from conformance.reports.reading import Node as Read


def catalog(frame: Frame) -> Node:
    """Every clause as a control: its statement, how to put it right, and what it rests on."""
    release = frame.document["run"]["release"]
    sources = dict.fromkeys(clause["source"]["doc"] for clause in frame.document["clauses"])
    return {
        "uuid": frame.uuid("catalog"),
        "metadata": frame.metadata(Text(f"政务系统标准 {release}", f"Standards of government systems {release}")),
        "groups": [*_groups(frame)],
        "back-matter": {"resources": [_source(doc, frame) for doc in sources]},
    }


def profile(frame: Frame) -> Node:
    """What of the catalog holds for this kind of system."""
    title = Text(**frame.document["profile"]["title"])
    chosen = [clause["id"] for clause in frame.document["clauses"]]
    return {
        "uuid": frame.uuid("profile"),
        "metadata": frame.metadata(title),
        "imports": [{"href": frame.CATALOG, "include-controls": [{"with-ids": chosen}]}],
        "merge": {"as-is": True},
    }


def _groups(frame: Frame) -> Iterator[Node]:
    for family in FAMILIES:
        mine = [clause for clause in frame.document["clauses"] if clause["family"] == family]
        if mine:
            words = FAMILY_WORDS[family]
            yield {
                "id": family,
                "class": "family",
                "title": words.into(frame.lang),
                "props": frame.beside(title=words),
                "controls": [_control(clause, frame) for clause in mine],
            }


def _control(clause: Read, frame: Frame) -> Node:
    title, source = Text(**clause["title"]), clause["source"]
    facts = {"level": clause["level"], "severity": clause["severity"], "basis": source["basis"]}
    link = {"href": f"#{frame.uuid('source', source['doc'])}", "rel": "reference"}
    return {
        "id": clause["id"],
        "class": clause["level"],
        "title": frame.line(title.into(frame.lang)),
        "props": [*frame.props(facts), *frame.beside(title=title)],
        "links": [{**link, "text": frame.line(source["clause"])} if source["clause"] else link],
        "parts": [
            _part(statement(clause["id"]), "statement", Text(**clause["statement"]), frame),
            _part(f"{clause['id']}_gdn", "guidance", Text(**clause["remediation"]), frame),
        ],
    }


def _part(name: str, kind: str, text: Text, frame: Frame) -> Node:
    return {
        "id": name,
        "name": kind,
        "props": frame.beside(prose=text),
        "prose": frame.prose(text.into(frame.lang)),
    }


def _source(doc: str, frame: Frame) -> Node:
    return {"uuid": frame.uuid("source", doc), "title": frame.line(doc), "props": frame.props({"document": doc})}
