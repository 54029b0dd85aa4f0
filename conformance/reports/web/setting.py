"""Sets a template: what it may look up, in both languages or in one."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from conformance.model.text import Lang, Text
from conformance.reports import reading
from conformance.reports.reading import Document, Node
from conformance.reports.system import sentences
from conformance.reports.web import drawing, matrix, network, rings, speech, view

Say = Callable[..., Markup | str]


def templates(package: str, document: Document, lang: Lang, bilingual: bool) -> Environment:
    """The templates of a package, escaping all that is not markup. Sentences come in one language, or in both."""
    say = speech.t if bilingual else _in(lang)
    made = Environment(
        loader=PackageLoader(package), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    modules = {
        "drawing": drawing,
        "reading": reading,
        "sentences": sentences,
        "matrix": matrix,
        "network": network,
        "rings": rings,
        "view": view,
    }
    made.globals.update(modules, document=document, lang=lang, t=say, words=speech.words)
    made.filters.update(said=_said(say), both=_both(say))
    return made


def _in(lang: Lang) -> Say:
    def say(zh: str | Text, en: str = "") -> str:
        return (zh if isinstance(zh, Text) else Text(zh, en)).into(lang)

    return say


def _said(say: Say) -> Callable[[Node, str], Markup | str]:
    """A sentence of an object of the report."""
    return lambda node, key: say(reading.both(node, key))


def _both(say: Say) -> Callable[..., Markup | str]:
    """A title, which stands in both languages side by side."""
    return lambda node, key="title": say(Text(node[key]["zh"], node[key]["en"]))
