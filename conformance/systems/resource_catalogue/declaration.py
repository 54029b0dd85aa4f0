"""What the system says of itself: its declaration, its contract, security.txt."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from conformance.systems.contracts import contract
from conformance.systems.resource_catalogue.clock import AS_OF
from conformance.systems.resource_catalogue.shape import KIND
from conformance.systems.resource_catalogue.store import Record
from conformance.systems.resource_catalogue.units import OWNER

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

_VALID_DAYS = 300


class Declaration:
    """Answers for the system as a whole."""

    def __init__(self, system: System) -> None:
        self._system = system

    def declaration(self) -> Record:
        """The declaration of conformity."""
        return {
            "kind": KIND,
            "name": {"zh": "云州市政务信息资源目录系统", "en": "Yunzhou Government Resource Catalogue"},
            "department": OWNER.zh,
            "uscc": OWNER.uscc,
            "level": "city",
            "regionCode": OWNER.region,
            "zone": "government-network",
            "environment": "test",
            "contract": {"url": "/openapi.json", "version": self.document()["info"]["version"]},
            "codeLists": "/code-lists",
            "timeZone": "Asia/Shanghai",
            "auditRetention": "P1Y",
            "mlps": 3,
            "standards": ["政务数据共享条例", "GB/T 21063", "GB 32100", "GB/T 2260", "RFC 9110", "RFC 9457"],
            "asOf": self._system.clock.stamp(AS_OF),
        }

    def document(self) -> Record:
        """The interface description this system publishes."""
        return contract(KIND)

    def security_txt(self) -> str:
        """How to report a vulnerability (RFC 9116)."""
        expires = (AS_OF + timedelta(days=_VALID_DAYS)).astimezone(UTC)
        return f"Contact: tel:+86-999-5550700\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: zh, en\n"
