"""What every OSCAL file of one report shares: identifiers, metadata, properties, and text in which nothing acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, uuid5

from conformance.model.text import Lang, Text
from conformance.reports.reading import Document, altered

VERSION = "1.2.1"
"""The version of OSCAL that is written."""

NAMESPACE = "https://hutong.example/ns/oscal"
"""The namespace of properties of our own: an identifier, not an address."""

COMPASS = "https://oscal-compass.github.io/compliance-trestle/schemas/oscal"
"""The namespace in which OSCAL Compass looks for `waived`."""

_BASE = uuid5(NAMESPACE_URL, NAMESPACE)
_MARKUP = re.compile(r"([\\`*<>\[\]{}~^&$]|(?<![^\W_])_|_(?![^\W_]))")
_BREAK = re.compile(r"(?<!\s)\s*\n\s*")

Node = dict[str, Any]


@dataclass(frozen=True)
class Frame:
    """One report as OSCAL: its document, and the language its sentences are in."""

    CATALOG: ClassVar[str] = "catalog.json"
    PROFILE: ClassVar[str] = "profile.json"
    PLAN: ClassVar[str] = "assessment-plan.json"
    RESULTS: ClassVar[str] = "assessment-results.json"

    document: Document
    lang: Lang

    @property
    def other(self) -> Lang:
        return "en" if self.lang == "zh" else "zh"

    def uuid(self, *names: str) -> str:
        """The same for the same thing of the same run in the same language."""
        return str(uuid5(_BASE, "\n".join((self.document["run"]["id"], self.lang, *names))))

    def metadata(self, title: Text, parties: Iterable[Node] = ()) -> Node:
        """What stands at the head of every file."""
        run = self.document["run"]
        known, remark = [*parties], altered(self.document, self.lang)
        return {
            "title": self.line(title.into(self.lang)),
            "last-modified": run["finished"],
            "version": run["release"],
            "oscal-version": VERSION,
            "props": [*self.props({"tool": run["tool"]}), *self.beside(title=title)],
            **({"parties": known} if known else {}),
            **({"remarks": self.prose(remark)} if remark else {}),
        }

    def props(self, values: Mapping[str, object], ns: str = NAMESPACE) -> list[Node]:
        """Properties by name; what is empty is left out, for OSCAL has no empty value."""
        said = ((name, " ".join(str(value).split())) for name, value in values.items())
        return [{"name": name, "ns": ns, "value": value} for name, value in said if value]

    def beside(self, **sentences: Text) -> list[Node]:
        """Sentences in the other language, as properties of what they are said of."""
        made = self.props({name.replace("_", "-"): text.into(self.other) for name, text in sentences.items()})
        return [{**prop, "class": self.other} for prop in made]

    def line(self, text: str) -> str:
        """Text on one line in which nothing is markup; never empty."""
        return plain(_BREAK.sub(" ", text.strip())) or "-"

    def prose(self, text: str) -> str:
        """Text of several lines in which nothing is markup; never empty."""
        return plain(text.strip()) or "-"

    def component(self) -> str:
        """The identifier of the system under test."""
        return self.uuid("component", "target")

    def tool(self) -> str:
        """The identifier of the tool as a component of the assessment."""
        return self.uuid("component", "tool")

    def controls(self) -> Node:
        """Every clause of the profile, with its statement."""
        chosen = [{"control-id": it["id"], "statement-ids": [statement(it["id"])]} for it in self.document["clauses"]]
        return {"control-selections": [{"include-controls": chosen}]}


def statement(clause: str) -> str:
    """The identifier of the statement of a clause."""
    return f"{clause}_smt"


def plain(text: str) -> str:
    """Text with every sign escaped that markup of OSCAL would act on."""
    return _MARKUP.sub(r"\\\1", text)
