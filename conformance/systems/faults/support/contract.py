"""Faults against the contract: answers that depart from it, requests judged otherwise than it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.changes import Change, at, drop
from conformance.systems.faults.described import Described
from conformance.systems.faults.fault import Fault, Mutation, hiding, of_kind
from conformance.systems.faults.mutations import gives, of_contract, shows
from conformance.systems.faults.parts import around, override_part
from conformance.systems.faults.values import as_digit
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.checking import Checking
from conformance.systems.service.contract_index import Parameter
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.responses import Responses


def _null_for_none(known: Described) -> Mutation:
    name = known.optional()[0]
    return shows(known.found, Change(lambda record: {name: None, **record}, (name,)))


def _narrow_column(known: Described) -> Mutation:
    """The column of what people write is half as wide as the contract says."""
    lived = known.records[known.lived]
    name = str(lived["members"].get("title") or lived["members"]["text"])
    width = known.sent(lived["operations"]["create"])[name]["maxLength"] // 2

    def rules(sound: Callable[..., Iterable[Place]], value: Mapping[str, Any]) -> Iterable[Place]:
        yield from sound(value)
        if len(value.get(name, "")) > width:
            yield Place("过长。Too long.", pointer=f"/{name}")

    return around("checking.rules", rules)


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


class NumbersTrusted(Checking):
    def argument(self, parameter: Parameter, values: Sequence[str]) -> Any:
        if parameter.integer and values:
            int(values[0])
        return super().argument(parameter, values)


def _by_variable(place: dict[str, str]) -> dict[str, str]:
    return {**place, "parameter": f"p_{place['parameter']}"} if "parameter" in place else place


FAULTS = (
    Fault(
        "support.contract.answers-match",
        Text("没有的要素给出 null", "null where there is nothing to state"),
        of_contract(_null_for_none),
        also=("support.description.own-document",),
    ),
    Fault(
        "support.contract.accepts",
        Text(
            "名称等文字的列宽只有规约所定的一半", "the column of what people write is half as wide as the contract says"
        ),
        of_contract(_narrow_column),
        also_on={CATALOGUE: ("application.catalogue.markup-escaped",)},
    ),
    Fault(
        "support.contract.refuses",
        Text("不校验长度", "lengths are not checked"),
        override_part("checking", LengthsUnchecked),
        also=("support.contract.answers-match",),
    ),
    Fault(
        "support.refusals.problem-details",
        Text("校验错误用框架默认的格式", "validation errors in the default form of the framework"),
        override_part("responses", FrameworkErrors),
        also=("support.refusals.named-place", "support.contract.answers-match", "support.errors.problem-details"),
        also_on={CATALOGUE: ("overall.codes.broken-rule-named",)},
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
        gives("responses.problem_body", lambda body: {**body, "status": 422} if body["status"] == 400 else body),
        by=("odd-query",),
    ),
    Fault(
        "support.refusals.named-place",
        Text("只说请求有误，不说在哪里", "the refusal says that something is wrong, not where"),
        gives("responses.problem_body", drop("errors")),
        also=("support.refusals.place-known",),
        also_on={CATALOGUE: ("overall.codes.broken-rule-named",)},
    ),
    Fault(
        "support.refusals.place-known",
        Text("所指的参数是内部变量的名称", "the parameters named are those of variables inside"),
        gives("responses.place", _by_variable),
        by=("odd-query",),
    ),
    Fault(
        "support.refusals.no-server-error",
        Text("数字参数未校验就转换", "numbers in parameters are converted before they are checked"),
        override_part("checking", NumbersTrusted),
        also=("security.input.no-breakdown", "support.errors.no-server-error"),
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "support.description.own-document",
            Text("布尔值写成 0 与 1", "booleans are written 0 and 1"),
            shows("category", at("leaf", as_digit)),
            also=("support.contract.answers-match", "overall.codes.category-levels"),
        ),
    ),
    *of_kind(
        EXCHANGE,
        Fault(
            "support.description.own-document",
            Text("布尔值写成 0 与 1", "booleans are written 0 and 1"),
            shows("resource", at("items[].personal", as_digit)),
            also=("support.contract.answers-match", "management.exchange.agreement-personal"),
        ),
    ),
)
