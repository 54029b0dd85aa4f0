"""Faults that show only between two systems: what a record says is not so."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.delivery import Delivery
from conformance.systems.data_exchange.holding import Item, Value
from conformance.systems.faults.application.exchanges import between
from conformance.systems.faults.fault import of_kind
from conformance.systems.faults.parts import override_part
from conformance.systems.faults.values import later, two_turned, without_zone
from conformance.systems.service.part import Record


class Altered(Delivery):
    """Delivers records with the values of some items in another form."""

    def cut(self, record: Mapping[str, Value], grant: Record) -> Record:
        holding = self._system.resources.coded(grant["resource"])
        items = {item.name: item for item in holding.items} if holding else {}
        return {name: self.form(items[name], held) for name, held in super().cut(record, grant).items()}

    def form(self, item: Item, held: Value) -> Value:
        """The value of an item as it is delivered."""
        return held


class InternalCodes(Altered):
    """One code of the business system was never mapped to the published list."""

    def form(self, item: Item, held: Value) -> Value:
        held = super().form(item, held)
        return "X9" if item.codes and not item.region and held == item.codes[0] else held


class CodesTypedByHand(Altered):
    """A credit code was typed wrong, and nobody checked it."""

    def form(self, item: Item, held: Value) -> Value:
        held = super().form(item, held)
        return two_turned(str(held)) if item.format == "uscc" else held


class LocalTimes(Altered):
    """Times are written as the database holds them, without a zone."""

    def form(self, item: Item, held: Value) -> Value:
        held = super().form(item, held)
        return without_zone(str(held)) if item.type == "T" else held


class OneDayEarly(Altered):
    """Dates are kept as midnight in China and written by a server that lives on Greenwich time."""

    def form(self, item: Item, held: Value) -> Value:
        held = super().form(item, held)
        return later(-1)(str(held)) if item.type == "D" else held


FAULTS = of_kind(
    EXCHANGE,
    between(
        "codes",
        "业务系统的内部代码没有对照",
        "an internal code was never mapped",
        override_part("delivery", InternalCodes),
        *("published-schema", "expected-schema"),
    ),
    between(
        "identifiers",
        "代码手工录入，未经校验",
        "codes are typed by hand, unchecked",
        override_part("delivery", CodesTypedByHand),
        "mirrored",
    ),
    between("dates", "时间没有时区", "times state no zone", override_part("delivery", LocalTimes)),
    between("mirrored", "日期早一天", "dates are a day early", override_part("delivery", OneDayEarly)),
)
