"""JUnit XML that GitLab, Jenkins' strict schema and GitHub's readers all take: green exactly where the gate lets pass.

A suite a family and a case a clause; of a network, a case a pair; and one for the gate, which also holds what no clause
shows, such as a share too small or a waiver for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as Xml

from conformance.model.clause import FAMILIES
from conformance.model.report import BROKEN, OWN_BUG
from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.reports import not_called, words
from conformance.reports.case import Case, Outcome
from conformance.reports.network import cases
from conformance.reports.reading import (
    Document,
    Node,
    altered,
    of_network,
    said,
    title,
    verdict_word,
    waiver_words,
    weight,
    why,
)

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
    kind = "network" if of_network(document) else document["profile"]["kind"]
    held = cases.suites(document, lang) if of_network(document) else _families(document, lang)
    for name, several in (*held, (f"hutong.{kind}.gate", [_gate(document, lang)])):
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
    if one.outcome == "passed":
        return
    kind = {"type": one.kind} if one.kind else {}
    outcome = Xml.SubElement(case, one.outcome, kind, message=_text(one.message))
    if one.text:  # Readers show the text of what failed, and of what was skipped its message only.
        place = Xml.SubElement(case, "system-out") if one.outcome == "skipped" else outcome
        place.text = _text(one.text)


def _families(document: Document, lang: Lang) -> Iterator[tuple[str, list[Case]]]:
    levels, named = document["profile"]["levels"], {one["clause"] for one in document["profile"]["named"]}
    for family in FAMILIES:
        of = (clause for clause in document["clauses"] if clause["family"] == family)
        mine = [_case(clause, clause["level"] in levels or clause["id"] in named, lang) for clause in of]
        if mine:
            yield f"hutong.{document['profile']['kind']}.{family}", mine
    held_back = [*_held(document, lang)]
    if held_back:
        yield f"hutong.{document['profile']['kind']}.held-back", held_back


def _held(document: Document, lang: Lang) -> Iterator[Case]:
    """A case for every operation that was not called, so that a reader of the pipeline sees what is missing."""
    for one, said_of_it in zip(document["coverage"]["held_back"], not_called.said(document, lang), strict=True):
        yield Case(one["operation"], "skipped", message=said_of_it)


def _case(clause: Node, asked_for: bool, lang: Lang) -> Case:
    """A clause; `asked_for` says whether the gate asks for it."""
    verdict = Verdict(clause["verdict"])
    if verdict is Verdict.PASS:
        return Case(_name(clause, lang))
    outside = "" if asked_for else words.OUTSIDE.into(lang)
    if verdict is Verdict.FAIL:
        return _failed(clause, waiver_words(clause, lang) or outside, lang)
    word, reason = verdict_word(clause, lang), why(clause, lang)
    if verdict in (Verdict.MANUAL, Verdict.NOT_APPLICABLE):
        return Case(_name(clause, lang), "skipped", message=f"{word} {reason}".strip())
    if outside:
        return Case(_name(clause, lang), "skipped", message=f"{word} · {outside} · {reason}")
    return Case(_name(clause, lang), "error", clause["reason"] or "error", f"{word} · {reason}")


def _failed(clause: Node, mark: str, lang: Lang) -> Case:
    """A departure; `mark` says why it does not count, where it does not."""
    name, first, text = _name(clause, lang), _first(clause, lang), "\n".join(_lines(clause, lang))
    if mark:
        return Case(name, "skipped", message=f"{verdict_word(clause, lang)} · {mark} · {first}", text=text)
    return Case(name, "failure", clause["level"], first, text)


def _name(clause: Node, lang: Lang) -> str:
    return f"{clause['id']} {title(clause, lang)}"


def _gate(document: Document, lang: Lang) -> Case:
    """The gate as the exit code has it: what is known alone leaves it unmet, and lets the build pass."""
    gate = document["gate"]
    reasons = "; ".join(gate["translations"][lang]["reasons"])
    if gate["met"]:
        return Case("gate")
    outcomes: Mapping[int, Outcome] = {0: "skipped", 1: "failure"}
    return Case("gate", outcomes.get(gate["exit_code"], "error"), message=reasons)


def _first(clause: Node, lang: Lang) -> str:
    return said(clause["findings"][0], "message", lang) if clause["findings"] else ""


def _lines(clause: Node, lang: Lang) -> list[str]:
    lines = [weight(clause, lang), *filter(None, (waiver_words(clause, lang), why(clause, lang)))]
    for finding in clause["findings"]:
        lines += [said(finding, "message", lang), *(finding["script"] or filter(None, (finding["curl"],)))]
    left = clause["places"] - len(clause["findings"])
    if left > 0:
        lines.append({"zh": f"另有 {left} 处", "en": f"and {left} more"}[lang])
    return [*lines, title(clause, lang, "remediation")]


def _text(text: str) -> str:
    """Text that XML can hold; what it cannot is shown as an escape, and so is what has a file of the agent attached."""
    return _NOT_XML.sub(lambda match: f"\\x{ord(match[0]):02x}", text.replace(_ATTACHING, r"[[ATTACHMENT\x7c"))
