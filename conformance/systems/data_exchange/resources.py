"""The resources of the platform: what is held, as it is shown, and which of it a question means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from conformance.systems.data_exchange.holding import Holding, Item
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System


class Resources(Records):
    """Knows the holdings by id and by code."""

    _system: System
    of = "resource"

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self.held = {f"r-{number:06d}": holding for number, holding in enumerate(system.holdings, 1)}

    def get(self, identifier: str) -> Record | None:
        """A resource by its id; None when there is none."""
        return self.resource(identifier, self.held[identifier]) if identifier in self.held else None

    def all(self, asked: Mapping[str, Any]) -> Iterable[Record]:
        """The resources, ordered by id."""
        return (self.resource(identifier, holding) for identifier, holding in self.held.items())

    def holding(self, identifier: str) -> Holding:
        """A holding by its id; else 404."""
        holding = self.held.get(identifier)
        if holding is None:
            raise Refusal(404, "没有此资源。There is no such resource.")
        return holding

    def coded(self, code: str) -> Holding | None:
        """A holding by its resource code; None when there is none."""
        return next((holding for holding in self.held.values() if holding.code == code), None)

    def regions(self, holding: Holding) -> tuple[str, ...]:
        """The regions the records of a holding concern."""
        return holding.regions(self._system.identity.own.region)

    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        """Whether a resource is what was asked for; ended ones are only where they are asked for as such."""
        return (asked.get("status") is not None or record["status"] != "ended") and super().matches(record, asked)

    def resource(self, identifier: str, holding: Holding) -> Record:
        """A resource as it is shown."""
        record: Record = {
            "id": identifier,
            "code": holding.code,
            "name": holding.name,
            "summary": holding.summary,
            "provider": self._system.parties.provider(),
            "shareType": holding.share_type,
            **self.conditions(holding),
            "methods": list(holding.methods),
            "items": [self.item(item) for item in holding.items],
            "regions": list(self.regions(holding)),
            "status": holding.status,
            "servedFrom": holding.published_at[:10],
            "publishedAt": holding.published_at,
            "updatedAt": holding.updated_at,
        }
        return record

    def conditions(self, holding: Holding) -> Record:
        """The condition of a conditional resource; why one is not shared, and on what basis."""
        if holding.share_type == "conditional":
            return {"condition": {"scope": holding.scope, "use": holding.use}}
        if holding.share_type == "none":
            return {"reason": holding.reason, "legalBasis": holding.legal_basis}
        return {}

    def item(self, item: Item) -> Record:
        """A data item as it is shown."""
        record: Record = {"name": item.name, "type": item.type, "personal": item.personal}
        record |= {"length": item.length} if item.length else {}
        record |= {"codes": list(item.codes)} if item.codes else {}
        return record | ({"key": True} if item.key else {}) | ({"region": True} if item.region else {})

    def schema(self, holding: Holding) -> Record:
        """The JSON Schema the provider publishes for a record."""
        return holding.record_schema()
