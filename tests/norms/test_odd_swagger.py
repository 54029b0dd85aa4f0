"""Whatever shape a Swagger document has, and whatever it refers to, reading it raises nothing but DataError."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from conformance.engine.generate.corpus.document_for_generation import handed
from conformance.engine.generate.explore.document_for_engine import whole
from conformance.norms.bundle import bundled
from conformance.norms.contract import read_contract
from conformance.norms.errors import DataError
from conformance.norms.plain_json import plain_json
from conformance.norms.swagger import as_openapi_3
from tests.norms.odd_documents import SMALL, odd_documents
from tests.norms.test_swagger import WHOLE

FOLDER = Path(tempfile.gettempdir())


@settings(
    max_examples=200,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(odd_documents([WHOLE, SMALL]))
def test_an_odd_document_is_read_or_refused(document: dict[str, Any]) -> None:
    with suppress(DataError):
        contract = read_contract(bundled(as_openapi_3(plain_json(document)), FOLDER / "openapi.yaml"))
        assert all(flaw.pointer.startswith("/") for flaw in contract.flaws)
        handed(contract.document)
        whole(contract.document, [*contract.operations.values()])


def test_what_no_file_can_be_called_is_told() -> None:
    for reference in ("\0.yaml#/a", "a" * 5000, "../../etc/passwd", "/etc/passwd", "%00"):
        paths = {"/a": {"get": {"operationId": "a", "responses": {"200": {"$ref": reference}}}}}
        read = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths}
        contract = read_contract(bundled(read, FOLDER / "openapi.yaml"))
        assert [flaw.pointer for flaw in contract.flaws] == ["/paths/~1a/get/responses/200"]
