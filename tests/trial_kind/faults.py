"""Ordinary faults of the register, each in one kind of record only: what a vendor really ships."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.responses import Response

from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.parts import both, override_part
from conformance.systems.service.accounts import Accounts, Caller
from conformance.systems.service.audit import Audit
from conformance.systems.service.call import Call
from conformance.systems.service.checking import Checking
from conformance.systems.service.contract_index import Operation
from conformance.systems.service.operations import Operations
from conformance.systems.service.pages import Pages
from conformance.systems.service.part import Record
from conformance.systems.service.record_forms import Filter
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Place
from conformance.systems.service.rules import Rules
from conformance.systems.service.submissions import Submissions
from tests.trial_kind.register import Inspections, Venues


class _OpenInspections(Inspections):
    def visible(self, caller: Caller, record: Record) -> bool:
        return True


class _OpenVenues(Venues):
    def visible(self, caller: Caller, record: Record) -> bool:
        return True


class _AnybodysInspections(_OpenInspections):
    def may_change(self, caller: Caller, record: Record) -> None:
        return


class _Unaudited(Audit):
    def wanted(self, caller: Caller, method: str, status: int) -> bool:
        return method in ("GET", "HEAD") and super().wanted(caller, method, status)


class _CountsThePage(Operations):
    """The total is that of the page."""

    def list(self, call: Call, of: Records) -> Response:
        answer = super().list(call, of)
        return _told(answer, lambda page: {**page, "total": len(page["items"])}) if of.of == "opening" else answer


class _CountsEverything(Operations):
    """The total of sheets is of all there are, whoever asks."""

    def list(self, call: Call, of: Records) -> Response:
        answer, everything = super().list(call, of), len(of.kept.all())
        return _told(answer, lambda page: {**page, "count": everything + 1}) if of.of == "inspection" else answer


class _NoNext(Operations):
    def list(self, call: Call, of: Records) -> Response:
        answer = super().list(call, of)
        return _told(answer, lambda page: {**page, "following": None}) if of.of == "venue" else answer


class _IgnoresFilters(Venues):
    def passes(self, record: Record, narrowing: Filter, value: Any) -> bool:
        return True


class _IgnoresFacilities(Venues):
    def passes(self, record: Record, narrowing: Filter, value: Any) -> bool:
        return narrowing.by == "among" or super().passes(record, narrowing, value)


class _FindsNoKeeper(Venues):
    """The filter by keeper compares its code with a name."""

    def passes(self, record: Record, narrowing: Filter, value: Any) -> bool:
        return narrowing.parameter != "keeper" and super().passes(record, narrowing, value)


class _IgnoresWords(Venues):
    def has_words(self, record: Record, words: str) -> bool:
        return True


class _Lax(Checking):
    """Members nobody knows are let through."""

    def places(self, schema: str, value: Any) -> Iterable[Place]:
        return (place for place in super().places(schema, value) if "additionalProperties" not in place.message)


class _TakesAllMembers(Inspections):
    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        return self.save({**super().submit(caller, parent, body), **body})


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
    def precondition(self, call: Call, of: Records, record: Record) -> None:
        return


class _ListsWithdrawn(Inspections):
    def all(self, asked: Mapping[str, Any]) -> Iterable[Record]:
        return sorted((*self.kept.all(), *self.kept.withdrawn()), key=lambda one: str(one["sheet"]))


class _AmendsClosed(Inspections):
    def in_turn(self, act: str, record: Record) -> None:
        return


class _KeepsNoFinding(Inspections):
    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        kept = super().change(caller, record, {**body, "finding": record["finding"]})
        return {**kept, "finding": body["finding"]}


class _TakesRepeats(Submissions):
    def before(self, user: str, key: str) -> tuple[str, str] | None:
        return None

    def remember(self, user: str, key: str, digest: str, identifier: str) -> None:
        return


class _Unescaped(Pages):
    def text(self, value: object) -> str:
        return str(value)


class _PointsAtTheList(Operations):
    def made(self, call: Call, shown: Record, location: str) -> Response:
        return super().made(call, shown, call.target if call.operation.id == "announceOpening" else location)


class _TellsItsInsides(Inspections):
    def in_list(self, caller: Caller, record: Record) -> Record:
        return {**record, "rowId": 1}


class _LocalTime(Operations):
    def read(self, call: Call, of: Records) -> Response:
        answer = super().read(call, of)
        local = of.of == "inspection"
        return _told(answer, lambda one: {**one, "inspectedAt": one["inspectedAt"][:19]}) if local else answer


class _FilesAnew(Venues):
    """A change sets the time of filing again."""

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        return super().change(caller, record, {**body, "filedAt": self.stamp()})


class _MistypedCodes(Operations):
    """The codes of keepers lack their check character's sense."""

    def read(self, call: Call, of: Records) -> Response:
        answer = super().read(call, of)
        if of.of != "venue":
            return answer
        return _told(answer, lambda one: {**one, "keeper": {**one["keeper"], "uscc": _mistyped(one)}})


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


FAULTS: Mapping[str, tuple[str, Mutation]] = {
    "other departments see inspections": (
        "security.access.draft-of-unit",
        override_part("inspections", _OpenInspections),
    ),
    "other departments see venues not yet admitted": (
        "security.access.draft-of-unit",
        override_part("venues", _OpenVenues),
    ),
    "other departments change inspections": (
        "security.access.foreign-entry",
        override_part("inspections", _AnybodysInspections),
    ),
    "inspections are read without a credential": (
        "security.access.authentication-required",
        override_part("rules", _AnybodyReads),
    ),
    "a token nobody issued opens all": ("security.access.forged-credential", override_part("accounts", _ForgetsNobody)),
    "anyone may close an inspection": ("security.access.function-level", override_part("rules", _AnybodyCloses)),
    "a body sets the stage": (
        "security.access.privileged-fields",
        both(override_part("checking", _Lax), override_part("inspections", _TakesAllMembers)),
    ),
    "writes are not audited": ("security.audit.acts-recorded", override_part("audit", _Unaudited)),
    "odd input breaks it": ("security.input.no-breakdown", override_part("checking", _BreaksOnTypes)),
    "markup goes into its pages": ("security.input.markup-escaped", override_part("pages", _Unescaped)),
    "members come along that no contract names": (
        "security.privacy.declared-members",
        override_part("inspections", _TellsItsInsides),
    ),
    "the total of openings is that of the page": (
        "support.paging.complete",
        override_part("operations", _CountsThePage),
    ),
    "the count of sheets is of others too": ("support.paging.complete", override_part("operations", _CountsEverything)),
    "no page of venues names the next": ("support.paging.complete", override_part("operations", _NoNext)),
    "filters are ignored": ("support.search.filters", override_part("venues", _IgnoresFilters)),
    "the filter by facility is ignored": ("support.search.filters", override_part("venues", _IgnoresFacilities)),
    "the filter by keeper finds nothing": ("support.search.filters", override_part("venues", _FindsNoKeeper)),
    "the words searched for are ignored": ("support.search.narrows", override_part("venues", _IgnoresWords)),
    "a later change overwrites an earlier one": (
        "support.submission.no-lost-update",
        override_part("operations", _LosesUpdates),
    ),
    "a repeat makes a second record": ("support.submission.idempotent", override_part("submissions", _TakesRepeats)),
    "what was withdrawn is still listed": (
        "support.sequences.stays-withdrawn",
        override_part("inspections", _ListsWithdrawn),
    ),
    "what is closed is amended": ("support.sequences.in-turn", override_part("inspections", _AmendsClosed)),
    "an amendment is answered and not kept": (
        "support.sequences.records-as-written",
        override_part("inspections", _KeepsNoFinding),
    ),
    "the location of an opening is its list": (
        "support.requests.location",
        override_part("operations", _PointsAtTheList),
    ),
    "a change files anew": ("support.requests.stable-identifier", override_part("venues", _FilesAnew)),
    "codes nobody publishes are taken": ("overall.codes.unknown-refused", override_part("checking", _TakesAnyCode)),
    "times have no zone": ("overall.datetime.zone", override_part("operations", _LocalTime)),
    "credit codes are mistyped": ("overall.identifiers.credit-code", override_part("operations", _MistypedCodes)),
}
"""By what is wrong: the clause that finds it, and what it does to a register."""
