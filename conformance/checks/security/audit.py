"""Whether audit records tell what happened, and stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from conformance.checks.moments import day_of, moment_of
from conformance.checks.reading import first, kind_of, not_exercised, path_of, query, record, shown, succeeded
from conformance.model.contract import Contract
from conformance.model.exchange import Exchange, Trace, Value
from conformance.model.finding import Finding
from conformance.model.http_dates import http_date
from conformance.model.record import entries
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

LEAST_MONTHS, LEAST_DAYS = 6, 184
NOBODY = ("", "-", "anonymous", "none", "null", "unknown", "system")
_PERIOD = re.compile(r"P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?")


def own_act_is_recorded(trace: Trace) -> Iterator[Finding]:
    """What we did ourselves, made and took back, is found in the audit records."""
    for act in (*trace.at("made")[:1], succeeded(trace, "done")):
        if 200 <= act.status < 300 and not _about_us(trace, act):
            _reach_back_to(trace, act)
            yield _missing(trace, act)


def refusal_is_recorded(trace: Trace) -> Iterator[Finding]:
    """What was refused to us for want of rights, or of a credential, is found in the audit records."""
    refused = first(trace, "refused")
    for act in (*trace.at("unknown"), refused):
        if act.status in (401, 403) and not _about_us(trace, act):
            _reach_back_to(trace, act)
            yield _missing(trace, act)
    if refused.status not in (401, 403):
        zh = f"该请求应答 {refused.status}，并非无权"
        en = f"it was answered {refused.status}, not refused for want of rights"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def outcome_is_recorded(trace: Trace) -> Iterator[Finding]:
    """The records say of what succeeded that it did, and of what was refused, for whatever reason, that it did not."""
    for step, due in (("done", "success"), ("refused", "failure")):
        act = first(trace, step)
        found = _about_us(trace, act)
        if not found or (200 <= act.status < 300) != (step == "done"):
            raise not_exercised("没有找到自己操作的记录", "the records of our own acts were not found")
        if found[0].get("result") != due:
            yield _lying(trace, act, found[0], due)
    made = [act for act in trace.at("made")[:1] if 200 <= act.status < 300]
    wrong = [act for act in trace.at("wrong") if act.status >= 400]
    for act, due in (*((it, "success") for it in made), *((it, "failure") for it in wrong)):
        recorded = _about_us(trace, act)
        if recorded and recorded[0].get("result") != due:
            yield _lying(trace, act, recorded[0], due)


def _lying(trace: Trace, act: Exchange, item: Mapping[str, Any], due: str) -> Finding:
    seen = shown(item.get("result"))
    return Finding(
        Text(f"应答 {act.status} 的操作记为 {seen}", f"what was answered {act.status} is recorded as {seen}"),
        Text(due, due),
        exchanges=(act, *trace.at("records")),
    )


def kind_is_recorded(trace: Trace) -> Iterator[Finding]:
    """The records say of what was read that it was read, of what was written so, and of what was refused so."""
    judged = 0
    for step, due in (("read", "read"), ("done", "write"), ("refused", "refusal"), ("unknown", "refusal")):
        for act in trace.at(step):
            found = _about_us(trace, act)
            if not found or (act.status in (401, 403)) != (due == "refusal"):
                continue
            judged += 1
            if not any(item.get("type") == due for item in found):
                what, kind = f"{act.request.method} {act.operation.id}", shown(found[0].get("type"))
                en = f"{what}, answered {act.status}, is recorded as {kind}"
                seen = Text(f"{what}（{act.status}）记为 {kind}", en)
                yield Finding(seen, Text(due, due), exchanges=(act, *trace.at("records")))
    if not judged:
        succeeded(trace, "records")
        raise not_exercised("没有找到自己操作的记录", "the records of our own acts were not found")
    yield from _acts_run_together(trace)


def _acts_run_together(trace: Trace) -> Iterator[Finding]:
    """Two acts of ours that the records call the same, though they were different operations."""
    acts = [(act, _about_us(trace, act)) for step in ("read", "done", "refused") for act in trace.at(step)]
    named = [(act, str(found[0].get("operation"))) for act, found in acts if found]
    called = dict[str, Exchange]()
    for act, name in named:
        other = called.setdefault(name, act)
        if other.operation.id != act.operation.id:
            what = f"{other.request.method} {other.operation.id}", f"{act.request.method} {act.operation.id}"
            zh, en = f"{what[0]} 与 {what[1]} 都记为 {name}", f"{what[0]} and {what[1]} are both recorded as {name}"
            due = Text("各记其操作", "each by its own operation")
            yield Finding(Text(zh, en), due, exchanges=(other, act, *trace.at("records")))
            return


def users_are_told_apart(trace: Trace) -> Iterator[Finding]:
    """The records name who acted: acts of two accounts bear two users."""
    officer = _about_us(trace, succeeded(trace, "done"))
    auditor = _about_us(trace, succeeded(trace, "read"))
    if not officer or not auditor:
        raise not_exercised("没有找到自己操作的记录", "the records of our own acts were not found")
    users = [str(found[0].get("user") or "").strip() for found in (officer, auditor)]
    if users[0] == users[1] or any(user.lower() in NOBODY for user in users):
        yield Finding(
            Text(
                f"经办人与审计员的操作记为 {users[0] or '-'}、{users[1] or '-'}",
                f"officer and auditor are recorded as {users[0] or '-'} and {users[1] or '-'}",
            ),
            Text("各记其账号", "each by its own account"),
            exchanges=trace.at("records"),
        )


def records_are_of_the_user(trace: Trace) -> Iterator[Finding]:
    """Asked for one user the audit records are that user's alone, and none for a user there is not."""
    if not entries(succeeded(trace, "all").data):
        raise not_exercised("没有审计记录", "there are no audit records")
    named = first(trace, "of-one")
    kind = kind_of(trace)
    asked = next(each.parameter for each in kind.listing.filters if each.member == kind.members["acts"])
    for exchange in (succeeded(trace, "of-one"), succeeded(trace, "of-nobody")):
        wanted = query(exchange).get(asked, "")
        listed = entries(exchange.data)
        if exchange is named and not listed:
            yield Finding(
                Text(f"{wanted} 没有记录", f"no record of {wanted}"),
                Text("该用户的记录", "the records of this user"),
                exchanges=(*trace.at("all"), exchange),
            )
        strange = [item for item in listed if item.get("user") != wanted]
        if strange:
            user = shown(strange[0].get("user"))
            yield Finding(
                Text(f"查询 {wanted} 得到 {user} 的记录", f"asked for {wanted}, it gives a record of {user}"),
                Text("只有该用户的记录", "the records of this user alone"),
                exchanges=(exchange,),
            )


def _about_us(trace: Trace, act: Exchange) -> list[Mapping[str, Any]]:
    """The audit records of one of our own requests: of its path, or of what it made, and of its status."""
    made = act.response.header("location") if act.response else None
    paths = [path_of(act.request.url, place) for place in ("", *filter(None, (made,)))]
    listed = entries(succeeded(trace, "records").data)
    ours = (item for item in listed if item.get("status") == act.status)
    return [item for item in ours if any(_names(item.get("object"), path) for path in paths)]


def _reach_back_to(trace: Trace, act: Exchange) -> None:
    """Raises Undecided where the newest records, all that were read, may be of later acts than ours."""
    page = succeeded(trace, "records")
    moments = [moment_of(item.get("time")) for item in entries(page.data)]
    known = [moment for moment in moments if moment]
    done = http_date(act.response.header("date") if act.response else None)
    if record(page.data).get("next") and done and known and min(known) >= done:
        zh, en = f"最近 {len(moments)} 条记录都在该操作之后", f"the newest {len(moments)} records are all of later acts"
        raise Undecided(Reason.BUDGET, Text(zh, en))


def _names(stated: Any, path: str) -> bool:
    """Whether an audited object is a path; the address may have a base path that the system itself does not see."""
    return isinstance(stated, str) and stated.startswith("/") and path.endswith(stated.partition("?")[0])


def _missing(trace: Trace, act: Exchange) -> Finding:
    what = f"{act.request.method} {act.operation.id}"
    return Finding(
        Text(f"没有 {what}（{act.status}）的记录", f"no record of {what}, answered {act.status}"),
        Text("有此记录", "a record of it"),
        exchanges=(act, *trace.at("records")),
    )


def audit_record_is_complete(value: Value) -> Iterator[Finding]:
    """An audit record states date and time, user, kind of event, and whether it succeeded."""
    item = record(value.value)
    for name in ("time", "user", "type", "result"):
        if not isinstance(item.get(name), str) or not str(item[name]).strip():
            yield Finding(
                Text(f"没有 {name}", f"no {name}"),
                Text("事件的时间、用户、类型、是否成功", "time, user, type and result"),
                at=name,
            )
    stated = item.get("time")
    if isinstance(stated, str) and stated.strip() and moment_of(stated.strip().replace(" ", "T", 1)) is None:
        yield Finding(
            Text(f"time 为 {shown(stated)}", f"time is {shown(stated)}"),
            Text("日期和时间", "a date and a time"),
            at="time",
        )


def records_are_kept(trace: Trace, *, today: date, contract: Contract) -> Iterator[Finding]:
    """Audit records are declared to be kept for six months at least, and the oldest one bears it out."""
    stated = record(succeeded(trace, "declaration").data).get("auditRetention")
    months = _long_enough(stated)
    if months is None:
        raise not_exercised("没有声明审计记录的留存期限", "it is not declared how long audit records are kept")
    if not months:
        yield Finding(
            Text(f"声明留存 {stated}", f"declared to be kept {stated}"),
            Text("不少于六个月（P6M，或 P184D）", "six months at least: P6M, or P184D"),
            exchanges=trace.at("declaration"),
        )
    listed = entries(succeeded(trace, "oldest").data)
    oldest = day_of(listed[-1].get("time")) if listed else None
    start, due = _begun(trace, contract), _six_months_before(today)
    if oldest is not None and start is not None and start <= due < oldest:
        yield Finding(
            Text(
                f"系统自 {start} 起已有记录，最早的审计记录为 {oldest}",
                f"the system holds records of {start}, its oldest audit record is of {oldest}",
            ),
            Text(f"追溯至 {due} 或更早", f"records that go back to {due} or further"),
            exchanges=(*trace.at("begun"), *trace.at("oldest")),
        )
    elif oldest is None or oldest > due:
        zh = f"声明留存 {stated}，最早的记录为 {oldest or '-'}，尚不足六个月，不能印证"
        en = f"declared {stated}, but the oldest record is of {oldest or '-'}, which does not bear it out"
        raise Undecided(Reason.PRECONDITION_NOT_MET, Text(zh, en))


def _begun(trace: Trace, contract: Contract) -> date | None:
    """The day of the oldest record the system showed; None where it showed none."""
    kinds = {each.operations["list"]: each for each in contract.records.values() if each.has("list")}
    asked = [(kinds.get(exchange.operation.id), exchange.data) for exchange in trace.at("begun")]
    days = [day_of(kind.part(item, "made")) for kind, page in asked if kind for item in kind.entries(page)]
    return min((day for day in days if day is not None), default=None)


def _long_enough(stated: Any) -> bool | None:
    """Whether a period is six months or more; None where it is no period."""
    match = _PERIOD.fullmatch(stated) if isinstance(stated, str) else None
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    loose = 7 * weeks + days
    return 12 * years + months + loose // 31 >= LEAST_MONTHS or loose >= LEAST_DAYS


def _six_months_before(day: date) -> date:
    year, month = (day.year, day.month - 6) if day.month > 6 else (day.year - 1, day.month + 6)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
