"""`hutong standard corpus --check` compares questions; which releases of libraries drew them is a note."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.cli.corpus import Kept, differences, other_versions
from conformance.config.loading import frozen_corpus, frozen_sequences
from conformance.model.case import Corpus
from conformance.norms import corpus as corpus_file
from conformance.norms import sequences as sequences_file
from conformance.norms.sequences import Frozen

KIND = "resource-catalogue"
ODD = {"hypothesis": "0.1", "no_such_library": "2"}


def frozen() -> tuple[Corpus, Frozen]:
    corpus, walks = frozen_corpus(KIND), frozen_sequences(KIND)
    assert corpus
    assert walks
    return corpus, walks


def without(corpus: Corpus, *ids: str) -> Corpus:
    return sealed(corpus, [case.id for case in corpus.cases if case.id not in ids])


def sealed(corpus: Corpus, ids: list[str]) -> Corpus:
    """The corpus with these of its cases, in this order."""
    cases = {case.id: case for case in corpus.cases}
    kept = tuple(cases[one] for one in ids)
    return replace(corpus, cases=kept, digest=corpus_file.digest_of(kept))


def told(held: Kept | None, built: Kept) -> list[str]:
    return [said.en for said in differences(held, built)]


@pytest.mark.parametrize("missing", [False, True], ids=["the same", "one is missing"])
def test_the_exit_code_is_about_the_questions_and_versions_are_said(missing: bool, copied: Path) -> None:
    corpus, _ = frozen()
    gone = corpus.cases[7]
    changed = replace(without(corpus, gone.id) if missing else corpus, versions=ODD)
    file = copied / "standards" / "application" / "corpus" / f"{KIND}.jsonl"
    file.write_text(corpus_file.write(changed), encoding="utf-8", newline="\n")
    done = CliRunner().invoke(app, ["standard", "corpus", KIND, "--check", "--lang", "en"])
    assert done.exit_code == (4 if missing else 0)
    word = "differs" if missing else "is the same"
    lines = done.output.splitlines()
    assert lines.pop(0) == f"the corpus {word} {corpus.digest[:12]}"
    if missing:
        assert lines.pop(0) == f"  only in what is built here: {gone.id} {gone.operation} {gone.expects}"
    assert lines[0].startswith("  note: built with hypothesis 0.1; here it is ")
    assert "  note: built with no_such_library 2; here it is -" in lines


def test_versions_alone_are_no_difference() -> None:
    for kept in frozen():
        odd = replace(kept, versions=ODD)
        assert told(odd, kept) == []
        assert [*other_versions(kept, kept)] == []
        notes = [note.en for note in other_versions(odd, kept)]
        assert f"note: built with hypothesis 0.1; here it is {kept.versions['hypothesis']}" in notes
        assert "note: built with no_such_library 2; here it is -" in notes


def test_of_many_the_first_are_named_and_all_are_counted() -> None:
    corpus, _ = frozen()
    ids = sorted(case.id for case in corpus.cases)[:30]
    (line,) = told(corpus, without(corpus, *ids))
    assert line.startswith("only in the file: ")
    assert [one in line for one in ids] == [True] * 10 + [False] * 20
    assert line.endswith("; … (30)")


def test_whatever_else_is_not_the_same_differs() -> None:
    corpus, walks = frozen()
    fewer = walks.sequences[1:]
    shorter = replace(walks, sequences=fewer, digest=sequences_file.digest_of(fewer))
    first = walks.sequences[0]
    assert told(corpus, sealed(corpus, [case.id for case in corpus.cases][::-1])) == ["their order differs"]
    assert told(replace(corpus, contract="0" * 64), corpus) == ["built from another contract"]
    assert told(walks, shorter) == [f"only in the file: {first.id} … {first.steps[-1]}"]
    assert told(shorter, walks) == [f"only in what is built here: {first.id} … {first.steps[-1]}"]
    assert told(None, walks) == ["the release holds no such questions"]
