"""Documents nobody vouches for are read apart, within bounds of time and memory, by a process that knows no secret."""

from __future__ import annotations

import json
import os
import pickle
import time
from pathlib import Path
from typing import Any

import pytest

from conformance.engine.documents import document
from conformance.engine.documents.document import contract_of
from conformance.engine.generate.sandbox.sandbox import Sandbox
from conformance.model.contract import RESERVED_HEADERS
from conformance.norms.contract import parse_document, read_contract
from conformance.norms.errors import DataError
from tests.norms.odd_documents import SMALL

PLACE = "http://127.0.0.1:9/openapi.json"


def read(raw: bytes, **bounds: Any) -> Any:
    return contract_of(raw, PLACE, RESERVED_HEADERS, **bounds)


def large(operations: int) -> bytes:
    """A document in YAML of about 600 bytes an operation."""
    lines = ["openapi: 3.0.3", "info: {title: large, version: '1'}", "paths:"]
    for number in range(operations):
        lines += [
            f"  /things/{number}/{{id}}:",
            "    get:",
            f"      operationId: getThing{number}",
            "      parameters: [{name: id, in: path, required: true, schema: {type: string, nullable: true}}]",
            "      responses:",
            "        '200':",
            "          description: the thing, as it stands in the register of things with all that belongs to it",
            "          content:",
            "            application/json:",
            "              schema:",
            "                type: object",
            "                required: [id, name]",
            "                properties:",
            "                  id: {type: string}",
            "                  name: {type: string, maxLength: 40}",
        ]
    return "\n".join(lines).encode()


def test_a_contract_comes_out_as_if_it_were_read_here() -> None:
    raw = json.dumps(SMALL).encode()
    here = read_contract(parse_document(raw, PLACE))
    there = read(raw)
    assert (there.digest, there.document, there.flaws) == (here.digest, here.document, here.flaws)
    assert [*there.operations] == [*here.operations]
    assert there.canary == "list"


def test_what_is_wrong_is_told_with_its_place() -> None:
    with pytest.raises(DataError) as refused:
        read(b"openapi: 3.0.3\npaths:\n  /a: {get: [}\n")
    assert refused.value.line == 3
    assert refused.value.source == "  /a: {get: [}"
    assert f"--> {PLACE}:3:" in refused.value.render("zh")


def test_a_large_document_is_read_in_little_time_and_memory() -> None:
    raw = large(10_000)
    assert len(raw) > 5_000_000
    begun = time.process_time()
    contract = read(raw)
    assert len(contract.operations) == 10_000
    assert time.process_time() - begun < 20  # what is left to do here is to take over what was read


def test_reading_ends_after_its_time() -> None:
    with pytest.raises(DataError) as refused:
        read(large(10_000), seconds=1)
    assert "could not be read in 1 s" in refused.value.render("en")
    assert "1 秒未能读完" in refused.value.render("zh")
    assert "keep only the part" in refused.value.render("en")


def test_reading_ends_where_its_memory_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_BYTES", 120 << 20)
    with pytest.raises(DataError) as refused:
        read(large(16_000))
    assert "broke off, as a rule for want of memory" in refused.value.render("en")


def test_nothing_but_a_contract_is_made_of_what_the_child_says() -> None:
    with pytest.raises(pickle.UnpicklingError):
        document._contract(pickle.dumps(os.system))


def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HUTONG_OFFICER", "only-for-this-test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "only-for-this-test")
    (tmp_path / "telling.py").write_text(
        "import os, sys\n"
        "from conformance.engine.generate.sandbox.sandbox import Channel\n"
        "channel = Channel(); channel.job()\n"
        "channel.say(environment=dict(os.environ)); channel.say(done=True)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    with Sandbox("telling", b"") as child:
        (said,) = child.messages(60, time.monotonic() + 60)
    assert "only-for-this-test" not in said["environment"].values()
    assert "HUTONG_OFFICER" not in said["environment"]
    assert said["environment"]["PYTHONHASHSEED"] == "0"
