"""Faults of personal information in services: whose case is shown, who evaluated, what was agreed to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import skips, within
from conformance.systems.faults.parts import around, override_part
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.one_stop.operations import Operations
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record


class OpenFiles(Operations):
    """The file of a certificate is served to whoever knows its number."""

    def get_certificate_file(self, call: Call) -> Response:
        certificates = self._system.certificates
        record = certificates.known(call.arguments["id"])
        return self._system.responses.file(call, record["id"], certificates.file(record, call.media))


def _signed(sound: Callable[..., Any], case: Record, body: Record, now: str) -> Record:
    """A comment is headed with the name of who gave it."""
    evaluation = sound(case, body, now)
    return {**evaluation, "comment": f"{case['applicant']['name']}：{body.get('comment', '好评')}"}


FAULTS: tuple[Fault, ...] = of_kind(
    CENTRE,
    Fault(
        "security.services.own-cases",
        Text("证照文件的下载不查是谁的", "downloads of certificates do not look whose they are"),
        override_part("operations", OpenFiles),
    ),
    Fault(
        "security.services.own-cases",
        Text("证照列表不按持证人筛选", "the list of certificates is not narrowed to their holder"),
        within("certificates.listed", "certificates.visible", lambda sound, caller, record: True),
        variant="listed",
    ),
    Fault(
        "security.services.evaluator-hidden",
        Text("公开的评价署有评价人的名称", "public evaluations are signed"),
        around("evaluations.evaluation", _signed),
    ),
    Fault(
        "security.services.separate-consent",
        Text("同意项缺省勾选，不传也接受", "consent is ticked by default, and not asked for"),
        skips("cases.consented"),
    ),
)
