"""How a system publishes its code lists."""

from __future__ import annotations

from typing import Any

Pairs = tuple[tuple[str, str, str], ...]
Lists = dict[str, tuple[str, str, str, Pairs]]
"""By id: Chinese and English name, source, and the codes with their labels in Chinese and English."""


def index(lists: Lists) -> list[dict[str, str]]:
    """Every list: id, names, source and where it is."""
    return [
        {"id": name, "zh": zh, "en": en, "source": source, "href": f"code-lists/{name}"}
        for name, (zh, en, source, _) in lists.items()
    ]


def code_list(lists: Lists, name: str) -> dict[str, Any] | None:
    """One list with its codes; None when there is none of that name."""
    if name not in lists:
        return None
    zh, en, source, codes = lists[name]
    items = [{"code": code, "zh": label, "en": english} for code, label, english in codes]
    return {"id": name, "zh": zh, "en": en, "source": source, "items": items, "total": len(items)}
