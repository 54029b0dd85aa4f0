"""What is said of operations that no questions are put to, by why there are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from conformance.model.case import OF_THE_CLOCK, Unmade, Unquestioned, not_to_be_compared
from conformance.model.text import Text

LISTED = 10
"""Operations named in a remark; the report names them all."""

_WORDS = {
    Unmade.NONE: Text("没有问题可问的操作", "operations no question could be made of"),
    Unmade.STEPS: Text(
        "生成步数用尽，没有问题的操作", "operations without questions, as all steps of making were taken"
    ),
    Unmade.BUDGET: Text(
        "请求次数有限，未分得提问次数的操作",
        "operations without questions, as the budget of requests has no room for them",
    ),
    Unmade.HANGS: Text("久不能生成而放弃的操作", "operations given up, as making questions of them hangs"),
    Unmade.BROKE_OFF: Text("生成问题时出错而中断的操作", "operations of which making questions broke off"),
}


def remarks(without: Iterable[Unquestioned], most: int | None = LISTED) -> Iterator[Text]:
    """For each reason, in one order, the operations and, where they are not all named, how many there are."""
    left = [*without]
    for why, said in _WORDS.items():
        names = [each.operation for each in left if each.why is why]
        if names:
            text = Text(f"{said.zh}：{named(names, most)}", f"{said.en}: {named(names, most)}")
            yield not_to_be_compared(text) if why in OF_THE_CLOCK else text


def named(names: Sequence[str], most: int | None = LISTED) -> str:
    """The first names, and how many there are where they are more."""
    more = f", … ({len(names)})" if most is not None and len(names) > most else ""
    return ", ".join(names[:most]) + more
