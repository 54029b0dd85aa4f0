"""A report made by hand from the real model: every verdict, several reasons, one wide cause."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from conformance.engine.judging.evidence import evidence
from conformance.engine.replay.workflow import workflow
from conformance.model.case import Case, Unmade, Unquestioned
from conformance.model.clause import Clause, Document, GateRule, Level, Profile, Severity, Source, Verify
from conformance.model.contract import Contract, Flaw, Operation
from conformance.model.drawn import Missing, Undrawn
from conformance.model.exchange import Exchange, Failure, Request, Response, Why
from conformance.model.finding import Finding
from conformance.model.holding import Held
from conformance.model.report import (
    Cause,
    ClauseResult,
    Counterexample,
    Covered,
    Evidence,
    Gate,
    Report,
    Smallest,
    Unlock,
)
from conformance.model.target import Credential, Target
from conformance.model.text import Text
from conformance.model.verdict import Reason, Verdict
from conformance.model.waiver import Waiver
from conformance.wire.redaction import Redactor

ADDRESS = "http://127.0.0.1:8123"
OFFICER = Credential("officer", "HUTONG_OFFICER", secret="7c1e-officer-of-the-sample")

HOSTILE = (
    "\x1b[2J\x1b]0;pwned\x07\x1b]8;;http://evil.example\x07link\x9b31m[bold green]PASS[/] [/nope] :smile:"
    "\r\n达到门槛\u202e\u2066rtl\u200b\ufeff\udc80\u2028next\x00\x7f<script>alert(1)</script>"
)

LIST = Operation("listResources", "GET", "/resources")
HTTP = Document(
    "RFC9110", Text("RFC 9110 HTTP 语义", "RFC 9110 HTTP Semantics"), Text("RFC 9110", "RFC 9110"), read=True
)
HELD = (
    Held("endSession", "GET", "/session/logout", "hold_back", "logout", "path", Text("退出登录", "logs out")),
    Held("listArchive", "GET", "/archive", "exclude", "/archive*"),
)
READ = Operation("readResource", "GET", "/resources/{id}")
PATHS = {"/resources": {"get": {"operationId": LIST.id}}, "/resources/{id}": {"get": {"operationId": READ.id}}}
CONTRACT = Contract("resource-catalogue", "c" * 64, {"paths": PATHS}, {LIST.id: LIST, READ.id: READ})

UNDRAWN = (Missing(406, Undrawn.OTHERWISE), Missing(429, Undrawn.RATE_LIMIT))


def clause(
    name: str, zh: str, en: str, level: Level = Level.MUST, severity: Severity = Severity.HIGH, manual: bool = False
) -> Clause:
    return Clause(
        id=name,
        since="2026.11",
        status="active",
        level=level,
        severity=severity,
        title=Text(zh, en),
        statement=Text(f"{zh}。", f"{en}."),
        source=Source(HTTP, "15.5.2", "read"),
        view="wire",
        remediation=Text(
            "在网关或控制器中校验，并补充相应的自动化测试。", "Check it in the gateway or the controller."
        ),
        verify=() if manual else (Verify("pages", "pages-are-complete"),),
    )


def evidence_of(address: str, path: str, answer: object, request_id: str = "req-0001", date: str = "") -> Evidence:
    """An exchange whose answer names its own address, as systems do."""
    headers = (
        ("Content-Type", "application/json"),
        ("Date", date or "Tue, 24 Nov 2026 08:00:00 GMT"),
        ("X-Request-Id", request_id),
        ("Link", f'<{address}/resources?page=2>; rel="next"'),
        ("Set-Cookie", f"sid=5e55-{request_id}; HttpOnly"),
    )
    body = json.dumps({"data": answer, "self": f"{address}{path}", "trace": request_id}, ensure_ascii=False).encode()
    sent = Request("GET", f"{address}{path}", (("Authorization", f"Bearer {OFFICER.secret}"),))
    request = Redactor([OFFICER]).request(sent)
    exchange = Exchange(LIST, "officer", request, Response(200, "OK", headers, body), step="page")
    return evidence(exchange)


def unanswered(address: str) -> Evidence:
    """An exchange that got no answer."""
    why = Failure(Reason.TIMEOUT, Text("5 秒内没有应答", "no answer within 5 s"))
    exchange = Exchange(READ, "anonymous", Request("GET", f"{address}/resources/R-1"), failure=why)
    return evidence(exchange)


def counterexample(
    seen: Text, due: Text, proof: Sequence[Evidence], at: str = "", repeated: bool = True
) -> Counterexample:
    message = Finding(seen, due, at).message
    operation = proof[-1].exchange.operation.id if proof else ""
    return Counterexample(seen, due, at, message, operation, tuple(proof), repeated)


def _failed(address: str, request_id: str, date: str) -> list[ClauseResult]:
    def proof(path: str, answer: object) -> Evidence:
        return evidence_of(address, path, answer, request_id, date)

    size = clause("support.paging.size-is-bounded", "分页大小有上限", "Page size is bounded, and more is refused")
    zone = clause(
        "overall.time.zone-is-stated", "时间标明时区", "Times state their zone", Level.SHOULD, Severity.MEDIUM
    )
    zones = [
        counterexample(
            Text(f"2026-11-2{day}T08:00:00 没有时区", f"2026-11-2{day}T08:00:00 states no zone"),
            Text("RFC 3339 时间，含时区", "an RFC 3339 time with its zone"),
            [proof(f"/resources?page={day}", [f"2026-11-2{day}T08:00:00"])],
            at=f"data[{day}]",
            repeated=day != 2,
        )
        for day in range(4)
    ]
    bounded = counterexample(
        Text("状态 200，返回 51 条", "status 200 with 51 entries"),
        Text(
            "limit 超过 50 时返回 400，并附问题详情（application/problem+json），说明上限与所给的值",
            "status 400 with problem details (application/problem+json) that state the bound where limit exceeds 50",
        ),
        [unanswered(address), proof("/resources?limit=51&q=%E8%B5%84%E6%BA%90", ["资源"] * 51)],
    )
    case = Case("0123456789ab", LIST.id, "reject", Why("query", "/limit", "maximum"), query={"limit": "51"})
    bounded = replace(
        bounded, case="ba9876543210", question=case, smallest=Smallest(case, proof("/resources?limit=51", []), 9, False)
    )
    return [
        ClauseResult(zone, Verdict.FAIL, exercised=300, findings=tuple(zones), places=279),
        ClauseResult(size, Verdict.FAIL, exercised=12, findings=(bounded,), places=1),
    ]


def _open() -> list[ClauseResult]:
    credential = Text("没有 officer 的凭据", "no credential for officer")
    items = [
        ClauseResult(
            clause(f"security.access.rule-{number}", f"访问控制规则之{number}", f"Access rule {number}"),
            Verdict.INCONCLUSIVE,
            Reason.NO_CREDENTIAL,
            credential,
            input="credentials.officer",
        )
        for number in range(1, 13)
    ]
    life = clause("security.session.ends", "会话按时终止", "Sessions end in time", Level.SHOULD, Severity.LOW)
    lost = Text("第 212 次请求后令牌被拒（401）", "the token was refused (401) after request 212")
    deadline = clause("application.deadline.kept", "按期办结", "Deadlines are kept")
    year = Text("日历没有 2031 年", "the calendar lacks 2031")
    trouble = (
        'Traceback (most recent call last):\n  File "pages.py", line 7, in pages_are_complete\n    1 / 0\n'
        "ZeroDivisionError: division by zero"
    )
    broken = clause("support.errors.problem-details", "错误采用问题详情格式", "Error bodies follow RFC 9457")
    return [
        *items,
        ClauseResult(life, Verdict.INCONCLUSIVE, Reason.VOID, lost, exercised=14),
        ClauseResult(deadline, Verdict.INCONCLUSIVE, Reason.CALENDAR, year),
        ClauseResult(broken, Verdict.ERROR, detail=Text(trouble, trouble)),
    ]


def _settled() -> list[ClauseResult]:
    plan = clause(
        "management.plan.kept-current", "应急预案每年修订", "The emergency plan is revised yearly", manual=True
    )
    zone = clause("security.zone.mutual-tls", "政务外网双向认证", "Mutual TLS within the government network")
    good = [
        ClauseResult(clause(f"{family}.topic.fine", "一切正常", "All is well"), Verdict.PASS, exercised=3)
        for family in ("overall", "application", "support", "security", "management")
    ]
    without = Text("未调用 1 个操作，结论不及于此：endSession", "not judged on what was not called: endSession")
    good[0] = replace(good[0], held_back=("endSession",), detail=without)
    because = Text("因为 zone=internet", "because zone=internet")
    return [*good, ClauseResult(plan, Verdict.MANUAL), ClauseResult(zone, Verdict.NOT_APPLICABLE, detail=because)]


def _with_workflows(item: ClauseResult) -> ClauseResult:
    found = [
        replace(it, workflow=workflow([one.exchange for one in it.evidence], CONTRACT, f"{item.clause.id}.{number}"))
        for number, it in enumerate(item.findings, 1)
    ]
    return replace(item, findings=tuple(found))


def profile() -> Profile:
    title = Text("政务信息资源目录", "Government resource catalogue")
    named = {"support.paging.complete": Text("遗漏的取不到", "what is left out cannot be obtained")}
    gate = GateRule((Level.MUST, Level.SHOULD), 0.95, named)
    return Profile("resource-catalogue", title, (), {}, gate, "b" * 64, "resource-catalogue")


def report(
    address: str = ADDRESS,
    started: str = "2026-11-24T08:00:00+08:00",
    request_id: str = "req-0001",
    date: str = "",
) -> Report:
    """One run in which much is wrong."""
    failed = [_with_workflows(item) for item in _failed(address, request_id, date)]
    results = (*failed, *_open(), *_settled())
    zone = results[0].findings[0].message
    reasons = (
        Text("「应」条款 1 项不通过", "1 must clause: fail"),
        Text("「宜」条款 1 项不通过", "1 should clause: fail"),
    )
    return Report(
        tool="hutong 0.1.0",
        release="2026.11",
        release_digest="a" * 64,
        tool_digest="e" * 64,
        contract_digest="c" * 64,
        corpus_digest="",
        seed=83127,
        started=started,
        finished="2026-11-24T08:02:41+08:00",
        target=Target("市民政局目录", address, "resource-catalogue", "test"),
        depth=4,
        profile=profile(),
        gate=Gate(False, 1, reasons),
        results=results,
        causes=(
            Cause(zone, ("overall.time.zone-is-stated", "application.deadline.kept"), 279),
            Cause(results[1].findings[0].message, ("support.paging.size-is-bounded",), 1),
        ),
        covered=(
            Covered("listResources", "GET", "/resources", 61, (200, 400), (200, 400, 406, 429), UNDRAWN),
            Covered("readResource", "GET", "/resources/{id}", 0, (), (200,), (Missing(200, Undrawn.NO_RECORD),)),
        ),
        held_back=HELD,
        without=(Unquestioned("searchResources", Unmade.STEPS),),
        unlock=(Unlock("credentials.officer", tuple(item.clause.id for item in results[2:14])),),
        requests=61,
        requests_by_method={"POST": 1, "GET": 60},
        notes=(Text("已清除上次运行遗留的数据", "what an earlier run had left behind was removed"),),
        left_behind=("registerResource id R-2026-1",),
        today="2026-11-24",
        flaws=(Flaw("/paths/~1x/get", Text("$ref #/x 所指内容不存在", "$ref #/x dangles"), "readGone"),),
        source=f"{address}/openapi.json",
        stands=workflow([evidence_of(address, "/resources", []).exchange], CONTRACT, "system_stands"),
    )


def waived_report() -> Report:
    """The run in which much is wrong, with one departure allowed and one known."""
    base = report()
    zone, size = base.results[:2]
    waiver = Waiver(
        "W-1",
        size.clause.id,
        base.target.name,
        ("listResources",),
        "网关春季更换 *before* <b>April</b>",
        "Zhang San, data bureau",
        date(2027, 3, 31),
    )
    size = replace(size, findings=tuple(replace(it, waiver="W-1") for it in size.findings), waiver=waiver)
    zone = replace(zone, findings=tuple(replace(it, known=True) for it in zone.findings), known=True)
    return replace(base, results=(zone, size, *base.results[2:]), waivers=(waiver,))


def good_report() -> Report:
    """One run in which nothing is wrong and nothing open."""
    results = tuple(replace(it, held_back=(), detail=None) for it in _settled() if it.verdict is Verdict.PASS)
    return replace(
        report(),
        gate=Gate(True, 0, ()),
        results=results,
        causes=(),
        held_back=(),
        unlock=(),
        notes=(),
        left_behind=(),
        flaws=(),
        requests_by_method={"GET": 61},
    )


def open_report() -> Report:
    """One run that judged nothing: everything is for a person, or does not apply."""
    results = tuple(item for item in _settled() if item.verdict is not Verdict.PASS)
    return replace(good_report(), results=results, gate=Gate(False, 3, ()))


def hostile_report(word: str = HOSTILE) -> Report:
    """One run on a system that puts hostile text wherever a system, a document or a tester can put text."""
    text = Text(f"中{word}", f"en{word}")
    proof = evidence_of(ADDRESS, "/resources", word.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    answer = Response(200, word, ((word, word),), word.encode("utf-8", "surrogatepass") + b"\xff\xfe")
    asked = Request("GET", f"{ADDRESS}/{word}", ((word, word),), word.encode("utf-8", "surrogatepass"))
    exchange = replace(proof.exchange, request=asked, response=answer, role=word, step=word)
    found = Counterexample(text, text, word, text, word, (Evidence(exchange, "d" * 64, f"curl {word}"),), True)
    base = report()
    results = tuple(
        replace(item, detail=text, input=word, findings=(found,) if item.findings else ()) for item in base.results
    )
    return replace(
        base,
        results=results,
        causes=(Cause(text, ("overall.time.zone-is-stated",), 9),),
        target=replace(base.target, name=word),
        covered=(Covered(word, word, word, 1, (200,)),),
        held_back=(Held(word, word, word, "hold_back", word, "path", text),),
        unlock=(Unlock(word, ("overall.time.zone-is-stated",)),),
        notes=(text,),
        left_behind=(word,),
        flaws=(Flaw(word, Text(word, word), word),),
        gate=Gate(False, 1, (text,)),
        requests_by_method={word: 1},
    )
