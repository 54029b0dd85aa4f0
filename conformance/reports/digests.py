"""The digests of a result, in the order they are shown: what it was made from, each under its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.model.text import Text
from conformance.reports.reading import Node

PARTS = {
    "document": Text("结果文件", "result file"),
    "release": Text("标准数据", "standards"),
    "profile": Text("适用配置", "profile"),
    "contract": Text("接口规约", "contract"),
    "corpus": Text("题库", "corpus"),
    "network": Text("网络声明", "network declared"),
    "tool": Text("检测工具", "tool"),
}


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest: of which part, of which of several of its kind (empty: there is one), and its value."""

    part: str
    name: str
    value: str

    @property
    def word(self) -> Text:
        word = PARTS[self.part]
        return Text(f"{word.zh} {self.name}", f"{word.en} {self.name}") if self.name else word


def digests(document: Node) -> Iterator[Digest]:
    """Every digest of a result; of a network each of its profiles and contracts."""
    for part in PARTS:
        said = document["digests"].get(part)
        several = {"": said} if isinstance(said, str) else said or {}
        for name, value in several.items():
            yield Digest(part, name, value)
