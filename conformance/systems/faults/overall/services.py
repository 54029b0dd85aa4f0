"""Faults of the data of service items, cases and certificates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from conformance.model.text import Text
from conformance.systems.faults.changes import at, drop, each
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import patched_list, shows
from conformance.systems.faults.parts import around
from conformance.systems.faults.values import says
from conformance.systems.one_stop import KIND as CENTRE

UNFIT = ("support.contract.answers-match",)
BLANK = " "


def _other_level(code: str) -> str:
    return f"{code[:18]}{'4' if code[18] != '4' else '3'}{code[19:]}"


def _last_digit_lost(identifier: str) -> str:
    body, _, check = identifier.rpartition(".")
    return f"{body}.{'0' if check != '0' else '1'}"


def _any_grade(sound: Callable[..., Iterable[Any]], schema: str, value: Any) -> Iterable[Any]:
    return () if schema == "EvaluationInput" and value.get("grade") == "0" else sound(schema, value)


def _one_material(sound: Callable[..., str], item: Any) -> str:
    return sound({**item, "materials": item["materials"][:1]})


FAULTS: tuple[Fault, ...] = of_kind(
    CENTRE,
    Fault(
        "overall.services.item-codes",
        Text("实施主体性质沿用旧系统的代码 4", "the nature of the body is code 4 of the older system"),
        patched_list("item", at("nature", says("4"))),
        also=(*UNFIT, "overall.codes.values-published"),
    ),
    Fault(
        "overall.services.item-data",
        Text("咨询电话留空", "the telephone for questions is left blank"),
        patched_list("item", at("consultPhone", says(BLANK))),
    ),
    Fault(
        "overall.services.lengths",
        Text("设定依据附上条文全文", "the whole text of the law stands as the legal basis"),
        patched_list("item", at("legalBasis", lambda basis: (basis * 100)[:1800])),
    ),
    Fault(
        "overall.services.task-code",
        Text("实施编码的层级位与行使层级不符", "the level in the implementation code is not that of the item"),
        patched_list("item", each(at("taskCode", _other_level), at("handlingCode", _other_level))),
    ),
    Fault(
        "overall.services.handling-code",
        Text("业务办理项编码为本系统的流水号", "the code of a handling item is a serial number"),
        patched_list("item", at("handlingCode", lambda code: code[-6:])),
    ),
    Fault(
        "overall.services.certificate-identifier",
        Text("导入证照时校验位填 0", "check characters are filled with 0 when certificates are taken over"),
        shows("certificate", at("identifier", _last_digit_lost)),
        also=("support.services.certificate-verified",),
    ),
    Fault(
        "overall.services.fees",
        Text("收费事项没有收费依据", "items with a fee state no basis"),
        patched_list("item", drop("feeBasis")),
    ),
    Fault(
        "overall.services.material-data",
        Text("材料清单没有出具机构", "lists of materials do not say who issues them"),
        patched_list("item", drop("materials[].issuer")),
        also=(*UNFIT, "support.description.own-document"),
    ),
    Fault(
        "overall.services.case-data",
        Text("办件没有带入实施编码", "the item's code is not taken into the case"),
        patched_list("case", at("taskCode", says(BLANK))),
    ),
    Fault(
        "overall.services.acceptance-data",
        Text("受理凭证没有文书编号", "receipts bear no number"),
        patched_list("case", at("receipt.number", says(BLANK))),
    ),
    Fault(
        "overall.services.step-data",
        Text("环节没有记办理人", "steps do not say who did them"),
        patched_list("case", at("steps[].by", says(BLANK))),
    ),
    Fault(
        "overall.services.closing-data",
        Text("决定没有文号", "decisions have no number"),
        patched_list("case", at("decision.number", says(BLANK))),
    ),
    Fault(
        "overall.services.grades",
        Text("评价接口不校验等次", "the interface for evaluations does not check the grade"),
        around("checking.places", _any_grade),
    ),
    Fault(
        "overall.services.pages-agree",
        Text("页面的材料清单停在旧指南，只列第一项", "the page still lists the one material of the older guide"),
        around("pages.materials", _one_material),
    ),
)
