"""Faults against the contract: answers that depart from it, requests judged otherwise than it says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.categories import Category
from conformance.systems.resource_catalogue.serializers import Serializers
from conformance.systems.service.checking import Checking
from conformance.systems.service.contract_index import Parameter
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.responses import Responses

LONGEST_NAME = 30


class NullForNone(Serializers):
    def record(self, record: Record) -> Record:
        shown = super().record(record)
        return {**shown, "relatedCodes": shown.get("relatedCodes") or None}


class LeafAsDigit(Serializers):
    def category(self, category: Category) -> Record:
        return {**super().category(category), "leaf": "1" if category.leaf else "0"}


class ShorterNames(Checking):
    def rules(self, value: Mapping[str, Any]) -> Iterable[Place]:
        yield from super().rules(value)
        if len(value.get("name", "")) > LONGEST_NAME:
            yield Place("名称过长。The name is too long.", pointer="/name")


class LengthsUnchecked(Checking):
    def places(self, schema: str, value: Any) -> Iterable[Place]:
        return [place for place in super().places(schema, value) if "Length" not in place.message]


class FrameworkErrors(Responses):
    def problem(self, refusal: Refusal, path: str) -> Response:
        if refusal.status != 400:
            return super().problem(refusal, path)
        detail = [{"loc": [place.parameter or place.pointer], "msg": place.message} for place in refusal.places]
        body = json.dumps({"detail": detail}, ensure_ascii=False)
        return Response(body, 400, {"Cache-Control": "no-store"}, "application/json")


class Unprocessable(Responses):
    def problem_body(self, refusal: Refusal, path: str) -> dict[str, Any]:
        body = super().problem_body(refusal, path)
        return {**body, "status": 422} if refusal.status == 400 else body


class NoPlaces(Responses):
    def problem_body(self, refusal: Refusal, path: str) -> dict[str, Any]:
        body = super().problem_body(refusal, path)
        body.pop("errors", None)
        return body


class NumbersTrusted(Checking):
    def argument(self, parameter: Parameter, values: Sequence[str]) -> Any:
        if parameter.integer and values:
            int(values[0])
        return super().argument(parameter, values)


FAULTS = (
    Fault(
        "support.contract.answers-match",
        Text("没有关联代码时给出 null", "null where there are no related codes"),
        instead("serializers", NullForNone),
        kinds=(CATALOGUE,),
        also=("support.description.own-document", "support.sharing.related-codes"),
    ),
    Fault(
        "support.description.own-document",
        Text("布尔值写成 0 与 1", "booleans are written 0 and 1"),
        instead("serializers", LeafAsDigit),
        kinds=(CATALOGUE,),
        also=("support.contract.answers-match",),
    ),
    Fault(
        "support.contract.accepts",
        Text("名称列宽小于规约所定", "the column of the name is narrower than the contract says"),
        instead("checking", ShorterNames),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "support.contract.refuses",
        Text("不校验长度", "lengths are not checked"),
        instead("checking", LengthsUnchecked),
        also=("support.contract.answers-match",),
    ),
    Fault(
        "support.refusals.problem-details",
        Text("校验错误用框架默认的格式", "validation errors in the default form of the framework"),
        instead("responses", FrameworkErrors),
        also=("support.refusals.named-place", "support.contract.answers-match"),
        hides=hiding(
            "应答不是问题详情，无从查看其状态码与所指位置",
            "what is no problem details states neither a status nor a place",
            "support.refusals.named-place",
            "support.refusals.status-agrees",
        ),
    ),
    Fault(
        "support.refusals.status-agrees",
        Text("应答 400 而正文写 422", "400 on the wire, 422 in the body"),
        instead("responses", Unprocessable),
    ),
    Fault(
        "support.refusals.named-place",
        Text("只说请求有误，不说在哪里", "the refusal says that something is wrong, not where"),
        instead("responses", NoPlaces),
    ),
    Fault(
        "support.refusals.no-server-error",
        Text("数字参数未校验就转换", "numbers in parameters are converted before they are checked"),
        instead("checking", NumbersTrusted),
        also=("security.input.no-breakdown",),
    ),
)
