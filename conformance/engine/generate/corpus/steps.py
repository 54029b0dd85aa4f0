"""What making questions may take: counted in steps, never timed, so that a document gives the same ones everywhere."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

MOST = 600_000
"""Steps in all: about a minute of processor time, and as many questions as a run may send by default."""
MOST_OF_ONE = 60_000
"""Steps for one operation: thirty times what operations take as a rule."""
PARTS = 4
"""What is done for an operation, each with an equal share: its bounds, what fits, what does not, and the choice."""
OF_ONE = 20
"""Steps that every operation takes, also where nothing of it is drawn."""
LONG = 64
"""Characters that are drawn in one step."""


class Spent(BaseException):
    """The steps of a part are taken. It leaves libraries as an interruption does: they would try an Exception again."""


@dataclass
class Steps:
    """The steps taken: one for each value drawn, each question looked at and each judgement of one."""

    most: float = MOST
    of_one: float = MOST_OF_ONE
    taken: int = 0
    is_cut: bool = False
    """Whether the operation at hand took all of a share."""
    _ends: float = math.inf

    def begin(self) -> bool:
        """Begin with an operation; False where no steps are left for another."""
        if self.taken >= self.most:
            return False
        self.is_cut, self._ends = False, math.inf
        self.take(OF_ONE)
        return True

    def take(self, number: int = 1) -> None:
        """Count steps. Raises Spent where a part takes more than its share."""
        self.taken += number
        if self.taken > self._ends:
            self.is_cut = True
            raise Spent

    def drawn(self, value: object) -> None:
        """Count a value that was drawn."""
        self.take(1 + len(value) // LONG if isinstance(value, str | bytes) else 1)

    def share(self, things: Iterable[T]) -> Iterator[T]:
        """Things, as long as making them takes no more than a part may."""
        self.part()
        try:
            yield from things
        except Spent:
            return
        finally:
            self._ends = math.inf

    def part(self) -> None:
        """Begin with the next part of an operation."""
        self._ends = self.taken + self.of_one / PARTS


def uncounted() -> Steps:
    """For what is made once, for a release: however much it takes."""
    return Steps(math.inf, math.inf)
