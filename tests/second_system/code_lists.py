"""How a system publishes its code lists."""

from __future__ import annotations

from typing import Any

Pairs = tuple[tuple[str, str, str], ...]
Lists = dict[str, tuple[str, str, str, Pairs]]
"""By id: Chinese and English name, source, and the codes with their labels in Chinese and English."""


def pairs(text: str) -> Pairs:
    """Codes with their labels, one a word: code:中文:English_words."""
    split = [word.split(":") for word in text.split()]
    return tuple((code, zh, en.replace("_", " ")) for code, zh, en in split)


OWN = "本平台"
COMMON: Lists = {
    "audit-type": ("审计事件类型", "Audit event", OWN, pairs("read:查阅:read write:写入:write refusal:拒绝:refusal")),
    "audit-result": ("审计结果", "Audit result", OWN, pairs("success:成功:success failure:失败:failure")),
    "level": ("层级", "Level of government", OWN, pairs(
        "nation:国家:nation province:省:province city:市:city county:县:county")),
    "zone": ("网络区域", "Network zone", OWN, pairs("internet:互联网:internet government-network:政务网:government")),
    "environment": ("环境", "Environment", OWN, pairs("test:测试:test production:生产:production")),
    "region": ("行政区划", "Division", "GB/T 2260", pairs(
        "330000:澜江省:Lanjiang 339900:临澜市:Linlan 339921:汀溪县:Tingxi 339922:岭北县:Lingbei")),
}  # fmt: skip
"""The lists that the platforms of the city share."""


def pattern(lists: Lists, name: str) -> str:
    """What the codes of a list match."""
    return "|".join(code for code, _, _ in lists[name][3])


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
