"""Frozen questions that are not what their digests seal are used by no command: exit code 4, with what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.config.loading import load
from conformance.model.target import Target

KIND = "resource-catalogue"
CASES, SEQUENCES = f"{KIND}.jsonl", f"{KIND}.sequences.jsonl"
COMMANDS = {
    "run": ("run", "http://127.0.0.1:9", "-p", KIND),
    "replay": ("replay", "0123456789ab", "http://127.0.0.1:9", "-p", KIND),
}


def edited_case(text: str) -> str:
    return text.replace('"page": "1"', '"page": "2"', 1)


def one_case_less(text: str) -> str:
    return "".join(text.splitlines(keepends=True)[:-1])


def edited_step(text: str) -> str:
    return text.replace("list a as peer", "list a as officer", 1)


def of_another_contract(text: str) -> str:
    header, _, rest = text.partition("\n")
    return json.dumps({**json.loads(header), "contract": "0" * 64}, sort_keys=True) + "\n" + rest


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (CASES, edited_case, "the digest does not match"),
        (CASES, one_case_less, "the digest does not match"),
        (CASES, of_another_contract, "built from another contract"),
        (SEQUENCES, edited_step, "not that of its id"),
        (SEQUENCES, one_case_less, "the digest does not match"),
        (SEQUENCES, of_another_contract, "built from another contract"),
    ],
)
def test_what_was_edited_is_not_used(copied: Path, command: str, name: str, change: object, said: str) -> None:
    file = copied / "standards/application/corpus" / name
    before = file.read_text(encoding="utf-8")
    after = change(before)  # type: ignore[operator] # one of the functions above
    assert after != before
    file.write_text(after, encoding="utf-8")
    done = CliRunner().invoke(app, [*COMMANDS[command], "--lang", "en"])
    assert done.exit_code == 4, done.output
    for word in ("error[trust]", said, f"standards/application/corpus/{name}", "help: restore", "standard corpus"):
        assert word in done.output
    assert done.stdout == ""


def test_a_line_that_is_no_case_is_wrong_use(copied: Path) -> None:
    file = copied / "standards/application/corpus" / CASES
    file.write_text(file.read_text(encoding="utf-8") + "[]\n", encoding="utf-8")
    done = CliRunner().invoke(app, [*COMMANDS["run"], "--lang", "en"])
    assert (done.exit_code, "error[corpus]" in done.output) == (2, True), done.output


def test_the_digest_of_the_questions_covers_the_sequences(copied: Path) -> None:
    target = Target("any", "http://127.0.0.1:9", KIND)
    whole = load(target)
    (copied / "standards/application/corpus" / SEQUENCES).unlink()
    without = load(target)
    assert whole.corpus is not None
    assert len({whole.questions, without.questions, whole.corpus.digest}) == 3
