"""Text in the two languages of every document Hutong reads or writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def into(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en
