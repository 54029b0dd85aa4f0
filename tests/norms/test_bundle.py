"""A document in several files: what stands beside it or below is read, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conformance.config.interface_document import own_contract
from conformance.model.contract import Contract
from conformance.model.target import Target

HEAD = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
FILES: dict[str, str] = {
    "api/openapi.yaml": HEAD
    + """
paths:
  /a: {$ref: "paths/a.yaml"}
  /b: {$ref: "paths/more.yaml#/b~1c"}
  /out: {$ref: "../outside.yaml"}
  /gone: {get: {operationId: gone, responses: {"200": {$ref: "answers.yaml#/Gone"}}}}
components: {schemas: {Own: {properties: {n: {type: integer}}}}}
""",
    "api/paths/a.yaml": """
get:
  operationId: a
  parameters: [{$ref: "../parameters.json#/Size"}]
  responses: {"200": {$ref: "../answers.yaml#/One"}}
""",
    "api/paths/more.yaml": """
b/c:
  get: {operationId: b, responses: {"200": {$ref: "#/own"}}}
own: {description: "", content: {application/json: {schema: {$ref: "../openapi.yaml#/components/schemas/Own"}}}}
""",
    "api/answers.yaml": """
One: {description: "", content: {application/json: {schema: {$ref: "schemas/用户.yaml"}, example: {$ref: "x.yaml"}}}}
""",
    "api/schemas/用户.yaml": """
type: object
properties: {of: {$ref: "用户.yaml"}, n: {$ref: "#/$defs/n"}}
$defs: {n: {type: integer}}
""",
    "api/parameters.json": json.dumps({"Size": {"name": "size", "in": "query", "schema": {"type": "integer"}}}),
    "outside.yaml": "get: {operationId: out, responses: {}}\n",
}


def read(folder: Path) -> Contract:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return own_contract(Target("one", "http://127.0.0.1:9", document=str(folder / "api/openapi.yaml")))


def members(contract: Contract, name: str) -> dict[str, Any]:
    schema = contract.operations[name].responses["200"]["application/json"]
    assert schema is not None
    return {member: schema.inside(said) for member, said in schema.members(schema.document)}


def test_files_of_the_folder_are_read_and_nothing_outside(tmp_path: Path) -> None:
    contract = read(tmp_path)
    assert [*contract.operations] == ["a", "b", "gone"]
    assert [each.name for each in contract.operations["a"].parameters] == ["size"]
    assert members(contract, "a")["n"] == {"type": "integer"}
    assert members(contract, "b") == {"n": {"type": "integer"}}
    assert [(flaw.pointer, flaw.problem.en) for flaw in contract.flaws] == [
        ("/paths/~1out", "$ref ../outside.yaml leads out of the document; it was not fetched"),
        ("/paths/~1gone/get/responses/200", "$ref answers.yaml#/Gone leads out of the document; it was not fetched"),
    ]


def test_files_of_swagger_are_read_in_its_words(tmp_path: Path) -> None:
    files = {
        "openapi.yaml": """
swagger: "2.0"
info: {title: t, version: "1"}
produces: [application/json]
paths:
  /a: {$ref: "parts.yaml#/a"}
  /b: {post: {operationId: b, parameters: [{$ref: "parts.yaml#/body"}], responses: {200: {$ref: "parts.yaml#/ok"}}}}
""",
        "parts.yaml": """
a: {get: {operationId: a, parameters: [{$ref: "#/size"}], responses: {200: {$ref: "#/ok"}}}}
size: {name: size, in: query, type: array, items: {type: integer}, collectionFormat: pipes}
body: {name: it, in: body, required: true, schema: {$ref: "#/definitions/It"}}
ok: {description: "", schema: {$ref: "#/definitions/It"}}
definitions: {It: {type: object, properties: {n: {type: integer, x-nullable: true}}}}
""",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    contract = own_contract(Target("one", "http://127.0.0.1:9", document=str(tmp_path / "openapi.yaml")))
    assert not contract.flaws
    assert [(each.style, each.types) for each in contract.operations["a"].parameters] == [("pipeDelimited", {"array"})]
    assert contract.operations["b"].body_required
    for name in "ab":
        assert members(contract, name) == {"n": {"type": ["integer", "null"]}}
