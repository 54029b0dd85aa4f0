"""The documents published in three years: five subjects under each heading, once a year, each in its time."""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING

from conformance.systems.disclosure.seed.days import at, later, working
from conformance.systems.service.part import Record
from conformance.systems.service.units import Unit

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System

YEARS = (2024, 2025, 2026)
CIVIL = ("养老", "低保", "最低生活保障", "婚姻", "社会团体", "殡葬", "救助", "社区")
"""What the department of civil affairs publishes."""


def plant_documents(system: System) -> None:
    """Keep the documents, those of a year in the order of their making, and a few drafts."""
    stated = json.loads((files(__package__) / "documents.json").read_text(encoding="utf-8"))
    subjects = [(heading, subject) for heading, listed in stated.items() for subject in listed]
    chance = Random("documents")  # noqa: S311 - data that look real, the same every time
    for year in YEARS:
        chance.shuffle(subjects)
        step = (330 if year < YEARS[-1] else 265) / len(subjects)
        for number, (heading, subject) in enumerate(subjects):
            made = working(date(year, 1, 4) + timedelta(days=int(step * number)))
            _keep(system, heading, subject, made, chance)
    for draft in system.documents.kept.all()[-4:]:
        dropped = ("publishedAt", "review")
        system.documents.save({**{k: v for k, v in draft.items() if k not in dropped}, "state": "draft"})


def _keep(system: System, heading: str, subject: str, made: date, chance: Random) -> None:
    documents, identity = system.documents, system.identity
    unit = identity.peer if any(word in subject for word in CIVIL) else identity.own
    title = f"{subject.format(place=identity.place.zh, body=unit.zh)}（{made.year}年）"
    number = len(documents.kept.all()) + 1
    published = later(made, chance.randint(1, 15))
    record: Record = {
        "id": documents.kept.next_id(),
        "title": title,
        "summary": f"{unit.zh}公布{made.year}年{subject.format(place='', body='本机关')}的内容、适用范围与执行要求。",
        "heading": heading,
        "issuer": {"name": unit.zh, "uscc": unit.uscc},
        "region": unit.region,
        "madeOn": made.isoformat(),
        "number": _number(unit, made.year, number),
        "content": f"现将{title}予以公布，自公布之日起执行。具体事项由{unit.zh}负责解释，联系电话见政府信息公开指南。",
        "origin": "forwarded" if number % 29 == 0 else "own",
        "periodRule": "other-law" if heading == "budgets" and "部门" in subject else "usual",
        "state": "published",
        "registeredAt": at(made, number),
        "publishedAt": at(published, number),
        "review": {"decision": "approve", "opinion": "经公开审查，同意公开。", "reviewedAt": at(published, number)},
    }
    if record["periodRule"] == "other-law":
        record["periodBasis"] = "《中华人民共和国预算法》第十四条"
    if number % 23 == 0 and made.year < YEARS[-1]:
        changed = later(published, 30)
        record |= {"changedOn": changed.isoformat(), "publishedAt": at(later(changed, 4), number)}
    documents.kept.add({**record, "index": documents.index(record), "files": documents.files(record)})


def _number(unit: Unit, year: int, number: int) -> str:
    return f"云{'民' if '民政' in unit.zh else '人社'}发〔{year}〕{number % 80 + 1}号"
