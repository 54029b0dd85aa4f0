"""Faults against the rules between members that no schema can say: related codes, formats, credit codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.application.entries import ever
from conformance.systems.faults.changes import at
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import gives
from conformance.systems.faults.parts import around, override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.checking import Checking
from conformance.systems.resource_catalogue.store import Store
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place


class CodesOfAllTime(Store):
    def codes(self) -> set[str]:
        return {entry.code for entry in ever(self._system)}


class OnlyWhatIsInForceIsRelated(Checking):
    """Related codes are looked up in the published table; the drafts of one's own unit are not there yet."""

    def related_codes(self, value: Mapping[str, Any]) -> Iterable[Place]:
        entries = self._system.store.entries()
        known = {entry.code for entry in entries if entry.in_force}
        for place, code in enumerate(value.get("relatedCodes", ())):
            if code not in known:
                yield Place("目录中没有此代码。No entry has this code.", pointer=f"/relatedCodes/{place}")


def _first_only(sound: Callable[..., Any], value: Record) -> Any:
    """Only the first item of the list is looked at."""
    return sound({**value, "formats": value.get("formats", [])[:1]})


def _first_code_only(sound: Callable[..., Any], value: Record) -> Any:
    return sound({**value, "relatedCodes": value.get("relatedCodes", [])[:1]})


def _folded(read: Any) -> Any:
    """Credit codes are put into capitals before anything is checked."""
    return at("dataSource", at("uscc", str.upper))(read) if isinstance(read, dict) and _has_source(read) else read


def _has_source(read: Record) -> bool:
    source = read.get("dataSource")
    return isinstance(source, dict) and isinstance(source.get("uscc"), str)


def _nowhere(places: Iterable[Place]) -> list[Place]:
    return [replace(place, pointer="") for place in places]


FAULTS = of_kind(
    CATALOGUE,
    Fault(
        "overall.codes.related-codes-exist",
        Text("只核对第一个关联代码", "only the first related code is looked up"),
        around("checking.related_codes", _first_code_only),
        variant="first",
    ),
    Fault(
        "overall.codes.related-codes-kept",
        Text("关联代码只在已发布的条目中查找", "related codes are looked up among published entries only"),
        override_part("checking", OnlyWhatIsInForceIsRelated),
        also=("overall.codes.withdrawn-not-related",),
    ),
    Fault(
        "overall.codes.withdrawn-not-related",
        Text("核对关联代码不看撤销标志", "the look-up of related codes does not look at the mark of withdrawal"),
        override_part("store", CodesOfAllTime),
    ),
    Fault(
        "overall.codes.formats-of-class",
        Text("只核对第一个数据格式", "only the first format is held against the class"),
        around("checking.formats", _first_only),
        variant="first",
    ),
    Fault(
        "overall.codes.broken-rule-named",
        Text("业务规则的错误不给位置", "the errors of rules between members give no place"),
        gives("checking.rules", _nowhere),
    ),
    Fault(
        "overall.identifiers.small-letters-refused",
        Text("先转为大写再校验", "the code is put into capitals before it is checked"),
        gives("checking.read", _folded),
    ),
    Fault(
        "support.sharing.usual-format",
        Text("未填数据格式的一律记为 pdf", "a format left out is always taken for pdf"),
        around(
            "registry.compose",
            lambda sound, body, *given, **named: sound({"formats": ["pdf"], **body}, *given, **named),
        ),
    ),
)
