"""Questions made of a system's own interface document, where the release holds none for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from conformance.config.loading import Loaded
from conformance.engine.standing.hold_back import narrowed
from conformance.model.target import Target
from conformance.model.text import Text


def lacks_questions(target: Target, loaded: Loaded, clauses: Collection[str] = ()) -> bool:
    """Whether a clause of the run (none named: any of the profile) asks for questions that must be made first."""
    known = loaded.standard.clauses
    named = [known[name] for name in clauses or loaded.profile.clauses if name in known]
    if any(clause.judges_any for clause in named):  # judged on whatever the profile asks
        named = [known[name] for name in loaded.profile.clauses]
    asking = any(verify.probe == "corpus" for clause in named for verify in clause.verify)
    return asking and loaded.corpus is None and bool(target.document)


def with_questions(target: Target, loaded: Loaded, seed: int) -> tuple[Loaded, tuple[Text, ...]]:
    """The data of a run with questions made of what it may call of its contract, and what there is to tell of them."""
    from conformance.engine.generate.corpus.own_questions import (
        own_corpus,  # Schemathesis is imported only where it is used
    )

    corpus, notes = own_corpus(narrowed(loaded.contract, target), seed)
    return replace(loaded, corpus=corpus, questions=corpus.digest), notes
