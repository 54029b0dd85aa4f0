"""The assessment results: what was observed, what it came to, and the departures someone allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.model.text import Text
from conformance.model.verdict import VERDICT_WORDS, Verdict
from conformance.reports import not_called
from conformance.reports.formats.oscal import risks
from conformance.reports.formats.oscal.frame import COMPASS, Frame, Node, statement
from conformance.reports.reading import Node as Read
from conformance.reports.reading import both, rests_on, said, waived, why
from conformance.reports.remarks import left_behind, notes

STATES = {
    Verdict.PASS: ("satisfied", "pass"),
    Verdict.FAIL: ("not-satisfied", "fail"),
    Verdict.ERROR: ("not-satisfied", "other"),
    Verdict.INCONCLUSIVE: ("not-satisfied", "other"),
}
"""State and reason of a finding; a verdict that is not here leaves an observation only."""


def results(frame: Frame) -> Node:
    """The results of one run, resting on the plan beside it."""
    name = frame.document["target"]["name"]
    title = Text(f"{name}的检测结果", f"Assessment results of {name}")
    return {
        "uuid": frame.uuid("results"),
        "metadata": frame.metadata(title, risks.parties(frame)),
        "import-ap": {"href": frame.PLAN},
        "results": [_result(title, frame)],
    }


def _result(title: Text, frame: Frame) -> Node:
    run, clauses = frame.document["run"], frame.document["clauses"]
    conclusion, reasons = _conclusion(frame)
    made = {
        "observations": [*(it for clause in clauses for it in _observations(clause, frame)), *_left_behind(frame)],
        "risks": [*risks.risks(frame)],
        "findings": [_finding(clause, frame) for clause in clauses if Verdict(clause["verdict"]) in STATES],
    }
    return {
        "uuid": frame.uuid("result"),
        "title": frame.line(title.into(frame.lang)),
        "description": conclusion.into(frame.lang),
        "start": run["started"],
        "end": run["finished"],
        "props": [*_facts(frame), *frame.beside(description=conclusion, remarks=reasons)],
        "reviewed-controls": frame.controls(),
        **{name: items for name, items in made.items() if items},
        **({"remarks": frame.prose(reasons.into(frame.lang))} if reasons.zh else {}),
    }


def _conclusion(frame: Frame) -> tuple[Text, Text]:
    gate = frame.document["gate"]
    met = Text("达到门槛", "The gate is met.") if gate["met"] else Text("未达到门槛", "The gate is not met.")
    zh, en = (gate["translations"][lang]["reasons"] for lang in ("zh", "en"))
    lines = [*rests_on(frame.document), *not_called.lines(frame.document), *notes(frame.document)]
    return met, Text("\n\n".join([*zh, *(it.zh for it in lines)]), "\n\n".join([*en, *(it.en for it in lines)]))


def _facts(frame: Frame) -> list[Node]:
    document = frame.document
    values: dict[str, Any] = {
        "gate": "met" if document["gate"]["met"] else "not-met",
        "exit-code": document["gate"]["exit_code"],
        "run-id": document["run"]["id"],
        "run-digest": document["run"]["digest"],
        **{f"{name}-digest": digest for name, digest in document["digests"].items()},
        **{f"count-{verdict}": number for verdict, number in document["counts"].items()},
    }
    return frame.props(values)


def _observations(clause: Read, frame: Frame) -> Iterator[Node]:
    """One of the clause as a whole; where it failed, one of every finding listed."""
    if Verdict(clause["verdict"]) is Verdict.FAIL:
        for number, finding in enumerate(clause["findings"]):
            yield _departure(clause, finding, number, frame)
        return
    text = Text(_outcome(clause, "zh"), _outcome(clause, "en"))
    yield {
        **_of_clause(clause, "0", text, frame),
        "methods": ["EXAMINE" if clause["verdict"] == Verdict.MANUAL else "TEST"],
        "types": ["control-objective"],
        "collected": frame.document["run"]["finished"],
    }


def _outcome(clause: Read, lang: Any) -> str:
    word = VERDICT_WORDS[Verdict(clause["verdict"])].into(lang)
    return " · ".join(part for part in (word, why(clause, lang)) if part)


def _departure(clause: Read, finding: Read, number: int, frame: Frame) -> Node:
    evidence = [_evidence(proof, frame) for proof in finding["evidence"]]
    facts = {"operation": finding["operation"], "at": finding["at"], "waiver": finding["waiver"]}
    facts["repeated"] = "" if finding["repeated"] else "false"
    made = _of_clause(clause, str(number), both(finding, "message"), frame)
    return {
        **made,
        "props": [*made["props"], *frame.props(facts)],
        "methods": ["TEST"],
        "types": ["control-objective", "discovery"],
        **({"relevant-evidence": evidence} if evidence else {}),
        "collected": frame.document["run"]["finished"],
    }


def _left_behind(frame: Frame) -> Iterator[Node]:
    """What the run made and could not take back: the system is not as it was."""
    for number, text in enumerate(left_behind(frame.document)):
        yield {
            **_observation(("left-behind", str(number)), "left-behind", text, {}, frame),
            "methods": ["TEST"],
            "types": ["discovery"],
            "collected": frame.document["run"]["finished"],
        }


def _of_clause(clause: Read, name: str, text: Text, frame: Frame) -> Node:
    facts = {"verdict": clause["verdict"], "reason": clause["reason"] or "", "exercised": clause["exercised"]}
    return _observation((clause["id"], name), clause["id"], text, facts, frame)


def _observation(names: tuple[str, ...], title: str, text: Text, facts: Mapping[str, object], frame: Frame) -> Node:
    return {
        "uuid": frame.uuid("observation", *names),
        "title": frame.line(title),
        "description": frame.prose(text.into(frame.lang)),
        "props": [*frame.props(facts), *frame.beside(description=text)],
        "origins": [{"actors": [{"type": "tool", "actor-uuid": frame.tool()}]}],
        "subjects": [{"subject-uuid": frame.component(), "type": "component"}],
    }


def _evidence(proof: Read, frame: Frame) -> Node:
    """An exchange in one line and its digest; its bodies stay in the JSON report."""
    request, response = proof["request"], proof.get("response")
    status = response["status"] if response else said(proof["failure"], "detail", frame.lang)
    return {
        "description": frame.prose(f"{request['method']} {request['url']} → {status}"),
        "props": frame.props({"sha-256": proof["digest"]}),
    }


def _finding(clause: Read, frame: Frame) -> Node:
    title = Text(**clause["title"])
    text = Text(_outcome(clause, "zh"), _outcome(clause, "en"))
    state, reason = STATES[Verdict(clause["verdict"])]
    facts = {
        "verdict": clause["verdict"],
        "level": clause["level"],
        "severity": clause["severity"],
        "places": clause["places"],
        "known": "true" if clause["known"] else "",
    }
    numbers = range(len(clause["findings"])) if reason == "fail" else range(1)
    allowed = risks.names(clause, frame)
    return {
        "uuid": frame.uuid("finding", clause["id"]),
        "title": frame.line(title.into(frame.lang)),
        "description": frame.prose(text.into(frame.lang)),
        "props": [
            *frame.props(facts),
            *frame.beside(title=title, description=text),
            *(frame.props({"waived": "true"}, COMPASS) if waived(clause) else []),
        ],
        "target": {
            "type": "statement-id",
            "target-id": statement(clause["id"]),
            "status": {"state": state, "reason": reason},
        },
        "related-observations": [
            {"observation-uuid": frame.uuid("observation", clause["id"], str(number))} for number in numbers
        ],
        **({"related-risks": [{"risk-uuid": frame.uuid("risk", name)} for name in allowed]} if allowed else {}),
    }
