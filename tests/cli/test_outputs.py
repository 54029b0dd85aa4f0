"""Standard output and error closed, full, or read by somebody who has gone: what was asked for is still written."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.cli.serve import write_config
from conformance.reports import formats, json_document
from conformance.systems.serve import start
from tests.reports import sample

KIND = "resource-catalogue"
CLAUSE = "support.paging.bounded"
HUTONG = f"{sys.executable} -m conformance"
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.is_char_device(), reason="this system has no /dev/full")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The words that examine a conforming catalogue on one clause: exit code 0."""
    file = tmp_path_factory.mktemp("run") / "hutong.yaml"
    with start(KIND) as running:
        write_config(file, KIND, running.address)
        yield f"{HUTONG} run -c {file} --clause {CLAUSE} --lang en"


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "result.json"
    file.write_bytes(bytes(formats.render("json", json_document.document(sample.report(), "en"), "en")))  # type: ignore[arg-type] # a format of one file
    return file


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What came of a line of bash; the exit code is that of the command before the first pipe."""
    env = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    command = ["bash", "-c", f"{line}\nexit ${{PIPESTATUS[0]}}"]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=env, timeout=120, check=False)


@needs_full
def test_a_full_output_is_said_and_the_files_are_written(run: str, tmp_path: Path) -> None:
    done = shell(f"{run} -q -o json:x.json -o csv:x.csv > /dev/full", tmp_path)
    assert done.returncode == 2
    assert "the report could not be shown: standard output takes nothing: No space left on device" in done.stderr
    assert "json written to x.json" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "x.json").stat().st_size > (tmp_path / "x.csv").stat().st_size > 0


@pytest.mark.parametrize("reader", ["true", "head -c 1 > /dev/null", "exec cat <&-"])
def test_a_reader_who_goes_takes_no_file_along(reader: str, run: str, tmp_path: Path) -> None:
    done = shell(f"{run} -q --format json -o json:x.json | ({reader})", tmp_path)
    assert (tmp_path / "x.json").stat().st_size > 0
    assert done.returncode in (0, 2), done.stderr  # a report small enough for the pipe is as good as shown
    assert ("could not be shown" in done.stderr) == (done.returncode == 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("closed", "code"), [(">&-", 2), ("2>&-", 0), ("<&-", 0), ("<&- >&- 2>&-", 2)])
def test_what_was_closed_before_is_missed_by_nobody(closed: str, code: int, run: str, tmp_path: Path) -> None:
    done = shell(f"{run} -o json:x.json {closed}", tmp_path)
    assert done.returncode == code, done.stderr
    assert (tmp_path / "x.json").stat().st_size > 0
    assert ("gate=met" in done.stdout) == (code == 0)


@needs_full
def test_progress_nobody_can_read_ends_nothing(run: str, tmp_path: Path) -> None:
    done = shell(f"{run} -o json:x.json 2> /dev/full", tmp_path)
    assert (done.returncode, "gate=met" in done.stdout) == (0, True)
    done = shell(f"{run} -o json:y.json 2>&1 >/dev/null | true", tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "y.json").stat().st_size > 0


def test_a_gate_that_is_not_met_stays_so(tmp_path: Path) -> None:
    done = shell(f"{HUTONG} run http://127.0.0.1:9 --lang en -q -o json:x.json >&-", tmp_path)
    assert done.returncode == 2, "undecided, and not shown"
    done = shell(f"{HUTONG} run http://127.0.0.1:9 --lang en -q -o json:x.json", tmp_path)
    assert done.returncode == 3


@pytest.mark.parametrize("words", ["standard list", "schema report", "--help", "--version", "run --help", "report R"])
def test_every_command_ends_quietly_where_its_reader_has_gone(words: str, saved: Path, tmp_path: Path) -> None:
    line = f"{HUTONG} {words.replace('R', str(saved))}"
    done = shell(f"(trap '' PIPE; sleep 0.1; {line}; exit $?) | true", tmp_path)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, "")


@needs_full
@pytest.mark.parametrize("words", ["standard list", "schema report", "--help", "--version", "report R"])
def test_every_command_says_that_its_output_is_full(words: str, saved: Path, tmp_path: Path) -> None:
    done = shell(f"{HUTONG} {words.replace('R', str(saved))} > /dev/full", tmp_path)
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_filed_to_the_output_itself_stands_before_the_report(run: str, tmp_path: Path) -> None:
    done = shell(f"{run} -q -o shields:/dev/stdout > out.txt", tmp_path)
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert text.startswith('{"schemaVersion": 1')
    assert "gate=met" in text


def test_several_formats_may_go_to_the_null_device(saved: Path, tmp_path: Path) -> None:
    null = Path("/dev/null").stat()
    done = shell(f"{HUTONG} report {saved} -o csv:/dev/null -o junit:/dev/null -o json:x.json", tmp_path)
    assert done.returncode == 0, done.stderr
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert Path("/dev/null").stat().st_ino == null.st_ino


def test_a_pipe_of_the_shell_can_be_filed_to(saved: Path, tmp_path: Path) -> None:
    done = shell(f"{HUTONG} report {saved} --lang en -o csv:>(cat > got.csv); sleep 0.3", tmp_path)
    assert done.returncode == 0, done.stderr
    wanted = formats.render("csv", json_document.document(sample.report(), "en"), "en")
    assert (tmp_path / "got.csv").read_bytes() == wanted


def test_a_result_is_read_from_a_pipe(saved: Path, tmp_path: Path) -> None:
    done = shell(f"{HUTONG} report <(cat {saved}) -o csv:x.csv", tmp_path)
    assert (done.returncode, (tmp_path / "x.csv").exists()) == (0, True), done.stderr


def test_a_format_inside_the_folder_of_another_is_refused(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".hutong-report").touch()
    done = shell(f"{HUTONG} report {saved} --lang en -o html-dir:out -o json:out/x.json", tmp_path)
    assert done.returncode == 2
    assert "the folder of another format" in done.stderr
