"""Faults of what the system says of itself, and of the characters it says it in."""

from __future__ import annotations

import codecs

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault
from conformance.systems.faults.parts import instead
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.operations import Operations as CatalogueOperations
from conformance.systems.service.call import Call
from conformance.systems.service.declaration import Declaration
from conformance.systems.service.operations import Operations
from conformance.systems.service.part import Record

SHAPES = ("support.contract.answers-match", "support.description.own-document")


class DeclarationOfAnotherCity(Declaration):
    """The declaration was copied from another installation, what differs was taken out and never filled in."""

    def declaration(self) -> Record:
        left_out = ("codeLists", "standards")
        return {name: value for name, value in super().declaration().items() if name not in left_out}


class OldDeclaration(Declaration):
    def declaration(self) -> Record:
        return {**super().declaration(), "contract": {"url": "/openapi.json", "version": "1.0"}}


class SwaggerTwo(Declaration):
    def document(self) -> Record:
        document = {name: part for name, part in super().document().items() if name != "openapi"}
        return {"swagger": "2.0", **document}


class HiddenController(Declaration):
    def document(self) -> Record:
        document = super().document()
        paths = {path: item for path, item in document["paths"].items() if path not in ("/changes", "/dcat")}
        return {**document, "paths": paths}


class SavedWithMark(Operations):
    def list_code_lists(self, call: Call) -> Response:
        answer = super().list_code_lists(call)
        return Response(codecs.BOM_UTF8 + bytes(answer.body), 200, self._system.responses.caching(call), call.media)


class JoinedStrings(CatalogueOperations):
    """The answer is put together from strings, and the total was added a second time."""

    def list_categories(self, call: Call) -> Response:
        answer = bytes(super().list_categories(call).body)
        total = len(self._system.serializers.categories())
        body = answer.removesuffix(b"}") + f',"total":{total}}}'.encode()
        return Response(body, 200, self._system.responses.caching(call), call.media)


FAULTS = (
    Fault(
        "overall.declaration.published",
        Text("声明中没有代码表与所依标准", "the declaration lacks code lists and standards"),
        instead("declare", DeclarationOfAnotherCity),
        also=SHAPES,
    ),
    Fault(
        "overall.declaration.interface-document",
        Text("接口描述仍为 Swagger 2.0", "the interface document is Swagger 2.0 still"),
        instead("declare", SwaggerTwo),
        also=SHAPES,
    ),
    Fault(
        "overall.declaration.operations-described",
        Text("接口描述隐藏了两个控制器", "two controllers are hidden from the interface document"),
        instead("declare", HiddenController),
        kinds=(CATALOGUE,),
    ),
    Fault(
        "overall.declaration.version-agrees",
        Text("升级后声明仍写旧版本", "after an upgrade the declaration still states the old version"),
        instead("declare", OldDeclaration),
    ),
    Fault(
        "overall.encoding.utf8",
        Text("代码表存为带 BOM 的文件", "the index of code lists is a file saved with a byte order mark"),
        instead("operations", SavedWithMark),
    ),
    Fault(
        "overall.json.strict",
        Text("拼接字符串生成 JSON，键重复", "JSON joined from strings has a key twice"),
        instead("operations", JoinedStrings),
        kinds=(CATALOGUE,),
    ),
)
