"""Electronic certificates: made with a grant, shown to their holder, verified by anybody."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conformance.systems.one_stop.identifiers import certificate_identifier, identifier_holds
from conformance.systems.one_stop.layout import OFD, ofd, pdf
from conformance.systems.service.accounts import Caller
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records

if TYPE_CHECKING:
    from conformance.systems.one_stop.system import System

VALID_YEARS = 3


class Certificates(Records):
    """For their holders, for the centre, and for who issued them."""

    _system: System
    of = "certificate"

    def visible(self, caller: Caller, record: Record) -> bool:
        case = self._system.cases.get(record["case"])
        return case is not None and self._system.cases.visible(caller, case)

    def today(self, record: Record) -> Record:
        is_over = record["state"] == "valid" and record["validTo"] < self._system.clock.now().date().isoformat()
        return {**record, "state": "expired"} if is_over else record

    def issue(self, case: Record, item: Record) -> Record:
        """Make the certificate of a grant."""
        now = case["decision"]["decidedAt"]
        number, day = self.kept.next_id(), date.fromisoformat(now[:10])
        serial = f"{day.year}{number[-6:]}"
        return self.kept.add(
            {
                "id": number,
                "identifier": certificate_identifier(item["resultType"], case["department"]["uscc"], serial),
                "name": item["resultName"],
                "holder": case["applicant"],
                "issuer": case["department"],
                "issuedAt": now,
                "validFrom": day.isoformat(),
                "validTo": f"{day.year + VALID_YEARS}-{day.month:02d}-{min(day.day, 28):02d}",
                "state": "valid",
                "case": case["id"],
            }
        )

    def revoke(self, identifier: str) -> None:
        """Put a certificate out of force."""
        record = self.get(identifier)
        if record is not None:
            self.save({**record, "state": "revoked"})

    def verify(self, identifier: str) -> Record:
        """What anybody is told of an identifier."""
        reason = self.flaw(identifier)
        if reason:
            return {"identifier": identifier, "valid": "0", "reason": reason}
        record = self.named(identifier) or {}
        told: Record = {name: record[name] for name in ("name", "issuer", "validFrom", "validTo") if name in record}
        return {"identifier": identifier, "valid": "1", **told}

    def flaw(self, identifier: str) -> str:
        """Why a certificate does not hold; empty where it does."""
        if not identifier_holds(identifier):
            return "标识的校验位不符"
        record = self.named(identifier)
        if record is None:
            return "没有此证照"
        return {"valid": "", "expired": "证照已过有效期"}.get(record["state"], "证照已注销")

    def named(self, identifier: str) -> Record | None:
        """The certificate that bears an identifier."""
        return next((one for one in self.all({}) if one["identifier"] == identifier), None)

    def file(self, record: Record, media: str) -> bytes:
        """The certificate as a file in a fixed layout: a page that bears its identifier."""
        return ofd(record["identifier"]) if media == OFD else pdf(record["identifier"])
