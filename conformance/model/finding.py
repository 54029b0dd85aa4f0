"""Findings: departures from a clause, as a check sees them."""

from __future__ import annotations

from dataclasses import dataclass, field

from conformance.model.exchange import Exchange
from conformance.model.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure: what was seen and what was due.

    `at` is where in the answer, as `items[3].provider.uscc`; empty when it is the answer as a whole.
    `exchanges` are the ones that prove it; a check of one exchange or one value may leave them out.
    """

    seen: Text
    due: Text
    at: str = ""
    exchanges: tuple[Exchange, ...] = field(default=())

    @property
    def message(self) -> Text:
        where = f"{self.at}: " if self.at else ""
        return Text(
            f"{where}实际：{self.seen.zh}；应为：{self.due.zh}",
            f"{where}{self.seen.en}; due {self.due.en}",
        )
