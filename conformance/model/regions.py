"""Division codes: which of them lie within another."""

from __future__ import annotations


def lies_within(region: str, area: str) -> bool:
    """Whether a division is another or a part of it: the codes of a province and a city end in zeros (GB/T 2260)."""
    return region.startswith(area.removesuffix("00").removesuffix("00"))
