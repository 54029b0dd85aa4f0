"""How many of the questions a contract must accept really find the object they name, on a reference system."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from conformance.cli.serve import write_config
from conformance.config import file as config_file
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.probe_client import ProbeClient
from conformance.engine.session import TargetSession
from conformance.model.case import Case, Corpus
from conformance.model.contract import Contract
from conformance.model.verdict import Undecided
from conformance.probes import corpus as corpus_probe
from conformance.systems.serve import start
from conformance.wire.recorder import Recorder


def reach(contract: Contract, corpus: Corpus) -> tuple[int, int]:
    """Of the accepted cases that name a living object by a slot: how many are answered 2xx or 304, and how many exist.

    Each is asked once of a freshly started reference system of the contract's kind, with all its credentials.
    """
    naming = [case for case in corpus.cases if case.expects == "accept" and _names_one(vars(case))]
    with start(contract.kind) as running, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hutong.yaml"
        write_config(file, contract.kind, running.address)
        target = config_file.target_of(*config_file.load_config(file), contract.kind)
        with Recorder(target) as recorder:
            system = TargetSession(recorder, contract, Ledger(Path(folder) / "ledger"), corpus.seed, date.min)
            reached = sum(_reaches(system, case) for case in naming)
    return reached, len(naming)


def _reaches(system: TargetSession, case: Case) -> bool:
    asking = ProbeClient(system, "corpus", "")
    try:
        corpus_probe.probe(asking, case)
    except Undecided:
        return False
    finally:
        system.undo_all()
    return 200 <= asking.exchanges[-1].status < 300 or asking.exchanges[-1].status == 304


def _names_one(value: Any) -> bool:
    if isinstance(value, Mapping):
        return set(value) == {"live"} or any(map(_names_one, value.values()))
    return isinstance(value, list) and any(map(_names_one, value))
