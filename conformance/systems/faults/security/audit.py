"""Faults of audit: acts that leave no record, records that are wrong, records that do not stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.changes import at
from conformance.systems.faults.fault import Fault, Mutation, hiding
from conformance.systems.faults.mutations import gives, shows, skips
from conformance.systems.faults.parts import around, both, override_part
from conformance.systems.faults.values import says
from conformance.systems.service.dispatch import Dispatch, Methods
from conformance.systems.service.journal import AuditEvent
from conformance.systems.service.system import Service

NO_RIGHTS = (401, 403)


class RecordsCanBeRemoved(Dispatch):
    async def answer(self, request: Request, methods: Methods) -> Response:
        path = request.url.path
        caller = self._system.accounts.identify(request.headers.get("authorization"))
        if request.method == "DELETE" and path.startswith("/audit/a-") and caller and caller.role == "administrator":
            number = int(path.removeprefix("/audit/a-"))
            # The defect reaches past the journal, which knows no removal.
            self._system.connection.execute("delete from audit where number = ?", (number,))
            return self._system.responses.finish(request, Response(None, 204))
        return await super().answer(request, methods)


def _refused_content_is_a_success(event: AuditEvent) -> AuditEvent:
    return replace(event, result="failure" if event.status in NO_RIGHTS or event.status >= 500 else "success")


def _cleared_every_quarter(system: Service) -> None:
    # The defect reaches past the journal, which knows no removal.
    day = (system.clock.now() - timedelta(days=90)).isoformat()
    system.connection.execute("delete from audit where time < ?", (day,))


FAULTS: tuple[Fault, ...] = (
    Fault(
        "security.audit.acts-recorded",
        Text("删除操作走另一条路径，没有审计", "deletions take another road, which is not audited"),
        skips("audit.wanted", lambda caller, method, status: method == "DELETE", False),
        also=(
            "security.audit.outcome",
            "security.audit.user",
            "security.audit.tamper-proof",
            "security.audit.refusals-recorded",
        ),
        hides=hiding(
            "没有记录的操作，其结果、用户与删改无从查看",
            "of an act without a record, neither outcome nor user nor tampering can be seen",
            "security.audit.outcome",
            "security.audit.outcome#content",
            "security.audit.tamper-proof",
            "security.audit.user",
        ),
    ),
    Fault(
        "security.audit.acts-recorded",
        Text("登记经消息队列写入，不过审计", "registrations are written through a queue, past the audit"),
        skips("audit.wanted", lambda caller, method, status: method == "POST" and status == 201, False),
        variant="registered",
    ),
    Fault(
        "security.audit.refusals-recorded",
        Text("授权过滤器在审计之前拦下请求", "the filter for rights stops requests before they are audited"),
        skips("audit.wanted", lambda caller, method, status: status in NO_RIGHTS, False),
        also=("security.audit.outcome",),
        hides=hiding(
            "被拒绝的操作没有记录，其结果无从查看",
            "a refusal without a record shows no outcome",
            "security.audit.outcome",
            "security.audit.outcome#content",
        ),
    ),
    Fault(
        "security.audit.refusals-recorded",
        Text("网关拦下的未登录请求不进审计", "what the gateway stops for want of a credential is not audited"),
        skips("audit.wanted", lambda caller, method, status: status == 401, False),
        variant="unknown",
    ),
    Fault(
        "security.audit.kind",
        Text("事件类型未填，取缺省值", "the kind of event is never set and keeps its default"),
        gives("audit.event", lambda event: replace(event, type="read")),
    ),
    Fault(
        "security.audit.kind",
        Text("操作名取自网关，一律为 proxy", "the operation is taken from the gateway, which calls each of them proxy"),
        gives("audit.event", lambda event: replace(event, operation="proxy")),
        variant="operation",
    ),
    Fault(
        "security.audit.outcome",
        Text("操作之前先写审计，结果一律成功", "the record is written before the act, always as a success"),
        gives("audit.event", lambda event: replace(event, result="success")),
    ),
    Fault(
        "security.audit.outcome",
        Text("只把无权与系统出错记为失败", "only want of rights and breakdowns are recorded as failures"),
        gives("audit.event", _refused_content_is_a_success),
        variant="content",
    ),
    Fault(
        "security.audit.by-actor",
        Text("按用户查询的参数被忽略", "the parameter that names the user is ignored"),
        both(
            around("journal.count", lambda sound, actor="": sound("")),
            around("journal.page", lambda sound, actor, *rest: sound("", *rest)),
        ),
    ),
    Fault(
        "security.audit.user",
        Text("经网关后都记成服务账号", "behind the gateway all is recorded as the service account"),
        gives("audit.event", lambda event: replace(event, user="svc-gateway")),
    ),
    Fault(
        "security.audit.elements",
        Text("用户一栏从未填写，读出为空格", "the column of the user was never filled and is read as a blank"),
        shows("audit-record", at("user", says(" "))),
        also=("security.audit.by-actor", "security.audit.user"),
        hides=hiding(
            "记录没有用户，无从按用户查询",
            "records that name no user cannot be asked for by user",
            "security.audit.by-actor",
        ),
    ),
    Fault(
        "security.audit.tamper-proof",
        Text("管理员可以删除审计记录", "the administrator can remove audit records"),
        override_part("dispatch", RecordsCanBeRemoved),
    ),
    Fault(
        "security.audit.retention",
        Text("审计记录只留九十天", "audit records are kept for ninety days"),
        shows("declaration", at("auditRetention", says("P90D"))),
    ),
    Fault(
        "security.audit.retention",
        Text("把六个月算作 180 天", "six months are taken for 180 days"),
        shows("declaration", at("auditRetention", says("P180D"))),
        variant="180-days",
    ),
    Fault(
        "security.audit.retention",
        Text("声明留存一年，每季度清理", "declared to be kept a year, cleared every quarter"),
        Mutation(_cleared_every_quarter),
        variant="cleared",
    ),
)
