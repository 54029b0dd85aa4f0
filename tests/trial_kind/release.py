"""The release with the imaginary kind in it: its contract and profile beside the others, and nothing else."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from conformance.config import loading, release
from conformance.norms import corpus, sequences
from conformance.norms.contract import read_contract
from conformance.norms.data_files import data
from conformance.systems import contracts

KIND = "venue-register"
HERE = Path(__file__).parent
BASE = "resource-catalogue"
"""A contract of ours, of which the parts are taken that every one has."""
PATHS = (
    *("/.well-known/hutong", "/.well-known/security.txt", "/openapi.json", "/privacy"),
    *("/code-lists", "/code-lists/{list}", "/audit", "/audit/{id}"),
)
FROZEN = (f"{KIND}.jsonl", f"{KIND}.sequences.jsonl")
SCHEMAS = (
    *("UsccShape", "Uscc", "RegionCode", "DateTime", "Total", "Next", "AuditRecord", "AuditPage"),
    *("Code", "CodeListIndex", "CodeList", "Declaration", "Problem"),
)


@cache
def document() -> dict[str, Any]:
    """The whole contract of the kind: its own, with what every contract of ours holds."""
    own = yaml.safe_load((HERE / "contract.yaml").read_text(encoding="utf-8"))
    base = copy.deepcopy(contracts.contract(BASE))
    schemas = {name: base["components"]["schemas"][name] for name in SCHEMAS}
    schemas["Declaration"]["properties"]["kind"]["enum"] = [KIND]
    shared = {**base["components"], "schemas": schemas, "examples": {}}
    parts = {name: {**shared.get(name, {}), **own["components"].get(name, {})} for name in (*shared, "headers")}
    return {**own, "paths": {**{path: base["paths"][path] for path in PATHS}, **own["paths"]}, "components": parts}


def write(folder: Path) -> None:
    """Copy the release into a folder, with the kind in it; its questions are built anew where its contract changed."""
    for name in ("standards", "profiles"):
        shutil.copytree(str(data(name)), folder / name)
    application = folder / "standards" / "application"
    contract = application / "contracts" / f"{KIND}.openapi.yaml"
    contract.write_text(json.dumps(document(), ensure_ascii=False, indent=1), encoding="utf-8")
    shutil.copy(HERE / "profile.yaml", folder / "profiles" / f"{KIND}.yaml")
    digest = read_contract(document(), KIND).digest
    is_kept = all(
        json.loads((HERE / name).read_text("utf-8").partition("\n")[0])["contract"] == digest for name in FROZEN
    )
    questions = {name: (HERE / name).read_text("utf-8") for name in FROZEN} if is_kept else built()
    for name, text in questions.items():
        (application / "corpus" / name).write_text(text, encoding="utf-8", newline="\n")


def built() -> dict[str, str]:
    """The frozen questions of the kind, by file; `python -m tests.trial_kind.release` keeps them (10 s)."""
    from conformance.engine.generate.corpus.corpus import build
    from conformance.engine.generate.corpus.sequences import build as build_sequences

    contract = read_contract(document(), KIND)
    return dict(zip(FROZEN, (corpus.write(build(contract)), sequences.write(build_sequences(contract))), strict=True))


@contextmanager
def released(folder: Path) -> Iterator[None]:
    """Let that release be the one everything reads."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (loading, release):
            patch.setattr(module, "data", lambda name: folder / name)
        patch.setattr(contracts, "_standards", lambda: folder / "standards")
        release.the_standard.cache_clear()
        yield
    release.the_standard.cache_clear()


if __name__ == "__main__":
    for file, text in built().items():
        (HERE / file).write_text(text, encoding="utf-8", newline="\n")
