"""Refusals told otherwise: other types, other words, more members, other statuses."""

from __future__ import annotations

from typing import Any

from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.systems.faults.mutations import gives, refuses_otherwise
from conformance.systems.faults.parts import both
from conformance.systems.service.refusal import Refusal
from conformance.systems.twins.twin import Lawful, Twin, fixed


def _extended(problem: dict[str, Any]) -> dict[str, Any]:
    return {"traceId": "4bf92f3577b34da6", **problem, "timestamp": "2026-11-02T10:00:00+08:00", "code": "E-1024"}


def _blank(problem: dict[str, Any]) -> dict[str, Any]:
    titles = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed"}
    return {**problem, "type": "about:blank", "title": titles.get(problem["status"], "Error")}


def _terse(problem: dict[str, Any]) -> dict[str, Any]:
    return {name: held for name, held in problem.items() if name not in ("detail", "instance")}


def _elsewhere(problem: dict[str, Any]) -> dict[str, Any]:
    return {**problem, "type": f"https://problems.example.gov.cn/{problem['status']}", "title": "请求未能办理"}


def _hidden(refusal: Refusal) -> Refusal:
    """What may not be done is as if it were not there."""
    return Refusal(404, "不存在。It does not exist.") if refusal.status == 403 else refusal


def _unprocessable(refusal: Refusal) -> Refusal:
    """A body that is well formed and does not fit its schema is 422."""
    return Refusal(422, refusal.detail, refusal.places) if refusal.status == 400 and refusal.places else refusal


_OPEN = "RFC 9457 3"
TWINS = (
    Twin(
        "problems-with-more",
        Text("问题详情另有扩展成员", "adds members of its own to problem details"),
        Lawful(Text("问题详情可有扩展成员。", "Problem details may have extension members."), _OPEN),
        fixed(gives("responses.problem_body", _extended)),
        frozenset({"problems"}),
    ),
    Twin(
        "problems-about-blank",
        Text("问题种类一律为 about:blank", "calls every problem about:blank"),
        Lawful(Text("种类不另定义时即 about:blank。", "A problem with no type of its own is about:blank."), _OPEN),
        fixed(gives("responses.problem_body", _blank)),
        frozenset({"problems"}),
    ),
    Twin(
        "problems-terse",
        Text("问题详情没有 detail 与 instance", "leaves detail and instance out of problem details"),
        Lawful(Text("detail 与 instance 可以没有。", "detail and instance are optional."), _OPEN),
        fixed(gives("responses.problem_body", _terse)),
        frozenset({"problems"}),
    ),
    Twin(
        "problems-of-elsewhere",
        Text("问题种类用绝对地址，名称只用中文", "names problems by absolute addresses and in Chinese alone"),
        Lawful(Text("种类是 URI 引用，名称是供人读的文字。", "A type is a URI reference, a title is words."), _OPEN),
        fixed(gives("responses.problem_body", _elsewhere)),
        frozenset({"problems"}),
    ),
    Twin(
        "hides-what-it-refuses",
        Text("无权的一律应答 404", "answers 404 where a caller may not"),
        Lawful(
            Text("不愿透露资源存在的，可以 404 代替 403。", "A server may answer 404 to hide what is forbidden."),
            "RFC 9110 15.5.4",
        ),
        fixed(both(refuses_otherwise("rules.may_call", _hidden), refuses_otherwise("rules.may_act_for", _hidden))),
        frozenset({"refusals"}),
        leaves={"security.audit.refusals-recorded": Reason.PRECONDITION_NOT_MET},
    ),
    Twin(
        "refuses-content-by-422",
        Text("正文内容不合规约的应答 422", "answers 422 where the content of a body breaks the contract"),
        Lawful(
            Text("正文可以解析而内容不合要求的，422 与 400 均可。", "Content that parses and does not fit may be 422."),
            "RFC 9110 15.5.21",
        ),
        fixed(refuses_otherwise("checking.body", _unprocessable)),
        frozenset({"content-refused"}),
    ),
)
