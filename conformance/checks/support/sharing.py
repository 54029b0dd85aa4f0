"""Whether entries say how their data are shared, and whether data are given accordingly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from conformance.checks.overall.elements import NOTHING_SAID, is_said
from conformance.checks.places import at_path, value_at
from conformance.checks.reading import array, first, not_exercised, path_of, read_whole, record, shown
from conformance.checks.support.items import misfit
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.parameters import Member
from conformance.model.record import entries, whole
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

UNTOLD = (401, 403, 429)
NO_CONDITION = re.compile(r"(无|没有|不[设附])(任何)?(附加|使用|共享|限制)?条件")
CONSENT = re.compile(r"(须|需|应|经).{0,20}(同意|批准|审批|审核|协议)")
WAIVED = re.compile(
    r"(?:(?:[无毋][需须]|不需要?|不须|不必|不用)[^，,。；;、]{0,10}?|免[于予]?)(?:同意|批准|审批|审核|协议)"
)
"""That no consent is needed: `无需审批` holds the words of a demand and makes none."""
BY_LAW = re.compile(r"条例|第二十[一二]?条|负责人")
"""What every request goes through by law (D809 20): the consent of the requester's own head is no added condition."""

LAW = re.compile(
    r"国务院|国发|国令|国函|国办[发函]|全国人(?:大|民代表大会)|[^依无方办想设做合非司执立\s]法(?:规定|[^律规定人制治]|$)"
)
"""A law, a regulation or decision of the State Council, by the words such are named with."""
BETWEEN_NAMES = re.compile(r"[《》，,。；;、]")
OF_A_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:省|(?<![城上])市|自治区|自治州|自治县|县|特区)(?![场级容]|民(?!政)|政(?![务府]))"
)
RULE = re.compile(r"条例|办法|规定|规则")
OF_OURS = re.compile(r"[本我](?:局|委|办|厅|部门|单位|机关|省|市|县|区|州)")


def basis_names_a_law(value: Value, *, member: Member) -> Iterator[Finding]:
    """What a resource that is not shared rests on is a law, a regulation or a decision of the State Council (D809 15).

    Undecided where it names a rule of one place, or of a department, only: whether that rests on a law a person tells.
    """
    said = value_at(value.value, member)
    if not isinstance(said, str) or not said.strip() or LAW.search(said):
        return
    names = [*re.findall(r"《([^《》]+)》", said), *(it for it in BETWEEN_NAMES.split(said) if "条例" in it)]
    if not names:
        yield Finding(
            Text(f"依据写为“{shown(said)}”", f'the basis reads "{shown(said)}"'),
            Text(
                "法律、行政法规或者国务院决定的名称", "the name of a law, regulation or decision of the State Council"
            ),
            at=member,
        )
    elif all(map(_is_lesser, names)):
        zh, en = (
            f"“{shown(said)}”是否为所要求的依据，由人判断",
            f'whether "{shown(said)}" is such a basis, a person tells',
        )
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _is_lesser(name: str) -> bool:
    """Whether a rule is one of a place, or of the department itself, as far as its name shows it."""
    place = OF_A_PLACE.search(name)
    return bool(OF_OURS.search(name) or (place and RULE.search(name, place.end())))


def text_demands_no_consent(value: Value) -> Iterator[Finding]:
    """The conditions of an unconditional entry demand no consent.

    Undecided where the text says neither that there is no condition nor that one must be met: a person reads it.
    """
    said = record(record(value.value).get("conditions")).get("text")
    if not isinstance(said, str):
        raise not_exercised("没有写明使用条件", "it does not state its conditions")
    demands, is_law = CONSENT.search(WAIVED.sub("", said)), BY_LAW.search(said)
    if demands and not is_law:
        yield Finding(
            Text(f"使用条件为 {shown(said)}", f"the condition is {shown(said)}"),
            Text("不附条件", "no condition is added"),
            at="conditions.text",
        )
    elif demands or (not NO_CONDITION.search(said) and said.strip().casefold() not in NOTHING_SAID):
        zh, en = f"“{shown(said)}”是否为条件，由人判断", f'whether "{shown(said)}" is a condition, a person tells'
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def openness_is_consistent(value: Value) -> Iterator[Finding]:
    """The open attribute is 0 or 1, its condition is stated, and what is not shared is not open."""
    entry = record(value.value)
    opened, condition = entry.get("open"), entry.get("openConditions")
    if isinstance(opened, bool) or str(opened) not in ("0", "1"):
        yield Finding(Text(f"open 为 {shown(opened)}", f"open is {shown(opened)}"), Text("0 或 1", "0 or 1"), at="open")
    unsaid = str(opened) == "0" and not is_said(condition)
    if not isinstance(condition, str) or not condition.strip() or unsaid:
        yield Finding(
            Text(f"openConditions 为 {shown(condition)}", f"openConditions is {shown(condition)}"),
            Text("写明开放条件或者不开放的原因", "on what conditions it is open, or why it is not"),
            at="openConditions",
        )
    if str(opened) == "1" and str(entry.get("sharingClass")) == "3":
        yield Finding(
            Text("不予共享而向社会开放", "not shared, and open to the public"), Text("不开放", "not open"), at="open"
        )


def formats_are_of_the_class(value: Value, *, formats: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """No format of an entry is one that the lists of the guide put under another class.

    The lists are open: a format that none of them names may stand under any class.
    """
    entry = record(value.value)
    kind, named = entry.get("formatClass"), entry.get("formats")
    if not isinstance(kind, str) or kind not in formats or not isinstance(named, list) or not named:
        raise not_exercised("没有格式分类，或者没有数据格式", "it states no format class or no format")
    for place, name in enumerate(named):
        classes = [one for one, known in formats.items() if name in known]
        if classes and kind not in classes:
            yield Finding(
                Text(f"分类 {kind} 之下有 {shown(name)}", f"{shown(name)} under class {kind}"),
                Text(f"{name} 属于分类 {'、'.join(classes)}", f"{name} is of class {', '.join(classes)}"),
                at=f"formats[{place}]",
            )


def access_links_work(trace: Trace) -> Iterator[Finding]:
    """The links of unconditional resources answer 2xx, as many of them as could be followed.

    A department that holds no grant may be refused (D809 20, 21): that link is not judged.
    """
    listed, opened = first(trace, "unconditional-listed"), trace.at("unconditional")
    if not any(item.get("sharingClass") == "1" for item in entries(listed.data)):
        raise not_exercised("没有无条件共享的资源", "there is no unconditional resource")
    for exchange in opened:
        if not 200 <= exchange.status < 300 and exchange.status not in UNTOLD:
            yield Finding(
                Text(f"在线资源链接应答 {exchange.status}", f"the access link answers {exchange.status}"),
                Text("2xx", "2xx"),
                exchanges=(exchange,),
            )
    if not opened:
        zh, en = "链接不是规约操作的地址，无从核对", "the links are no operation's address and could not be followed"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if any(exchange.status in UNTOLD for exchange in opened):
        zh, en = "未持有授权而被拒绝，无从核对", "refused to a department that may hold no grant"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def related_codes_resolve(trace: Trace) -> Iterator[Finding]:
    """Every entry states its related codes, if only that there are none, and each is the code of an entry listed."""
    pages = trace.at("page")
    listed = [item for page in pages for item in entries(page.data)]
    known = {item.get("code") for item in listed if isinstance(item.get("code"), str)}
    named = [(item.get("id"), code) for item in listed for code in _related(item)]
    if not listed:
        raise not_exercised("目录没有条目", "the list holds no entry")
    yield from _stated(pages)
    for identifier, code in named:
        if code not in known:
            read_whole(trace, "page")
            yield Finding(
                Text(
                    f"{identifier} 关联的 {shown(code)} 不在目录中",
                    f"{identifier} relates to {shown(code)}, which no entry has",
                ),
                Text("关联的资源在目录中", "related entries are in the catalogue"),
                exchanges=pages[-1:],
            )


def _stated(pages: tuple[Exchange, ...]) -> Iterator[Finding]:
    for page in pages:
        for item in entries(page.data):
            said = item.get("relatedCodes")
            if not isinstance(said, list):
                yield Finding(
                    Text(f"{item.get('id')} 的关联代码为 {shown(said)}", f"{item.get('id')} relates to {shown(said)}"),
                    Text("列明关联代码，没有的为空", "its related codes, an empty list where there are none"),
                    exchanges=(page,),
                )


def _related(item: Mapping[str, Any]) -> list[Any]:
    codes = item.get("relatedCodes")
    return [code for code in codes if isinstance(code, str)] if isinstance(codes, list) else []


def data_are_of_the_entry(trace: Trace) -> Iterator[Finding]:
    """The data opened are those of the entry: its id and code, the names of its items, in each row a value for each."""
    listed = {str(item.get("id")): item for page in trace.at("unconditional-listed") for item in entries(page.data)}
    judged = 0
    for exchange in trace.at("unconditional"):
        data = record(exchange.data)
        entry = next((item for name, item in listed.items() if f"/{name}/" in path_of(exchange.request.url, "")), None)
        if exchange.status != 200 or entry is None or "rows" not in data:
            continue
        judged += 1
        items = at_path(entry, "items[].name")
        due = {"id": entry.get("id"), "code": entry.get("code"), "items": items}
        for name in (name for name, value in due.items() if data.get(name) != value):
            seen = Text(f"数据的 {name} 为 {shown(data.get(name))}", f"{name} of the data is {shown(data.get(name))}")
            yield Finding(seen, Text(shown(due[name]), shown(due[name])), at=name, exchanges=(exchange,))
        rows, width = array(data["rows"]), len(items)
        odd = next((row for row in rows if len(array(row)) != width), None)
        if odd is not None:
            seen = Text(f"一行有 {len(array(odd))} 个值", f"a row has {len(array(odd))} values")
            yield Finding(
                seen, Text(f"每个数据项一个，共 {width} 个", f"one for each of {width} items"), exchanges=(exchange,)
            )
        total = whole(data.get("total"))
        if total is not None and total < len(rows):
            seen = Text(f"总数 {total}，给出 {len(rows)} 行", f"a total of {total}, and {len(rows)} rows")
            yield Finding(seen, Text("总数不少于所给的行数", "no fewer than the rows given"), exchanges=(exchange,))
    if not judged:
        raise not_exercised("没有打开本目录的数据", "no data were opened in this catalogue")


def opened_values_are_as_catalogued(trace: Trace) -> Iterator[Finding]:
    """The values opened keep the type, length and codes their items are catalogued with; the first of each item."""
    listed = {str(item.get("id")): item for page in trace.at("unconditional-listed") for item in entries(page.data)}
    judged = 0
    for exchange in trace.at("unconditional"):
        data = record(exchange.data)
        stated = map(record, array(listed.get(str(data.get("id")), {}).get("items")))
        items = {str(item.get("name")): item for item in stated}
        columns = [items.get(str(name)) for name in array(data.get("items"))]
        odd = dict[str, tuple[int, Any, Text]]()
        for place, row in enumerate(map(array, array(data.get("rows")))):
            for item, held in zip(columns, row, strict=False):
                if item is None or held in (None, ""):
                    continue
                judged += 1
                due = misfit(held, item)
                if due is not None:
                    odd.setdefault(str(item["name"]), (place, held, due))
        for name, (place, held, due) in odd.items():
            seen = Text(f"{name} 为 {shown(held)}", f"{name} is {shown(held)}")
            yield Finding(seen, due, f"rows[{place}]", (exchange,))
    if not judged:
        raise not_exercised("没有可对照数据项的值", "there was no value to hold against the items")


def joint_collection_is_said(value: Value) -> Iterator[Finding]:
    """An entry says that its data are jointly collected where it names a source department, and only there."""
    entry = record(value.value)
    said, has_source = entry.get("jointlyCollected"), bool(entry.get("dataSource"))
    if not isinstance(said, bool):
        raise not_exercised("没有写明是否共同收集", "it does not say whether the data are jointly collected")
    if said != has_source:
        seen = Text(f"是否共同收集为 {shown(said)}", f"jointlyCollected is {shown(said)}")
        due = Text("与有无数源部门一致", "it is as the source department is named or not")
        yield Finding(seen, due, at="jointlyCollected")
