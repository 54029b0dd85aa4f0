"""Faults that show only between two systems: what is found, asked for and promised is not what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.holding import Holding
from conformance.systems.data_exchange.requests import Requests
from conformance.systems.data_exchange.system import System
from conformance.systems.faults.changes import at
from conformance.systems.faults.fault import Fault, Mutation, hiding, of_kind
from conformance.systems.faults.mutations import gives, matches, refuses
from conformance.systems.faults.parts import override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.part import Record


def _shorter_codes(properties: Record) -> Record:
    """The schema published is that of the first design, with the shorter organisation code."""
    return {
        name: {**stated, "maxLength": 9} if stated.get("format") == "uscc" else stated
        for name, stated in properties.items()
    }


def _filed_under_another(sound: Callable[..., bool], record: Record, asked: Mapping[str, Any]) -> bool:
    """Entries that speak of registration were filed under the registry when departments were merged."""
    moved = asked.get("provider") is not None and "登记" in record["name"]
    return not moved and sound(record, asked)


class GrantByHand(Requests):
    """A consent is entered, and the grant made by hand when somebody finds the time."""

    def consent(self, record: Record, by: str, now: str, opinion: str | None = None) -> Record:
        if by == "system":
            return super().consent(record, by, now, opinion)
        decision = {"result": "consent", "decidedAt": now, "decidedBy": by}
        return self.save({**record, "state": "consented", "decision": decision})


class RefusedByTheJob(Requests):
    """The job that closes the day writes what was decided anew, as refusals without a word."""

    def consent(self, record: Record, by: str, now: str, opinion: str | None = None) -> Record:
        if by == "system":
            return super().consent(record, by, now, opinion)
        decision = {"result": "refuse", "decidedAt": now, "decidedBy": by}
        return self.save({**record, "state": "refused", "decision": decision})


class WantsALetter(Requests):
    """The form was made longer, and calls what it wants by the name of an element."""

    def missing(self, record: Mapping[str, Any]) -> list[str]:
        return super().missing(record) or (["basis"] if "附件" not in str(record.get("basis")) else [])


def new_codes(system: System) -> None:
    """A code was added to the list, published and used: right by the standard, and unknown to who reads it."""

    def with_new_code(holding: Holding) -> Holding:
        coded = {item.name for item in holding.items if item.codes and not item.region}
        items = tuple(
            replace(item, codes=(*item.codes, "99")) if item.name in coded else item for item in holding.items
        )
        records = tuple(
            {name: "99" if name in coded and at % 5 == 0 else value for name, value in record.items()}
            for at, record in enumerate(holding.records)
        )
        return replace(holding, items=items, records=records)

    system.holdings = tuple(map(with_new_code, system.holdings))
    system.resources = type(system.resources)(system)


TAKEN = "application.interop"

ASKED = (
    *("every-method-delivers", "own-resource", "to-the-consumer", "granted-items", "granted-regions"),
    *("published-schema", "expected-schema", "codes", "identifiers", "dates", "file-digest", "message-digest"),
    *("receipt", "delivered-once", "whole", "same-by-every-method", "promptly", "in-time", "mirrored"),
)
"""What nobody can tell of an exchange that ends before anything is delivered."""


NOT_REACHED = hiding(
    "交换到此为止，无从查看交付",
    "an exchange that ends there delivers nothing to look at",
    *(f"{TAKEN}.{name}" for name in ASKED),
)
NOT_BEGUN = {
    **NOT_REACHED,
    **hiding(
        "查无资源，无从申请", "what is not found cannot be asked for", f"{TAKEN}.request-taken", f"{TAKEN}.decided"
    ),
}
NO_FILE = hiding(
    "没有文件，无从查看其内容与时间",
    "where there is no file, nothing in it can be wrong or late",
    *(f"{TAKEN}.{name}" for name in ("file-digest", "granted-regions", "in-time", "own-resource")),
)
NOTHING: Mapping[str, Text] = {}


def between(
    name: str, zh: str, en: str, apply: Mutation, *also: str, hides: Mapping[str, Text] = NOTHING, variant: str = ""
) -> Fault:
    """The fault that breaks a clause of exchanges between two, and others `also` by nature."""
    others = tuple(f"{TAKEN}.{one}" for one in also)
    return Fault(f"{TAKEN}.{name}", Text(zh, en), apply, also=others, hides=hides, variant=variant)


FAULTS = (
    *of_kind(
        CATALOGUE,
        between(
            "catalogued",
            "部门合并后条目归到别的单位名下",
            "entries filed under another unit when departments were merged",
            matches(_filed_under_another),
        ),
    ),
    *of_kind(
        EXCHANGE,
        between(
            "offered",
            "按代码检索的索引没有重建",
            "the index by code was not rebuilt",
            matches(lambda sound, record, asked: asked.get("code") is None and sound(record, asked)),
            "request-taken",
            "decided",
            *ASKED,
            hides=NOT_BEGUN,
        ),
        between(
            "request-taken",
            "五要素之外再要附件",
            "a letter is wanted beyond the five elements",
            override_part("requests", WantsALetter),
            "decided",
            *ASKED,
            hides=NOT_REACHED,
        ),
        between(
            "decided",
            "批处理把答复改写为不同意，没有理由",
            "a job rewrites decisions as refusals without a reason",
            override_part("requests", RefusedByTheJob),
            *ASKED,
            hides=NOT_REACHED,
        ),
        between(
            "every-method-delivers",
            "同意后授权由人工补录",
            "grants are made by hand some time after the consent",
            override_part("requests", GrantByHand),
            *ASKED[1:],
            hides=NOT_REACHED,
            variant="by-hand",
        ),
        between(
            "every-method-delivers",
            "声明的文件下载没有部署",
            "the download declared was never deployed",
            refuses("operations.download_file", 404, "没有此地址。There is no such address."),
            "file-digest",
            hides=NO_FILE,
        ),
        between(
            "published-schema",
            "公布的是初稿的模式",
            "the schema published is that of the first draft",
            gives("resources.schema", at("properties", _shorter_codes)),
        ),
        between("expected-schema", "代码表新增一项", "the code list has a new code", Mutation(new_codes)),
    ),
)
