"""Text in the two languages of every document Hutong reads or writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Lang = Literal["zh", "en"]
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def into(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def filled(self, **values: Any) -> Text:
        """The sentence with `{name}` replaced by the value of that name. Raises KeyError for a name without a value."""
        zh, en = (_PLACE.sub(lambda found: str(values[found[1]]), said) for said in (self.zh, self.en))
        return Text(zh, en)


def places(said: str) -> Iterator[str]:
    """The names of the values that stand in a sentence as `{name}`."""
    return (found[1] for found in _PLACE.finditer(said))
