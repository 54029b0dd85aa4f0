"""How answers of the disclosure platform go out: files with the digest of their bytes."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

from conformance.systems.service import responses
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System


class Responses(responses.Responses):
    """Makes responses."""

    _system: System

    def file(self, call: Call, file: Record, content: bytes) -> Response:
        """A file to keep, with the digest of its bytes (RFC 9530)."""
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        headers = {
            "Content-Digest": f"sha-256=:{digest}:",
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file['name'])}",
        }
        return Response(content, 200, {**self.caching(call), **headers}, file["media"])
