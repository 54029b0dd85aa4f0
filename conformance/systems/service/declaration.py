"""What a system says of itself: its declaration, its contract, security.txt."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from conformance.systems.contracts import contract
from conformance.systems.service.clock import AS_OF
from conformance.systems.service.pages import PHONE
from conformance.systems.service.part import Part, Record

if TYPE_CHECKING:
    from conformance.systems.service.system import Service

_VALID_DAYS = 300


class Declaration(Part["Service"]):
    """Answers for the system as a whole."""

    def declaration(self) -> Record:
        """The declaration of conformity."""
        identity, title = self._system.identity, self._system.title
        return {
            "kind": self._system.kind,
            "name": {"zh": f"{identity.place.zh}{title.zh}系统", "en": f"{identity.place.en} {title.en}"},
            "department": identity.department.zh,
            "uscc": identity.uscc,
            "level": identity.level,
            "regionCode": identity.region,
            "zone": "government-network",
            "environment": "test",
            "contract": {"url": "/openapi.json", "version": self.document()["info"]["version"]},
            "codeLists": "/code-lists",
            "timeZone": "Asia/Shanghai",
            "auditRetention": "P1Y",
            "mlps": 3,
            "standards": list(self._system.standards),
            "asOf": self._system.clock.stamp(AS_OF),
        }

    def document(self) -> Record:
        """The interface description this system publishes."""
        return contract(self._system.kind)

    def security_txt(self) -> str:
        """How to report a vulnerability (RFC 9116)."""
        expires = (AS_OF + timedelta(days=_VALID_DAYS)).astimezone(UTC)
        return f"Contact: tel:+86-{PHONE[1:]}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: zh, en\n"
