"""Faults of what every kind of record asks, as an exchange platform has them: making, reading, searching, narrowing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.checking import Checking
from conformance.systems.data_exchange.holding import Holding
from conformance.systems.data_exchange.operations import Operations
from conformance.systems.data_exchange.requests import Requests
from conformance.systems.data_exchange.resources import Resources
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.service.accounts import Caller
from conformance.systems.service.call import Call
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.dispatch import Dispatch
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.system import Service


class InnerLocation(Operations):
    def made(self, call: Call, shown: Record, location: str) -> Response:
        return super().made(call, shown, f"http://exchange-inner:8080{location}")


class EmptyForUnknown(Operations):
    def read(self, call: Call, of: Records) -> Response:
        try:
            return super().read(call, of)
        except Refusal as refusal:
            if refusal.status != 404 or call.operation.id != "getRequest":
                raise
            return self._system.responses.json(call, {})


class TakenInAgain(Requests):
    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        return self.save({**super().change(caller, record, body), "submittedAt": self.stamp()})


class OldCodePage(Requests):
    def elements(self, caller: Caller, holding: Holding, body: Record) -> Record:
        found = super().elements(caller, holding, body)
        if "scenario" in found:
            found["scenario"] = found["scenario"].encode("gbk", "replace").decode("gbk")
        return found


class WordsBetweenSpaces(Resources):
    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        words = f"{record['name']} {record['summary']}".split()
        wanted = (asked.get("q") or "").split()
        return super().matches(record, {**asked, "q": ""}) and all(word in words for word in wanted)


class AnyCharacterWillDo(Resources):
    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        wanted, text = asked.get("q") or "", f"{record['name']} {record['summary']}"
        return super().matches(record, {**asked, "q": ""}) and (not wanted or any(char in text for char in wanted))


class RegionUnheard(Resources):
    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        return super().matches(record, {**asked, "region": None})


class ReadByIdAlone(Requests):
    def found(self, caller: Caller, identifier: str) -> Record:
        return self.known(identifier)


class ChangedByIdAlone(Requests):
    def own(self, caller: Caller, identifier: str) -> Record:
        return self.known(identifier)


class StoredBeforeChecked(Dispatch):
    def carry_out(self, operation: Operation, caller: Caller, request: Request, raw: bytes | None) -> Response:
        try:
            return super().carry_out(operation, caller, request, raw)
        except Refusal as refusal:
            body = read_json(raw or b"").value
            if operation.id == "submitRequest" and refusal.status == 400 and isinstance(body, dict):
                self._keep(caller, str(request.path_params["id"]), body)
            raise

    def _keep(self, caller: Caller, identifier: str, body: Record) -> None:
        system: Any = self._system
        known = {name: body[name] for name in ("basis", "scenario") if isinstance(body.get(name), str)}
        system.requests.submit(caller, identifier, known)


class MethodGuessed(Checking):
    def read(self, raw: bytes) -> Any:
        value = super().read(raw)
        known = isinstance(value, dict) and value.get("method") in (None, "service", "batch", "file")
        return value if known or not isinstance(value, dict) else {**value, "method": "service"}


class StateBound(Checking):
    def places(self, schema: str, value: Any) -> Iterable[Place]:
        found = super().places(schema, value)
        return [place for place in found if schema != "RequestInput" or place.pointer not in ("/state", "/completeAt")]


class StateFromBody(Requests):
    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        record = super().submit(caller, parent, body)
        bound = body.get("state") == "consented" and record["state"] == "submitted"
        return self.consent(record, caller.user, self.stamp()) if bound else record


class QuoteEndsTheQuery(Resources):
    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        if "'" in (asked.get("q") or ""):
            raise sqlite3.OperationalError("unrecognized token")
        return super().matches(record, asked)


class SerialisedWhole(Resources):
    def resource(self, identifier: str, holding: Holding) -> Record:
        return {**super().resource(identifier, holding), "operatorPhone": "13900000000"}


def _bound_to_the_entity(system: Service) -> None:
    instead("checking", StateBound)(system)
    instead("requests", StateFromBody)(system)


FAULTS: tuple[Fault, ...] = (
    Fault(
        "support.requests.location",
        Text("Location 指向内网地址", "Location points to an internal host"),
        instead("operations", InnerLocation),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "support.requests.unknown-identifier",
        Text("查无申请时返回空对象", "an empty object where there is no request"),
        instead("operations", EmptyForUnknown),
        kinds=(EXCHANGE,),
        also=("support.contract.answers-match", "security.access.draft-of-unit"),
    ),
    Fault(
        "support.requests.stable-identifier",
        Text("补充材料后收件时间改为补充的时间", "the time of receipt becomes that of the supplement"),
        instead("requests", TakenInAgain),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "overall.characters.rare-characters",
        Text("按 GBK 存储，生僻字成问号", "stored in GBK, rare characters become question marks"),
        instead("requests", OldCodePage),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "overall.codes.refused-not-stored",
        Text("先存入后校验", "stored before it is checked"),
        instead("dispatch", StoredBeforeChecked),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "support.search.finds",
        Text("以空格分词，中文整句成一词", "words are split at spaces, so that a Chinese sentence is one word"),
        instead("resources", WordsBetweenSpaces),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "support.search.narrows",
        Text("任一字符相同即算命中", "one character in common is a hit"),
        instead("resources", AnyCharacterWillDo),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "support.search.filters",
        Text("不理会行政区划", "the region asked for is not heard"),
        instead("resources", RegionUnheard),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "overall.codes.unknown-refused",
        Text("未知的共享方式当作服务接口", "an unknown method is taken for the service interface"),
        instead("checking", MethodGuessed),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "security.access.privileged-fields",
        Text(
            "正文直接绑定到申请，状态由提交者说了算",
            "the body is bound onto the request, its state is what the caller says",
        ),
        _bound_to_the_entity,
        kinds=(EXCHANGE,),
    ),
    Fault(
        "security.input.no-breakdown",
        Text("检索词拼入查询语句，引号使其出错", "search words are pasted into the query; a quote breaks it"),
        instead("resources", QuoteEndsTheQuery),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "security.privacy.declared-members",
        Text("直接序列化实体，带出经办人手机号", "the entity is serialised whole, the officer's mobile number with it"),
        instead("resources", SerialisedWhole),
        kinds=(EXCHANGE,),
        also=("support.contract.answers-match", "support.description.own-document"),
    ),
    Fault(
        "security.access.draft-of-unit",
        Text("读取申请只凭编号，不核对所属部门", "requests are read by id alone, whosever they are"),
        instead("requests", ReadByIdAlone),
        kinds=(EXCHANGE,),
    ),
    Fault(
        "security.access.foreign-entry",
        Text("补充与撤回只凭编号，不核对所属部门", "supplement and withdrawal go by id alone, whosever the request is"),
        instead("requests", ChangedByIdAlone),
        kinds=(EXCHANGE,),
    ),
)
