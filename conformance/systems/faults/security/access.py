"""Faults of access: who is let in, what they may touch, and where their credentials turn up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.requests import Requests
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import refuses_otherwise, skips, within
from conformance.systems.faults.parts import around, both, override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.entries import Entries
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.rules import Rules
from conformance.systems.resource_catalogue.store import Entry
from conformance.systems.service.accounts import ANONYMOUS, GOVERNMENT, Accounts, Caller, tokens
from conformance.systems.service.call import Call
from conformance.systems.service.checking import Checking
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.listing import Listing
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place, Refusal
from conformance.systems.service.responses import Responses

BOUND = ("status", "version", "publishedAt", "state", "completeAt")


class UnknownTokenIsTheAdministrator(Accounts):
    def identify(self, authorization: str | None) -> Caller | None:
        return super().identify(authorization) or self.of("administrator")


class NoChallenge(Responses):
    def problem(self, refusal: Refusal, path: str) -> Response:
        response = super().problem(refusal, path)
        if "WWW-Authenticate" in response.headers:
            del response.headers["WWW-Authenticate"]
        return response


class VersionsByNumberAlone(Operations):
    def get_version(self, call: Call) -> Response:
        entry = self._system.store.entry(call.arguments["id"])
        for version in entry.versions if entry and not entry.withdrawn_at else ():
            if version.number == call.arguments["version"]:
                return self._system.responses.json(call, self._system.serializers.record(version.record))
        return super().get_version(call)


class ChangedByAnyDepartment(Rules):
    def may_call(self, operation: Operation, caller: Caller) -> None:
        if not (operation.id in ("changeResource", "withdrawResource") and caller.role in GOVERNMENT):
            super().may_call(operation, caller)


class ChangedByIdAlone(Entries):
    def own(self, caller: Caller, identifier: str) -> Record:
        entry = self._system.store.entry(identifier)
        if entry is None:
            raise Refusal(404)
        if entry.withdrawn_at:
            self._system.rules.refuse_withdrawn(entry)
        return entry.latest.record


class RequestsChangedByIdAlone(Requests):
    def own(self, caller: Caller, identifier: str) -> Record:
        return self.known(identifier)


class BoundMembersPass(Checking):
    """The body is bound onto the entity, and so may hold what the system itself fills in."""

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        bound = {f"/{name}" for name in BOUND} if schema in ("ResourceInput", "RequestInput") else set()
        return [place for place in super().places(schema, value) if place.pointer not in bound]


class PublishedAsSent(Registry):
    def register(self, caller: Caller, body: Record) -> Entry:
        entry = super().register(caller, body)
        if body.get("status") != "published":
            return entry
        at = self._system.clock.stamp(self._system.clock.now())
        self.publish(entry, {"decision": "approve", "opinion": "自动", "reviewedBy": "-", "reviewedAt": at}, at)
        return self._system.store.entry(entry.id) or entry


class ConsentedAsSent(Requests):
    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        record = super().submit(caller, parent, body)
        bound = body.get("state") == "consented" and record["state"] == "submitted"
        return self.consent(record, caller.user, self.stamp()) if bound else record


class GatewayHeaderComesOut(Responses):
    def common_headers(self, request: Request) -> dict[str, str]:
        passed = request.headers.get("authorization")
        return super().common_headers(request) | ({"X-Forwarded-Authorization": passed} if passed else {})


class TokenInTheNextLink(Listing):
    def next(self, call: Call, number: int, size: int, total: int) -> str | None:
        link = super().next(call, number, size, total)
        token = tokens(self._system.identity).get(call.caller.role)
        return f"{link}&access_token={token}" if link and token else link


FAULTS = (
    Fault(
        "security.access.authentication-required",
        Text(
            "有令牌才核对角色，没有令牌的直接放行",
            "roles are checked only where a token came; without one all doors are open",
        ),
        skips("rules.may_call", lambda operation, caller: caller == ANONYMOUS),
        also=("security.access.refused-with-401",),
        also_on=dict.fromkeys((CATALOGUE, EXCHANGE, DISCLOSURE), ("support.errors.no-server-error",)),
    ),
    Fault(
        "security.access.forged-credential",
        Text(
            "身份服务不认识的令牌落到内置管理员",
            "a token the identity service does not know becomes the built-in administrator",
        ),
        override_part("accounts", UnknownTokenIsTheAdministrator),
    ),
    Fault(
        "security.access.refused-with-401",
        Text("框架缺省：未认证也应答 403", "the framework's default: want of a credential is 403 too"),
        refuses_otherwise("rules.may_call", lambda refusal: Refusal(403, refusal.detail)),
    ),
    Fault(
        "security.access.challenge",
        Text("401 不带 WWW-Authenticate", "401 comes without WWW-Authenticate"),
        override_part("responses", NoChallenge),
    ),
    Fault(
        "security.access.function-level",
        Text(
            "登录即可调用所有操作，角色只管菜单", "whoever is logged in may call everything; roles only steer the menu"
        ),
        skips("rules.may_call", lambda operation, caller: caller != ANONYMOUS),
        also=(
            "support.exchange.reviewed-first",
            "support.exchange.grant-as-consented",
        ),
        also_on={
            CATALOGUE: ("support.errors.no-server-error",),
            EXCHANGE: (
                "support.errors.no-server-error",
                "security.audit.outcome",
                "security.audit.refusals-recorded",
            ),
        },
    ),
    Fault(
        "security.access.credential-not-echoed",
        Text("网关转发用的头带出到应答", "a header the gateway passes inside comes out with the answer"),
        override_part("responses", GatewayHeaderComesOut),
        by=("own-operations",),
    ),
    Fault(
        "security.access.no-credential-in-links",
        Text("下一页地址带上令牌", "the next page's address carries the token"),
        override_part("listing", TokenInTheNextLink),
        also=("security.access.credential-not-echoed",),
        by=("own-operations",),
    ),
    *of_kind(
        CATALOGUE,
        Fault(
            "security.access.draft-of-unit",
            Text("草稿对所有政府部门可见", "drafts are shown to every department"),
            around("rules.sees_drafts", lambda sound, caller, unit: caller.role in GOVERNMENT),
            also=(
                "application.catalogue.draft-unread",
                "support.sequences.feed-tells-once",
                "application.catalogue.draft-hidden",
                "application.catalogue.two-persons",
                "application.catalogue.returned-draft",
                "application.catalogue.change-reviewed",
                "application.catalogue.pending-unseen",
                "overall.catalogue.dcat-complete",
                "overall.catalogue.dcat-details",
                "support.requests.roles-agree",
            ),
        ),
        Fault(
            "security.access.draft-of-unit",
            Text("按版本号读取时不看是否可见", "versions are read by number, whoever asks"),
            override_part("operations", VersionsByNumberAlone),
            also=("application.catalogue.pending-unseen", "application.catalogue.public-no-more"),
            variant="version",
        ),
        Fault(
            "security.access.foreign-entry",
            Text("变更与撤销只凭标识，不核对所属单位", "change and withdrawal go by id alone, whoever owns the entry"),
            both(override_part("rules", ChangedByAnyDepartment), override_part("entries", ChangedByIdAlone)),
            also=("security.access.function-level",),
        ),
        Fault(
            "security.access.privileged-fields",
            Text(
                "请求正文直接绑定到实体，status 由提交者说了算",
                "the body is bound onto the entity, and status is what the caller says",
            ),
            both(override_part("checking", BoundMembersPass), override_part("registry", PublishedAsSent)),
        ),
    ),
    *of_kind(
        EXCHANGE,
        Fault(
            "security.access.draft-of-unit",
            Text("读取申请只凭编号，不核对所属部门", "requests are read by id alone, whosever they are"),
            within("requests.found", "requests.visible", lambda sound, caller, record: True),
            also=("security.access.unlisted-unread", "security.exchange.own-records"),
        ),
        Fault(
            "security.access.foreign-entry",
            Text(
                "补充与撤回只凭编号，不核对所属部门",
                "supplement and withdrawal go by id alone, whosever the request is",
            ),
            override_part("requests", RequestsChangedByIdAlone),
        ),
        Fault(
            "security.access.privileged-fields",
            Text(
                "正文直接绑定到申请，状态由提交者说了算",
                "the body is bound onto the request, its state is what the caller says",
            ),
            both(override_part("checking", BoundMembersPass), override_part("requests", ConsentedAsSent)),
        ),
    ),
)
