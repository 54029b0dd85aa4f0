"""Whether what is shared unconditionally is open to every department, for whatever its duties are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conformance.checks.overall.elements import NOTHING_SAID
from conformance.checks.places import value_at
from conformance.checks.reading import not_exercised, shown
from conformance.model.exchange import Value
from conformance.model.finding import Finding
from conformance.model.parameters import Member
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

_ANY = r"(?:政府|政务|党政|行政|国家|有关|相关|各级|各)"
_BODY = r"(?:各?部门|各?机关|各?机构|各?单位)"
_WHERE = r"(?:(?:全|本)(?:国|省|市|区|县|州|自治区|地区)|各地区?|各区县?)?(?:范围)?内?(?:的)?"
_OF_ALL = (
    rf"{_WHERE}(?:{_ANY}{{1,4}}{_BODY}(?:各单位)?|(?:全部|所有|全体|任何)(?:的)?{_ANY}{{0,4}}{_BODY})(?![理承登的])"
)
_BOUND = r"(?:[仅只](?:限于?|供|向|对|面向|提供给|用于|为)|限于?)"
NO_LIMIT = re.compile(
    r"^[无全][。.部]?$|^(?:所有|全部|任何)$|无(?:任何|特殊|附加|其他|范围|用途|使用|共享)*(?:条件|限制|限定|要求)"
    r"|不(?:作|设|受|加)?(?:任何)?限(?:制|定)?|(?:^|面|[，,。；;、])向?(?:社会)?(?:公众|公开)"
)
"""Words that bound nothing: neither who may have the data nor for what (D809 14)."""
TO_ALL = re.compile(rf"(?<![省市区县州]级)(?:{_BOUND}|面向|提供给|[供向对])?{_OF_ALL}")
TO_A_LEVEL = re.compile(rf"[省市区县州]级{_ANY}{{1,3}}{_BODY}")
"""Departments of one level: whether the network has others, a person tells."""
BOUNDS = re.compile(rf"[仅只]|{_BOUND}|不得|除外|以外")
_OWN = (
    r"(?:本部门|本单位|本机关|各自|法定|自身|其|相应|有关|相关|部门|单位|工作|岗位"
    r"|政府|行政|政务|管理|公共服务|[和与、的])"
)
_DUTY = rf"(?:^|履行|依|按|照|因|为|于|据|用于)(?:{_OWN}){{0,6}}(?:职责|职能)|履职|工作需要|^依法(?:依规)?(?:共享|使用)"
FOR_ANY_DUTY = re.compile(rf"(?:{_BOUND})?(?:{_OF_ALL})?(?:{_DUTY})")
"""Words for a use that is bound by one's duties alone, whatever they are, as all sharing is (D809 3, 20)."""
FOR_A_DUTY = re.compile(r"职责|职能")


def scope_and_use_are_open(value: Value, *, key: Member, scope: Member, use: Member) -> Iterator[Finding]:
    """An unconditional resource bounds neither who may have its data nor for what: to do one's duties is no bound.

    Undecided where it names departments of one level, or duties of one kind: of whom that leaves out a person tells.
    """
    if not value_at(value.value, key):
        raise not_exercised(f"没有 {key}", f"it has no {key}")
    unclear = ""
    for name, open_ones, unclear_ones, zh, en in (
        (scope, TO_ALL, TO_A_LEVEL, "共享范围", "the scope"),
        (use, FOR_ANY_DUTY, FOR_A_DUTY, "使用用途", "the use"),
    ):
        said = value_at(value.value, name)
        if not isinstance(said, str) or said.strip().casefold() in NOTHING_SAID:
            continue
        rest = open_ones.sub("", NO_LIMIT.sub("", said.strip()))
        if rest != said.strip() and not BOUNDS.search(rest):
            continue
        if unclear_ones.search(said) and not BOUNDS.search(rest):
            unclear = unclear or said
            continue
        yield Finding(
            Text(f"{zh}限于“{shown(said)}”", f'{en} is bounded: "{shown(said)}"'),
            Text("不附条件", "no condition is added"),
            at=name,
        )
    if unclear:
        text = Text(f"“{shown(unclear)}”是否为限定，由人判断", f'whether "{shown(unclear)}" is a bound, a person tells')
        raise Undecided(Reason.PRECONDITION_NOT_MET, text)
