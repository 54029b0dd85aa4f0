"""How a seeded entry is written down."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from conformance.systems.service.identity import Identity


@dataclass(frozen=True, slots=True)
class Plan:
    """An entry to plant; words and formats are separated by blanks.

    `items` are data items as name, colon, type, length. `conditions` is (scope, use) for sharing class 2 and (reason,
    legal basis) for class 3. `open_as` is the condition it is open on, empty when it is not open. `source` is the key
    of the department the data come from. `life` is one of: published, changed (two versions), reworked (three),
    pending (published, with a draft over it), draft, returned (a draft sent back), withdrawn.
    """

    name: str
    summary: str
    keywords: str
    category: str
    theme: str
    items: str
    form: str
    formats: str
    frequency: str
    sharing: str = "1"
    method: str = "1"
    conditions: Sequence[str] = ()
    data_class: str = "3"
    grade: str = "1"
    open_as: str = ""
    personal: bool = False
    related: Sequence[str] = ()
    source: str = ""
    life: str = "published"


@dataclass(frozen=True, slots=True)
class Department:
    """A department's part of the catalogue: its unit, the office and head in charge, its plans."""

    unit: str
    office: str
    phone: str
    head: str
    plans: tuple[Plan, ...]


def department(unit: str) -> Department:
    """The seed of a unit, as its JSON file states it."""
    text = (files("conformance.systems.resource_catalogue.seed") / f"{unit}.json").read_text(encoding="utf-8")
    stated = json.loads(text)
    plans = tuple(Plan(**plan) for plan in stated.pop("plans"))
    return Department(**stated, plans=plans)


def items_of(text: str) -> list[dict[str, Any]]:
    """The data items of a plan: `登记日期:D 失业原因:C100`."""
    found = []
    for part in text.split():
        name, _, kind = part.partition(":")
        length = {"length": int(kind[1:])} if kind[1:] else {}
        found.append({"name": name, "type": kind[0], **length})
    return found


def conditions_of(plan: Plan) -> dict[str, str]:
    """The conditions of use of a plan, by its sharing class."""
    if plan.sharing == "1":
        return {"text": "无条件"}
    first, second = plan.conditions
    if plan.sharing == "2":
        return {"text": f"限{first}用于{second}", "scope": first, "use": second}
    return {"text": "不予共享", "reason": first, "legalBasis": second}


def body_of(plan: Plan, department: Department, approved: str, identity: Identity) -> dict[str, Any]:
    """A plan as an officer would send it. Related codes are filled in by the planter, which knows them."""
    closed = "含个人信息，不向社会开放" if plan.personal else "仅供政务使用，不向社会开放"
    body: dict[str, Any] = {
        "name": plan.name,
        "summary": plan.summary,
        "keywords": plan.keywords.split(),
        "category": plan.category,
        "theme": plan.theme,
        "items": items_of(plan.items),
        "formatClass": plan.form,
        "formats": plan.formats.split(),
        "updateFrequency": plan.frequency,
        "sharingClass": plan.sharing,
        "sharingMethod": plan.method,
        "conditions": conditions_of(plan),
        "dataClass": plan.data_class,
        "dataGrade": plan.grade,
        "open": "1" if plan.open_as else "0",
        "openConditions": plan.open_as or closed,
        "assessment": {
            "secrecy": "1",
            "personalData": "2" if plan.personal else "1",
            "approvedBy": department.head,
            "approvedAt": approved,
        },
        "serviceInfo": f"经{identity.place.zh}公共数据交换平台提供。",
        "contact": {"office": department.office, "phone": department.phone},
    }
    return {**body, "dataSource": {"name": identity.units[plan.source].zh}} if plan.source else body
