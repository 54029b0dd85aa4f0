"""The operations of the disclosure platform that are not the same for every record: one method each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.responses import Response

from conformance.systems.service import operations
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.responses import HTML

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System


class Operations(operations.Operations):
    """Carries out a call that is allowed and well formed."""

    _system: System

    def get_guide(self, call: Call) -> Response:
        guide = self._system.guide.guide()
        if call.media == HTML:
            return self._system.responses.html(call, self._system.pages.guide(guide))
        return self._system.responses.json(call, guide)

    def list_headings(self, call: Call) -> Response:
        return self._system.responses.json(call, self._system.serializers.whole(self._system.headings.all()))

    def download_file(self, call: Call) -> Response:
        file, content = self._system.documents.file(call.caller, call.arguments["id"], call.arguments["file"])
        return self._system.responses.file(call, file, content)

    def confirm_receipt(self, call: Call) -> Response:
        return self._done(call, self._system.applications.confirm)

    def ask_for_correction(self, call: Call) -> Response:
        return self._done(call, lambda record: self._system.applications.correct(record, call.body))

    def consult(self, call: Call) -> Response:
        return self._done(call, lambda record: self._system.applications.consult(record, call.body))

    def extend_period(self, call: Call) -> Response:
        return self._done(call, lambda record: self._system.applications.extend(record, call.body))

    def archive_application(self, call: Call) -> Response:
        return self._done(call, lambda record: self._system.applications.archive(record, call.body["number"]))

    def _done(self, call: Call, act: Callable[[Record], Record]) -> Response:
        """The application the address names, after what was done to it."""
        of = self._system.applications
        return self.shown(call, of, act(self.found(call, of)))
