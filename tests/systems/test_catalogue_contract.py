"""The contract of the resource catalogue as a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis

from conformance.model.clause import ROLES
from conformance.systems.resource_catalogue.code_lists import CODE_LISTS
from tests.systems.client import DOCUMENT, validator

OPERATIONS = {
    raw["operationId"]: raw
    for item in DOCUMENT["paths"].values()
    for method, raw in item.items()
    if method in ("get", "post", "put", "delete")
}
SCHEMAS = DOCUMENT["components"]["schemas"]


def places(part: Any, at: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a document, with where it stands."""
    if isinstance(part, dict):
        yield at, part
    for name, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from places(inner, f"{at}/{name}")


def test_schemathesis_reads_every_operation() -> None:
    document = schemathesis.openapi.from_dict(DOCUMENT)
    read = {result.ok().definition.raw["operationId"] for result in document.get_all_operations()}
    assert read == set(OPERATIONS)
    assert len(read) == 20


def test_every_reference_points_somewhere() -> None:
    for at, part in places(DOCUMENT):
        if isinstance(part.get("$ref"), str):
            found: Any = DOCUMENT
            for step in part["$ref"].removeprefix("#/").split("/"):
                assert step in found, f"{at} points to {part['$ref']}"
                found = found[step]


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_operation_says_who_may_call_it(name: str) -> None:
    raw = OPERATIONS[name]
    assert set(raw["x-hutong-roles"]) <= set(ROLES)
    assert (raw["security"] == []) == ("anonymous" in raw["x-hutong-roles"])
    assert ("401" in raw["responses"]) >= (raw["security"] != [])
    assert "default" in raw["responses"]


def test_what_writes_can_be_undone() -> None:
    for name, raw in OPERATIONS.items():
        undo = raw.get("x-hutong-undo", {})
        writes = name in ("registerResource", "changeResource", "withdrawResource", "reviewResource")
        assert bool(undo) == writes, name
        assert not undo or undo.get("operation", undo.get("within")) in OPERATIONS


@pytest.mark.parametrize("name", sorted(name for name, schema in SCHEMAS.items() if "examples" in schema))
def test_examples_are_valid(name: str) -> None:
    for example in SCHEMAS[name]["examples"]:
        assert not list(validator(SCHEMAS[name]).iter_errors(example))


@pytest.mark.parametrize(("example", "schema"), [("Training", "ResourceInput"), ("Approval", "ReviewInput")])
def test_request_examples_are_valid(example: str, schema: str) -> None:
    value = DOCUMENT["components"]["examples"][example]["value"]
    assert not list(validator(SCHEMAS[schema]).iter_errors(value))


def test_enums_are_taken_from_the_published_lists() -> None:
    checked = 0
    for at, part in places(DOCUMENT):
        if "x-hutong-codes" in part and "enum" in part:
            published = {code for code, _, _ in CODE_LISTS[part["x-hutong-codes"]].codes}
            assert set(part["enum"]) <= published, at
            checked += 1
    assert checked > 20


def test_descriptions_are_in_both_languages() -> None:
    one_language = []
    for at, part in places(DOCUMENT):
        text = part.get("description")
        if isinstance(text, str) and not (re.search("[一-鿿]", text) and re.search("[A-Za-z]{3}", text)):
            one_language.append(at)
    assert not one_language


def test_elements_of_an_entry_have_chinese_names_with_their_source() -> None:
    nine = {
        "目录名称",
        "数据项",
        "提供单位",
        "数据格式",
        "数据更新频率",
        "共享属性",
        "共享方式",
        "使用条件",
        "数据分类",
        "数据分级",
    }
    core = {"摘要", "信息资源分类", "元数据标识符", "关键字说明", "服务信息", "元数据维护方", "在线资源链接地址"}
    names = {part["x-hutong-name"]["zh"] for _, part in places(DOCUMENT) if "x-hutong-name" in part}
    assert nine | core <= names
    assert all(part["x-hutong-name"]["source"] for _, part in places(DOCUMENT) if "x-hutong-name" in part)


def test_rules_no_schema_can_say_stand_on_optional_properties_only() -> None:
    ruled = {name for at, part in places(SCHEMAS) if "x-hutong-rule" in part for name in [at.rpartition("/")[2]]}
    required = {name for _, part in places(SCHEMAS) if "Input" in str(_) for name in part.get("required", ())}
    assert {"formats", "relatedCodes", "uscc"} <= ruled
    assert not {"formats", "relatedCodes", "uscc"} & required
