"""The contract of the resource catalogue as a document: the elements of an entry, and rules no schema can say."""

from __future__ import annotations

from tests.systems.client import DOCUMENT
from tests.systems.test_contracts import places

SCHEMAS = DOCUMENT["components"]["schemas"]


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
