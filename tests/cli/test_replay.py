"""`hutong replay`: what it says of a case, with which exit code, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.cli.serve import write_config
from conformance.measure.prepared import loaded
from conformance.model.case import Case, Corpus
from conformance.norms import corpus as corpus_file
from conformance.systems.faults import faults
from conformance.systems.serve import reference_credentials, start
from tests import arazzo_rules

KIND = "resource-catalogue"
NUMBERS = "support.refusals.no-server-error"
NAMES = "support.contract.accepts"


def hutong(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


@contextmanager
def served(folder: Path, *names: str) -> Iterator[tuple[str, str]]:
    """The config and the address of a reference system with faults."""
    file = folder / "hutong.yaml"
    with start(KIND, [faults(KIND)[name] for name in names]) as running:
        write_config(file, KIND, running.address)
        yield str(file), running.address


def cases() -> tuple[Case, ...]:
    corpus = loaded(KIND).corpus
    assert corpus is not None
    return corpus.cases


def wrong_number() -> Case:
    """A case that asks for a page that is no number."""
    return next(
        case
        for case in cases()
        if case.operation == "listResources" and case.why and (case.why.pointer, case.why.keyword) == ("/page", "type")
    )


def long_name() -> Case:
    """A case with a name longer than the narrow column holds, and a body the contract accepts."""
    accepted = (case for case in cases() if case.expects == "accept" and case.operation == "registerResource")
    return next(case for case in accepted if len(case.body["name"]) > 30)


def told(result: Result, code: int, *words: str) -> None:
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.output


@pytest.mark.parametrize(("lang", "said"), [("en", "still failing"), ("zh", "仍不通过")])
def test_a_defect_that_is_still_there(tmp_path: Path, lang: str, said: str) -> None:
    with served(tmp_path, NUMBERS) as (config, _):
        told(hutong("replay", wrong_number().id, "-c", config, "--lang", lang), 1, said, NUMBERS, "curl -sS")


@pytest.mark.parametrize(("lang", "said"), [("en", "fixed: nothing fails"), ("zh", "已改正")])
def test_a_defect_that_is_gone(tmp_path: Path, lang: str, said: str) -> None:
    with served(tmp_path) as (config, _):
        result = hutong("replay", wrong_number().id, long_name().id, "-c", config, "--lang", lang)
    told(result, 0, said)
    assert result.output.count(said) == 2


def test_several_cases_and_the_worst_decides(tmp_path: Path) -> None:
    with served(tmp_path, NAMES) as (config, _):
        result = hutong("replay", wrong_number().id[:8], long_name().id[:6], KIND, "-c", config)
    told(result, 1, f"{wrong_number().id} listResources: fixed", f"{long_name().id} registerResource: still failing")


def test_what_may_not_be_sent_is_undecided(tmp_path: Path) -> None:
    with served(tmp_path, NAMES) as (config, address):
        told(hutong("replay", long_name().id, "-c", config, "--read-only"), 3, "undecided", "outside the scope")
        told(hutong("replay", long_name().id, address, "-p", KIND), 3, "undecided", "no credential", "officer")


SEQUENCE = "2dcfdf5cda09"


@pytest.mark.parametrize(("name", "steps"), [("case", 1), (SEQUENCE, 10), ("pages", 50)])
def test_what_was_asked_is_written_as_workflows(tmp_path: Path, name: str, steps: int) -> None:
    asked = long_name().id if name == "case" else name
    with served(tmp_path, NAMES) as (config, address):
        result = hutong("replay", asked, "-c", config, "--arazzo", "--lang", "en")
    document = json.loads(result.stdout)
    assert arazzo_rules.wrong(document) == []
    assert "x-hutong-left-out" not in document
    assert document["sourceDescriptions"][0]["url"] == f"{address}/openapi.json"
    assert sum(len(flow["steps"]) for flow in document["workflows"]) == steps
    assert result.exit_code == (1 if name == "case" else 0)
    assert ("still failing" if name == "case" else "fixed") in result.stderr
    assert not [token for token in reference_credentials(KIND).values() if token in result.stdout]


def test_workflows_say_what_was_answered_whatever_the_verdict(tmp_path: Path) -> None:
    answered = []
    for names in ((NAMES,), ()):
        with served(tmp_path, *names) as (config, _):
            (flow,) = json.loads(hutong("replay", long_name().id, "-c", config, "--arazzo").stdout)["workflows"]
            answered.append([step.get("successCriteria", [{}])[0].get("condition") for step in flow["steps"]])
    assert answered == [["$statusCode == 400"], ["$statusCode == 201", None]]


def test_what_no_parameter_can_say_is_left_out_by_name(tmp_path: Path) -> None:
    """It asks with one parameter three times."""
    with served(tmp_path) as (config, _):
        document = json.loads(hutong("replay", wrong_number().id, "-c", config, "--arazzo", "--lang", "en").stdout)
    (left,) = document["x-hutong-left-out"]
    assert (document["workflows"], left["of"]) == ([], wrong_number().id)
    assert "a parameter twice" in left["why"]


def test_what_got_no_answer_is_left_out_of_the_workflows_by_name(tmp_path: Path) -> None:
    with served(tmp_path) as (config, _):
        told(hutong("replay", SEQUENCE, "-c", config, "--read-only"), 3, "undecided")
        result = hutong("replay", SEQUENCE, "-c", config, "--read-only", "--arazzo", "--lang", "en")
    document = json.loads(result.stdout)
    assert document["workflows"] == []
    assert [one["of"] for one in document["x-hutong-left-out"]] == [SEQUENCE]


def test_a_whole_probe_and_a_sequence_are_asked_again(tmp_path: Path) -> None:
    with served(tmp_path, "support.paging.complete") as (config, _):
        result = hutong("replay", "pages", SEQUENCE[:6], "pages", KIND, "-c", config, "--lang", "en")
    told(result, 1, "pages pages: still failing", "support.paging.complete", f"{SEQUENCE} sequences: fixed")
    assert result.output.count("pages pages:") == 1


def test_a_system_that_is_gone_is_undecided(tmp_path: Path) -> None:
    with served(tmp_path) as (config, _):
        pass
    told(hutong("replay", wrong_number().id, "-c", config), 3, "undecided", "unreachable")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("000000000000", "http://127.0.0.1:9", "-p", KIND), ("has no case `000000000000`", "another release")),
        (("1a2b3", "http://127.0.0.1:9", "-p", KIND), ("is no id of a case", "6 to 12 hexadecimal digits")),
        (("lists", "1a2b3c", "http://127.0.0.1:9"), ("`lists` is no id of a case", "the name of a probe")),
        (("corpus", "1a2b3c", "http://127.0.0.1:9"), ("`corpus` is no id of a case",)),
        (("pages", "http://127.0.0.1:9"), ("no clause of the profile general rests on pages", "-p")),
        (("1a2b3c4d", "http://127.0.0.1:9"), ("the profile general has no corpus", "-p")),
        ((), ("Missing argument",)),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    told(hutong("replay", *arguments), 2, *words)


def test_a_prefix_of_several_cases_names_them(release: Release) -> None:
    one, other = cases()[:2]
    alike = [replace(case, id=f"abcdef{case.id[6:]}") for case in (one, other)]
    release(lambda corpus: replace(corpus, cases=tuple(alike), digest=corpus_file.digest_of(alike)))
    told(hutong("replay", "abcdef", "http://127.0.0.1:9", "-p", KIND), 2, "more than one case", alike[1].id)


Release = Callable[[Callable[[Corpus], Corpus]], Path]


@pytest.fixture
def release(copied: Path) -> Release:
    """Makes a copy of the release whose corpus is changed, and has the command read that one."""

    def make(change: Callable[[Corpus], Corpus]) -> Path:
        file = copied / "standards" / "application" / "corpus" / f"{KIND}.jsonl"
        held = corpus_file.read(file.read_text(encoding="utf-8"), file.name)
        file.write_text(corpus_file.write(change(held)), encoding="utf-8", newline="\n")
        return file

    return make


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda case: replace(case, query={"page": "1"}), "no longer refuses it"),
        (lambda case: replace(case, query={**case.query, "colour": "red"}), "has no parameter colour"),
        (lambda case: replace(case, operation="paintResource"), "has no operation paintResource"),
        (lambda case: replace(case, expects="accept", why=None), "by the contract it is now wrong: query/page (type)"),
    ],
)
def test_a_case_that_no_longer_matches_the_contract(
    release: Release, change: Callable[[Case], Case], word: str
) -> None:
    odd = replace(change(wrong_number()), id=wrong_number().id)
    release(lambda corpus: replace(corpus, cases=(odd,), digest=corpus_file.digest_of([odd])))
    result = hutong("replay", odd.id, "http://127.0.0.1:9", "-p", KIND)
    told(result, 2, "error[corpus]", "does not match the contract", word, "rebuild the corpus")


def test_other_libraries_change_nothing_about_a_frozen_case(release: Release, tmp_path: Path) -> None:
    command = ("run", "--clause", NUMBERS, "-q", "--format", "json")
    with served(tmp_path, NUMBERS) as (config, _):
        (before,) = json.loads(hutong(*command, "-c", config).output)["clauses"]
        release(lambda corpus: replace(corpus, versions={"hypothesis": "0.1", "schemathesis": "0.1"}))
        told(hutong("replay", wrong_number().id, "-c", config), 1, "still failing")
        (after,) = json.loads(hutong(*command, "-c", config).output)["clauses"]
    smallest = [
        [finding["smallest"] for finding in each["findings"] if finding["smallest"]] for each in (before, after)
    ]
    assert [small["case"] for small in smallest[0]] == [small["case"] for small in smallest[1]] != []


def test_a_run_shrinks_unless_told_not_to_and_loads_no_generator(tmp_path: Path) -> None:
    code = (
        "import sys, atexit; names = {'schemathesis', 'hypothesis', 'pytest'}\n"
        "atexit.register(lambda: print('LOADED', *sorted(names & set(sys.modules))))\n"
        "from conformance.cli import main; main()"
    )
    with served(tmp_path, NUMBERS) as (config, _):
        command = [sys.executable, "-c", code, "run", "-c", config, "-q", "--format", "json", "--clause", NUMBERS]
        for option, shrinks in (("--no-shrink", False), ("--shrink", True)):
            done = subprocess.run(
                [*command, option], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
            )
            text, _, said = done.stdout.rpartition("LOADED")
            (clause,) = json.loads(text)["clauses"]
            assert clause["verdict"] == "fail"
            assert any(finding["smallest"] for finding in clause["findings"]) is shrinks
            assert said.strip() == ""
