"""Faults that show only between two systems: what a record says is not so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from conformance.systems.data_exchange.delivery import Delivery
from conformance.systems.data_exchange.holding import Item, Value
from conformance.systems.faults.application.exchanges import between
from conformance.systems.service.part import Record


class Altered(Delivery):
    """Delivers records with one value altered; which one is said below."""

    def altered(self, record: Record) -> Record:
        return record

    def cut(self, record: Mapping[str, Value], grant: Record) -> Record:
        return self.altered(super().cut(record, grant))

    def items(self) -> list[Item]:
        """The items of all resources."""
        return [item for holding in self._system.holdings for item in holding.items]


class InternalCodes(Altered):
    """One code of the business system was never mapped to the published list."""

    def altered(self, record: Record) -> Record:
        record = super().altered(record)
        coded = [it for it in self.items() if it.codes and not it.region and record.get(it.name) == it.codes[0]]
        return record | {item.name: "X9" for item in coded}


class CodesTypedByHand(Altered):
    """A credit code was typed wrong, and nobody checked it."""

    def altered(self, record: Record) -> Record:
        record = super().altered(record)
        formed = [item.name for item in self.items() if item.format == "uscc" and item.name in record]
        return record | {name: self.mistyped(str(record[name])) for name in formed}

    def mistyped(self, code: str) -> str:
        return f"{code[:-2]}{'1' if code[-2] != '1' else '2'}{code[-1]}"


class LocalTimes(Altered):
    """Times are written as the database holds them, without a zone."""

    def altered(self, record: Record) -> Record:
        record = super().altered(record)
        times = {item.name for item in self.items() if item.type == "T"}
        return record | {name: str(value)[:19] for name, value in record.items() if name in times}


class OneDayEarly(Altered):
    """Dates are kept as midnight in China and written by a server that lives on Greenwich time."""

    def altered(self, record: Record) -> Record:
        record = super().altered(record)
        dates = {item.name for item in self.items() if item.type == "D"}
        earlier = {
            name: (datetime.fromisoformat(str(value)) - timedelta(days=1)).date().isoformat()
            for name, value in record.items()
            if name in dates
        }
        return record | earlier


FAULTS = (
    between(
        "codes",
        "业务系统的内部代码没有对照",
        "an internal code was never mapped",
        "delivery",
        InternalCodes,
        *("published-schema", "expected-schema"),
    ),
    between(
        "identifiers",
        "代码手工录入，未经校验",
        "codes are typed by hand, unchecked",
        "delivery",
        CodesTypedByHand,
        "mirrored",
    ),
    between("dates", "时间没有时区", "times state no zone", "delivery", LocalTimes),
    between("mirrored", "日期早一天", "dates are a day early", "delivery", OneDayEarly),
)
