"""What a run does not call of a system, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from conformance.model.text import Text

Because = Literal["hold_back", "exclude", "only", "undo"]
HOLDING: frozenset[str] = frozenset(get_args(Because))
"""The rules by which an operation is not called; each is the input that would have it called."""


@dataclass(frozen=True, slots=True)
class Held:
    """An operation that is not called.

    `because` names the rule: `hold_back`, a name of it says what it does to others (`word`, standing in `where`: id,
    path, summary, tag); `exclude` and `only`, the tester's choice (`word` is what was written); `undo`, what takes it
    back (`word`) is not called. `does` says in words what the name says.
    """

    operation: str
    method: str
    path: str
    because: Because
    word: str = ""
    where: str = ""
    does: Text | None = None

    @property
    def why(self) -> Text:
        """Why it is not called, in a sentence."""
        if self.because == "hold_back":
            does = self.does or Text("", "")
            place = WHERE_WORDS[self.where]
            return Text(f"{place.zh}含“{self.word}”，可能{does.zh}", f'its {place.en} says "{self.word}": it {does.en}')
        if self.because == "only":
            return Text("only 未列出", "it is not among what `only` names")
        if self.because == "exclude":
            return Text(f"exclude 列有 {self.word}", f"`exclude` names {self.word}")
        return Text(f"用以撤销它的 {self.word} 不调用", f"{self.word}, which would take it back, is not called")

    @property
    def remedy(self) -> Text:
        """What to write in the target file to have it called."""
        if self.because == "hold_back":
            key = f"hold_back: {{allow: [{json.dumps(self.operation, ensure_ascii=False)}]}}"
            return Text(f"确可调用时写明 {key}", f"to have it called all the same: {key}")
        return Text("改写配置中的 only、exclude", "change `only` or `exclude` in the configuration")


WHERE_WORDS = {
    "id": Text("操作名", "id"),
    "path": Text("路径", "path"),
    "summary": Text("摘要", "summary"),
    "tag": Text("标签", "tag"),
    "value": Text("参数值", "value"),
}


@dataclass(frozen=True)
class Holding:
    """What is not called of a contract: operations by id, and with `by_words` also what a value of a request says.

    `allowed` are the operations the tester named as fit to be called.
    """

    held: Mapping[str, Held] = field(default_factory=dict)
    by_words: bool = False
    allowed: frozenset[str] = frozenset()


NOTHING_HELD = Holding()
