"""`hutong report --verify`: whether a saved result is as it was filed, and whether what it was made from is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from conformance.cli.console import TRUST, echo
from conformance.config.file import load_config
from conformance.config.loading import GENERAL, frozen_corpus, frozen_sequences, kind_contract, sealed
from conformance.config.network_config import network_of
from conformance.config.release import the_standard
from conformance.model.declaration import digest_of
from conformance.model.text import Lang, Text
from conformance.norms.data_files import data
from conformance.norms.kind_contracts import contract_names
from conformance.norms.profile import load_profile, profile_names
from conformance.norms.tool import tool_digest
from conformance.reports.digests import Digest, digests
from conformance.reports.json_document import own_digest
from conformance.reports.reading import Node
from conformance.reports.saved import REMARK
from conformance.reports.wrapping import padded

SHOWN = 16
"""Characters of a digest that are shown."""


class Standing(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    ABSENT = "not here"
    UNUSED = "unused"


STANDINGS = {
    Standing.SAME: Text("一致", "same"),
    Standing.DIFFERS: Text("不一致", "differs"),
    Standing.ABSENT: Text("此处没有", "not here"),
    Standing.UNUSED: Text("未使用", "unused"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One digest of a result beside the one recomputed here; empty where there is none."""

    said: Digest
    here: str

    @property
    def standing(self) -> Standing:
        if not self.said.value:
            return Standing.UNUSED
        if not self.here:
            return Standing.ABSENT
        return Standing.SAME if self.said.value == self.here else Standing.DIFFERS


def verify(document: Node, config: Path | None, lang: Lang) -> int:
    """Say of every digest of a document whether it holds; exit code 4 where one does not, else 0.

    `config` is the hutong.yaml in which the network is declared that should have been judged.
    """
    found = [*compared(document, config)]
    for line in _lines(found, document, lang):
        echo(line)
    return TRUST if any(one.standing is Standing.DIFFERS for one in found) else 0


def compared(document: Node, config: Path | None = None) -> Iterator[Compared]:
    """Every digest of a document, recomputed."""
    for said in digests(document):
        yield Compared(said, declared(config) if said.part == "network" else _here(said, document))


def declared(config: Path | None) -> str:
    """The digest of the network a file declares, read without its secrets; empty where no file is given.

    Raises DataError for a file that declares none, or a wrong one.
    """
    if config is None:
        return ""
    whole, document = load_config(config)
    if not whole.systems:
        raise document.error((), Text("没有 systems，不是网络", "no systems: it declares no network"), about="config")
    asking_nobody: dict[str, Any] = {"credentials": {}, "accounts": {}}
    systems = {name: entry.model_copy(update=asking_nobody) for name, entry in whole.systems.items()}
    return digest_of(network_of(whole.model_copy(update={"systems": systems}), document))


def _here(said: Digest, document: Node) -> str:
    """The digest of what is installed here; empty where this installation does not hold it."""
    if said.part == "document":
        return own_digest(document)
    if said.part == "release":
        return the_standard().digest
    if said.part == "tool":
        return tool_digest()
    profile = document.get("profile") or {}
    if said.part == "profile":
        kind = said.name or profile.get("kind", "")
        known = kind in profile_names(data("profiles"))
        return load_profile(data("profiles"), kind, the_standard()).digest if known else ""
    name = said.name or profile.get("contract", "")
    return _contract(name, said.value) if said.part == "contract" else _corpus(name)


def _contract(name: str, said: str) -> str:
    """The digest of the contract of that name, or the general one; a system's own document is not kept here."""
    if (name or GENERAL) not in contract_names(data("standards")):
        return ""
    digest = kind_contract(name or GENERAL).digest
    return digest if name or digest == said else ""


def _corpus(name: str) -> str:
    return sealed(frozen_corpus(name), frozen_sequences(name)) if name else ""


def _lines(found: list[Compared], document: Node, lang: Lang) -> Iterator[str]:
    words = [one.said.word.into(lang) for one in found]
    width = max(map(cell_len, words)) + 2
    for one, word in zip(found, words, strict=True):
        head = f"{padded(word, width)}{padded(STANDINGS[one.standing].into(lang), 10)}"
        yield f"{head}{_digests(one, lang)}".rstrip()
    yield ""
    yield _conclusion({one.said.part for one in found if one.standing is Standing.DIFFERS}, document, lang)


def _digests(one: Compared, lang: Lang) -> str:
    said, here = one.said.value[:SHOWN], one.here[:SHOWN]
    if one.standing is not Standing.DIFFERS:
        return said
    return Text(f"结果所载 {said}，此处为 {here}", f"the result says {said}; here it is {here}").into(lang)


def _conclusion(differing: set[str], document: Node, lang: Lang) -> str:
    run = document["run"]
    if "document" in differing:
        text = REMARK
    elif differing == {"network"}:
        text = Text(
            "文件完好，但所测的网络与给出的 hutong.yaml 所声明的不同",
            "The file is whole, but the network it judged is not what the hutong.yaml given declares.",
        )
    elif differing:
        text = Text(
            f"文件完好，但所用的标准或工具与此处不同（结果出自 {run['tool']}，标准 {run['release']}）；"
            "用同一版本才能复核",
            f"The file is whole, but was made with other standards or another tool than are installed here "
            f"({run['tool']}, standards {run['release']}); check it with the same ones.",
        )
    else:
        text = Text(
            "上列各项均一致。摘要只能表明文件未被改动，不能表明由谁出具。",
            "All that is here matches. Digests show that a file was not altered, not who issued it.",
        )
    return text.into(lang)
