"""Whether an entry keeps the contract: the branch of its sharing class, and the rules no schema can say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from conformance.systems.resource_catalogue.code_lists import FORMATS_OF_CLASS
from conformance.systems.service import checking
from conformance.systems.service.identifiers import uscc_holds
from conformance.systems.service.refusal import Place

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

_BRANCHES = {"1": "UnconditionalInput", "2": "ConditionalInput", "3": "NotSharedInput"}


class Checking(checking.Checking):
    """Refuses what does not keep the contract of the catalogue."""

    _system: System

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        """Where a body departs from its schema; an entry is held against the branch of its sharing class."""
        if schema == "ResourceInput" and isinstance(value, dict):
            sharing = value.get("sharingClass")
            if not isinstance(sharing, str) or sharing not in _BRANCHES:
                return [Place("须为 1、2、3 之一。Must be one of 1, 2, 3.", pointer="/sharingClass")]
            schema = _BRANCHES[sharing]
        return super().places(schema, value)

    def rules(self, value: Mapping[str, Any]) -> Iterable[Place]:
        """Where a body breaks a rule no schema can say."""
        yield from self.source_code(value)
        yield from self.related_codes(value)
        yield from self.formats(value)

    def source_code(self, value: Mapping[str, Any]) -> Iterable[Place]:
        """The source department's credit code: its check character must hold."""
        code = value.get("dataSource", {}).get("uscc")
        if code and not uscc_holds(code):
            yield Place("校验位不正确。The check character does not hold.", pointer="/dataSource/uscc")

    def related_codes(self, value: Mapping[str, Any]) -> Iterable[Place]:
        """Related codes: each must be an entry's."""
        codes = value.get("relatedCodes", ())
        known = self._system.store.codes() if codes else set()
        for place, code in enumerate(codes):
            if code not in known:
                yield Place("目录中没有此代码。No entry has this code.", pointer=f"/relatedCodes/{place}")

    def formats(self, value: Mapping[str, Any]) -> Iterable[Place]:
        """Formats: each must belong to the format class."""
        due = FORMATS_OF_CLASS.get(value.get("formatClass", ""), ())
        for place, name in enumerate(value.get("formats", ())):
            if name not in due:
                yield Place("不属于所填格式分类。Not of the format class given.", pointer=f"/formats/{place}")
