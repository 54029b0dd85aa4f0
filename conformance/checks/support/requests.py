"""Whether sharing requests are taken in, completed, decided on and answered as they must be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from conformance.checks.overall.elements import is_said
from conformance.checks.places import ABOUT_THE_CALLER, tells_nothing
from conformance.checks.reading import (
    array,
    first,
    not_exercised,
    path_of,
    record,
    sent_body,
    shown,
    succeeded,
)
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

UNTOLD = (401, 403, 404, 409, 429)
"""Answers that say nothing about the material of a request."""
_OF_USE = r"(?:使用|申请|共享|授权|调用|取用|履职|职责|政策|法律|法定)"
_ALONE = r"(?=[\s、，,。；;：:和及与或）)”’\"'缺未必]|为空|不[能得]为空|$)"
"""What follows a word that names an element by itself: `依据《条例》` and `请在期限内补充` name none."""
ELEMENTS = {
    name: re.compile(rf"{_OF_USE}(?:{words})(?!内|之内|《)|(?:{words}){_ALONE}")
    for name, words in {
        "basis": "依据",
        "scenario": "场景",
        "scope": "范围|用途",
        "method": "方式",
        "period": "时限|期限|有效期|起止日期",
    }.items()
}
"""What a request states (D809 20), by its member and the words that name it."""


def all_that_is_missing_is_named(trace: Trace, *, left_out: tuple[str, ...]) -> Iterator[Finding]:
    """The answer to an incomplete request names all that it lacks, at once."""
    asked = _about_material(first(trace, "asked"))
    named, data = _named(asked), record(asked.data)
    unnamed = [name for name in left_out if name not in named]
    if len(unnamed) == len(left_out) and 200 <= asked.status < 300 and data.get("state") == "submitted":
        zh, en = "已收件，所缺的或在其后告知", "it was taken in; what it lacks may be told later"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if unnamed:
        yield Finding(
            Text(f"没有告知缺少 {'、'.join(unnamed)}", f"it does not say that {', '.join(unnamed)} is missing"),
            Text(f"一次告知 {'、'.join(left_out)}", f"{', '.join(left_out)}, named at once"),
            exchanges=(asked,),
        )


def _named(asked: Exchange) -> set[str]:
    """The elements an answer names: as missing, as the places of a problem, or in its words as offices call them."""
    data = record(asked.data)
    places = [f"{record(error).get('pointer')} {record(error).get('message')}" for error in array(data.get("errors"))]
    told = " ".join([*map(str, array(data.get("missing"))), *places])
    words = f"{told} {data.get('title')} {data.get('detail')}"
    return {name for name, word in ELEMENTS.items() if name in told or word.search(words)}


def incomplete_request_is_not_refused(trace: Trace, *, left_out: tuple[str, ...]) -> Iterator[Finding]:
    """An incomplete request is not refused outright: it is taken in, or sent back naming all that it lacks."""
    asked = _about_material(first(trace, "asked"))
    unnamed = set(left_out) - _named(asked)
    due = Text("收件待补充，或者一次告知全部所缺", "taken in, or sent back naming all that it lacks")
    refused = next((it for it in (asked, *trace.at("read")) if record(it.data).get("state") == "refused"), None)
    if refused is not None:
        yield Finding(Text("状态为 refused", "its state is refused"), due, exchanges=(refused,))
    elif not 200 <= asked.status < 300 and unnamed:
        lacking = ", ".join(sorted(unnamed))
        seen = Text(f"应答 {asked.status}，没有告知缺少 {lacking}", f"status {asked.status}, not naming {lacking}")
        yield Finding(seen, due, exchanges=(asked,))
    elif 200 <= asked.status < 300 and not isinstance(record(asked.data).get("id"), str):
        raise not_exercised("应答没有申请编号", "the answer names no request")


def _about_material(asked: Exchange) -> Exchange:
    if asked.status in UNTOLD or asked.status >= 500 or 300 <= asked.status < 400:
        zh, en = f"应答 {asked.status}，与材料无关", f"status {asked.status} says nothing of the material"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    if not record(asked.data):
        raise not_exercised("应答没有内容", "the answer says nothing")
    return asked


def supplement_completes(trace: Trace, *, left_out: tuple[str, ...]) -> Iterator[Finding]:
    """Once all that was named is supplied nothing more is asked for, and the request goes on."""
    asked, supplied = succeeded(trace, "asked"), first(trace, "supplemented")
    if record(asked.data).get("state") != "incomplete" or supplied.status in UNTOLD or not record(supplied.data):
        raise not_exercised("申请没有待补充的材料", "the request was not waiting for material")
    if not {*map(str, array(record(asked.data).get("missing")))} <= {*left_out}:
        raise not_exercised("还告知缺少其他材料，没有补充", "other material was named too, and was not supplied")
    missing, state = record(supplied.data).get("missing"), record(supplied.data).get("state")
    if not 200 <= supplied.status < 300 or missing or state in (None, "incomplete", "withdrawn"):
        yield Finding(
            Text(
                f"补齐 {'、'.join(left_out)} 后应答 {supplied.status}，状态 {shown(state)}，尚缺 {shown(missing)}",
                f"with {', '.join(left_out)} supplied: {supplied.status}, {shown(state)}, missing {shown(missing)}",
            ),
            Text("材料齐全，进入审核", "complete, and on to the decision"),
            exchanges=(asked, supplied),
        )


def no_condition_is_added(trace: Trace) -> Iterator[Finding]:
    """A request for an unconditional resource with the five elements is complete, and not refused.

    A department may be refused its own data: what is not known to be the officer's tells nothing then.
    """
    asked = first(trace, "asked")
    data = record(asked.data)
    if 200 <= asked.status < 300 and isinstance(data.get("id"), str):
        if data.get("missing") or data.get("state") not in ("submitted", "extended", "consented"):
            seen = f"{shown(data.get('state'))}，{shown(data.get('missing'))}"
            yield _unconditional(asked, Text(f"状态与所缺：{seen}", f"state and missing: {seen}"))
    elif asked.status in (400, 403, 422) and data and _is_the_officers(trace, asked):
        yield _unconditional(asked, Text(f"应答 {asked.status}", f"status {asked.status}"))
    else:
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"应答 {asked.status}", f"it was answered {asked.status}"))


def _is_the_officers(trace: Trace, asked: Exchange) -> bool:
    """Whether what was asked for is a resource whose requests the officer's department decides on."""
    decided = {request.get("resource") for page in trace.at("officers") for request in entries(page.data)}
    return _concerned(trace, asked).get("resource") in decided


def _unconditional(asked: Exchange, seen: Text) -> Finding:
    due = Text("五要素齐全即不再附条件", "nothing is asked for beyond the five elements")
    return Finding(seen, due, exchanges=(asked,))


def provider_decides_first(trace: Trace) -> Iterator[Finding]:
    """A conditional resource is granted once its provider consented, neither before nor by the requester itself."""
    submitted, before = succeeded(trace, "submitted"), succeeded(trace, "before")
    own = first(trace, "own-decision")
    if record(submitted.data).get("shareType") != "conditional":
        raise not_exercised("所申请的不是有条件共享类", "what was asked for is not conditional")
    given = next((exchange for exchange in (submitted, own, before) if _is_granted(exchange)), None)
    if given is not None:
        yield _granted_by_nobody(given)
    elif own.status in ABOUT_THE_CALLER:
        raise tells_nothing(own)
    decided = succeeded(trace, "decided")
    if not isinstance(record(decided.data).get("grant"), str):
        raise not_exercised("同意之后没有授权", "no grant came of the consent")


def _is_granted(exchange: Exchange) -> bool:
    data = record(exchange.data)
    return 200 <= exchange.status < 300 and (bool(data.get("grant")) or data.get("state") == "consented")


def _granted_by_nobody(exchange: Exchange) -> Finding:
    state, grant = shown(record(exchange.data).get("state")), shown(record(exchange.data).get("grant"))
    return Finding(
        Text(
            f"提供部门没有答复，而状态为 {state}，授权 {grant}",
            f"its provider has not decided, and it is {state}, {grant}",
        ),
        Text("审核同意之后方有授权", "a grant only after the provider consented"),
        exchanges=(exchange,),
    )


def nothing_is_granted_undecided(trace: Trace, *, steps: tuple[str, ...]) -> Iterator[Finding]:
    """A request for a conditional resource that nobody decided on is not consented to, whatever was supplied to it."""
    judged = 0
    for exchange in (exchange for step in steps for exchange in trace.at(step)):
        data = record(exchange.data)
        judged += data.get("shareType") == "conditional" and 200 <= exchange.status < 300
        if data.get("shareType") == "conditional" and _is_granted(exchange):
            yield _granted_by_nobody(exchange)
    if not judged:
        raise not_exercised("没有有条件共享类的申请", "no request for a conditional resource was taken in")


def grant_is_as_consented(trace: Trace) -> Iterator[Finding]:
    """A grant holds the items, regions, scenario, method and period of the request that was consented to, no more."""
    decided, granted = succeeded(trace, "decided"), succeeded(trace, "granted")
    request, grant = record(decided.data), record(granted.data)
    scope = record(request.get("scope"))
    if record(request.get("decision")).get("result") != "consent" or not scope or not grant.get("id"):
        raise not_exercised("没有同意的申请与其授权", "there is no consented request with its grant")
    due = {name: request.get(name) for name in ("scenario", "method", "period")}
    due |= {name: scope.get(name) for name in ("items", "regions", "purpose")}
    for name, wanted in due.items():
        held = grant.get(name)
        if _set(held) != _set(wanted):
            yield Finding(
                Text(f"授权的 {name} 为 {shown(held)}", f"the {name} granted is {shown(held)}"),
                Text(f"与申请相同：{shown(wanted)}", f"that of the request, {shown(wanted)}"),
                at=name,
                exchanges=(decided, granted),
            )


def _set(value: Any) -> Any:
    """A list without its order; anything else as it is."""
    return sorted(map(str, value)) if isinstance(value, list) else value


def unshared_is_not_granted(trace: Trace) -> Iterator[Finding]:
    """A request for what is not shared brings no consent and no grant: not at once, and not from its provider."""
    judged, provided = 0, trace.at("provided")
    for exchange in (*trace.at("asked"), *trace.at("decided"), *trace.at("became")):
        data = record(exchange.data)
        judged += exchange.status == 403 or isinstance(data.get("state"), str)
        if _is_granted(exchange):
            yield Finding(
                Text(
                    f"状态 {shown(data.get('state'))}，授权 {shown(data.get('grant'))}",
                    f"state {shown(data.get('state'))}, grant {shown(data.get('grant'))}",
                ),
                Text("不予共享", "it is not shared"),
                exchanges=(exchange,),
            )
    if not judged or not _listed(trace):
        raise not_exercised("没有不予共享的资源可申请", "nothing that is not shared could be asked for")
    if provided and not any(exchange.status == 200 for exchange in provided):
        raise not_exercised("收下的申请没有提供部门可以答复", "nobody who decides on what was taken in was asked")


def _listed(trace: Trace) -> bool:
    """Whether the list that the resources were chosen from was really read."""
    return any(record(exchange.data).get("items") for exchange in trace.at("offered") if exchange.status == 200)


def refusal_gives_its_reason(trace: Trace) -> Iterator[Finding]:
    """The requester of what was refused reads the reason that was given."""
    refused, told = succeeded(trace, "refused"), first(trace, "told")
    if told.status in ABOUT_THE_CALLER or told.status >= 500 or 300 <= told.status < 400:
        raise tells_nothing(told)
    served, reason = 200 <= told.status < 300, record(record(told.data).get("decision")).get("reason")
    if not sent_body(refused).get("reason") or (served and record(told.data).get("state") != "refused"):
        raise not_exercised("没有得到不同意的答复", "there was no refusal")
    if not served or not is_said(reason):
        zh = f"需求部门查阅得到 {told.status}，理由为 {shown(reason)}"
        en = f"its requester reads it and gets {told.status}, the reason {shown(reason)}"
        yield Finding(
            Text(zh, en),
            Text("答复所写的理由", "the reason that was given"),
            at="decision.reason",
            exchanges=(refused, told),
        )


def unreasoned_refusal_is_not_accepted(trace: Trace) -> Iterator[Finding]:
    """A refusal without a reason is not accepted, where one with a reason is."""
    bare = first(trace, "unreasoned")
    succeeded(trace, "refused")
    if 200 <= bare.status < 300:
        if record(bare.data).get("state") != "refused":
            raise not_exercised("没有得到不同意的答复", "there was no refusal")
        yield Finding(
            Text(f"不写理由的拒绝得到 {bare.status}", f"a refusal without a reason was answered {bare.status}"),
            Text("须写明理由", "a reason is due"),
            exchanges=(bare,),
        )
    elif bare.status not in (400, 422):
        zh, en = f"应答 {bare.status}，与理由无关", f"status {bare.status} says nothing of the reason"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def return_flow_meets_no_condition(trace: Trace) -> Iterator[Finding]:
    """A lower level that asks for its own region's data meets no condition beyond the five elements, and no refusal.

    The review that every request goes through is no such condition: while it lasts nothing is decided. Nor is the
    time the law leaves for the data once they are granted (D809 22): where none came yet, nothing tells of a condition.
    """
    asked = first(trace, "asked")
    data = record(asked.data)
    state, granted = data.get("state"), data.get("grant")
    taken = 200 <= asked.status < 300 and isinstance(data.get("id"), str)
    if not taken and asked.status not in (400, 403, 422):
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"应答 {asked.status}", f"it was answered {asked.status}"))
    if not taken or data.get("missing") or state in ("refused", "incomplete"):
        seen = f"{shown(state)} {shown(data.get('missing') or '')}".strip() if taken else str(asked.status)
        yield Finding(
            Text(f"下级部门申请本区域数据得到 {seen}", f"a lower level asking for its own region gets {seen}"),
            Text("五要素之外不设额外的条件", "no condition beyond the five elements"),
            exchanges=(asked,),
        )
        return
    if state != "consented" or not granted or not trace.at("returned"):
        zh, en = f"状态为 {shown(state)}，尚未取用", f"it is {shown(state)}; the data were not asked for yet"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))
    for exchange in trace.at("returned"):
        if exchange.status != 200 or not record(exchange.data).get("items"):
            zh, en = (
                f"已同意，取用得到 {exchange.status}，没有记录",
                f"granted; status {exchange.status} and no record yet",
            )
            raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def correction_is_taken_in(trace: Trace) -> Iterator[Finding]:
    """A correction asked for gets a number, under which its asker finds it, with the resource it concerns.

    Who holds no grant of the resource may be refused (D809 26): 403, 404 and 409 tell nothing.
    """
    asked = first(trace, "asked")
    if asked.status in UNTOLD or asked.status >= 500 or 300 <= asked.status < 400:
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(f"应答 {asked.status}", f"it was answered {asked.status}"))
    made = record(asked.data)
    if not trace.at("offered") or not _listed(trace):
        raise not_exercised("没有资源可校核", "there is no resource to be corrected")
    if not 200 <= asked.status < 300 or not isinstance(made.get("id"), str):
        yield Finding(
            Text(f"应答 {asked.status}，没有编号", f"status {asked.status}, no number"),
            Text("收件并给出编号", "it is taken in and numbered"),
            exchanges=(asked,),
        )
        return
    read = first(trace, "read")
    if read.status in ABOUT_THE_CALLER:
        raise tells_nothing(read)
    held = record(read.data)
    lost = [name for name, value in {"id": made["id"], **_concerned(trace, asked)}.items() if held.get(name) != value]
    if read.status != 200 or lost:
        yield Finding(
            Text(
                f"提出者查阅得到 {read.status}，所写 {'、'.join(lost)} 不在",
                f"its asker reads it and gets {read.status}; {', '.join(lost)} is not as asked",
            ),
            Text("所提出的校核申请", "what was asked for"),
            exchanges=(asked, read),
        )


def _concerned(trace: Trace, asked: Exchange) -> dict[str, Any]:
    """The code of the resource a correction was asked of, where the list it was chosen from names it."""
    place = path_of("", asked.request.url).split("/")
    listed = (item for page in trace.at("offered") for item in entries(page.data))
    return next(({"resource": item["code"]} for item in listed if item.get("id") in place and "code" in item), {})
