"""How answers of the exchange platform go out: the legal basis of a refusal, the digest of a file."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from conformance.systems.data_exchange.refusals import NotShared
from conformance.systems.service import responses
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.data_exchange.system import System


class Responses(responses.Responses):
    """Makes responses."""

    _system: System

    def problem_body(self, refusal: Refusal, path: str) -> dict[str, Any]:
        """The members of a problem; what is not shared says on what basis."""
        body = super().problem_body(refusal, path)
        return body | ({"legalBasis": refusal.legal_basis} if isinstance(refusal, NotShared) else {})

    def file(self, call: Call, content: Record) -> Response:
        """A file to keep, with the digest of its bytes (RFC 9530)."""
        response = self.json(call, content)
        response.headers["Content-Digest"] = self.content_digest(bytes(response.body))
        response.headers["Content-Disposition"] = f'attachment; filename="{content["grant"]}.json"'
        return response

    def content_digest(self, content: bytes) -> str:
        """The digest of the bytes sent, as Content-Digest holds it."""
        return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"
