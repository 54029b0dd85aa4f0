"""The page on the clause language says of records what the contracts of this release say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from conformance.engine.vocabulary import Tools
from conformance.norms.record_shape import SHAPE, WORD
from conformance.systems.contracts import contract
from conformance.systems.kinds import KINDS
from tests.record_mutations import DEFAULT

PAGE = (Path(__file__).parents[1] / "docs" / "clause-language.md").read_text(encoding="utf-8")
RECORDS = {name: said for kind in KINDS for name, said in contract(kind)[WORD].items()}
ROWS = re.findall(r"^\| `([\w.]+)` \| `([\w-]+): (.+?)` \|", PAGE.partition(f"```yaml\n{WORD}")[2], re.MULTILINE)


def words(shape: Any, path: str = "") -> set[str]:
    """The words of the shape of a record, by the path to each."""
    shape = shape.get("items", shape)
    if path in ("title", "advanced", "public") or "properties" not in shape:
        return {path}
    return {each for name, inner in shape["properties"].items() for each in words(inner, f"{path}.{name}".lstrip("."))}


def said(value: Any, path: list[str]) -> list[Any]:
    """What stands under a path: of a list, in any of its entries; the default where nothing is said."""
    if isinstance(value, list) and path:
        return [found for each in value for found in said(each, path)]
    if not path:
        return [value]
    return said(value[path[0]], path[1:]) if path[0] in value else [DEFAULT.get(path[-1])]


def test_every_word_about_records_has_one_worked_example() -> None:
    assert sorted(word for word, _, _ in ROWS) == sorted(words(SHAPE["additionalProperties"]))


@pytest.mark.parametrize(("word", "record", "example"), ROWS)
def test_an_example_is_what_a_contract_says(word: str, record: str, example: str) -> None:
    assert yaml.safe_load(example) in said(RECORDS[record], word.split("."))


def test_the_record_shown_whole_is_the_contracts_own() -> None:
    block = re.search(rf"```yaml\n({WORD}:.*?)```", PAGE, re.DOTALL)
    assert block is not None
    shown = yaml.safe_load(block[1])[WORD]
    assert shown == {"request": contract("data-exchange")[WORD]["request"]}


GENERIC = re.findall(
    r"^\| `([a-z-]+)` \| .+? \| (.*?) ?\|$", PAGE.partition("### Generic checks")[2].partition("\n## ")[0], re.MULTILINE
)


def test_the_page_names_every_generic_check(the_tools: Tools) -> None:
    checks = the_tools.vocabulary.checks.values()
    assert sorted(name for name, _ in GENERIC) == [check.name for check in checks if check.family == "generic"]


@pytest.mark.parametrize(("name", "told"), [row for row in GENERIC if "{" in row[1]])
def test_the_page_names_the_values_a_generic_check_fills_in(name: str, told: str, the_tools: Tools) -> None:
    parameters = the_tools.vocabulary.checks[name].parameters["properties"].values()
    values = {value for each in parameters for value in each.get("x-hutong-values", ())}
    assert set(re.findall(r"\{(\w+)\}", told)) == values
