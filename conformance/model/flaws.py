"""Flaws of a document, those that say the same told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conformance.model.contract import Contract, Flaw
from conformance.model.text import Text

NAMED = 20
"""Operations named in a remark; the flaws of the report name them all."""
PATH_STEPS = 2
"""Steps of a pointer to a path item: what it holds cannot be read, nor told by name."""


@dataclass(frozen=True, slots=True)
class FlawGroup:
    """One thing that is wrong: where, and the operations it costs or leaves half read."""

    problem: Text
    pointers: tuple[str, ...]
    operations: tuple[str, ...]

    @property
    def place(self) -> str:
        """The first place, and how many there are besides."""
        return self.pointers[0] + (f" (+{len(self.pointers) - 1})" if len(self.pointers) > 1 else "")


def grouped(flaws: Iterable[Flaw]) -> list[FlawGroup]:
    """The flaws by what is wrong, in the order in which each is first met."""
    groups: dict[Text, list[Flaw]] = {}
    for flaw in flaws:
        groups.setdefault(flaw.problem, []).append(flaw)
    return [
        FlawGroup(
            problem,
            tuple(dict.fromkeys(flaw.pointer for flaw in same)),
            tuple(dict.fromkeys(flaw.operation for flaw in same if flaw.operation)),
        )
        for problem, same in groups.items()
    ]


def lost(contract: Contract) -> list[Text]:
    """The remark that names the operations a document's flaws cost; none where they cost none."""
    groups = grouped(contract.flaws)
    names = [name for group in groups for name in group.operations if name not in contract.operations]
    places = [at for group in groups if not group.operations for at in group.pointers if at.count("/") == PATH_STEPS]
    gone = [*dict.fromkeys([*names, *(at for at in places if at.startswith("/paths/"))])]
    if not gone:
        return []
    more = f", … ({len(gone)})" if len(gone) > NAMED else ""
    said = ", ".join(gone[:NAMED]) + more
    zh = f"接口文档有问题，因此未能读出、未予检测的操作：{said}"
    return [
        Text(zh, f"operations that could not be read for flaws of the interface document, and are not tested: {said}")
    ]
