"""Faults of electronic certificates: how they are verified, and what their files are."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.faults.fault import Fault, of_kind
from conformance.systems.faults.mutations import gives
from conformance.systems.faults.parts import override_part
from conformance.systems.faults.values import says
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.one_stop.certificates import Certificates
from conformance.systems.service.part import Record

WORD = b"PK\x03\x04\x14\x00\x06\x00word/document.xml"


class Unchecked(Certificates):
    """Certificates are looked up by all but the check character, which nobody computes."""

    def flaw(self, identifier: str) -> str:
        return "" if self.named(identifier) else "没有此证照"

    def named(self, identifier: str) -> Record | None:
        body = identifier.rpartition(".")[0]
        return next((one for one in self.kept.all() if one["identifier"].startswith(f"{body}.")), None)


FAULTS: tuple[Fault, ...] = of_kind(
    CENTRE,
    Fault(
        "support.services.certificate-verified",
        Text("查验不核校验位", "verification does not look at the check character"),
        override_part("certificates", Unchecked),
    ),
    Fault(
        "support.services.certificate-file",
        Text("证照文件为文字处理文档", "certificates are documents of a word processor"),
        gives("certificates.file", says(WORD)),
    ),
)
