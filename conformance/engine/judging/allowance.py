"""What judging one item of a clause may cost: counted, never timed, so that verdicts are the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.model.exchange import Exchange, Trace
from conformance.model.text import Text

MOST_BYTES = 256 << 20
"""Of answers, decoded: some seconds for the slowest judge."""
MOST_VALUES = 200_000
"""Values judged one by one."""
MOST_FOUND = 1_000
"""Findings after which no more are looked for; the report says that there are at least so many."""


@dataclass
class Allowance:
    """What was spent; `cut` says what was left out, once it is used up."""

    bytes: int = 0
    values: int = 0
    found: int = 0
    cut: Text | None = None

    def covers(self, subject: Exchange | Trace) -> bool:
        """Whether the answers of a subject may still be judged; what is too much is not counted."""
        size = sum(map(_size, subject.exchanges)) if isinstance(subject, Trace) else _size(subject)
        if self.bytes + size > MOST_BYTES:
            most = MOST_BYTES >> 20
            self.cut = self.cut or Text(
                f"应答超过 {most} MiB，其余未判定", f"only {most} MiB of answers are judged; the rest was not"
            )
            return False
        self.bytes += size
        return True

    def covers_value(self) -> bool:
        """Whether one more value may be judged."""
        if self.values >= MOST_VALUES:
            self.cut = self.cut or Text(
                f"只判了前 {MOST_VALUES} 个值", f"only the first {MOST_VALUES} values are judged; the rest was not"
            )
            return False
        self.values += 1
        return True

    def seen(self) -> bool:
        """Count a finding; whether there may be more."""
        self.found += 1
        if self.found < MOST_FOUND:
            return True
        self.cut = Text(f"至少 {MOST_FOUND} 处，未再计数", f"at least {MOST_FOUND} places: no more were counted")
        return False


def _size(exchange: Exchange) -> int:
    return exchange.response.size if exchange.response else 0
