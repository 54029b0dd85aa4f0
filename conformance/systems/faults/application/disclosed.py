"""Faults against what a disclosure platform shows and takes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from conformance.model.text import Text
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.faults.changes import at, before, drop, only, put
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import gives, patched_list, refuses, shows
from conformance.systems.faults.parts import around
from conformance.systems.faults.values import says
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place, Refusal


def _no_brackets(sound: Callable[..., bool], record: Record, words: str) -> bool:
    """The tokenizer of the search drops words that hold a full-width bracket."""
    return "（" not in words and sound(record, words)


def _numbered_by_hand(index: str) -> str:
    return f"{index[:-5]}{int(index[-5:]) % 20:05d}"


def _wants_a_purpose(sound: Callable[..., Any], value: Record) -> Iterator[Place]:
    yield from sound(value)
    if "applicant" in value and "purpose" not in value:
        yield Place("请填写用途。State a purpose.", pointer="/purpose")


def _breaks_without_a_form(sound: Callable[..., Any], schema: str, value: Any) -> Any:
    if schema == "ApplicationInput" and isinstance(value, dict) and "form" not in value:
        raise Refusal(500, "请稍后再试。Please try again later.")
    return sound(schema, value)


def _internal_number(sound: Callable[..., str], record: Record, call: object) -> str:
    return sound({**record, "index": record["id"]}, call)


def _moved(caller: object, identifier: str, number: str) -> bool:
    """The files of the site before were not moved."""
    return identifier < "d-000050"


def _on_the_new_store(caller: object, identifier: str, number: str) -> bool:
    """What was uploaded since the move lies on a store that the public cannot reach."""
    return not _moved(caller, identifier, number)


FAULTS: tuple[Fault, ...] = of_kind(
    DISCLOSURE,
    Fault(
        "application.disclosure.guide-elements",
        Text("机构搬迁后指南的办公地址写作待定", "the guide has no address since the office moved"),
        shows("guide", put(address="待定")),
    ),
    Fault(
        "application.disclosure.reading-help",
        Text("指南的帮助一栏只写“略”", "the guide leaves out what help there is"),
        shows("guide", put(help="略")),
    ),
    Fault(
        "application.disclosure.catalogue-elements",
        Text("旧系统迁入的信息没有内容概述", "documents moved in from the old system have no summary"),
        patched_list("document", only(before("madeOn", "2024-07"), at("summary", says("暂无")))),
    ),
    Fault(
        "application.disclosure.index-unique",
        Text("索引号由各科室自行编号", "every office numbers its own documents"),
        patched_list("document", at("index", _numbered_by_hand)),
    ),
    Fault(
        "application.disclosure.headings-complete",
        Text("应急管理机构另设后栏目一并撤去", "the heading went with the office of emergencies"),
        gives("headings.all", lambda listed: [one for one in listed if one["code"] != "emergencies"]),
    ),
    Fault(
        "application.disclosure.empty-headings-explained",
        Text("空栏目没有说明", "an empty heading says nothing"),
        shows("heading", drop("note")),
    ),
    Fault(
        "application.disclosure.found-and-read",
        Text("名称带全角括号的检索不到", "titles with full-width brackets are not found"),
        around("documents.has_words", _no_brackets),
    ),
    Fault(
        "application.disclosure.files-downloaded",
        Text("旧站的附件没有迁移", "the files of the old site were not moved"),
        refuses("documents.file", 404, "没有此文件。There is no such file.", _moved),
        also=("application.disclosure.files-as-listed", "support.requests.not-acceptable"),
    ),
    Fault(
        "application.disclosure.files-downloaded",
        Text("迁移后上传的附件存于内网，公众取不到", "files uploaded since the move lie where the public cannot reach"),
        refuses("documents.file", 403, "无权访问。You may not read this.", _on_the_new_store),
        variant="new",
        also=("application.disclosure.files-as-listed",),
    ),
    Fault(
        "application.disclosure.files-as-listed",
        Text("附件转码后没有重新计算摘要", "files were converted, and their digests not computed anew"),
        gives("documents.file", lambda found: (found[0], b"\xef\xbb\xbf" + found[1])),
    ),
    Fault(
        "application.disclosure.pages-agree",
        Text("页面模板把内部编号印作索引号", "the page prints the internal number for the index"),
        around("pages.record", _internal_number),
    ),
    Fault(
        "application.disclosure.zone-named",
        Text("专栏页眉仍写“政务公开”", "the pages are still headed otherwise"),
        gives("pages.site", lambda name: name.replace("政府信息公开", "政务公开")),
    ),
    Fault(
        "application.disclosure.no-forced-purpose",
        Text("申请表单的用途为必填", "the form makes the purpose mandatory"),
        around("checking.rules", _wants_a_purpose),
        also=("support.contract.accepts",),
    ),
    Fault(
        "application.disclosure.groups-told",
        Text("没有写获取方式的申请使系统出错", "an application without a form breaks the system"),
        around("checking.places", _breaks_without_a_form),
        also=("support.errors.no-server-error",),
    ),
    Fault(
        "application.disclosure.outcome-classified",
        Text("办理情形一律登记为“其他”", "every ground is registered as otherwise"),
        patched_list("application", at("answer.ground", says("otherwise"))),
        also=("management.disclosure.refusal-remedy", "management.disclosure.report-of-cases"),
    ),
)
