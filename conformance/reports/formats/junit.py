"""JUnit XML that GitLab, Jenkins' strict schema and GitHub's readers all take: a suite a family, a case a clause."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from conformance.model.clause import FAMILIES
from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.reports.formats import Document
from conformance.reports.reading import Node, said, title, verdict_word, waived, waiver_words, weight, why

SUFFIX = ".xml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(document: Document, lang: Lang) -> bytes:
    """The document as JUnit XML: undecided is `error`, allowed and manual `skipped`; the exit code is the gate."""
    root = Xml.Element("testsuites", name="hutong")
    for family in FAMILIES:
        mine = [clause for clause in document["clauses"] if clause["family"] == family]
        if mine:
            _suite(root, family, mine, document, lang)
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _suite(root: Xml.Element, family: str, clauses: list[Node], document: Document, lang: Lang) -> None:
    suite = Xml.SubElement(root, "testsuite", name=f"hutong.{document['profile']['kind']}.{family}")
    for clause in clauses:
        case = Xml.SubElement(
            suite, "testcase", classname=suite.attrib["name"], name=_text(f"{clause['id']} {title(clause, lang)}")
        )
        _outcome(case, clause, lang)
    counted = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.attrib |= {"tests": str(len(clauses)), "time": "0"}
    suite.attrib |= {name: str(len(suite.findall(f"testcase/{tag}"))) for name, tag in counted.items()}
    suite.attrib["timestamp"] = document["run"]["started"][:19]


def _outcome(case: Xml.Element, clause: Node, lang: Lang) -> None:
    verdict = Verdict(clause["verdict"])
    word = verdict_word(clause, lang)
    if verdict is Verdict.FAIL and not waived(clause):
        failure = Xml.SubElement(case, "failure", type=clause["level"], message=_text(_first(clause, lang)))
        failure.text = _text("\n".join(_lines(clause, lang)))
    elif verdict is Verdict.FAIL:
        message = f"{word} · {waiver_words(clause, lang)} · {_first(clause, lang)}"
        Xml.SubElement(case, "skipped", message=_text(message))
    elif verdict in (Verdict.INCONCLUSIVE, Verdict.ERROR):
        Xml.SubElement(case, "error", type=clause["reason"] or "error", message=_text(f"{word} · {why(clause, lang)}"))
    elif verdict in (Verdict.MANUAL, Verdict.NOT_APPLICABLE):
        Xml.SubElement(case, "skipped", message=_text(f"{word} {why(clause, lang)}".strip()))


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
    """Text that XML can hold; what it cannot is shown as an escape."""
    return _NOT_XML.sub(lambda match: f"\\x{ord(match[0]):02x}", text)
