"""What is said of what a run, or one before it, left in a system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from conformance.engine.ledger.lines import Entry
from conformance.engine.undo.undoing import Fate, Settled
from conformance.model.text import Text

FATES = {
    Fate.REMOVED: Text("已清除", "removed"),
    Fate.FOUND: Text("按所发内容找到并清除", "found again by what was sent, and removed"),
    Fate.GONE: Text("早已不在", "gone already"),
    Fate.NEVER: Text("并未创建", "never made"),
    Fate.LEFT: Text("仍在系统中或不能断定", "still there, or not to be told"),
}
"""What became of something, as reports say it."""


def names(entries: Iterable[Entry]) -> list[str]:
    """What is still there by name; what bears the same name once, with its number."""
    counted = Counter(entry.name for entry in entries)
    return [f"{name} × {number}" if number > 1 else name for name, number in counted.items()]


def of_earlier(settled: Sequence[Settled]) -> Text:
    """What became of what earlier runs had left."""
    counts = Counter(each.fate for each in settled)
    told = [(words, counts[fate]) for fate, words in FATES.items() if counts[fate]]
    zh = "，".join(f"{words.zh} {number}" for words, number in told)
    en = ", ".join(f"{number} {words.en}" for words, number in told)
    return Text(f"以前的运行遗留的数据：{zh}", f"what earlier runs had left behind: {en}")


def why_left(settled: Iterable[Settled]) -> list[Text]:
    """Why something is still there, each reason once with the number of what it holds for."""
    counts = Counter(each.why for each in settled if each.fate is Fate.LEFT)
    return [
        Text(f"未能撤销 {number} 项：{why.zh}", f"{number} not taken back: {why.en}") for why, number in counts.items()
    ]


def unfindable(operations: Sequence[str]) -> list[Text]:
    """What a run says before it makes something that could not be found again, were it killed at the wrong moment."""
    if not operations:
        return []
    named = ", ".join(operations)
    zh = (
        f"接口文档没有说明 {named} 所建数据列在哪里（x-hutong-harvest）；若运行被强行终止，未获应答的只能按所发内容列出"
    )
    en = (
        f"nothing says where what {named} makes is listed (x-hutong-harvest); were the run killed, what had no answer "
        "yet could only be named by what was sent"
    )
    return [Text(zh, en)]


def only_read(entries: Sequence[Entry]) -> list[Text]:
    """What a run says that writes nothing, where earlier ones left something."""
    if not entries:
        return []
    zh = f"以前的运行在系统中留有 {len(entries)} 项数据；用 hutong cleanup 清除"
    return [Text(zh, f"earlier runs left {len(entries)} in the system; hutong cleanup takes them back")]
