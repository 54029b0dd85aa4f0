"""What a labour department holds: the resources of `labour.json`, their fictitious records made row by row."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from conformance.systems.data_exchange.holding import Holding, Item, Value
from conformance.systems.service.identifiers import government_uscc
from conformance.systems.service.identity import Identity

STREETS = ("长宁街道", "东湖街道", "永安镇", "清溪镇", "云岭街道", "白沙镇", "新桥街道")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"

Column = tuple[Item, Callable[[int], Value]]


def holdings_of(identity: Identity) -> tuple[Holding, ...]:
    """The resources of the department whose data an identity's platform shares, numbered after its serials."""
    stated = json.loads((files(__package__) / "labour.json").read_text(encoding="utf-8"))
    held = enumerate(stated["holdings"], identity.serials + 1)
    return tuple(_holding(one, identity, serial) for serial, one in held)


def _holding(stated: Mapping[str, Any], identity: Identity, serial: int) -> Holding:
    key: Column = (Item("记录编号", length=6, key=True), lambda row: f"{row:06d}")
    columns = (key, *(_column(one, identity) for one in stated["columns"]))
    rows = range(1, stated["rows"] + 1)
    return Holding(
        code=f"{stated['category']}/{serial:06d}",
        name=stated["name"],
        summary=stated["summary"],
        share_type=stated["shareType"],
        methods=tuple(stated["methods"]),
        items=tuple(item for item, _ in columns),
        records=tuple({item.name: make(number) for item, make in columns} for number in rows),
        scope=stated.get("scope", ""),
        use=stated.get("use", ""),
        reason=stated.get("reason", ""),
        legal_basis=stated.get("legalBasis", ""),
        status=stated.get("status", "in-service"),
    )


def _column(stated: Mapping[str, Any], identity: Identity) -> Column:
    """An item and what it holds in each row, by the one word beside its name."""
    name = stated["name"]
    if "text" in stated:
        pattern = stated["text"]
        return Item(name, length=60), lambda row: pattern.format(street=STREETS[row % 7], number=row)
    if "cycle" in stated:
        return Item(name, length=20), _cycle(stated["cycle"])
    if "codes" in stated:
        return Item(name, codes=tuple(stated["codes"])), _cycle(stated["codes"])
    if "year" in stated:
        return Item(name, "D"), lambda row: f"{stated['year']}-{row % 9 + 1:02d}-{row * 7 % 27 + 1:02d}"
    if "amount" in stated:
        start, step = stated["amount"]
        return Item(name, "N"), lambda row: int(start + step * row)
    return _ABOUT[stated["of"]](name, identity)


def _cycle(values: list[str]) -> Callable[[int], Value]:
    return lambda row: values[row % len(values)]


def _region(name: str, identity: Identity) -> Column:
    """The division a record concerns: the lower level's and the department's own in turn."""
    regions = [identity.lower.region, identity.own.region]
    return Item(name, codes=tuple(sorted(regions)), region=True), _cycle(regions)


def _person(name: str, identity: Identity) -> Column:
    """A name of a person, masked."""
    return Item(name, length=20, personal=True), lambda row: f"{SURNAMES[row % len(SURNAMES)]}某"


def _employer(name: str, identity: Identity) -> Column:
    """The credit code of an employer."""
    return Item(name, length=18, format="uscc"), lambda row: government_uscc(identity.own.region, f"HT{300000 + row}")


_ABOUT = {"region": _region, "person": _person, "employer": _employer}
