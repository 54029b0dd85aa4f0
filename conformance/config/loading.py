"""What every run needs before it is planned: standard, profile, contract, corpus."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from conformance.config.choosing import must_name_operations
from conformance.config.interface_document import own_contract
from conformance.config.release import the_standard
from conformance.config.years import note_of, with_years
from conformance.engine.plan import Plan, joined, make_plan
from conformance.engine.sharing import within_budget
from conformance.engine.vocabulary import tools
from conformance.model.case import Corpus
from conformance.model.clause import Profile, Standard
from conformance.model.contract import Contract
from conformance.model.script import Script
from conformance.model.target import Target
from conformance.model.text import Text
from conformance.norms import corpus as corpus_file
from conformance.norms import sequences as sequences_file
from conformance.norms.corpus import REINSTALL
from conformance.norms.data_files import data
from conformance.norms.errors import TrustError
from conformance.norms.kind_contracts import GENERAL as GENERAL  # those who load contracts name it from here
from conformance.norms.kind_contracts import contract_of_kind
from conformance.norms.lint import must_hold
from conformance.norms.profile import load_profile
from conformance.norms.script_flaws import scripts_must_hold
from conformance.norms.sequences import Frozen
from conformance.probes.scripted import Scripted

CORPUS = "standards/application/corpus"


@dataclass(frozen=True)
class Loaded:
    """The data one run rests on."""

    standard: Standard
    profile: Profile
    contract: Contract
    corpus: Corpus | None
    questions: str = ""
    """SHA-256 over the digests of all frozen questions: the cases, and the sequences where there are some."""


def load(target: Target) -> Loaded:
    """Everything for a target: its profile, and the contract of its kind or its own document. Raises DataError."""
    loaded = _loaded(target)
    must_name_operations(target, loaded.contract)
    return loaded


def _loaded(target: Target) -> Loaded:
    standard = with_years(the_standard(), target.years)
    profile = load_profile(data("profiles"), target.kind, standard)
    must_hold(data("standards"), profile.clauses, standard, tools().vocabulary)
    general = kind_contract(GENERAL)
    if profile.contract:
        own = kind_contract(profile.contract)
        scripts_must_hold(data("standards"), _scripts(profile, standard, own), own)
        corpus, walks = frozen_corpus(profile.contract), frozen_sequences(profile.contract)
        _must_fit(corpus, own)
        _must_fit(walks, own)
        own = replace(own, sequences=walks.sequences) if walks else own
        return Loaded(standard, profile, joined(own, general), corpus, sealed(corpus, walks))
    if not target.document:
        return Loaded(standard, profile, general, None)
    own = own_contract(target)
    return Loaded(standard, profile, joined(own, general), None)


def _scripts(profile: Profile, standard: Standard, contract: Contract) -> list[Script]:
    """The scripts on this contract that the clauses of a profile are judged by."""
    probes = {probe for name in profile.clauses for probe, _ in standard.clauses[name].asked}
    scripts = (tools().probes[name] for name in sorted(probes))
    return [it.script for it in scripts if isinstance(it, Scripted) and it.script.contract == contract.kind]


def planned(
    target: Target, loaded: Loaded, only: frozenset[str] = frozenset(), traffic: frozenset[str] | None = None
) -> Plan:
    """The plan of a run with the questions that were loaded; `only` narrows it to some clauses, `traffic` what those on
    any answer are judged on to some probes."""
    cases = loaded.corpus.cases if loaded.corpus else ()
    plan = make_plan(
        target, loaded.profile, loaded.standard, loaded.contract, tools(), cases, loaded.questions, only, traffic
    )
    without = loaded.corpus.without if loaded.corpus else ()
    return within_budget(replace(plan, notes=note_of(target.years), without=without))


def _must_fit(frozen: Corpus | Frozen | None, contract: Contract) -> None:
    """Refuse frozen questions that were made of another contract than the one at hand: one of the two was changed."""
    if frozen is not None and frozen.contract != contract.digest:
        form = "jsonl" if isinstance(frozen, Corpus) else "sequences.jsonl"
        text = Text("题库由另一份接口规约生成", "the corpus was built from another contract")
        raise TrustError(text, f"{CORPUS}/{contract.kind}.{form}", 1, help=REINSTALL, about="trust")


def sealed(corpus: Corpus | None, walks: Frozen | None) -> str:
    """SHA-256 over the digests of frozen questions; empty where there are none."""
    digests = [frozen.digest for frozen in (corpus, walks) if frozen is not None]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest() if digests else ""


def kind_contract(kind: str) -> Contract:
    """The contract of a kind, as the release holds it. Raises DataError."""
    return contract_of_kind(data("standards"), kind)


def frozen_corpus(kind: str) -> Corpus | None:
    """The frozen questions of a kind; None where the release holds none."""
    return corpus_file.of_kind(data("standards"), kind)


def frozen_sequences(kind: str) -> Frozen | None:
    """The frozen sequences of a kind; None where the release holds none."""
    return sequences_file.of_kind(data("standards"), kind)
