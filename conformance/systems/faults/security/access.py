"""Faults of access: who is let in, what they may touch, and where their credentials turn up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.fault import Fault
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.store import Entry
from conformance.systems.resource_catalogue.system import System
from conformance.systems.service.accounts import ANONYMOUS, GOVERNMENT, Caller, tokens
from conformance.systems.service.call import Call
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.dispatch import Methods
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.system import Service

BOUND = ("status", "version", "publishedAt")


def _versions_by_number_alone(system: System) -> None:
    found = system.operations.get_version

    def get_version(call: Call) -> Response:
        entry = system.store.entry(call.arguments["id"])
        for version in entry.versions if entry and not entry.withdrawn_at else ():
            if version.number == call.arguments["version"]:
                return system.responses.json(call, system.serializers.record(version.record))
        return found(call)

    system.operations.get_version = get_version  # type: ignore[method-assign] # that is how a fault is applied


def _roles_only_with_a_token(system: Service) -> None:
    checked = system.rules.may_call

    def may_call(operation: Operation, caller: Caller) -> None:
        if caller != ANONYMOUS:
            checked(operation, caller)

    system.rules.may_call = may_call  # type: ignore[method-assign] # that is how a fault is applied


def _unknown_token_is_the_administrator(system: Service) -> None:
    known = system.accounts.identify
    fallback = system.accounts.of("administrator")

    def identify(authorization: str | None) -> Caller | None:
        return known(authorization) or fallback

    system.accounts.identify = identify  # type: ignore[method-assign] # as above


def _anonymous_is_403(system: Service) -> None:
    checked = system.rules.may_call

    def may_call(operation: Operation, caller: Caller) -> None:
        try:
            checked(operation, caller)
        except Refusal as refusal:
            raise Refusal(403, refusal.detail) from None

    system.rules.may_call = may_call  # type: ignore[method-assign] # as above


def _no_challenge(system: Service) -> None:
    whole = system.responses.problem

    def problem(refusal: Refusal, path: str) -> Response:
        response = whole(refusal, path)
        if system.rules.challenge()[0] in response.headers:
            del response.headers[system.rules.challenge()[0]]
        return response

    system.responses.problem = problem  # type: ignore[method-assign] # as above


def _logged_in_is_enough(system: Service) -> None:
    checked = system.rules.may_call

    def may_call(operation: Operation, caller: Caller) -> None:
        if caller == ANONYMOUS:
            checked(operation, caller)

    system.rules.may_call = may_call  # type: ignore[method-assign] # as above


def _drafts_for_every_officer(system: System) -> None:
    system.rules.sees_drafts = lambda caller, unit: caller.role in GOVERNMENT  # type: ignore[method-assign] # as above


def _changed_by_id_alone(system: System) -> None:
    checked = system.rules.may_call

    def may_call(operation: Operation, caller: Caller) -> None:
        if not (operation.id in ("changeResource", "withdrawResource") and caller.role in GOVERNMENT):
            checked(operation, caller)

    def own(caller: Caller, identifier: str) -> Record:
        entry = system.store.entry(identifier)
        if entry is None:
            raise Refusal(404)
        if entry.withdrawn_at:
            system.rules.refuse_withdrawn(entry)
        return entry.latest.record

    system.rules.may_call = may_call  # type: ignore[method-assign] # as above
    system.entries.own = own  # type: ignore[method-assign] # where the entry to be changed is looked up


def _body_bound_to_the_entity(system: System) -> None:
    found, registered = system.checking.places, system.registry.register

    def places(schema: str, value: Any) -> Iterable[Place]:
        bound = {f"/{name}" for name in BOUND} if schema == "ResourceInput" else set()
        return [place for place in found(schema, value) if place.pointer not in bound]

    def register(caller: Caller, body: Record) -> Entry:
        entry = registered(caller, body)
        if body.get("status") == "published":
            at = system.clock.stamp(system.clock.now())
            system.registry.publish(
                entry, {"decision": "approve", "opinion": "自动", "reviewedBy": "-", "reviewedAt": at}, at
            )
            entry = system.store.entry(entry.id) or entry
        return entry

    system.checking.places = places  # type: ignore[method-assign] # as above
    system.registry.register = register  # type: ignore[method-assign] # as above


def _gateway_header_comes_out(system: Service) -> None:
    answered = system.dispatch.answer

    async def answer(request: Request, methods: Methods) -> Response:
        response = await answered(request, methods)
        if "authorization" in request.headers:
            response.headers["X-Forwarded-Authorization"] = request.headers["authorization"]
        return response

    system.dispatch.answer = answer  # type: ignore[method-assign] # as above


def _token_in_the_next_link(system: Service) -> None:
    linked = system.listing.next

    def following(call: Call, number: int, size: int, total: int) -> str | None:
        link = linked(call, number, size, total)
        token = tokens(system.identity).get(call.caller.role)
        return f"{link}&access_token={token}" if link and token else link

    system.listing.next = following  # type: ignore[method-assign] # as above


FAULTS: tuple[Fault, ...] = (
    Fault(
        "security.access.authentication-required",
        Text(
            "有令牌才核对角色，没有令牌的直接放行",
            "roles are checked only where a token came; without one all doors are open",
        ),
        _roles_only_with_a_token,
        also=("security.access.refused-with-401",),
    ),
    Fault(
        "security.access.forged-credential",
        Text(
            "身份服务不认识的令牌落到内置管理员",
            "a token the identity service does not know becomes the built-in administrator",
        ),
        _unknown_token_is_the_administrator,
    ),
    Fault(
        "security.access.refused-with-401",
        Text("框架缺省：未认证也应答 403", "the framework's default: want of a credential is 403 too"),
        _anonymous_is_403,
    ),
    Fault(
        "security.access.challenge",
        Text("401 不带 WWW-Authenticate", "401 comes without WWW-Authenticate"),
        _no_challenge,
    ),
    Fault(
        "security.access.function-level",
        Text(
            "登录即可调用所有操作，角色只管菜单", "whoever is logged in may call everything; roles only steer the menu"
        ),
        _logged_in_is_enough,
        also=("support.exchange.reviewed-first", "support.exchange.grant-as-consented"),
        also_on={EXCHANGE: ("security.audit.outcome", "security.audit.refusals-recorded")},
    ),
    Fault(
        "security.access.draft-of-unit",
        Text("草稿对所有政府部门可见", "drafts are shown to every department"),
        _drafts_for_every_officer,
        kinds=(CATALOGUE,),
        also=(
            "support.sequences.feed-tells-once",
            "application.catalogue.draft-hidden",
            "application.catalogue.two-persons",
            "application.catalogue.returned-draft",
            "application.catalogue.change-reviewed",
            "overall.catalogue.dcat-complete",
        ),
    ),
    Fault(
        "security.access.draft-of-unit",
        Text("按版本号读取时不看是否可见", "versions are read by number, whoever asks"),
        _versions_by_number_alone,
        kinds=(CATALOGUE,),
        variant="version",
    ),
    Fault(
        "security.access.foreign-entry",
        Text("变更与撤销只凭标识，不核对所属单位", "change and withdrawal go by id alone, whoever owns the entry"),
        _changed_by_id_alone,
        kinds=(CATALOGUE,),
        also=("security.access.function-level",),
    ),
    Fault(
        "security.access.privileged-fields",
        Text(
            "请求正文直接绑定到实体，status 由提交者说了算",
            "the body is bound onto the entity, and status is what the caller says",
        ),
        _body_bound_to_the_entity,
        kinds=(CATALOGUE,),
    ),
    Fault(
        "security.access.credential-not-echoed",
        Text("网关转发用的头带出到应答", "a header the gateway passes inside comes out with the answer"),
        _gateway_header_comes_out,
    ),
    Fault(
        "security.access.no-credential-in-links",
        Text("下一页地址带上令牌", "the next page's address carries the token"),
        _token_in_the_next_link,
        also=("security.access.credential-not-echoed",),
    ),
)
