"""The items of the departments of a city, from `items.json`, coded and with the guide of each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from conformance.systems.service.identifiers import government_uscc
from conformance.systems.service.part import Record
from conformance.systems.service.units import Unit

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System

PUBLISHED = "2024-10-08T09:00:00+08:00"
CITY = "3"
FLOORS = {"labour": "二层社会保障区", "civil": "二层民生区", "housing": "三层工程建设区", "market": "一层企业开办区"}
SHARED = (("营业执照", "市场监督管理部门"), ("法定代表人身份证明", "公安机关"))
ASKED = (("申请书", "申请人"), ("经营场所使用证明", "申请人"), ("管理制度文本", "申请人"))
PERSONAL = (("居民身份证", "公安机关"), ("户口簿", "公安机关"))
LESS = (("申请书", "申请人"),)


def items(system: System) -> Iterator[Record]:
    """Every item, department by department."""
    stated = json.loads((files(__package__) / "items.json").read_text(encoding="utf-8"))
    for place, of in enumerate(stated["departments"], 1):
        unit = system.units[of["key"]]
        for number, one in enumerate(of["items"], 1):
            yield _item(one, unit, f"00{one['itemType']}{place:02d}{number:03d}000", of["key"])


def _item(stated: Mapping[str, Any], unit: Unit, base: str, key: str) -> Record:
    task, objects, typed = f"{unit.uscc}{CITY}{base}", stated["serviceObjects"], stated["itemType"]
    away, instant = stated.get("elsewhereReason"), stated["handling"] == "1"
    basis = {"basis": stated["limitBasis"]} if "limitBasis" in stated else {}
    item: Record = {
        "name": stated["name"],
        "taskCode": task,
        "baseCode": base,
        "handlingCode": f"{task}01",
        "itemType": typed,
        "legalBasis": stated["legalBasis"],
        "department": {"name": unit.zh, "uscc": unit.uscc},
        "nature": "1",
        "level": CITY,
        "region": unit.region,
        "serviceObjects": objects,
        "channels": ["1", "2", "3", "4"] if not away else ["1", "2"],
        "handling": stated["handling"],
        "joint": "1" if stated.get("joint") else "0",
        "lowerFirst": "1" if stated.get("lowerFirst") else "0",
        "statutoryLimit": {"days": stated["statutory"], "unit": "working-day", **basis},
        "promisedLimit": {"days": stated["promised"], "unit": "working-day"},
        "conditions": f"符合{stated['legalBasis']}规定的条件，在云州市行政区域内提出申请。",
        "materials": _materials(objects, instant, typed),
        "process": "申请人当场提交，当场核验办结。" if instant else "申请、受理、审查、决定、送达。",
        "charged": "1" if "fee" in stated else "0",
        **{name: stated[name] for name in ("fee", "feeBasis") if name in stated},
        "resultName": stated["resultName"],
        "place": f"云州市政务服务中心{FLOORS.get(key, '四层综合区')}" if not away else f"{unit.zh}办事窗口",
        "hours": "工作日 9:00-17:00",
        "consultPhone": "0999-5550700",
        "complaintPhone": "0999-5550712",
        "atCentre": "0" if away else "1",
        "personalBasis": "consent" if stated.get("consent") else "duty",
        "state": "in-service",
        "publishedAt": PUBLISHED,
    }
    item |= {"elsewhereReason": away} if away else {}
    return item | ({"resultType": _type_code(base)} if stated.get("certified") else {})


def _materials(objects: list[str], instant: bool, typed: str) -> list[Record]:
    """What an application takes: an instant item nothing that sharing does not give, a licence of companies most."""
    shared = PERSONAL[:1] if objects == ["1"] else SHARED
    asked = () if instant else ASKED if typed == "01" and objects != ["1"] else LESS
    more = [] if instant else [_material("委托书", "申请人", "0", "0")]
    return [
        *(_material(*one, "1", "0") for one in asked),
        *(_material(*one, "1", "1") for one in shared),
        *more,
    ]


def _material(name: str, issuer: str, required: str, shared: str) -> Record:
    said = {"name": name, "originals": int(shared == "0"), "copies": 0, "required": required}
    return {**said, "issuer": issuer, "shared": shared}


def _type_code(base: str) -> str:
    """The type code of a certificate: of the ministry that defines it, and three characters."""
    return f"{government_uscc('100000', f'HT0000{base[4:6]}')}{base[6:9]}"
