"""The names a clause may use, all of them or those of some clauses."""

from __future__ import annotations

from conformance.engine.vocabulary import Tools, vocabulary_of
from conformance.model.clause import Standard, Verify


def test_what_one_clause_uses_is_told_as_in_the_whole(standard: Standard, the_tools: Tools) -> None:
    for clause in standard.clauses.values():
        some = vocabulary_of(clause.verify)
        assert some.probes == {it.probe: the_tools.vocabulary.probes[it.probe] for it in clause.verify}
        assert some.checks == {it.check: the_tools.vocabulary.checks[it.check] for it in clause.verify}


def test_the_whole_is_given_where_a_name_is_unknown(the_tools: Tools) -> None:
    for verify in (Verify("pagse", "list-is-complete"), Verify("pages", "list-is-complet"), Verify("corpus", "Any")):
        assert vocabulary_of([verify]) == the_tools.vocabulary
