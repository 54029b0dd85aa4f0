"""Whether the codes of service items and of electronic certificates are made as they must be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.places import value_at
from conformance.checks.reading import not_exercised, read_whole, shown
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.parameters import Step
from conformance.model.record import entries
from conformance.model.text import Text

WHOLE, BASE = 31, 12
ITEM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}[1-7][0-9A-Z]{12}", re.ASCII)
ROOT = "1.2.156.3005.2."
IDENTIFIER = re.compile(rf"{re.escape(ROOT)}(?P<body>[0-9A-Z]+\.[0-9A-Z]+\.[0-9A-Z]+\.[0-9A-Z]+)\.(?P<check>[0-9A-Z]+)")
CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def implementation_codes_are_made_of(trace: Trace, *, step: Step) -> Iterator[Finding]:
    """An implementation code of 31 characters is the credit code of its department, its level and its base code.

    A code of another length is an older or a local one, which is made otherwise.
    """
    judged = 0
    for item, page in _coded(trace, step):
        judged += 1
        code, name = item["taskCode"], shown(item.get("id"))
        due = {0: value_at(item, "department.uscc"), 18: item.get("level"), 19: item.get("baseCode")}
        for start, part in due.items():
            known = isinstance(part, str) and (start != 19 or len(part) == BASE)
            if known and not code.startswith(part, start):
                zh, en = f"{code} 第 {start + 1} 位起不是 {part}", f"{code} does not go on with {part} at {start + 1}"
                words = Text("实施主体代码、行使层级、基本编码", "department, level, base code")
                yield Finding(Text(zh, en), words, name, (page,))
        if not ITEM.fullmatch(code):
            seen = Text(f"实施编码 {code}", f"the code is {code}")
            yield Finding(seen, Text("18 位代码、1 位层级、12 位基本编码", "18, 1 and 12 characters"), name, (page,))
    read_whole(trace, step)
    if not judged:
        raise not_exercised("没有 31 位的实施编码", "there is no implementation code of 31 characters")


def handling_codes_extend(trace: Trace, *, step: Step) -> Iterator[Finding]:
    """The code of a handling item is the implementation code of its item, of 31 characters, and two characters more."""
    judged = 0
    for item, page in _coded(trace, step):
        task, code = item["taskCode"], item.get("handlingCode")
        if not isinstance(code, str):
            continue
        judged += 1
        if not code.startswith(task) or len(code) != WHOLE + 2:
            seen = Text(f"业务办理项编码 {shown(code)}", f"the code of the handling item is {shown(code)}")
            yield Finding(seen, Text(f"{task} 加两位", f"{task} and two more"), shown(item.get("id")), (page,))
    read_whole(trace, step)
    if not judged:
        raise not_exercised("没有业务办理项编码", "there is no code of a handling item")


def _coded(trace: Trace, step: str) -> Iterator[tuple[Mapping[str, Any], Exchange]]:
    """The items whose implementation code has 31 characters."""
    for page in trace.at(step):
        for item in entries(page.data):
            if isinstance(item.get("taskCode"), str) and len(item["taskCode"]) == WHOLE:
                yield item, page


def certificate_identifier_holds(value: Value) -> Iterator[Finding]:
    """The identifier of a certificate has the root, five segments and a check character that holds (MOD 37,36)."""
    identifier = value.value
    found = IDENTIFIER.fullmatch(identifier) if isinstance(identifier, str) else None
    if found is None:
        seen = Text(f"“{shown(identifier)}”", f'"{shown(identifier)}"')
        yield Finding(seen, Text(f"{ROOT} 之后五段", f"five segments after {ROOT}"))
    elif found["check"] != (due := hybrid_check(found["body"].replace(".", ""))):
        check = found["check"]
        yield Finding(Text(f"{identifier} 的校验位为 {check}", f"{identifier} ends in {check}"), Text(due, due))


def hybrid_check(body: str) -> str:
    """The check character of a text of digits and capitals (ISO 7064 MOD 37,36)."""
    product = 36
    for one in body:
        product = ((product + CHARACTERS.index(one)) % 36 or 36) * 2 % 37
    return CHARACTERS[(1 - product) % 36]
