"""Faults of audit: acts that leave no record, records that are wrong, records that do not stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, hiding
from conformance.systems.service.accounts import Caller
from conformance.systems.service.dispatch import Methods
from conformance.systems.service.journal import AuditEvent
from conformance.systems.service.system import Service


def _deletions_not_audited(system: Service) -> None:
    wanted = system.audit.wanted
    system.audit.wanted = (  # type: ignore[method-assign] # that is how a fault is applied
        lambda caller, method, status: method != "DELETE" and wanted(caller, method, status)
    )


def _refusals_not_audited(system: Service) -> None:
    wanted = system.audit.wanted
    system.audit.wanted = (  # type: ignore[method-assign] # as above
        lambda caller, method, status: status not in (401, 403) and wanted(caller, method, status)
    )


def _audited_before_the_act(system: Service) -> None:
    made = system.audit.event

    def event(caller: Caller, operation: str, method: str, path: str, status: int) -> AuditEvent:
        return replace(made(caller, operation, method, path, status), result="success")

    system.audit.event = event  # type: ignore[method-assign] # as above


def _all_by_the_service_account(system: Service) -> None:
    made = system.audit.event

    def event(caller: Caller, operation: str, method: str, path: str, status: int) -> AuditEvent:
        return replace(made(caller, operation, method, path, status), user="svc-gateway")

    system.audit.event = event  # type: ignore[method-assign] # as above


def _user_left_blank(system: Service) -> None:
    shown = system.serializers.audit_event
    system.serializers.audit_event = lambda number, event: {**shown(number, event), "user": " "}  # type: ignore[method-assign] # as above


def _records_can_be_removed(system: Service) -> None:
    answered = system.dispatch.answer

    async def answer(request: Request, methods: Methods) -> Response:
        path = request.url.path
        caller = system.accounts.identify(request.headers.get("authorization"))
        if request.method == "DELETE" and path.startswith("/audit/a-") and caller and caller.role == "administrator":
            number = int(path.removeprefix("/audit/a-"))
            # The defect reaches past the journal, which knows no removal.
            system.connection.execute("delete from audit where number = ?", (number,))
            return system.responses.finish(request, Response(None, 204))
        return await answered(request, methods)

    system.dispatch.answer = answer  # type: ignore[method-assign] # as above


def _refused_content_is_a_success(system: Service) -> None:
    made = system.audit.event

    def event(caller: Caller, operation: str, method: str, path: str, status: int) -> AuditEvent:
        result = "success" if status not in (401, 403) and status < 500 else "failure"
        return replace(made(caller, operation, method, path, status), result=result)

    system.audit.event = event  # type: ignore[method-assign] # as above


def _actor_is_not_asked_for(system: Service) -> None:
    counted, paged = system.journal.count, system.journal.page
    system.journal.count = lambda actor="": counted("")  # type: ignore[method-assign] # as above
    system.journal.page = lambda actor, offset, limit: paged("", offset, limit)  # type: ignore[method-assign] # as above


def _cleared_every_quarter(system: Service) -> None:
    # The defect reaches past the journal, which knows no removal.
    day = (system.clock.now() - timedelta(days=90)).isoformat()
    system.connection.execute("delete from audit where time < ?", (day,))


def _kept_ninety_days(system: Service) -> None:
    declared = system.declare.declaration
    system.declare.declaration = lambda: {**declared(), "auditRetention": "P90D"}  # type: ignore[method-assign] # as above


def _kept_one_hundred_and_eighty_days(system: Service) -> None:
    declared = system.declare.declaration
    system.declare.declaration = lambda: {**declared(), "auditRetention": "P180D"}  # type: ignore[method-assign] # as above


FAULTS: tuple[Fault, ...] = (
    Fault(
        "security.audit.acts-recorded",
        Text("删除操作走另一条路径，没有审计", "deletions take another road, which is not audited"),
        _deletions_not_audited,
        also=("security.audit.outcome", "security.audit.user", "security.audit.tamper-proof"),
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
        "security.audit.refusals-recorded",
        Text("授权过滤器在审计之前拦下请求", "the filter for rights stops requests before they are audited"),
        _refusals_not_audited,
        also=("security.audit.outcome",),
        hides=hiding(
            "被拒绝的操作没有记录，其结果无从查看",
            "a refusal without a record shows no outcome",
            "security.audit.outcome",
            "security.audit.outcome#content",
        ),
    ),
    Fault(
        "security.audit.outcome",
        Text("操作之前先写审计，结果一律成功", "the record is written before the act, always as a success"),
        _audited_before_the_act,
    ),
    Fault(
        "security.audit.outcome",
        Text("只把无权与系统出错记为失败", "only want of rights and breakdowns are recorded as failures"),
        _refused_content_is_a_success,
        variant="content",
    ),
    Fault(
        "security.audit.by-actor",
        Text("按用户查询的参数被忽略", "the parameter that names the user is ignored"),
        _actor_is_not_asked_for,
    ),
    Fault(
        "security.audit.user",
        Text("经网关后都记成服务账号", "behind the gateway all is recorded as the service account"),
        _all_by_the_service_account,
    ),
    Fault(
        "security.audit.elements",
        Text("用户一栏从未填写，读出为空格", "the column of the user was never filled and is read as a blank"),
        _user_left_blank,
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
        _records_can_be_removed,
    ),
    Fault(
        "security.audit.retention",
        Text("审计记录只留九十天", "audit records are kept for ninety days"),
        _kept_ninety_days,
    ),
    Fault(
        "security.audit.retention",
        Text("把六个月算作 180 天", "six months are taken for 180 days"),
        _kept_one_hundred_and_eighty_days,
        variant="180-days",
    ),
    Fault(
        "security.audit.retention",
        Text("声明留存一年，每季度清理", "declared to be kept a year, cleared every quarter"),
        _cleared_every_quarter,
        variant="cleared",
    ),
)
