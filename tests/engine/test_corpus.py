"""The corpus is the same wherever it is built, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import hypothesis.configuration
import pytest
from hypothesis.internal.conjecture import providers

from conformance.cli.reach import reach
from conformance.engine.generate.corpus.corpus import build
from conformance.engine.generate.corpus.document_for_generation import handed
from conformance.model.case import Case, Corpus
from conformance.model.contract import Contract
from conformance.norms import corpus as file
from conformance.norms.contract import parse_document, read_contract
from tests.engine.small_contract import DOCUMENT, small_contract
from tests.examining import matrix

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "standards/application/contracts"
COMMITTED = ROOT / "standards/application/corpus"
# A message must be true of its moment, which no question frozen in a file can be.
NEVER_ACCEPTED = {"resource-catalogue": set[str](), "data-exchange": {"sendMessage"}, "one-stop": set[str]()}

BUILD = """
from conformance.engine.generate.corpus.corpus import build
from conformance.norms.corpus import write
from tests.engine.small_contract import small_contract
import sys
sys.stdout.buffer.write(write(build(small_contract())).encode())
"""
# A module of the folder the tool runs in, as a vendor's would be: Hypothesis reads its literals when it is imported.
LITERALS = "WORDS = {'字面量一号', '字面量二号', '字面量三号'}\nNUMBERS = (3, 7, 5)\n"


def committed(kind: str = "resource-catalogue") -> tuple[Contract, Corpus]:
    """The contract of a kind and its frozen questions."""
    stated, kept = CONTRACTS / f"{kind}.openapi.yaml", COMMITTED / f"{kind}.jsonl"
    contract = read_contract(parse_document(stated.read_bytes(), stated.name), kind)
    return contract, file.read(kept.read_text(encoding="utf-8"), kept.name)


@pytest.fixture(scope="module")
def built() -> Corpus:
    return build(small_contract())


def _python(code: str, folder: Path, hash_seed: str = "0") -> bytes:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}", "PYTHONHASHSEED": hash_seed}
    environment.pop("HYPOTHESIS_STORAGE_DIRECTORY", None)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, check=True, timeout=120
    )
    assert done.stderr == b""
    return done.stdout


@pytest.mark.parametrize("hash_seed", ["1", "4242"])
def test_same_bytes_for_every_hash_seed(built: Corpus, tmp_path: Path, hash_seed: str) -> None:
    assert _python(BUILD, tmp_path, hash_seed).decode() == file.write(built)
    assert list(tmp_path.iterdir()) == []


def test_same_bytes_whatever_else_is_imported_and_drawn_before(built: Corpus, tmp_path: Path) -> None:
    (tmp_path / "vendor.py").write_text(LITERALS, encoding="utf-8")
    before = """
import asyncio, decimal, email.message, http.server, sqlite3, xml.dom.minidom, vendor
import click, pydantic, requests, rich.console, starlette.applications
from hypothesis import given, settings, strategies
settings(database=None)(given(strategies.text(), strategies.integers(0, 100))(lambda text, number: None))()
"""
    assert _python(before + BUILD, tmp_path).decode() == file.write(built)


def test_nothing_of_the_users_environment_reaches_it(
    built: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vendor_hooks.py").write_text("raise SystemExit('the hooks were loaded')\n", encoding="utf-8")
    (tmp_path / "schemathesis.toml").write_text("[generation]\ncodec = 'ascii'\n", encoding="utf-8")
    monkeypatch.setenv("SCHEMATHESIS_HOOKS", "vendor_hooks")
    monkeypatch.setenv("HYPOTHESIS_PROFILE", "ci")
    assert _python(BUILD, tmp_path).decode() == file.write(built)


def test_what_would_never_be_sent_is_no_case() -> None:
    """What changes an object is asked of one the run has made; a name of another is refused before it is sent."""
    contract, corpus = committed()
    changing = [case for case in corpus.cases if (undo := contract.operations[case.operation].undo) and undo.within]
    assert len(changing) > 20
    assert [case for case in changing if case.path != {"id": {"live": "resource.id"}}] == []


def test_every_accepted_case_finds_the_object_it_names() -> None:
    contract, corpus = committed()
    reached, naming = reach(contract, corpus)
    assert reached == naming > 30


def test_another_seed_asks_other_questions(built: Corpus) -> None:
    assert build(small_contract(), seed=7).digest != built.digest


def test_hypothesis_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    hypothesis.configuration.set_hypothesis_home_dir(tmp_path / "home")
    known, draw = dict(providers.AVAILABLE_PROVIDERS), providers.HypothesisProvider.draw_string
    collect = providers._get_local_constants
    try:
        build(small_contract(), per_operation=2)
        assert vars(hypothesis.configuration)["__hypothesis_home_directory"] == tmp_path / "home"
    finally:
        hypothesis.configuration.set_hypothesis_home_dir(None)
    assert known == providers.AVAILABLE_PROVIDERS
    assert providers.HypothesisProvider.draw_string is draw
    assert providers._get_local_constants is collect
    assert list(tmp_path.iterdir()) == []


def test_the_engine_is_imported_without_schemathesis_and_hypothesis(tmp_path: Path) -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "conformance/engine").glob("*.py"))
    ]
    code = f"import sys, {', '.join(modules)}, conformance.norms.corpus\nprint(*sys.modules)"
    loaded = _python(code, tmp_path).decode().split()
    assert "conformance.engine" in loaded
    assert not {"schemathesis", "hypothesis"} & set(loaded)


def test_the_document_handed_over_leads_nowhere() -> None:
    text = str(handed(DOCUMENT))
    for word in (
        "192.0.2.1",
        "servers",
        "externalValue",
        "security",
        "bearer",
        "x-hutong",
        "uscc",
        "related",
        "serial",
    ):
        assert word in str(DOCUMENT)
        assert word not in text


def test_every_operation_has_a_case_to_accept_and_few_in_all(built: Corpus) -> None:
    for operation in small_contract().operations:
        cases = [case for case in built.cases if case.operation == operation]
        assert [case for case in cases if case.expects == "accept"]
        assert len(cases) <= 26
    assert [case.expects for case in built.cases if case.operation == "about"] == ["accept"]


def test_cases_come_in_order_and_once(built: Corpus) -> None:
    order = list(small_contract().operations)

    def key(case: Case) -> tuple[int, str, str]:
        return order.index(case.operation), case.expects, case.id

    assert list(built.cases) == sorted(built.cases, key=key)
    assert len({case.id for case in built.cases}) == len(built.cases)
    assert all(case.id == file.case_id(case) for case in built.cases)


def test_the_committed_corpus_of_a_kind_is_rebuilt_byte_for_byte() -> None:
    rebuilt("resource-catalogue")


@pytest.mark.matrix
@pytest.mark.parametrize("kind", matrix([*NEVER_ACCEPTED]))
def test_every_committed_corpus_is_rebuilt_byte_for_byte(kind: str) -> None:
    rebuilt(kind)


def rebuilt(kind: str) -> None:
    """The committed questions of a kind are those its contract makes."""
    contract, frozen = committed(kind)
    text = (COMMITTED / f"{kind}.jsonl").read_text(encoding="utf-8")
    # Which release of a library drew them is a note, not content.
    corpus = replace(build(contract), versions=frozen.versions)
    assert file.write(corpus) == text
    assert frozen == corpus
    assert len(text.encode()) < 400_000
    accepted = {case.operation for case in corpus.cases if case.expects == "accept"}
    assert accepted == set(contract.operations) - NEVER_ACCEPTED[kind]
