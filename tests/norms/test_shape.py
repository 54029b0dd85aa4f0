"""What departs from a schema is told in both languages, and in the words of a data file."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.norms.shape import departed


@pytest.mark.parametrize(
    ("schema", "value", "zh", "en"),
    [
        ({"type": "string"}, None, "x：null 的类型应为 string", "x: null should be of type string"),
        (
            {"type": ["string", "null"]},
            True,
            "x：true 的类型应为 string 或 null",
            "x: true should be of type string",
        ),
        ({"maximum": 2099}, 99999, "x：99999 应不大于 2099", "x: 99999 should be 2099 at most"),
        ({"minimum": 2000}, 0, "x：0 应不小于 2000", "x: 0 should be 2000 at least"),
        ({"const": "openapi"}, "arazzo", "x：'arazzo' 应为 openapi", "x: 'arazzo' should be openapi"),
        (
            {"pattern": "^[a-z]{2}$"},
            "登记",
            "x：'登记' 的写法应合于 ^[a-z]{2}$",
            "x: '登记' is not written as ^[a-z]{2}$",
        ),
        ({"minProperties": 1}, {}, "x：{} 应至少有 1 个字段", "x: {} should have 1 or more fields"),
        ({"maxLength": 2}, "长" * 90, "x：该文本 应至多有 2 个字符", "x: the text should have 2 or fewer characters"),
        ({"enum": ["must"]}, ["a"] * 90, "x：该列表 不在取值范围（must）内", "x: the list is none of must"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, 5, "x：5 的写法不在允许之列", "x: 5 is not valid"),
    ],
)
def test_a_departure_is_told_in_both_languages(schema: dict[str, Any], value: Any, zh: str, en: str) -> None:
    (found,) = departed({"x": value}, {"properties": {"x": schema}})
    assert found.text.zh == zh
    assert found.text.en.startswith(en)
