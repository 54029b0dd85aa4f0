"""JUnit XML that GitLab, Jenkins' strict schema and GitHub's readers all take.

A suite a family and a case a clause; of a network, a case a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from conformance.model.clause import FAMILIES
from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.reports.case import Case
from conformance.reports.formats import Document
from conformance.reports.network import cases
from conformance.reports.reading import Node, of_network, said, title, verdict_word, waived, waiver_words, weight, why

SUFFIX = ".xml"
NETWORK = True
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ATTACHING = "[[ATTACHMENT|"  # Jenkins and GitLab take what follows for a file to keep


def render(document: Document, lang: Lang) -> bytes:
    """The document as JUnit XML: undecided is `error`, allowed and manual `skipped`; the exit code is the gate."""
    root = Xml.Element("testsuites", name="hutong")
    for name, held in cases.suites(document, lang) if of_network(document) else _families(document, lang):
        _suite(root, name, held, document["run"]["started"][:19])
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _suite(root: Xml.Element, name: str, held: list[Case], started: str) -> None:
    suite = Xml.SubElement(root, "testsuite", name=name)
    for one in held:
        case = Xml.SubElement(suite, "testcase", classname=name, name=_text(one.name))
        if one.outcome != "passed":
            kind = {"type": one.kind} if one.kind else {}
            Xml.SubElement(case, one.outcome, kind, message=_text(one.message)).text = _text(one.text) or None
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.attrib |= {"tests": str(len(held)), "time": "0"}
    suite.attrib |= {name: str(len(suite.findall(f"testcase/{tag}"))) for name, tag in counted.items()}
    suite.attrib["timestamp"] = started


def _families(document: Document, lang: Lang) -> Iterator[tuple[str, list[Case]]]:
    for family in FAMILIES:
        mine = [_case(clause, lang) for clause in document["clauses"] if clause["family"] == family]
        if mine:
            yield f"hutong.{document['profile']['kind']}.{family}", mine


def _case(clause: Node, lang: Lang) -> Case:
    verdict = Verdict(clause["verdict"])
    word, name = verdict_word(clause, lang), f"{clause['id']} {title(clause, lang)}"
    if verdict is Verdict.FAIL and not waived(clause):
        return Case(name, "failure", clause["level"], _first(clause, lang), "\n".join(_lines(clause, lang)))
    if verdict is Verdict.FAIL:
        return Case(name, "skipped", message=f"{word} · {waiver_words(clause, lang)} · {_first(clause, lang)}")
    if verdict in (Verdict.INCONCLUSIVE, Verdict.ERROR):
        return Case(name, "error", clause["reason"] or "error", f"{word} · {why(clause, lang)}")
    if verdict in (Verdict.MANUAL, Verdict.NOT_APPLICABLE):
        return Case(name, "skipped", message=f"{word} {why(clause, lang)}".strip())
    return Case(name)


def _first(clause: Node, lang: Lang) -> str:
    return said(clause["findings"][0], "message", lang) if clause["findings"] else ""


def _lines(clause: Node, lang: Lang) -> list[str]:
    lines = [weight(clause, lang), *filter(None, (waiver_words(clause, lang),))]
    for finding in clause["findings"]:
        lines += [said(finding, "message", lang), *(finding["script"] or filter(None, (finding["curl"],)))]
    left = clause["places"] - len(clause["findings"])
    if left > 0:
        lines.append({"zh": f"另有 {left} 处", "en": f"and {left} more"}[lang])
    return [*lines, title(clause, lang, "remediation")]


def _text(text: str) -> str:
    """Text that XML can hold; what it cannot is shown as an escape, and so is what has a file of the agent attached."""
    return _NOT_XML.sub(lambda match: f"\\x{ord(match[0]):02x}", text.replace(_ATTACHING, r"[[ATTACHMENT\x7c"))
