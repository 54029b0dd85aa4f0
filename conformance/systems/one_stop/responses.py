"""How the files of the centre go out."""

from __future__ import annotations

from starlette.responses import Response

from conformance.systems.service import responses
from conformance.systems.service.call import Call


class Responses(responses.Responses):
    """Makes responses."""

    def file(self, call: Call, name: str, content: bytes) -> Response:
        """A file to keep."""
        headers = {**self.caching(call), "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, 200, headers, call.media)
