"""The operations of the register: one method each, named after its operationId."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.responses import Response

from conformance.systems.service import listing, operations
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from tests.trial_kind.system import System

HTML = "text/html"


class Listing(listing.Listing):
    """Pages under the register's own names; those of the audit keep theirs."""

    def number(self, call: Call) -> int:
        return int(call.get("p") or call.get("page"))

    def size(self, call: Call) -> int:
        return int(call.get("perPage") or call.get("pageSize"))

    def next(self, call: Call, number: int, size: int, total: int) -> str | None:
        found = super().next(call, number, size, total)
        if found is None or call.get("p") is None:
            return found
        kept = "&".join(part for part in found.partition("?")[2].split("&") if not part.startswith(("p=", "perPage=")))
        return f"{call.target}?{kept}".replace("page=", "p=").replace("pageSize=", "perPage=")


class Operations(operations.Operations):
    """Carries out a call that is allowed and well formed."""

    _system: System

    def list_venues(self, call: Call) -> Response:
        register, asked = self._system.register, call.get
        shown = [one for one in register.venues.kept.values() if register.sees_venue(call.caller, one)]
        words = (asked("words") or "").casefold().split()
        found = [one for one in shown if all(word in f"{one['called']} {one['notes']}".casefold() for word in words)]
        found = [one for one in found if asked("facility") is None or asked("facility") in one["facilities"]]
        found = [one for one in found if asked("keeper") in (None, one["keeper"]["uscc"])]
        found = self.narrowed(found, call, ("category", "standing"))
        if call.media == HTML:
            rows = "".join(f"<li>{self.shown(one['called'])}</li>" for one in found)
            sought = self.shown(asked("words") or "")
            field = f'<label for="words">检索</label><input id="words" name="words" value="{sought}">'
            return self._system.responses.html(
                call, self._system.pages.frame("场馆", f"<form>{field}</form><ul>{rows}</ul>")
            )
        return self._page(call, found, "venues")

    def narrowed(self, records: Sequence[Record], call: Call, names: Sequence[str]) -> list[Record]:
        """The records whose members hold what was asked for, where anything was."""
        return [one for one in records if all(call.get(name) in (None, one[name]) for name in names)]

    def file_venue(self, call: Call) -> Response:
        register = self._system.register
        code = self._system.submissions.once(
            call.caller,
            call.get("Idempotency-Key"),
            call.body,
            lambda: str(register.file(call.caller, call.body)["code"]),
        )
        return self._made(call, register.venues.found(code), f"/venues/{code}")

    def get_venue(self, call: Call) -> Response:
        venue = self._system.register.venue(call.caller, call.arguments["code"])
        if call.media == HTML:
            said = "".join(
                f"<dt>{name}</dt><dd>{self.shown(venue[name])}</dd>" for name in ("notes", "category", "seats")
            )
            page = self._system.pages.frame(venue["called"], f"<dl>{said}</dl>")
            return self._system.responses.tagged(call, self._system.responses.html(call, page))
        return self._system.responses.tagged(call, self._system.responses.json(call, venue))

    def shown(self, value: object) -> str:
        return self._system.pages.text(value)

    def change_venue(self, call: Call) -> Response:
        venue = self._own_venue(call)
        self.must_be_current(call, venue)
        return self._system.responses.json(call, self._system.register.change(venue, call.body))

    def must_be_current(self, call: Call, venue: Record) -> None:
        """Refuse (412) a change that rests on what has changed meanwhile."""
        responses, basis = self._system.responses, call.get("If-Match")
        if basis is not None and not responses.listed(basis, responses.tag(responses.encode(venue))):
            raise Refusal(412, "已被他人变更。It was changed meanwhile.")

    def remove_venue(self, call: Call) -> Response:
        self._system.register.remove(self._own_venue(call))
        return self._system.responses.nothing(call)

    def review_venue(self, call: Call) -> Response:
        venue = self._system.register.venue(call.caller, call.arguments["code"])
        return self._system.responses.json(call, self._system.register.review(venue, call.body["decision"]))

    def _own_venue(self, call: Call) -> Record:
        venue = self._system.register.venue(call.caller, call.arguments["code"])
        self._system.register.must_be_of(call.caller, venue["keeper"])
        return venue

    def list_openings(self, call: Call) -> Response:
        venue = self._system.register.venue(call.caller, call.arguments["code"])
        openings = self._system.register.openings.kept.values()
        page = self._system.listing.page([one for one in openings if one["venue"] == venue["code"]], call)
        return self._system.responses.json(call, self._system.serializers.page(page, dict))

    def announce_opening(self, call: Call) -> Response:
        made = self._system.register.announce(self._own_venue(call), call.body)
        return self._made(call, made, f"/venues/{made['venue']}/openings/{made['number']}")

    def get_opening(self, call: Call) -> Response:
        return self._system.responses.json(call, self._opening(call))

    def cancel_opening(self, call: Call) -> Response:
        self._own_venue(call)
        del self._system.register.openings.kept[self._opening(call)["number"]]
        return self._system.responses.nothing(call)

    def _opening(self, call: Call) -> Record:
        venue = self._system.register.venue(call.caller, call.arguments["code"])
        opening = self._system.register.openings.found(call.arguments["number"])
        if opening["venue"] != venue["code"]:
            raise Refusal(404, "没有此时段。There is no such period.")
        return opening

    def list_inspections(self, call: Call) -> Response:
        register = self._system.register
        shown = [one for one in register.inspections.kept.values() if register.sees_inspection(call.caller, one)]
        return self._page(call, self.narrowed(register.listed(shown, call.get("stage")), call, ("grade",)), "sheets")

    def record_inspection(self, call: Call) -> Response:
        register, venue = self._system.register, self._system.register.venue(call.caller, call.arguments["code"])
        sheet = self._system.submissions.once(
            call.caller,
            call.get("Idempotency-Key"),
            {"of": venue["code"], **call.body},
            lambda: str(register.inspect(call.caller, venue, call.body)["sheet"]),
        )
        return self._made(call, register.inspections.found(sheet), f"/inspections/{sheet}")

    def get_inspection(self, call: Call) -> Response:
        return self._system.responses.json(call, self._inspection(call))

    def amend_inspection(self, call: Call) -> Response:
        return self._system.responses.json(call, self._system.register.amend(self._own_inspection(call), call.body))

    def withdraw_inspection(self, call: Call) -> Response:
        self._system.register.withdraw(self._own_inspection(call))
        return self._system.responses.nothing(call)

    def close_inspection(self, call: Call) -> Response:
        return self._system.responses.json(call, self._system.register.close(self._inspection(call), call.body))

    def _inspection(self, call: Call) -> Record:
        return self._system.register.inspection(call.caller, call.arguments["sheet"])

    def _own_inspection(self, call: Call) -> Record:
        inspection = self._inspection(call)
        self._system.register.must_be_of(call.caller, inspection["inspector"])
        return inspection

    def _page(self, call: Call, records: Sequence[Record], name: str) -> Response:
        page = self._system.listing.page(records, call)
        listed = {
            name: [*page.items],
            "count": page.total,
            "p": page.page,
            "perPage": page.size,
            "following": page.next,
        }
        return self._system.responses.json(call, listed)

    def _made(self, call: Call, record: Record, location: str) -> Response:
        return self._system.responses.json(call, record, 201, {"Location": location})
