"""Fictitious government units. Every identifier is computed, and so check-valid."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.model.text import Text
from conformance.systems.service.identifiers import government_uscc

_DEPARTMENTS = {
    "labour": Text("人力资源和社会保障局", "Human Resources Bureau"),
    "civil": Text("民政局", "Civil Affairs Bureau"),
    "housing": Text("住房和城乡建设局", "Housing Bureau"),
    "market": Text("市场监督管理局", "Market Supervision Bureau"),
    "health": Text("卫生健康委员会", "Health Commission"),
    "transport": Text("交通运输局", "Transport Bureau"),
    "data": Text("数据局", "Data Bureau"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A government unit: its key here, its names, unified social credit code and region."""

    key: str
    zh: str
    en: str
    uscc: str
    region: str


def unit(key: str, name: Text, region: str, of: str) -> Unit:
    """A unit of a region, its organisation code that of the department `of` everywhere. Raises ValueError."""
    organisation = f"HT{100001 + [*_DEPARTMENTS].index(of)}"
    return Unit(key, name.zh, name.en, government_uscc(region, organisation), region)


def departments(place: Text, region: str) -> dict[str, Unit]:
    """The departments every place has, by key: `云州市` has `云州市民政局` under `civil`."""
    return {
        key: unit(key, Text(f"{place.zh}{name.zh}", f"{place.en} {name.en}"), region, key)
        for key, name in _DEPARTMENTS.items()
    }
