"""A saved result that is not as it was filed: never taken for one, and marked in everything that is made of it."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.config.loading import kind_contract
from conformance.config.release import the_standard
from conformance.model.interop import Interop
from conformance.model.report import Report
from conformance.model.strict_json import read_json
from conformance.norms import data_files as norms
from conformance.norms.profile import load_profile
from conformance.norms.tool import tool_digest
from conformance.reports import formats, json_document
from conformance.reports.saved import MAX_BYTES, REMARK
from tests.interop.sample_network import interop
from tests.reports import sample

ALTERATIONS = 420
MATCHES = "All that is here matches"
SEED = 20261129

Made = Callable[[], Report | Interop]


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--lang", "en"])


def filed(made: Report | Interop) -> bytes:
    data = formats.render("json", json_document.document(made, "zh"), "zh")
    assert isinstance(data, bytes)
    return data


@pytest.fixture(scope="module")
def result() -> bytes:
    """A result of this installation: every digest of it holds."""
    report, standard = sample.report(), the_standard()
    own = load_profile(norms.data("profiles"), "resource-catalogue", standard)
    whole = replace(
        report,
        profile=own,
        release_digest=standard.digest,
        contract_digest=kind_contract(own.contract).digest,
        corpus_digest="",
        tool_digest=tool_digest(),
    )
    return filed(whole)


def with_byte(data: bytes, at: random.Random) -> bytes:
    place = at.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << at.randrange(8))]) + data[place + 1 :]


def without_bytes(data: bytes, at: random.Random) -> bytes:
    place = at.randrange(len(data))
    return data[:place] + data[place + at.randrange(1, 40) :]


def with_bytes(data: bytes, at: random.Random) -> bytes:
    place = at.randrange(len(data))
    return data[:place] + at.randbytes(at.randrange(1, 8)) + data[place:]


def cut_short(data: bytes, at: random.Random) -> bytes:
    return data[: at.randrange(len(data) - 1)]


def with_lines_swapped(data: bytes, at: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = at.randrange(len(lines)), at.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def with_line_twice(data: bytes, at: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    lines.insert(at.randrange(len(lines)), lines[at.randrange(len(lines))])
    return b"".join(lines)


def with_member_before(data: bytes, at: random.Random) -> bytes:
    """A member stated twice, another value first: what most readers let pass, keeping the last."""
    lines = data.splitlines(keepends=True)
    named = [number for number, line in enumerate(lines) if b'": ' in line and line.rstrip().endswith(b",")]
    number = at.choice(named)
    name = lines[number].partition(b":")[0]
    lines.insert(number, name + at.choice([b': "pass",', b": 0,", b": true,", b": null,"]) + b"\n")
    return b"".join(lines)


def with_value_changed(data: bytes, at: random.Random) -> bytes:
    document = json.loads(data)
    holder, key = at.choice([*places(document)])
    holder[key] = at.choice([None, "pass", "", 0, 1, True, [], {}, "0" * 64])
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def with_member_gone(data: bytes, at: random.Random) -> bytes:
    document = json.loads(data)
    holder, key = at.choice([*places(document)])
    del holder[key]
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def with_member_more(data: bytes, at: random.Random) -> bytes:
    document = json.loads(data)
    holder, _ = at.choice([(holder, key) for holder, key in places(document) if isinstance(holder, dict)])
    holder["more"] = at.choice(["x", 1, None])
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def with_items_reordered(data: bytes, at: random.Random) -> bytes:
    document = json.loads(data)
    lists = [holder[key] for holder, key in places(document) if isinstance(holder[key], list) and len(holder[key]) > 1]
    at.choice(lists).reverse()
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every member and item below a value, by what holds it."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield node, key
        yield from places(node[key])


WAYS = (
    with_byte,
    without_bytes,
    with_bytes,
    cut_short,
    with_lines_swapped,
    with_line_twice,
    with_member_before,
    with_value_changed,
    with_member_gone,
    with_member_more,
    with_items_reordered,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_alteration_verifies_unless_the_content_is_the_same(
    way: Callable[[bytes, random.Random], bytes], result: bytes, tmp_path: Path
) -> None:
    at = random.Random(SEED + zlib.crc32(way.__name__.encode()))
    place, document, told = tmp_path / "x.json", json.loads(result), 0
    for number in range(-(-ALTERATIONS // len(WAYS))):
        data = way(result, at)
        place.write_bytes(data)
        done = call("report", place, "--verify")
        read = read_json(data, 1000)
        same = read.problem is None and exactly(read.value) == exactly(document)
        assert (done.exit_code == 0) == (MATCHES in done.output) == same, (number, done.output)
        assert done.exit_code in (0, 4), (number, done.output)
        assert "Traceback" not in done.output
        told += not same
    assert told >= 20


def exactly(value: Any) -> str:
    """A value by its content: `1` is neither `true` nor `1.0`."""
    return json.dumps(value, sort_keys=True)


@pytest.mark.parametrize("made", [sample.report, interop], ids=["system", "network"])
@pytest.mark.parametrize("kind", formats.kinds())
def test_an_altered_result_says_so_in_every_format(kind: str, made: Made, tmp_path: Path) -> None:
    document = json.loads(filed(made()))
    if made is interop and not formats.of_network(kind):
        pytest.skip(f"{kind} is not made of a network")
    if formats.lacks(kind):
        pytest.skip(f"the extra of {kind} is not installed")
    document["gate"]["met"] = not document["gate"]["met"]
    place, out = tmp_path / "x.json", tmp_path / f"out{formats.suffix(kind)}"
    place.write_text(json.dumps(document), encoding="utf-8")
    done = call("report", place, "-o", f"{kind}:{out}")
    assert done.exit_code == 4, done.output
    assert REMARK.en in done.stderr
    for file in [out] if out.is_file() else [it for it in out.rglob("*") if it.suffix in (".html", ".json")]:
        assert says_so(kind, file), file


def says_so(kind: str, file: Path) -> bool:
    if kind == "pdf":
        return pages_say_so(file)
    text = file.read_text(encoding="utf-8-sig")
    return ("result altered" if kind in ("badge", "shields") else REMARK.en) in text


def pages_say_so(file: Path) -> bool:
    """Whether every page of a PDF does."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("nothing here reads the text of a PDF")
    done = subprocess.run([reader, file, "-"], capture_output=True, check=True, timeout=60)
    pages = done.stdout.decode().rstrip("\f").split("\f")
    return all("cannot be relied on" in " ".join(page.split()) for page in pages)


@pytest.mark.parametrize("made", [sample.report, interop], ids=["system", "network"])
def test_what_is_made_of_an_altered_result_stays_altered(made: Made, tmp_path: Path) -> None:
    document = json.loads(filed(made()))
    document["run"]["seed"] += 1
    place, again = tmp_path / "x.json", tmp_path / "again.json"
    place.write_text(json.dumps(document), encoding="utf-8")
    assert call("report", place, "-o", f"json:{again}").exit_code == 4
    second = json.loads(again.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(json_document.schema()).validate(second)
    assert second["altered"] == {"zh": REMARK.zh, "en": REMARK.en}
    assert call("report", again, "--verify").exit_code == 4
    second["altered"] = {"zh": "一切正常", "en": "all is well"}
    second["digests"]["document"] = json_document.own_digest(second)
    again.write_text(json.dumps(second), encoding="utf-8")
    done = call("report", again)
    assert (done.exit_code, "all is well" in done.output, REMARK.en in done.stdout) == (4, False, True)


def test_an_altered_result_is_compared_and_not_relied_on(result: bytes, tmp_path: Path) -> None:
    whole, changed = tmp_path / "whole.json", tmp_path / "changed.json"
    whole.write_bytes(result)
    changed.write_bytes(result.replace(b'"seed": ', b'"seed": 1', 1))
    for words in ((whole, "--compare", changed), (changed, "--compare", whole)):
        done = call("report", *words)
        assert (done.exit_code, f"changed.json: {REMARK.en}" in done.stderr) == (4, True), done.output
        assert "whole.json:" not in done.stderr
    assert call("report", whole, "--compare", whole).exit_code == 0


def test_a_whole_result_bears_no_remark(result: bytes, tmp_path: Path) -> None:
    place = tmp_path / "x.json"
    place.write_bytes(result)
    done = call("report", place)
    assert (done.exit_code, REMARK.en in done.output) == (0, False)


def empty(place: Path, result: bytes) -> None:
    place.write_bytes(b"")


def blank(place: Path, result: bytes) -> None:
    place.write_bytes(b" \n")


def huge(place: Path, result: bytes) -> None:
    with place.open("wb") as file:
        file.truncate(300 * 1024 * 1024)


def deep(place: Path, result: bytes) -> None:
    place.write_bytes(b'{"format": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


def binary(place: Path, result: bytes) -> None:
    place.write_bytes(bytes(range(256)) * 40)


def of_another_version(place: Path, result: bytes) -> None:
    place.write_bytes(result.replace(b"hutong-report/1", b"hutong-report/2", 1))


def marked_as_utf8(place: Path, result: bytes) -> None:
    place.write_bytes(b"\xef\xbb\xbf" + result)


def in_utf16(place: Path, result: bytes) -> None:
    place.write_bytes(result.decode().encode("utf-16"))


def no_number(place: Path, result: bytes) -> None:
    place.write_bytes(result.replace(b'"seed": ', b'"seed": NaN, "x": ', 1))


def lone_surrogate(place: Path, result: bytes) -> None:
    place.write_bytes(result.replace(b'"id": "', b'"id": "\\ud800', 1))


def said_twice(place: Path, result: bytes) -> None:
    place.write_bytes(result.replace(b'"gate": {', b'"gate": {"met": true,', 1))


def two_documents(place: Path, result: bytes) -> None:
    place.write_bytes(result + result)


def folder(place: Path, result: bytes) -> None:
    place.mkdir()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (empty, "the file is empty"),
        (blank, "the file is empty"),
        (huge, f"larger than {MAX_BYTES >> 20} MiB"),
        (deep, "nested"),
        (binary, "not UTF-8"),
        (of_another_version, "'hutong-report/2', due 'hutong-report/1'"),
        (marked_as_utf8, "byte order mark"),
        (in_utf16, "not UTF-8"),
        (no_number, "NaN is not a JSON number"),
        (lone_surrogate, "lone surrogate"),
        (said_twice, "duplicate key"),
        (two_documents, "not JSON"),
        (folder, "directory"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_no_result_is_told_as_what_it_is(
    make: Callable[[Path, bytes], None], said: str, result: bytes, tmp_path: Path
) -> None:
    place = tmp_path / "x.json"
    make(place, result)
    for words, code in (((), 2), (("-o", f"csv:{tmp_path / 'x.csv'}"), 2), (("--verify",), 4)):
        done = call("report", place, *words)
        assert (done.exit_code, said in done.output) == (code, True), done.output
        assert "help:" in done.output
    assert not (tmp_path / "x.csv").exists()


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert call("report", tmp_path / "x.json", "--verify").exit_code == 2


def test_what_never_ends_is_not_read_to_its_end() -> None:
    if not Path("/dev/zero").is_char_device():
        pytest.skip("this system has no /dev/zero")
    done = call("report", "/dev/zero", "--verify")
    assert (done.exit_code, "larger than" in done.output) == (4, True)
