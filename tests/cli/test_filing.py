"""`-o` and `hutong report`: a result filed in other formats, whole or not at all."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.reports import formats, json_document
from conformance.reports.writing import MARK, write
from tests.reports import sample


def call(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--lang", "en"])


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "result.json"
    file.write_bytes(bytes(formats.render("json", json_document.document(sample.report(), "zh"), "zh")))  # type: ignore[arg-type] # a format of one file
    return file


@pytest.mark.parametrize("kind", formats.kinds())
def test_a_saved_result_is_filed_in_every_format(kind: str, saved: Path, tmp_path: Path) -> None:
    if kind == "pdf":
        pytest.importorskip("weasyprint", reason="the extra `pdf` is not installed")
    place = tmp_path / f"out{formats.suffix(kind)}"
    done = call("report", str(saved), "-o", f"{kind}:{place}")
    assert done.exit_code == 0, done.output
    assert place.is_dir() if not formats.suffix(kind) else place.stat().st_size > 50


def test_a_format_whose_extra_is_missing_is_refused_before_anything_is_done(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = call("report", str(saved), "-o", f"csv:{tmp_path / 'x.csv'}", "-o", f"pdf:{tmp_path / 'x.pdf'}")
    assert done.exit_code == 2
    assert "hutong[pdf]" in done.output
    assert not (tmp_path / "x.csv").exists()


def test_the_same_from_the_run_and_from_the_file(saved: Path, tmp_path: Path) -> None:
    place = tmp_path / "out.xml"
    call("report", str(saved), "-o", f"junit:{place}")
    assert place.read_bytes() == formats.render("junit", json_document.document(sample.report(), "en"), "en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ('{"format": "other/1"}', "not a report of this tool"),
        ("[]", "not a report of this tool"),
    ],
)
def test_a_file_that_is_no_result_is_refused(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    done = call("report", str(file), "-o", "csv")
    assert done.exit_code == 2
    assert said in done.output


def test_a_result_cut_short_names_what_is_missing(saved: Path) -> None:
    document = json.loads(saved.read_text(encoding="utf-8"))
    del document["clauses"][0]["verdict"]
    saved.write_text(json.dumps(document), encoding="utf-8")
    done = call("report", str(saved), "-o", "csv")
    assert done.exit_code == 2
    assert "clauses/0" in done.output


def test_a_format_nobody_knows_is_refused_with_what_was_meant(saved: Path) -> None:
    done = call("report", str(saved), "-o", "juint")
    assert done.exit_code == 2
    assert "did you mean `junit`" in done.output


def test_a_run_is_refused_before_it_asks_where_its_report_cannot_go(tmp_path: Path) -> None:
    done = call("run", "http://127.0.0.1:9", "-o", f"csv:{tmp_path}/nowhere/x.csv")
    assert done.exit_code == 2
    assert "nothing was sent" in done.output


def test_two_formats_in_one_place_are_refused(saved: Path, tmp_path: Path) -> None:
    place = tmp_path / "x"
    (tmp_path / "o").mkdir()
    for other in (place, tmp_path / "o" / ".." / "x"):
        done = call("report", str(saved), "-o", f"csv:{place}", "-o", f"junit:{other}")
        assert done.exit_code == 2
        assert not place.exists()


def test_a_folder_that_is_a_file_is_told_as_one(saved: Path) -> None:
    done = call("report", str(saved), "-o", f"csv:{saved}/x.csv")
    assert done.exit_code == 2
    assert "Not a directory" in done.output


def test_a_folder_of_someone_else_is_never_replaced(tmp_path: Path) -> None:
    theirs = tmp_path / "site"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        write({"index.html": b"x"}, theirs)
    assert (theirs / "thesis.txt").read_text() == "mine"
    ours = tmp_path / "report"
    write({"index.html": b"1", "a/b.css": b"2"}, ours)
    write({"index.html": b"3"}, ours)
    assert sorted(path.name for path in ours.iterdir()) == [MARK, "index.html"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_what_was_there_stays_where_writing_fails(tmp_path: Path) -> None:
    place = tmp_path / "x.csv"
    place.write_text("old")
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="ermission"):
        write(b"new", place)
    tmp_path.chmod(0o700)
    assert place.read_text() == "old"
