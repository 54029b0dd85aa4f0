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
from conformance.model.report import Report
from conformance.model.text import Lang, Text
from conformance.model.visible import visible, visible_json
from conformance.reports import body as system
from conformance.reports.network import body as network
from conformance.reports.steady import Steady

BODY_BYTES = 2048
"""Bytes of a request or response body that are shown."""

EXACT = ("question", "workflow")
"""The members that are neither escaped nor cut: they are asked again as they stand."""

_LIMITS = {"curl": 0, "detail": 8000}  # a cut line of curl repeats nothing; a detail may hold the trace of an error


def document(report: Report | Interop, lang: Lang) -> dict[str, Any]:
    """The report as JSON values. `lang` chooses its sentences; `run.digest` is the same in both."""
    said: dict[str, Any] = _said(_body(report), lang)
    digest = seal(report)
    identity = hashlib.sha256(f"{digest} {report.started}".encode()).hexdigest()[:16]
    times = {"digest": digest, "started": visible(report.started), "finished": visible(report.finished)}
    whole = {"format": "hutong-report/1", "language": lang, **said, "run": {"id": identity, **said["run"], **times}}
    return {**whole, "digests": {**said["digests"], "document": own_digest(whole)}}


def render(report: Report | Interop, lang: Lang) -> str:
    """The document as text: two blanks of indentation, Chinese as Chinese, a line end at the end."""
    return visible_json(json.dumps(document(report, lang), ensure_ascii=False, indent=2)) + "\n"


def own_digest(document: Mapping[str, Any]) -> str:
    """The SHA-256 of a document as canonical JSON, `digests.document` left out: whether a file is as it was filed."""
    digests = {name: value for name, value in document["digests"].items() if name != "document"}
    return hashlib.sha256(canonical({**document, "digests": digests})).hexdigest()


def seal(report: Report | Interop) -> str:
    """The SHA-256 of the body, uncut and in both languages, its volatile parts named and its times left out."""
    steady = Steady(*_addresses(report))
    text = json.dumps(steady.named(_body(report, steady)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _body(report: Report | Interop, steady: Steady | None = None) -> dict[str, Any]:
    return system.body(report, steady) if isinstance(report, Report) else network.body(report, steady)


def _addresses(report: Report | Interop) -> list[str]:
    targets = [report.target] if isinstance(report, Report) else [it.target for it in report.network.members.values()]
    return [target.address for target in targets]


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) every document keeps."""
    file = resources.files("conformance.reports") / "report.v1.schema.json"
    published: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return published


def _said(node: Any, lang: Lang, key: str = "") -> Any:
    """A tree as it is printed: strings made visible, bodies cut, sentences in one language with both beside them."""
    if isinstance(node, dict):
        return _said_object(node, lang)
    if isinstance(node, list):
        return [_said(item, lang, key) for item in node]
    return _visible(node, key) if isinstance(node, str) else node


def _said_object(node: dict[str, Any], lang: Lang) -> dict[str, Any]:
    out: dict[str, Any] = {}
    translations: dict[Lang, dict[str, Any]] = {"zh": {}, "en": {}}
    for key, value in node.items():
        if isinstance(value, Text | tuple):
            for language, words in translations.items():
                words[key] = _sentences(value, language, key)
            out[key] = translations[lang][key]
        elif key in EXACT:
            out[key] = value
        elif isinstance(value, bytes):
            out[key], out["truncated"] = _cut(value), len(value) > BODY_BYTES
        else:
            out[visible(key)] = _said(value, lang, key)
    return {**out, "translations": translations} if translations[lang] else out


def _sentences(value: Text | tuple[Text, ...], lang: Lang, key: str) -> Any:
    if isinstance(value, Text):
        return _visible(value.into(lang), key)
    return [_visible(item.into(lang), key) for item in value]


def _visible(text: str, key: str) -> str:
    return visible(text, limit=_LIMITS.get(key, 2000), keep_newlines=key == "detail")


def _cut(data: bytes) -> str:
    """The beginning of a body as text, never ending inside a character; bytes that are no UTF-8 as escapes."""
    decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")
    return visible(decoder.decode(data[:BODY_BYTES], final=len(data) <= BODY_BYTES), limit=0, keep_newlines=True)
