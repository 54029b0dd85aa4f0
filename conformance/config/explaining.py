"""What is wrong with a value of a hutong.yaml, said in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from conformance.model.text import Text

_FIELDS = Text("应为“字段: 值”的形式", "should hold fields, each with its value")
PLAIN = Text("应为文字、数字或真假值", "should be text, a number or a truth value")
_NUMBER = Text("应为数字", "should be a number")
_SAID: Mapping[str, Text] = {
    "model_type": _FIELDS,
    "dict_type": _FIELDS,
    "list_type": Text("应为列表", "should be a list"),
    "string_type": Text("应为文字；数字、真假值请加引号", "should be text; put numbers and truth values in quotes"),
    "bool_type": Text("应为 true 或 false", "should be true or false"),
    "bool_parsing": Text("应为 true 或 false", "should be true or false"),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": Text("应为整数", "should be a whole number"),
    "string_too_short": Text("不得为空", "should not be empty"),
    "int_parsing_size": Text("数字过长", "is too long a number"),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "no_number": Text("`{given}` 不是 IP 地址或网段", "`{given}` is no IP address or network"),
    "no_certificate": Text(
        "写了 client_key 而没有 client_cert", "client_key and client_key_password go with a client_cert"
    ),
    "greater_than": Text("应大于 {gt}", "should be more than {gt}"),
    "greater_than_equal": Text("应不小于 {ge}", "should be at least {ge}"),
    "hours": Text("{hours} 不是时段；应如 22:00-06:00", "{hours} is no span of hours; write it as 22:00-06:00"),
    "zone": Text(
        "没有时区 {zone}；应如 Asia/Shanghai 或 +08:00", "there is no time zone {zone}; write Asia/Shanghai or +08:00"
    ),
    "less_than_equal": Text("应不大于 {le}", "should be at most {le}"),
}


def said(kind: str, context: Mapping[str, Any], message: str) -> Text:
    """What a value should have been, by pydantic's kind of error; its own words where there are none of ours."""
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(context["expected"])) or [str(context["expected"])]
        return Text(f"应为 {' 或 '.join(known)}", f"should be {' or '.join(known)}")
    found = _SAID.get(kind)
    return Text(found.zh.format(**context), found.en.format(**context)) if found else Text(message, message)
