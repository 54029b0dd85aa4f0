"""Exchanges as a workflow of Arazzo 1.0.1 (OpenAPI Initiative), or why they cannot be said as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conformance.model.text import Text

SYSTEM = "system"
"""What a document of workflows calls the interface document of the system under test."""
MOST_STEPS = 60
"""Requests that one workflow makes; what takes back what they made comes on top."""


class Omission(StrEnum):
    """What keeps exchanges from being said as a workflow that other tools run alike."""

    DOCUMENT = "document"
    NOTHING = "nothing"
    LENGTH = "length"
    ANSWER = "answer"
    OPERATION = "operation"
    ADDRESS = "address"
    HEADER = "header"
    BODY = "body"
    VALUE = "value"
    UNDO = "undo"


OMISSION_WORDS = {
    Omission.DOCUMENT: Text("被测系统没有接口文档", "the system has no interface document"),
    Omission.NOTHING: Text("没有可重复的交互", "there is no exchange to repeat"),
    Omission.LENGTH: Text("请求过多", "too many requests"),
    Omission.ANSWER: Text("有请求没有应答，无状态码可比", "a request got no answer, so there is no status to compare"),
    Omission.OPERATION: Text("请求不是接口文档中的操作", "a request is no operation of the interface document"),
    Omission.ADDRESS: Text(
        "地址无法以参数写明（编码不规范，或参数重复）",
        "an address cannot be stated by parameters (odd encoding, or a parameter twice)",
    ),
    Omission.HEADER: Text("头字段重复或无法写明", "a header field stands twice or cannot be stated"),
    Omission.BODY: Text(
        "请求体无法原样写明（不是严格的 JSON 或文本，或过大）",
        "a body cannot be stated as it is (neither strict JSON nor text, or too large)",
    ),
    Omission.VALUE: Text(
        "应答中的成员名不能写入表达式", "a member of an answer has a name that no expression can hold"
    ),
    Omission.UNDO: Text("所建数据的清除无法写明", "how to take back what is made cannot be stated"),
}


@dataclass(frozen=True, slots=True)
class Workflow:
    """Its `definition` as JSON values: workflowId, inputs and steps; empty where there is an `omission`."""

    definition: Mapping[str, Any]
    omission: Omission | None = None


NO_WORKFLOW = Workflow({}, Omission.NOTHING)
