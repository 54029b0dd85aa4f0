"""What a one-stop centre may hold and do otherwise: codes of local make, older certificates, lawful exceptions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.systems.faults.changes import Change, at, only
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.mutations import patched_list, shows
from conformance.systems.faults.parts import around, both
from conformance.systems.faults.values import later, says
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.one_stop.identifiers import certificate_identifier
from conformance.systems.one_stop.layout import OFD
from conformance.systems.service.part import Record
from conformance.systems.service.working_days import after
from conformance.systems.twins.twin import Lawful, Order, Twin, fixed, of_kind

RARE = "𠮷𧒽é🏛"
HELD = frozenset({"held"})
FOREIGN = "i-000033"
"""A licence of a department that the officer of the centre is not of."""
OWN_MATERIALS = {"经营场所使用证明": "食品安全管理制度", "管理制度文本": "设备布局与操作流程图"}
"""What its guide asks for in place of what the guides of other licences do."""


def keeping(part: str, change: Callable[[Record], Record]) -> Mutation:
    """The centre keeps other records of a kind from the beginning."""

    def apply(system: Any) -> None:
        kept = getattr(system, part).kept
        for record in kept.all():
            kept.save(change(record))

    return Mutation(apply)


def without(*kinds: str) -> Mutation:
    """The centre holds no record of some kinds."""

    def apply(system: Any) -> None:
        for kind in kinds:
            system.connection.execute("delete from records where collection = ?", (kind,))

    return Mutation(apply)


def settle(system: Any) -> None:
    """Close whatever is open on the fixed day, so that a later day finds nothing late."""
    now = system.clock.stamp(system.clock.now())
    for record in system.cases.kept.all():
        system.cases.save(_settled(system, record, now))
    for record in system.complaints.kept.all():
        if record["state"] == "submitted":
            system.complaints.save({**record, **system.complaints.reply(record, "已核实办理。", now)})
    for task in system.rectifications.kept.all():
        if task["state"] == "open":
            done = {"finding": "经核实属实。", "measure": "已整改。", "closedAt": now, "calledBackAt": now}
            system.rectifications.save({**task, **done, "state": "closed"})


def _settled(system: Any, record: Record, now: str) -> Record:
    cases = system.cases
    if record["state"] in ("incomplete", "submitted"):
        declined: Record = cases.declined(record, "officer-01", {"reason": "申请人未补正材料。"}, now)
        return declined
    if record["state"] == "suspended":
        record = cases.resumed(record, now)
    if record["state"] in ("accepted", "extended"):
        record = cases.granted(record, "officer-01", now)
    if record["state"] == "granted" and "delivery" not in record:
        record = cases.delivered(record, now)
    if record["state"] == "granted" and record["itemType"] == "01" and "publicity" not in record:
        record = cases.published(record, now)
    is_open = record["state"] in ("granted", "denied") and "archive" not in record
    return record | ({"archive": {"number": f"YZ-{record['id']}", "archivedAt": now}} if is_open else {})


def _of_local_make(item: Record) -> Record:
    """One item in three bears a code of the province's make, one the shorter code of before."""
    number, uscc = int(item["id"][-6:]), item["department"]["uscc"]
    rest = {name: held for name, held in item.items() if name != "handlingCode"}
    if number % 3 == 0:
        return {**rest, "taskCode": f"511Z07001006-511602000000-000-{uscc}-1-00", "localTaskCode": f"{number:012d}"}
    return {**rest, "taskCode": f"{uscc}{number:06d}", "baseCode": f"{number:010d}"} if number % 3 == 1 else item


def _older_certificate(record: Record) -> Record:
    """A certificate from before issuers had credit codes: its second segment is the code of the region."""
    kind, serial = record["identifier"].split(".")[5], record["id"][-6:]
    return {**record, "identifier": certificate_identifier(kind, "459900", f"{serial}A")}


def _as_ofd(sound: Callable[..., bytes], record: Record, media: str) -> bytes:
    return sound(record, OFD)


def _of_ofd(sound: Callable[..., Any], call: Any, name: str, content: bytes) -> Any:
    return sound(replace(call, media=OFD) if content.startswith(b"PK") else call, name, content)


def _withheld(case: Record) -> Record:
    number = int(case["id"][-6:])
    if number % 7 or "publicity" not in case:
        return case
    rest = {name: held for name, held in case.items() if name != "publicity"}
    return {**rest, "withheldReason": "涉及商业秘密，依法不予公开。"}


def _grants_withheld() -> Mutation:
    def apply(system: Any) -> None:
        for case in system.cases.kept.all():
            changed = _withheld(case)
            if changed is not case:
                system.publicity.kept.remove(case["publicity"])
                system.cases.save(changed)

    return Mutation(apply)


def _repeated(case: Record) -> Record:
    """The notice is sent once more, for what was not supplied."""
    notices = case["notices"]
    again = [{**notices[0], "toldAt": case.get("suppliedAt", notices[0]["toldAt"])}] if notices else []
    return {**case, "notices": [*notices, *again]}


def _first_review_longer(case: Record) -> Record:
    """The review took as long as the law of the item allows, which is more than the general law does."""
    limit = {"days": 60, "unit": "working-day", "basis": "《社会团体登记管理条例》第十二条"}
    if "firstReview" not in case:
        return case
    begun = later(-40)(case["firstReview"]["from"])
    return {**case, "statutoryLimit": limit, "firstReview": {**case["firstReview"], "from": begun}}


def _basic(moment: str) -> str:
    return moment[:10].replace("-", "")


def _steps(chance: Random) -> Mutation:
    """Numbers of cases and complaints that leave gaps."""
    step = chance.randrange(2, 9)

    def next_id(sound: Callable[[], str]) -> str:
        stem, _, number = sound().rpartition("-")
        return f"{stem}-{int(number) * step + 100000:06d}"

    return both(*(around(f"{part}.kept.next_id", next_id) for part in ("cases", "complaints", "publicity")))


def _with_rare_characters(item: Record) -> Record:
    return {**item, "name": item["name"] + RARE, "process": RARE + item["process"]}


def _to_the_last_day(case: Record) -> Record:
    """Licences are delivered on the last day there is."""
    decided = case["decision"]["decidedAt"]
    last = after(date.fromisoformat(decided[:10]), 10).isoformat()
    return {**case, "delivery": {**case["delivery"], "deliveredAt": f"{last}{decided[10:]}"}}


def _with_own_materials(record: Record) -> Record:
    """The licence, and the cases of it, name the materials that its own guide asks for."""
    if FOREIGN not in (record["id"], record.get("item")):
        return record
    text = json.dumps(record, ensure_ascii=False)
    for general, own in OWN_MATERIALS.items():
        text = text.replace(f'"{general}"', f'"{own}"')
    changed: Record = json.loads(text)
    return changed


def _foreign_first(sound: Callable[..., Iterable[Record]], asked: Mapping[str, Any]) -> list[Record]:
    return sorted(sound(asked), key=lambda item: item["id"] != FOREIGN)


def _is_old_grant(case: Record) -> bool:
    return "delivery" in case and case["decision"]["decidedAt"] < "2026-09"


_NO_DUTY = Lawful(
    Text("没有条款要求系统中必有多少数据。", "No clause asks a system to hold so many records."), "support.paging"
)
_LOCAL = Lawful(
    Text("各地另有编码，旧编码沿用至更换为止。", "Localities have codes of their own, and older ones go on in use."),
    "GB/T 39554.1",
)
_NOTHING = frozenset({Reason.PRECONDITION_NOT_MET, Reason.NOTHING_EXERCISED})
TWINS = of_kind(
    CENTRE,
    Twin(
        "local-item-codes",
        Text("有的事项用地方编码或者旧编码", "has items of local and of older codes"),
        _LOCAL,
        fixed(keeping("items", _of_local_make)),
        frozenset({"codes"}),
        order=Order.FIRST,
    ),
    Twin(
        "another-department-first",
        Text(
            "事项清单以他部门的许可居首，所需材料与其他许可不同",
            "lists first a licence of another department, which asks for materials of its own",
        ),
        Lawful(
            Text(
                "清单的次序由中心自定，各事项的材料依其办事指南。",
                "A centre orders its list as it likes, and each guide asks for what its item needs.",
            ),
            "GB/T 39046",
        ),
        fixed(
            both(
                keeping("items", _with_own_materials),
                keeping("cases", _with_own_materials),
                around("items.all", _foreign_first),
            )
        ),
        frozenset({"materials"}),
        order=Order.FIRST,
    ),
    Twin(
        "older-certificates",
        Text("证照标识的颁发机构段为行政区划代码", "holds certificates whose issuer is the code of a region"),
        Lawful(Text("存量证照照此赋码。", "Certificates from before are numbered so."), "GB/T 36904"),
        fixed(keeping("certificates", _older_certificate)),
        frozenset({"certificates"}),
        order=Order.FIRST,
    ),
    Twin(
        "files-in-ofd",
        Text("证照文件为 OFD", "gives certificates as OFD"),
        Lawful(Text("OFD 是版式文档的国家标准。", "OFD is the national standard of fixed layout."), "GB/T 33190"),
        fixed(both(around("certificates.file", _as_ofd), around("responses.file", _of_ofd))),
        frozenset({"files"}),
    ),
    Twin(
        "withholds-some-grants",
        Text("有的准予决定依法不予公开，写明理由", "lawfully withholds some grants, and says why"),
        Lawful(Text("涉及国家秘密、商业秘密、个人隐私的除外。", "Secrets and privacy are excepted."), "行政许可法 5"),
        fixed(_grants_withheld()),
        frozenset({"publicity"}),
        order=Order.FIRST,
    ),
    Twin(
        "repeats-a-notice",
        Text("未补齐的再次催告同一内容", "reminds of what was told and not supplied"),
        Lawful(Text("再次催告没有新的要求。", "A reminder asks for nothing new."), "行政许可法 32"),
        fixed(keeping("cases", _repeated)),
        frozenset({"notices"}),
        order=Order.FIRST,
    ),
    Twin(
        "periods-of-other-laws",
        Text("有的事项依单行法律时限更长", "has items whose own law gives more time"),
        Lawful(
            Text("法律、法规另有规定的，依照其规定。", "Other laws prevail where they provide."), "行政许可法 42, 43"
        ),
        fixed(keeping("cases", _first_review_longer)),
        frozenset({"limits"}),
        order=Order.FIRST,
    ),
    Twin(
        "promises-in-calendar-days",
        Text("承诺时限以自然日计", "promises in calendar days"),
        Lawful(Text("承诺的计算单位由机关自定。", "An organ chooses the unit of its promise."), "GB/T 39046"),
        fixed(keeping("items", at("promisedLimit.unit", says("calendar-day")))),
        frozenset({"promises"}),
        order=Order.FIRST,
        leaves={
            "management.services.promise": Reason.PRECONDITION_NOT_MET,
            "management.services.promise-to-persons": Reason.PRECONDITION_NOT_MET,
        },
    ),
    Twin(
        "receipts-in-basic-dates",
        Text("凭证的日期写作 20261102", "dates receipts as 20261102"),
        Lawful(Text("日期可为基本格式。", "A date may be in the basic form."), "GB/T 7408.1, GB/T 39046"),
        fixed(shows("case", at("receipt.issuedAt", _basic))),
        frozenset({"receipts"}),
    ),
    Twin(
        "delivers-on-the-last-day",
        Text("证件在期限的最后一日送达", "delivers licences on the last day of the period"),
        Lawful(Text("最后一日在期限之内。", "The last day is within the period."), "行政许可法 44"),
        fixed(patched_list("case", only(_is_old_grant, Change(_to_the_last_day)))),
        frozenset({"delivery"}),
    ),
    Twin(
        "no-case",
        Text("刚刚启用，没有办件", "has just opened, and holds no case"),
        _NO_DUTY,
        fixed(without("case", "certificate", "publicity", "overdue", "evaluation", "rectification")),
        HELD,
        order=Order.FIRST,
        lacks=_NOTHING,
    ),
    Twin(
        "no-complaint",
        Text("没有咨询投诉", "holds no question or complaint"),
        _NO_DUTY,
        fixed(without("complaint")),
        HELD,
        order=Order.FIRST,
        lacks=_NOTHING,
    ),
    Twin(
        "rare-characters",
        Text("事项名称与流程含扩展区汉字、组合字符与表情符号", "holds rare characters in names and processes"),
        Lawful(
            Text(
                "文本可含任何 Unicode 字符，含基本平面之外的汉字。",
                "A text may hold any character of Unicode, beyond the basic plane too.",
            ),
            "RFC 8259 8.1, GB 18030",
        ),
        fixed(keeping("items", _with_rare_characters)),
        HELD,
        order=Order.FIRST,
    ),
    Twin(
        "ids-with-gaps",
        Text("办件、投诉与公示的编号有间隔", "leaves gaps between ids"),
        Lawful(
            Text(
                "标识的形式由规约定，次序与连续由系统自定。", "The contract gives ids a form, and says nothing of gaps."
            ),
            "contract",
        ),
        _steps,
        frozenset({"ids"}),
    ),
)
