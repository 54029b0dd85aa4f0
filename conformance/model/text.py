"""Text in the two languages of every document Hutong reads or writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def into(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def filled(self, **values: Any) -> Text:
        """The sentence with `{name}` replaced by the value of that name, of a text by that in the same language.

        Raises KeyError for a name without a value.
        """
        zh, en = ({name: _into(value, lang) for name, value in values.items()} for lang in LANGS)
        return Text(_filled(self.zh, zh), _filled(self.en, en))


def _into(value: Any, lang: Lang) -> str:
    return value.into(lang) if isinstance(value, Text) else str(value)


def _filled(said: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: values[found[1]], said)


def places(said: str) -> Iterator[str]:
    """The names of the values that stand in a sentence as `{name}`."""
    return (found[1] for found in _PLACE.finditer(said))


def many(number: int, unit: str, thing: str) -> Text:
    """A number of things: the Chinese measure word after it, the English noun in singular or plural."""
    return Text(f"{number} {unit}", f"{number} {thing}{'' if number == 1 else 's'}")
