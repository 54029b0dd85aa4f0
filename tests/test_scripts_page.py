"""The page on scripts has every word of their schema, each with an example that a script of this release holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conformance.model.script import BEFORE_IT, DIGITS, MARK
from conformance.norms.data_files import data
from conformance.norms.scripts import script_files

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| `([a-z-]+)` \| `([^`]+)` \|", PAGE, re.MULTILINE)
SHAPE = json.loads((ROOT / "standards" / "script.schema.json").read_text(encoding="utf-8"))
TEXTS = {name: file.read_text(encoding="utf-8") for name, _, file in script_files(data("standards"))}


def words(shape: Any) -> Iterator[str]:
    """Every word a schema names."""
    if isinstance(shape, dict):
        yield from shape["properties"] if isinstance(shape.get("properties"), dict) else ()
        for each in shape.values():
            yield from words(each)
    elif isinstance(shape, list):
        for each in shape:
            yield from words(each)


def test_every_word_is_explained() -> None:
    explained = {*re.findall(r"`([^`\s]+)`", PAGE)}
    assert {*words(SHAPE), MARK, DIGITS, BEFORE_IT} - explained == {"condition"}
    assert "`successCriteria: [{condition:" in PAGE


@pytest.mark.parametrize(("word", "script", "example"), ROWS)
def test_an_example_is_what_a_script_says(word: str, script: str, example: str) -> None:
    assert word in example or word in ("info", "sourceDescriptions")
    assert example in TEXTS[script]


def test_the_script_shown_whole_is_the_release_s_own() -> None:
    block = re.search(r"```yaml\n(arazzo:.*?)```", PAGE, re.DOTALL)
    assert block is not None
    assert yaml.safe_load(block[1]) == yaml.safe_load(TEXTS["returned"])
