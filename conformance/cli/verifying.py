"""`hutong report --verify`: whether a saved result is as it was filed, and whether what it was made from is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conformance.cli.voice import TRUST, echo
from conformance.config.loading import GENERAL, frozen_corpus, frozen_sequences, kind_contract, sealed, the_standard
from conformance.model.text import Lang, Text
from conformance.norms.place import data
from conformance.norms.profile import load_profile, profile_names
from conformance.norms.tool import tool_digest
from conformance.reports.json_document import own_digest
from conformance.reports.reading import Node
from conformance.reports.wrapping import padded

SHOWN = 16
"""Characters of a digest that are shown."""


class Standing(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    ABSENT = "not here"
    UNUSED = "unused"


PARTS = {
    "document": Text("结果文件", "result file"),
    "release": Text("标准数据", "standards"),
    "profile": Text("适用配置", "profile"),
    "contract": Text("接口规约", "contract"),
    "corpus": Text("题库", "corpus"),
    "tool": Text("检测工具", "tool"),
}
STANDINGS = {
    Standing.SAME: Text("一致", "same"),
    Standing.DIFFERS: Text("不一致", "differs"),
    Standing.ABSENT: Text("此处没有", "not here"),
    Standing.UNUSED: Text("未使用", "unused"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One digest of a result beside the one recomputed here; empty where there is none."""

    part: str
    said: str
    here: str

    @property
    def standing(self) -> Standing:
        if not self.said:
            return Standing.UNUSED
        if not self.here:
            return Standing.ABSENT
        return Standing.SAME if self.said == self.here else Standing.DIFFERS


def verify(document: Node, lang: Lang) -> int:
    """Say of every digest of a document whether it holds; exit code 4 where one does not, else 0."""
    found = [*compared(document)]
    for line in _lines(found, document, lang):
        echo(line)
    return TRUST if any(one.standing is Standing.DIFFERS for one in found) else 0


def compared(document: Node) -> Iterator[Compared]:
    """Every digest of a document, recomputed."""
    said: dict[str, Any] = {**document["digests"]}
    for part in PARTS:
        yield Compared(part, said[part], _here(part, document))


def _here(part: str, document: Node) -> str:
    """The digest of what is installed here; empty where this installation does not hold it."""
    profile = document.get("profile") or {}
    if part == "document":
        return own_digest(document)
    if part == "release":
        return the_standard().digest
    if part == "tool":
        return tool_digest()
    if part == "profile":
        known = profile.get("kind") in profile_names(data("profiles"))
        return load_profile(data("profiles"), profile["kind"], the_standard()).digest if known else ""
    return _contract(document) if part == "contract" else _corpus(profile)


def _contract(document: Node) -> str:
    """The digest of the contract the profile names, or the general one; a system's own document is not kept here."""
    name = (document.get("profile") or {}).get("contract", "")
    folder = data("standards") / "application" / "contracts"
    if not (folder / f"{name or GENERAL}.openapi.yaml").is_file():
        return ""
    digest = kind_contract(name or GENERAL).digest
    return digest if name or digest == document["digests"]["contract"] else ""


def _corpus(profile: Node) -> str:
    name = profile.get("contract", "")
    return sealed(frozen_corpus(name), frozen_sequences(name)) if name else ""


def _lines(found: list[Compared], document: Node, lang: Lang) -> Iterator[str]:
    for one in found:
        head = f"{padded(PARTS[one.part].into(lang), 14)}{padded(STANDINGS[one.standing].into(lang), 10)}"
        yield f"{head}{_digests(one, lang)}".rstrip()
    yield ""
    yield _conclusion({one.part for one in found if one.standing is Standing.DIFFERS}, document, lang)


def _digests(one: Compared, lang: Lang) -> str:
    if one.standing is not Standing.DIFFERS:
        return one.said[:SHOWN]
    said, here = one.said[:SHOWN], one.here[:SHOWN]
    return Text(f"结果所载 {said}，此处为 {here}", f"the result says {said}; here it is {here}").into(lang)


def _conclusion(differing: set[str], document: Node, lang: Lang) -> str:
    run = document["run"]
    if "document" in differing:
        text = Text(
            "文件在生成后被改动或损坏，其中的结论不可采信",
            "The file was altered or damaged after it was filed; what it says cannot be relied on.",
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
            "凡此处有的都一致。摘要表明文件未被改动，不表明由谁出具",
            "All that is here matches. Digests show that a file was not altered, not who issued it.",
        )
    return text.into(lang)
