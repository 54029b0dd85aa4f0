"""The operations of the centre that are not the same for every record: one method each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from conformance.systems.service import operations
from conformance.systems.service.call import Call

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System


class Operations(operations.Operations):
    """Carries out a call that is allowed and well formed."""

    _system: System

    def accept_case(self, call: Call) -> Response:
        cases = self._system.cases
        record = cases.accept(call.caller, cases.found(call.caller, call.arguments["id"]), call.body)
        return self._system.responses.json(call, cases.shown(call.caller, record))

    def evaluate_case(self, call: Call) -> Response:
        cases = self._system.cases
        record = cases.evaluate(cases.applied(call.caller, call.arguments["id"]), call.body)
        return self._system.responses.json(call, cases.shown(call.caller, record))

    def get_certificate_file(self, call: Call) -> Response:
        certificates = self._system.certificates
        record = certificates.found(call.caller, call.arguments["id"])
        name = f"{record['id']}.{call.media.rpartition('/')[2]}"
        return self._system.responses.file(call, name, certificates.file(record, call.media))

    def verify_certificate(self, call: Call) -> Response:
        return self._system.responses.json(call, self._system.certificates.verify(call.arguments["identifier"]))
