"""Sets of HTTP statuses, written as a clause writes them: 404, 4XX, 400-599."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conformance.model.text import Text


@dataclass(frozen=True, slots=True)
class Statuses:
    """Statuses named one by one, by class or by range, both ends included; none where nothing is named."""

    ranges: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, words: int | str | Iterable[int | str]) -> Statuses:
        """The statuses that one word or several name."""
        listed = (words,) if isinstance(words, int | str) else words
        return cls(tuple(map(_range, listed)))

    def __contains__(self, status: int) -> bool:
        return any(low <= status <= high for low, high in self.ranges)

    def __bool__(self) -> bool:
        return bool(self.ranges)

    @property
    def words(self) -> tuple[str, ...]:
        """Each as a sentence shows it: `404`, `4xx`, `400-599`."""
        return tuple(map(_word, self.ranges))

    @property
    def text(self) -> Text:
        """Each of them, as a sentence says that one is due."""
        return Text("、".join(self.words), " or ".join(self.words))


NONE = Statuses()


def _range(word: int | str) -> tuple[int, int]:
    text = str(word)
    if text.endswith("XX"):
        return int(text[0]) * 100, int(text[0]) * 100 + 99
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def _word(bounds: tuple[int, int]) -> str:
    low, high = bounds
    if low == high:
        return str(low)
    return f"{low // 100}xx" if (low % 100, high) == (0, low + 99) else f"{low}-{high}"
