"""JUnit XML that GitLab, Jenkins' strict schema and GitHub's readers all take: green exactly where the gate lets pass.

A suite a family and a case a clause; of a network, a case a pair; and one for the gate, which also holds what no clause
shows, such as a share too small or a waiver for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as Xml

from conformance.model.report import BROKEN, OWN_BUG
from conformance.model.text import Lang
from conformance.reports import words
from conformance.reports.case import Case, Outcome
from conformance.reports.reading import Document, altered, gate_reasons, rests_on
from conformance.reports.remarks import left_behind, notes
from conformance.reports.subject import part

SUFFIX = ".xml"
NETWORK = True
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ATTACHING = "[[ATTACHMENT|"  # Jenkins and GitLab take what follows for a file to keep


def render(document: Document, lang: Lang) -> bytes:
    """The document as JUnit XML: what the gate does not ask for is skipped, with what was found in `system-out`."""
    root = Xml.Element("testsuites", name="hutong")
    overall = [*_overall(document, lang)]
    if overall:
        _suite(root, "hutong", overall, document["run"]["started"][:19])
    cases = part(document, "cases")
    gate = (f"hutong.{cases.kind(document)}.gate", [_gate(document, lang)])
    for name, several in (*cases.suites(document, lang), gate):
        _suite(root, name, several, document["run"]["started"][:19])
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _overall(document: Document, lang: Lang) -> Iterator[Case]:
    """What is wrong with the result as a whole: a reader of the cases alone would take it for right, or for all."""
    remark = altered(document, lang)
    if remark:
        yield Case("hutong.result-file", "failure", "altered", remark)
    if document["signal"]:
        yield Case("hutong.run", "error", "interrupted", words.INTERRUPTED.into(lang))
    elif document["gate"]["exit_code"] == OWN_BUG:
        yield Case("hutong.run", "error", "bug", BROKEN.into(lang))


def _suite(root: Xml.Element, name: str, held: list[Case], started: str) -> None:
    suite = Xml.SubElement(root, "testsuite", name=name)
    for one in held:
        _testcase(Xml.SubElement(suite, "testcase", classname=name, name=_text(one.name)), one)
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.attrib |= {"tests": str(len(held)), "time": "0"}
    suite.attrib |= {name: str(len(suite.findall(f"testcase/{tag}"))) for name, tag in counted.items()}
    suite.attrib["timestamp"] = started


def _testcase(case: Xml.Element, one: Case) -> None:
    beside = [one.beside]
    if one.outcome != "passed":
        kind = {"type": one.kind} if one.kind else {}
        outcome = Xml.SubElement(case, one.outcome, kind, message=_text(one.message))
        if one.outcome == "skipped":  # Readers show the text of what failed, and of what was skipped its message only.
            beside.append(one.text)
        elif one.text:
            outcome.text = _text(one.text)
    if any(beside):
        Xml.SubElement(case, "system-out").text = _text("\n".join(filter(None, beside)))


def _gate(document: Document, lang: Lang) -> Case:
    """The gate as the exit code has it: what is known alone leaves it unmet, and lets the build pass.

    Beside it stands what was left behind, and what else there is to know of the run.
    """
    gate = document["gate"]
    told = (*rests_on(document), *left_behind(document), *notes(document))
    beside = "\n".join(text.into(lang) for text in told)
    if gate["met"]:
        return Case("gate", beside=beside)
    outcomes: Mapping[int, Outcome] = {0: "skipped", 1: "failure"}
    outcome, why = outcomes.get(gate["exit_code"], "error"), "; ".join(gate_reasons(document, lang))
    return Case("gate", outcome, message=why, beside=beside)


def _text(text: str) -> str:
    """Text that XML can hold; what it cannot is shown as an escape, and so is what has a file of the agent attached."""
    return _NOT_XML.sub(lambda match: f"\\x{ord(match[0]):02x}", text.replace(_ATTACHING, r"[[ATTACHMENT\x7c"))
