"""What a department holds and shares: a resource as data, its records among it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Value = str | int | bool | None
ShareType = Literal["unconditional", "conditional", "none"]
Method = Literal["service", "batch", "file"]

_TYPES: Mapping[str, Mapping[str, Any]] = {
    "C": {"type": "string"},
    "N": {"type": "integer"},
    "D": {"type": "string", "format": "date"},
    "T": {"type": "string", "format": "date-time"},
    "L": {"type": "boolean"},
}


@dataclass(frozen=True, slots=True)
class Item:
    """One data item: its name is the member of a record. `type` is C, N, D, T or L; `codes` are what it may take.

    The `key` identifies a record, the `region` is the division it concerns. `format` is what its values are, as the
    schema says it: `uscc`, `resource-code`.
    """

    name: str
    type: Literal["C", "N", "D", "T", "L"] = "C"
    length: int = 0
    codes: tuple[str, ...] = ()
    personal: bool = False
    key: bool = False
    region: bool = False
    format: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its values."""
        bounds: dict[str, Any] = {"maxLength": self.length} if self.length and self.type == "C" else {}
        stated = self.format or ("region-code" if self.region else "")
        bounds |= {"format": stated} if stated else {}
        return {**_TYPES[self.type], **bounds, **({"enum": list(self.codes)} if self.codes else {})}


@dataclass(frozen=True, slots=True)
class Holding:
    """A resource that may be shared, with its records.

    `code` is category code, slash, serial, as in the catalogue. A conditional one states `scope` and `use`, one not
    shared `reason` and `legal_basis`, and no methods. `schema` is the JSON Schema published instead of the one its
    items give, for a department whose schema is not what it delivers.
    """

    code: str
    name: str
    summary: str
    share_type: ShareType
    methods: tuple[Method, ...]
    items: tuple[Item, ...]
    records: tuple[Mapping[str, Value], ...] = ()
    scope: str = ""
    use: str = ""
    reason: str = ""
    legal_basis: str = ""
    status: Literal["in-service", "changed", "ended"] = "in-service"
    published_at: str = "2026-03-10T09:00:00+08:00"
    updated_at: str = "2026-10-30T08:00:00+08:00"
    schema: Mapping[str, Any] | None = None

    def regions(self, otherwise: str) -> tuple[str, ...]:
        """The regions its records concern, sorted; the one given where no item says."""
        name = self.region_item
        found = {str(record[name]) for record in self.records if record.get(name)} if name else set()
        return tuple(sorted(found)) or (otherwise,)

    @property
    def region_item(self) -> str:
        """The name of the item that says which region a record concerns; empty without one."""
        return next((item.name for item in self.items if item.region), "")

    def record_schema(self) -> dict[str, Any]:
        """The JSON Schema (2020-12) of one record with all its items."""
        if self.schema is not None:
            return dict(self.schema)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:hutong:resource:{self.code.replace('/', ':')}",
            "title": self.name,
            "type": "object",
            "additionalProperties": False,
            "required": [item.name for item in self.items],
            "properties": {item.name: item.schema for item in self.items},
        }
