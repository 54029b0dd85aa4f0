"""Ordinary faults of the register, each in one kind of record only: what a vendor really ships."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from starlette.responses import Response

from conformance.systems.faults.parts import instead
from conformance.systems.service.accounts import Accounts, Caller
from conformance.systems.service.audit import Audit
from conformance.systems.service.call import Call
from conformance.systems.service.checking import Checking
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Place
from conformance.systems.service.rules import Rules
from conformance.systems.service.submissions import Submissions
from tests.trial_kind.operations import Operations
from tests.trial_kind.register import Register
from tests.trial_kind.system import System

Apply = Callable[[System], None]


class _OpenInspections(Register):
    def sees_inspection(self, caller: Caller, inspection: Record) -> bool:
        return True


class _OpenVenues(Register):
    def sees_venue(self, caller: Caller, venue: Record) -> bool:
        return True


class _AnybodysInspections(_OpenInspections):
    def must_be_of(self, caller: Caller, party: Mapping[str, Any]) -> None:
        return


class _Unaudited(Audit):
    def wanted(self, caller: Caller, method: str, status: int) -> bool:
        return method in ("GET", "HEAD") and super().wanted(caller, method, status)


class _CountsThePage(Operations):
    """The total is that of the page."""

    def list_openings(self, call: Call) -> Response:
        return _told(super().list_openings(call), lambda page: {**page, "total": len(page["items"])})


class _CountsEverything(Operations):
    """The total of sheets is of all there are, whoever asks."""

    def list_inspections(self, call: Call) -> Response:
        everything = len(self._system.register.inspections.kept)
        return _told(super().list_inspections(call), lambda page: {**page, "count": everything + 1})


class _NoNext(Operations):
    def list_venues(self, call: Call) -> Response:
        return _told(super().list_venues(call), lambda page: {**page, "following": None})


class _IgnoresFilters(Operations):
    def narrowed(self, records: Sequence[Record], call: Call, names: Sequence[str]) -> list[Record]:
        return [*records]


class _IgnoresFacilities(Operations):
    def list_venues(self, call: Call) -> Response:
        arguments = {name: value for name, value in call.arguments.items() if name != "facility"}
        return super().list_venues(Call(call.operation, call.caller, arguments, None, call.media, call.target))


class _FindsNoKeeper(Operations):
    """The filter by keeper compares its code with a name."""

    def list_venues(self, call: Call) -> Response:
        nothing = {"venues": [], "count": 0, "following": None}
        found = super().list_venues(call)
        return found if call.get("keeper") is None else _told(found, lambda page: {**page, **nothing})


class _IgnoresWords(Operations):
    def list_venues(self, call: Call) -> Response:
        arguments = {name: value for name, value in call.arguments.items() if name != "words"}
        return super().list_venues(Call(call.operation, call.caller, arguments, None, call.media, call.target))


class _Lax(Checking):
    """Members nobody knows are let through."""

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        return (place for place in super().places(schema, value) if "additionalProperties" not in place.message)


class _TakesAllMembers(Register):
    def inspect(self, caller: Caller, venue: Record, body: Record) -> Record:
        made = super().inspect(caller, venue, body)
        made.update(body)
        return made


class _TakesAnyCode(Checking):
    def places(self, schema: str, value: Any) -> Iterable[Place]:
        return (place for place in super().places(schema, value) if "enum" not in place.message)


class _BreaksOnTypes(Checking):
    """The title is cut before anything is checked."""

    def body(self, operation: Operation, content_type: str, raw: bytes | None) -> Any:
        sent = json.loads(raw or b"{}")
        for name in ("called", "finding", "remarks"):
            if name in sent:
                sent[name].strip()
        return super().body(operation, content_type, raw)


class _LosesUpdates(Operations):
    def must_be_current(self, call: Call, venue: Record) -> None:
        return


class _ListsWithdrawn(Register):
    def listed(self, inspections: list[Record], stage: str | None) -> list[Record]:
        return [one for one in inspections if stage in (None, one["stage"])]


class _AmendsClosed(Register):
    def must_be_open(self, inspection: Record) -> None:
        return


class _KeepsNoFinding(Register):
    def amend(self, inspection: Record, body: Record) -> Record:
        return {**super().amend(inspection, {**body, "finding": inspection["finding"]}), "finding": body["finding"]}


class _TakesRepeats(Submissions):
    def before(self, user: str, key: str) -> tuple[str, str] | None:
        return None

    def remember(self, user: str, key: str, digest: str, identifier: str) -> None:
        return


class _Unescaped(Operations):
    def shown(self, value: object) -> str:
        return str(value)


class _PointsAtTheList(Operations):
    def announce_opening(self, call: Call) -> Response:
        made = super().announce_opening(call)
        made.headers["Location"] = call.target
        return made


class _TellsItsInsides(Operations):
    def list_inspections(self, call: Call) -> Response:
        return _told(
            super().list_inspections(call),
            lambda page: {**page, "sheets": [{**one, "rowId": 1} for one in page["sheets"]]},
        )


class _LocalTime(Operations):
    def get_inspection(self, call: Call) -> Response:
        return _told(super().get_inspection(call), lambda one: {**one, "inspectedAt": one["inspectedAt"][:19]})


class _FilesAnew(Register):
    """A change sets the time of filing again."""

    def change(self, venue: Record, body: Record) -> Record:
        return super().change(venue, {**body, "filedAt": self.now()})


class _MistypedCodes(Operations):
    """The codes of keepers lack their check character's sense."""

    def get_venue(self, call: Call) -> Response:
        return _told(super().get_venue(call), lambda one: {**one, "keeper": {**one["keeper"], "uscc": _mistyped(one)}})


class _AnybodyReads(Rules):
    def may_call(self, operation: Operation, caller: Caller) -> None:
        if operation.id not in ("listInspections", "getInspection"):
            super().may_call(operation, caller)


class _AnybodyCloses(Rules):
    def may_call(self, operation: Operation, caller: Caller) -> None:
        if operation.id != "closeInspection" or caller.role == "anonymous":
            super().may_call(operation, caller)


class _ForgetsNobody(Accounts):
    def identify(self, authorization: str | None) -> Caller | None:
        found = super().identify(authorization)
        return found if found is not None else self.of("officer")


def _mistyped(venue: Record) -> str:
    code = str(venue["keeper"]["uscc"])
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def _told(response: Response, change: Callable[[Record], Record]) -> Response:
    """A JSON answer that tells something else."""
    if "json" not in str(response.media_type) or response.status_code != 200:
        return response
    body = json.dumps(change(json.loads(bytes(response.body))), ensure_ascii=False).encode()
    headers = {
        name: value for name, value in response.headers.items() if name not in ("content-length", "content-type")
    }
    return Response(body, 200, headers, response.media_type)


def both(*applied: Apply) -> Apply:
    def apply(system: System) -> None:
        for each in applied:
            each(system)

    return apply


FAULTS: Mapping[str, tuple[str, Apply]] = {
    "other departments see inspections": ("security.access.draft-of-unit", instead("register", _OpenInspections)),
    "other departments see venues not yet admitted": (
        "security.access.draft-of-unit",
        instead("register", _OpenVenues),
    ),
    "other departments change inspections": (
        "security.access.foreign-entry",
        instead("register", _AnybodysInspections),
    ),
    "inspections are read without a credential": (
        "security.access.authentication-required",
        instead("rules", _AnybodyReads),
    ),
    "a token nobody issued opens all": ("security.access.forged-credential", instead("accounts", _ForgetsNobody)),
    "anyone may close an inspection": ("security.access.function-level", instead("rules", _AnybodyCloses)),
    "a body sets the stage": (
        "security.access.privileged-fields",
        both(instead("checking", _Lax), instead("register", _TakesAllMembers)),
    ),
    "writes are not audited": ("security.audit.acts-recorded", instead("audit", _Unaudited)),
    "odd input breaks it": ("security.input.no-breakdown", instead("checking", _BreaksOnTypes)),
    "markup goes into its pages": ("security.input.markup-escaped", instead("operations", _Unescaped)),
    "members come along that no contract names": (
        "security.privacy.declared-members",
        instead("operations", _TellsItsInsides),
    ),
    "the total of openings is that of the page": ("support.paging.complete", instead("operations", _CountsThePage)),
    "the count of sheets is of others too": ("support.paging.complete", instead("operations", _CountsEverything)),
    "no page of venues names the next": ("support.paging.complete", instead("operations", _NoNext)),
    "filters are ignored": ("support.search.filters", instead("operations", _IgnoresFilters)),
    "the filter by facility is ignored": ("support.search.filters", instead("operations", _IgnoresFacilities)),
    "the filter by keeper finds nothing": ("support.search.filters", instead("operations", _FindsNoKeeper)),
    "the words searched for are ignored": ("support.search.narrows", instead("operations", _IgnoresWords)),
    "a later change overwrites an earlier one": (
        "support.submission.no-lost-update",
        instead("operations", _LosesUpdates),
    ),
    "a repeat makes a second record": ("support.submission.idempotent", instead("submissions", _TakesRepeats)),
    "what was withdrawn is still listed": ("support.sequences.stays-withdrawn", instead("register", _ListsWithdrawn)),
    "what is closed is amended": ("support.sequences.in-turn", instead("register", _AmendsClosed)),
    "an amendment is answered and not kept": (
        "support.sequences.records-as-written",
        instead("register", _KeepsNoFinding),
    ),
    "the location of an opening is its list": ("support.requests.location", instead("operations", _PointsAtTheList)),
    "a change files anew": ("support.requests.stable-identifier", instead("register", _FilesAnew)),
    "codes nobody publishes are taken": ("overall.codes.unknown-refused", instead("checking", _TakesAnyCode)),
    "times have no zone": ("overall.datetime.zone", instead("operations", _LocalTime)),
    "credit codes are mistyped": ("overall.identifiers.credit-code", instead("operations", _MistypedCodes)),
}
"""By what is wrong: the clause that finds it, and what it does to a register."""
