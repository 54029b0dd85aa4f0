"""Whether personal information is kept from those it is not for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from conformance.checks.markup import unbroken, words
from conformance.checks.places import tells_nothing
from conformance.checks.reading import first, not_exercised
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.pointer import at
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z_.+/-])(?:[1-9][0-9]{16}[0-9Xx]|62[0-9]{14}|62[0-9]{17})(?![0-9A-Za-z_/-])(?!\.[0-9])"
)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643: 2^(17-i) mod 11
_ID_CHECKS = "10X98765432"
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_SPECIMENS = frozenset({"11010519491231002X"})  # of the standard itself: nobody's, where words explain a form
_DIVISION_OF_62 = re.compile(r"62[0-3][0-9]{3}")  # Gansu, whose division codes begin as cards do
_RECENT_YEARS = 6  # a number of a filed case is made as a citizen id is, with the day of filing for the day of birth
_SCHEMA_DEPTH = 8

# What an article of law asks of a notice, and the words by which notices say it.
ELEMENTS: Mapping[str, tuple[Text, tuple[tuple[str, ...], ...]]] = {
    "who": (
        Text("处理者及其联系方式", "who handles it, and how to reach them"),
        (
            ("处理者", "主办", "我们", "本局", "我局", "本单位", "我单位", "本机关", "本中心", "我中心", "运营者"),
            ("联系", "电话", "邮箱", "地址"),
        ),
    ),
    "what": (
        Text("处理的目的、方式、种类", "purpose, method and kinds"),
        (("目的", "用于", "为了"), ("方式", "方法"), ("种类", "类型", "类别", "姓名", "手机号")),
    ),
    "how-long": (
        Text("保存期限和到期后的处理", "how long it is kept, and what then"),
        (("期限", "保存", "保留", "留存"), ("到期", "期满", "届满", "删除", "匿名")),
    ),
    "rights": (
        Text("个人行使权利的途径", "how rights are exercised"),
        (("查阅", "查询"), ("复制", "副本"), ("更正", "改正", "修改"), ("删除",)),
    ),
}


def no_personal_number_is_shown(exchange: Exchange, *, today: date) -> Iterator[Finding]:
    """The answer holds no whole citizen id or bank card number; check digits and dates rule out look-alikes.

    One in ten numbers of another kind holds its check by chance: where as many of the same form do not hold it, or the
    date in it may be that of a file, the answer does not tell.
    """
    text = exchange.response.text if exchange.response else ""
    numbers = [number for number in dict.fromkeys(_NUMBER.findall(text)) if not _explains(number, text)]
    open_one: Undecided | None = None
    for what, has_form, holds, may_be_filed in (
        (Text("公民身份号码", "a citizen id number"), _has_form_of_id, _is_citizen_id, _may_be_filed_of_id),
        (Text("银行卡号", "a bank card number"), _has_form_of_card, _is_bank_card, _may_be_filed_of_card),
    ):
        formed = [number for number in numbers if has_form(number, today)]
        holding = [number for number in formed if holds(number)]
        by_chance = 2 * len(holding) <= len(formed)
        for number in holding:
            masked = f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
            if by_chance or may_be_filed(number, today):
                zh, en = (
                    f"{masked} 像{what.zh}，也可能是编号",
                    f"{masked} looks like {what.en}, and may be a file number",
                )
                open_one = open_one or Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
                continue
            yield Finding(
                Text(f"{what.zh} {masked}", f"{what.en}, {masked}"), Text("脱敏或不予公开", "masked, or not published")
            )
    if open_one:
        raise open_one


def _day(text: str) -> date | None:
    """The day that eight digits write; None where there is no such day."""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _explains(number: str, text: str) -> bool:
    """Whether a specimen stands among words only; alone in a member or an element it is kept as anybody's would be."""
    return number.upper() in _SPECIMENS and f'"{number}"' not in text and f">{number}<" not in text


def _has_form_of_id(number: str, today: date) -> bool:
    """Whether a number is as long as a citizen id, of a province, and of somebody who has been born."""
    born = _day(number[6:14]) if len(number) == 18 and _PROVINCE.match(number) else None
    return born is not None and born.year >= 1900 and born <= today


def _is_citizen_id(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == number[17].upper()


def _may_be_filed_of_id(number: str, today: date) -> bool:
    born = _day(number[6:14])
    return born is not None and today.year - born.year < _RECENT_YEARS and number[17].isdigit()


def _has_form_of_card(number: str, today: date) -> bool:
    return len(number) in (16, 19) and number.isdigit()


def _is_bank_card(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def _may_be_filed_of_card(number: str, today: date) -> bool:
    """Whether a number is a division code, a day of the last hundred years and a serial number."""
    filed = _day(number[6:14]) if _DIVISION_OF_62.match(number) else None
    return filed is not None and today.year - 100 < filed.year <= today.year + 1


def members_are_declared(exchange: Exchange) -> Iterator[Finding]:
    """The answer holds no member that the contract's schema of it does not know."""
    stated = exchange.operation.response(exchange.status) or {}
    schema = next((schema for media, schema in stated.items() if schema and "json" in media), None)
    if schema is None or not isinstance(exchange.data, dict | list):
        raise not_exercised("没有可对照的结构", "there is nothing to hold against a schema")
    places = dict.fromkeys(_undeclared(exchange.data, _all([schema.document], schema.document), schema.document, "", 0))
    for place in places:
        yield Finding(
            Text("规约未列此项", "the contract knows no such member"),
            Text("只含所列各项", "declared members only"),
            at=place,
        )


def _undeclared(
    value: Any, branches: Sequence[Mapping[str, Any]], document: Mapping[str, Any], at: str, depth: int
) -> Iterator[str]:
    """The places of undeclared members; entries of a list share one place, and what their schema comes to."""
    if depth > _SCHEMA_DEPTH or not branches:
        return
    if isinstance(value, list):
        parts = [branch["items"] for branch in branches if isinstance(branch.get("items"), Mapping)]
        inner = _all(parts, document)
        for item in value if parts else ():
            if isinstance(item, list | dict):
                yield from _undeclared(item, inner, document, f"{at}[]", depth + 1)
    elif isinstance(value, dict):
        known = [branch["properties"] for branch in branches if isinstance(branch.get("properties"), Mapping)]
        for name, part in value.items() if known else ():
            schemas = [properties[name] for properties in known if name in properties]
            place = f"{at}.{name}" if at else str(name)
            if not schemas:
                yield place
            elif isinstance(part, list | dict):
                yield from _undeclared(part, _all(schemas, document), document, place, depth + 1)


def _all(schemas: Iterable[Any], document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [branch for schema in schemas for branch in _branches(schema, document, 0)]


def _branches(node: Any, document: Mapping[str, Any], depth: int) -> Iterator[Mapping[str, Any]]:
    """The plain schemas a schema stands for: references followed, alternatives laid side by side."""
    if not isinstance(node, Mapping) or depth > _SCHEMA_DEPTH:
        return
    yield node
    reference = node.get("$ref")
    if isinstance(reference, str):
        yield from _branches(at(document, reference), document, depth + 1)
    for word in ("allOf", "anyOf", "oneOf"):
        for part in node.get(word, ()):
            yield from _branches(part, document, depth + 1)


def notice_is_public(trace: Trace) -> Iterator[Finding]:
    """A notice on personal information that there is can be read by anybody.

    Who informs in another way, or need not inform, has none: then there is nothing to judge.
    """
    asked, held = first(trace, "notice"), trace.at("held")
    if _shows_notice(asked):
        return
    shown_to = [exchange for exchange in held if _shows_notice(exchange)]
    if not shown_to:
        raise not_exercised("没有个人信息处理规则", "there is no notice on personal information")
    if asked.status == 429 or asked.status >= 500:
        raise tells_nothing(asked)
    seen = Text(f"未登录得到 {asked.status}", f"status {asked.status} without logging in")
    yield Finding(seen, Text("200，无须登录", "200 without logging in"), exchanges=(asked, *shown_to[:1]))


def _shows_notice(exchange: Exchange) -> bool:
    return exchange.status == 200 and exchange.response is not None and "个人信息" in _told(exchange)


def _told(exchange: Exchange) -> str:
    """What an answer says to who reads it: of a page its words, of anything else its text; blanks do not count."""
    response = exchange.response
    text = response.text if response else ""
    return unbroken(words(text) if response and "html" in response.media else text)


def notice_states(exchange: Exchange, *, elements: tuple[str, ...]) -> Iterator[Finding]:
    """The notice on personal information states the elements named.

    One of which no word of its own is there is not stated; where some of its words are, who reads it has to tell.
    """
    told = _told(exchange)
    if "个人信息" not in told:
        raise not_exercised("没有读到个人信息处理规则", "no notice on personal information could be read")
    partly: list[Text] = []
    for element in elements:
        name, groups = ELEMENTS[element]
        if all(any(word in told for word in group) for group in groups):
            continue
        if any(word in told for word in _own_words(element)):
            partly.append(name)
            continue
        yield Finding(
            Text(f"没有写明{name.zh}", f"it does not state {name.en}"), Text("逐项写明", "every element stated")
        )
    if partly:
        zh, en = "；".join(name.zh for name in partly), "; ".join(name.en for name in partly)
        text = Text(f"是否写明须由人阅读：{zh}", f"a person has to read whether it states {en}")
        raise Undecided(Reason.PRECONDITION_NOT_MET, text)


def _own_words(element: str) -> set[str]:
    """The words that speak of one element and of no other."""
    others = {word for name, (_, groups) in ELEMENTS.items() if name != element for group in groups for word in group}
    return {word for group in ELEMENTS[element][1] for word in group} - others
