"""An error about somebody's data: whatever the data holds, nothing of it acts, and each part stays on its own line."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.model.text import Text
from conformance.norms.errors import DataError, near
from conformance.norms.yaml_text import read_yaml
from tests.hostile import ACTS, acts, everything, examples, texts

LINES = re.compile(r"error\[data\]: .*(\n  --> .*)?(\n *\d+ \| .*\n    \| *\^+)?(\nhelp: .*)?")


@examples(80)
@example("x".join(ACTS), 3, 5)
@given(texts(), st.integers(0, 40), st.integers(0, 40))
def test_nothing_of_the_data_acts(text: str, column: int, width: int) -> None:
    error = DataError(Text(text, text), text, 7, column, text, width, near(text, [text, "b"]))
    for lang in ("zh", "en"):
        said = error.render(lang)  # type: ignore[arg-type] # one of the two
        assert not acts(said)
        assert LINES.fullmatch(said), said


def test_no_character_at_all_acts() -> None:
    for text in everything():
        assert not acts(str(DataError(Text(text, text), text, 1, 1, text, len(text), Text(text, text))))


def refused(text: str, file: str) -> str:
    """What is said of a text that is no YAML; empty where it is some."""
    try:
        read_yaml(text.encode("utf-8", "replace"), file)
    except DataError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("act", [act for act in ACTS if act.strip()])
def test_what_a_document_of_yaml_holds_stays_text(act: str) -> None:
    quoted = '"' + "".join(f"\\U{ord(char):08x}" for char in act) + '"'
    texts = (f"{quoted}: 1\n{quoted}: 2\n", f"a: !{act}\n", f"{act}: [\n", f"# {act}\n&a b: *a\n", f"{act}{act}")
    said = [refused(text, f"{act}.yaml") for text in texts]
    assert any(said)
    for error in filter(None, said):
        assert not acts(error)
        assert LINES.fullmatch(error), error


def test_the_caret_stands_below_what_is_meant_whatever_stands_before() -> None:
    error = DataError(Text("错", "wrong"), "f", 3, 4, "\x1b\u202eabad\x07 x", 4)
    assert str(error).splitlines()[2:] == ["  3 | \\x1b\\u202eabad\\x07 x", "    | " + " " * 11 + "^" * 7]


def test_of_a_very_long_line_only_what_is_around_the_place_is_shown() -> None:
    error = DataError(Text("错", "wrong"), "f", 1, 50_001, "x" * 50_000 + "bad" + "y" * 50_000, 3)
    line, caret = str(error).splitlines()[2:]
    assert len(line) < 500
    assert line[caret.index("^") :].startswith("bad")
    assert caret.endswith(" ^^^")


def test_halves_of_a_character_that_json_escapes_are_read_as_one_and_a_lone_one_is_refused() -> None:
    assert read_yaml(b'"\\ud83d\\ude00": "\\ud840\\udc00"', "f").value == {"\U0001f600": "\U00020000"}
    assert "holds a lone surrogate\n  --> f:2:4" in refused('a: "b"\nb: "\\ud83dx"\n', "f")
