"""Commands on consoles of GBK and ASCII, through a pipe and on a terminal, narrow, with and without colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from conformance.cli.demo_network import served as served_five
from conformance.cli.serve import write_config
from conformance.systems.faults import faults
from conformance.systems.serve import start
from tests.cli.console import ESCAPE, Shown, on_terminal, piped

KIND = "resource-catalogue"
FAULT = "support.paging.complete"
WAYS = {"pipe": piped, "terminal": on_terminal}
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-7]m")
MOVES = re.compile(r"\x1b\[(\?25[lh]|[0-9]*[A-HJK])")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The words that examine a faulty catalogue on two clauses: exit code 1."""
    file = tmp_path_factory.mktemp("run") / "hutong.yaml"
    with start(KIND, [faults(KIND)[FAULT]]) as running:
        write_config(file, KIND, running.address)
        yield ["run", "-c", str(file), "--clause", FAULT, "--clause", "support.paging.bounded"]


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The words that test what five systems exchange: exit code 1."""
    with served_five(tmp_path_factory.mktemp("five")) as file:
        yield ["matrix", "-c", str(file)]


def holds(shown: Shown, code: int, encoding: str) -> str:
    """The text of a command that ended as it should, every byte of it of the console's encoding."""
    text = shown.text(encoding)
    assert shown.code == code, text
    assert "Traceback" not in text
    assert not re.search(r"\\u[0-9a-f]{4}", text), "an escape where a character was due"
    return text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("encoding", "lang", "said"), [("gbk", "zh", "应为"), ("ascii", "", "due"), ("ascii", "zh", "curl")]
)
def test_a_run_is_shown_on_every_console(way: str, encoding: str, lang: str, said: str, run: list[str]) -> None:
    words = [*run, *(["--lang", lang] if lang else [])]
    locale = {"LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": encoding} if encoding == "ascii" else {"LANG": "C"}
    text = holds(WAYS[way](words, {"PYTHONIOENCODING": encoding, **locale}), 1, encoding)
    assert said in text
    assert "curl -sS" in text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("encoding", "lang"), [("gbk", "zh"), ("ascii", "en")])
@pytest.mark.parametrize(
    "words", [["explain", FAULT], ["standard", "list", "support.paging"]], ids=lambda words: words[0]
)
def test_what_is_looked_up_is_shown_on_every_console(way: str, encoding: str, lang: str, words: list[str]) -> None:
    env = {"PYTHONIOENCODING": encoding, "LANG": "C"}
    text = holds(WAYS[way]([*words, "--lang", lang], env), 0, encoding)
    assert FAULT in text
    assert ("分页完整无重复" in text) == (encoding != "ascii" and lang == "zh")


@pytest.mark.parametrize(("way", "encoding", "lang"), [("terminal", "gbk", "zh"), ("pipe", "ascii", "en")])
def test_a_matrix_is_shown_on_every_console(way: str, encoding: str, lang: str, matrix: list[str]) -> None:
    text = holds(WAYS[way]([*matrix, "--lang", lang], {"PYTHONIOENCODING": encoding, "LANG": "C"}), 1, encoding)
    assert ("孤岛" if lang == "zh" else "island") in text


@pytest.mark.parametrize(("way", "encoding", "lang"), [("pipe", "gbk", "zh"), ("terminal", "ascii", "")])
def test_the_demonstration_is_shown_on_every_console(way: str, encoding: str, lang: str) -> None:
    words = ["demo", "--network", *(["--lang", lang] if lang else [])]
    text = holds(WAYS[way](words, {"PYTHONIOENCODING": encoding, "LANG": "zh_CN.UTF-8"}), 0, encoding)
    assert ("孤岛" if lang == "zh" else "island") in text


def test_the_locale_c_alone_ends_nothing(run: list[str]) -> None:
    for way in WAYS.values():
        assert FAULT in holds(way([*run, "--lang", "zh"], {"LANG": "C", "LC_ALL": "C"}), 1, "utf-8")


@pytest.mark.parametrize(
    ("way", "env", "colour", "moves"),
    [
        ("terminal", {}, True, True),
        ("terminal", {"NO_COLOR": "1"}, False, True),
        ("terminal", {"CI": "1"}, True, False),
        ("terminal", {"TERM": "dumb"}, False, False),
        ("pipe", {}, False, False),
        ("pipe", {"FORCE_COLOR": "1"}, False, False),
        ("pipe", {"CI": "1", "FORCE_COLOR": "1"}, False, False),
    ],
    ids=str,
)
def test_colour_and_movement_are_set_apart(
    way: str, env: dict[str, str], colour: bool, moves: bool, run: list[str]
) -> None:
    text = holds(WAYS[way]([*run, "--lang", "en"], env), 1, "utf-8")
    assert bool(COLOUR.search(text)) == colour
    assert bool(MOVES.search(text)) == moves


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_narrow_terminal_is_not_overrun(lang: str, run: list[str], matrix: list[str]) -> None:
    for words in (run, matrix):
        text = holds(on_terminal([*words, "--lang", lang, "-q"], {"COLUMNS": "60", "LANG": "C"}, 60), 1, "utf-8")
        lines = [ESCAPE.sub("", line).rstrip() for line in text.replace("\r", "").splitlines()]
        copied = ("curl", "hutong ", "read -r", "$HUTONG", "# ")  # a line to be copied stays whole
        wide = [line for line in lines if cell_len(line) > 60 and not any(word in line for word in copied)]
        assert not wide, wide


def test_no_format_of_a_report_escapes_chinese(run: list[str], tmp_path: Path) -> None:
    names = {"json": "r.json", "junit": "r.xml", "markdown": "r.md", "csv": "r.csv", "sarif": "r.sarif"}
    outputs = [word for kind, name in names.items() for word in ("-o", f"{kind}:{tmp_path / name}")]
    holds(piped([*run, "--lang", "zh", "-q", *outputs], {"PYTHONIOENCODING": "gbk"}), 1, "gbk")
    for name in names.values():
        text = (tmp_path / name).read_text(encoding="utf-8-sig")
        assert "分页完整无重复" in text, name
        assert not re.search(r"\\u[4-9][0-9a-f]{3}|&#x?[0-9a-f]{4,5};", text), name
