"""The resources of the platform: what is held, as it is shown, and which of it a question means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conformance.systems.data_exchange.holding import Holding, Item
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Part, Record
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System


class Resources(Part["System"]):
    """Knows the holdings by id and by code."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self.held = {f"r-{number:06d}": holding for number, holding in enumerate(system.holdings, 1)}

    def found(self, identifier: str) -> Holding:
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

    def listed(self, caller: Caller, asked: Mapping[str, Any]) -> list[Record]:
        """The resources that match a question, ordered by id."""
        shown = [self.resource(identifier, holding) for identifier, holding in self.held.items()]
        return [record for record in shown if self.visible(caller, record) and self.matches(record, asked)]

    def visible(self, caller: Caller, record: Record) -> bool:
        """Whether a caller may see a resource; all that call see all of them."""
        return True

    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        """Whether a resource matches every filter given; ended ones are listed only when asked for."""
        text = f"{record['name']} {record['summary']}".casefold()
        return (
            all(word in text for word in (asked.get("q") or "").casefold().split())
            and asked.get("code") in (None, record["code"])
            and asked.get("shareType") in (None, record["shareType"])
            and (asked.get("method") is None or asked["method"] in record["methods"])
            and (asked.get("region") is None or asked["region"] in record["regions"])
            and (record["status"] != "ended" if asked.get("status") is None else asked["status"] == record["status"])
        )

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
