"""The requests of the year before the fixed day, as data: by whom, for what, what came of each and when.

Every date is a working day, and every deadline of D809 21 and 22 is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from conformance.systems.data_exchange.holding import Method, ShareType


@dataclass(frozen=True, slots=True)
class Past:
    """One request and its life; an empty date says that step has not come.

    `place` picks among the holdings of that sharing type that have the method. `to` is the last day of use. One that
    is `narrow` asks for all items but one that neither identifies a record nor says its region.
    """

    share_type: ShareType
    method: Method
    by: str
    submitted: str
    decided: str = ""
    delivered: str = ""
    place: int = 0
    to: str = "2028-12-31"
    lacks: tuple[str, ...] = ()
    supplemented: str = ""
    extended: str = ""
    refused: bool = False
    suspended: str = ""
    ended: str = ""
    used: str = ""
    narrow: bool = False


LIVES = (
    Past("conditional", "service", "peer", "2025-11-10", "2025-11-18", "2025-11-24", 0, "2026-05-29", used="2025-12-08",
         ended="2026-06-02"),
    Past("conditional", "service", "upper", "2026-01-12", "2026-01-20", "2026-01-26", 1, "2026-09-30",
         used="2026-03-09"),
    Past("unconditional", "service", "peer", "2026-03-16", "2026-03-16", "2026-03-18", used="2026-04-08"),
    Past("conditional", "service", "peer", "2026-04-07", "2026-04-15", "2026-04-22", used="2026-05-18"),
    Past("conditional", "batch", "peer", "2026-05-12", "2026-05-20", "2026-06-01", used="2026-06-22"),
    Past("unconditional", "file", "peer", "2026-06-03", "2026-06-03", "2026-06-08", used="2026-07-02"),
    Past("conditional", "file", "peer", "2026-06-15", "2026-07-08", "2026-07-20", 1, extended="2026-06-26",
         used="2026-08-10", narrow=True),
    Past("conditional", "service", "peer", "2026-07-01", "2026-07-09", "2026-07-15", 2, suspended="2026-10-12",
         used="2026-08-03"),
    Past("conditional", "service", "upper", "2026-07-13", "2026-07-21", place=1, refused=True),
    Past("unconditional", "batch", "peer", "2026-07-27", "2026-07-27", "2026-07-29", 1, used="2026-08-19"),
    Past("conditional", "service", "lower", "2026-08-04", "2026-08-04", "2026-08-05", used="2026-08-24"),
    Past("unconditional", "file", "lower", "2026-08-11", "2026-08-11", "2026-08-12", 1, ended="2026-09-15"),
    Past("conditional", "batch", "upper", "2026-08-18", "2026-08-27", "2026-09-07", 1, used="2026-09-21"),
    Past("conditional", "batch", "lower", "2026-09-01", "2026-09-01", "2026-09-02"),
    Past("conditional", "service", "peer", "2026-09-08", "2026-09-22", "2026-10-09", 1, lacks=("period", "scope"),
         supplemented="2026-09-11"),
    Past("conditional", "service", "upper", "2026-10-13", extended="2026-10-26"),
    Past("conditional", "file", "upper", "2026-10-28"),
    Past("conditional", "service", "peer", "2026-10-29", lacks=("basis", "period")),
)  # fmt: skip
