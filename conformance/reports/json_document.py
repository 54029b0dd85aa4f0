"""The JSON report, version 1: everything one run found on a system or a network, in one language, the other beside."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from conformance.model.interop import Interop
from conformance.model.message import canonical
from conformance.model.report import ClauseResult, Report
from conformance.model.text import Lang, Text
from conformance.model.visible import visible, visible_json
from conformance.reports.clause_body import clause_body
from conformance.reports.network import body as network
from conformance.reports.normaliser import Normaliser
from conformance.reports.reading import EXAMPLES
from conformance.reports.system import body as system

BODY_BYTES = 2048
"""Bytes of a request or response body that are shown."""

EXACT = ("question", "workflow")
"""The members that are neither escaped nor cut: they are asked again as they stand."""

SENTENCES = (Text, tuple)
"""What a sentence, or several, is before a language is chosen."""
LANGS: tuple[Lang, ...] = ("zh", "en")

_LIMITS = {"curl": 0, "script": 0, "detail": 8000}  # a cut line repeats nothing; a detail may hold an error's trace


def document(report: Report | Interop, lang: Lang) -> dict[str, Any]:
    """The report as JSON values. `lang` chooses its sentences; `run.digest` is the same in both."""
    shown, digest = _unsealed(report, lang), seal(report)
    identity = hashlib.sha256(f"{digest} {report.started}".encode()).hexdigest()[:16]
    whole = {**shown, "run": {**shown["run"], "id": identity, "digest": digest}}
    return {**whole, "digests": {**whole["digests"], "document": own_digest(whole)}}


def unsealed(report: Report | Interop, lang: Lang) -> dict[str, Any]:
    """The same for what is shown at once and not kept: with the first findings of each clause, its id and digest empty.

    To list all of many findings, and to seal them, would take seconds.
    """
    return _unsealed(report, lang, EXAMPLES)


def _unsealed(report: Report | Interop, lang: Lang, most: int | None = None) -> dict[str, Any]:
    said: dict[str, Any] = _said(_part(report).body(report, most=most), lang)
    times = {"started": visible(report.started), "finished": visible(report.finished)}
    run = {"id": "", **said["run"], "digest": "", **times}
    return {"format": "hutong-report/1", "language": lang, **said, "run": run}


def clause(result: ClauseResult, lang: Lang) -> dict[str, Any]:
    """One clause as a document has it."""
    said: dict[str, Any] = _said(clause_body(result), lang)
    return said


def render(report: Report | Interop, lang: Lang) -> str:
    """The document as text."""
    return text_of(document(report, lang))


def text_of(document: Mapping[str, Any]) -> str:
    """A document as text: two blanks of indentation, Chinese as Chinese, a line end at the end."""
    return visible_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def own_digest(document: Mapping[str, Any]) -> str:
    """The SHA-256 of a document as canonical JSON, `digests.document` left out: whether a file is as it was filed."""
    digests = {name: value for name, value in document["digests"].items() if name != "document"}
    return hashlib.sha256(canonical({**document, "digests": digests})).hexdigest()


def seal(report: Report | Interop) -> str:
    """The SHA-256 of the body, uncut and in both languages, its volatile parts named and its times left out."""
    part = _part(report)
    normaliser = Normaliser(*part.addresses(report))
    named = normaliser.named(part.body(report, normaliser))
    text = json.dumps(named, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _part(report: Report | Interop) -> Any:
    """The module that makes the body."""
    return system if isinstance(report, Report) else network


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) every document keeps."""
    file = resources.files("conformance.reports") / "report.v1.schema.json"
    published: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return published


def _said(node: Any, lang: Lang, key: str = "") -> Any:
    """A tree as it is printed: strings made visible, bodies cut, sentences in one language with both beside them."""
    if isinstance(node, str):
        return _visible(node, key)
    if isinstance(node, dict):
        return _said_object(node, lang)
    return [_said(item, lang, key) for item in node] if isinstance(node, list) else node


def _said_object(node: dict[str, Any], lang: Lang) -> dict[str, Any]:
    out: dict[str, Any] = {}
    sentences: dict[str, tuple[Text, ...] | Text] = {}
    for key, value in node.items():
        if isinstance(value, SENTENCES):
            sentences[key] = value
            out[key] = _sentences(value, lang, key)
        elif key in EXACT:
            out[key] = value
        elif isinstance(value, bytes):
            out[key], out["truncated"] = _cut(value), len(value) > BODY_BYTES
        else:
            out[visible(key)] = _said(value, lang, key)
    if sentences:
        out["translations"] = {
            each: {key: _sentences(value, each, key) for key, value in sentences.items()} for each in LANGS
        }
    return out


def _sentences(value: Text | tuple[Text, ...], lang: Lang, key: str) -> Any:
    if isinstance(value, Text):
        return _visible(value.into(lang), key)
    return [_visible(item.into(lang), key) for item in value]


def _visible(text: str, key: str) -> str:
    return visible(text, _LIMITS.get(key, 2000), key == "detail")


def _cut(data: bytes) -> str:
    """The beginning of a body as text, never ending inside a character; bytes that are no UTF-8 as escapes."""
    decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")
    return visible(decoder.decode(data[:BODY_BYTES], final=len(data) <= BODY_BYTES), limit=0, keep_newlines=True)
