"""The contracts of a release: each upon its base, read whole, and what an editor must mend in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.norms.base import BASE, ENDING, Built, bases
from conformance.norms.contract import built, read_contract
from conformance.norms.errors import DataError
from conformance.norms.release_files import bytes_of, folder

GENERAL = "general"
"""The contract of any system that speaks HTTP, which is of no kind."""
_FOLDER = "standards/application/contracts"
_NO_CANARY = Text("没有写明 x-hutong-canary", "it states no x-hutong-canary")


def contract_names(standards: Traversable) -> list[str]:
    """The kinds a release has a contract of, and `general`. Raises DataError where it has no folder of them."""
    files = folder(standards / "application", "contracts", _FOLDER)
    return [file.name.removesuffix(ENDING) for file in files if file.name.endswith(ENDING)]


def document_of_kind(standards: Traversable, kind: str) -> Mapping[str, Any]:
    """The contract of a kind as one OpenAPI document. Raises DataError."""
    return _built(standards, kind).whole()


def contract_of_kind(standards: Traversable, kind: str) -> Contract:
    """The contract of a kind. Raises DataError for the first thing wrong with it."""
    own = _built(standards, kind)
    contract = _contract(own, kind)
    for problem in _problems(own, contract):
        raise problem
    return contract


def problems(own: Built, kind: str) -> list[DataError]:
    """What is wrong with a contract, each at its place. Raises DataError where it cannot be read at all."""
    return [*_problems(own, _contract(own, kind))]


def contract_problems(standards: Traversable) -> Iterator[DataError]:
    """The first thing wrong with each contract of a release, from which others may follow, and with its bases."""
    unused, told = {*bases(standards)}, list[DataError]()
    for kind in contract_names(standards):
        try:
            own = _built(standards, kind)
            unused -= {own.base}
            found = next(iter(problems(own, kind)), None)
        except DataError as error:
            found = error
        told += [found] if found and found not in told else []  # contracts share the faults of their base
    yield from told
    for name in sorted(unused) if not told else ():
        text = Text(f"没有接口规约以 `{name}` 为基础", f"no contract builds on `{name}`")
        hint = Text(f"在接口规约中写明 {BASE}，或删去此文件", f"name it in a contract as {BASE}, or delete the file")
        yield DataError(text, f"standards/support/contracts/{name}{ENDING}", help=hint, about="contract")


def _built(standards: Traversable, kind: str) -> Built:
    file = standards / "application" / "contracts" / f"{kind}{ENDING}"
    place = f"{_FOLDER}/{file.name}"
    return built(bytes_of(file, place), place, standards, placed=True)


def _contract(own: Built, kind: str) -> Contract:
    if kind != GENERAL:
        return read_contract(own.whole(), kind)
    read = read_contract(own.whole(), "")
    return replace(read, operations={name: replace(each, general=True) for name, each in read.operations.items()})


def _problems(own: Built, contract: Contract) -> Iterator[DataError]:
    for flaw in contract.flaws:
        text = Text(f"{flaw.pointer}：{flaw.problem.zh}", f"{flaw.pointer}: {flaw.problem.en}")
        yield own.error(flaw.pointer, text, flaw.hint, flaw.word)
    if not contract.flaws and not contract.canary:
        yield own.error("", _NO_CANARY)
