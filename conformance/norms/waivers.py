"""Waivers and known nonconformities: the files a tester keeps beside hutong.yaml."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from conformance.model.contract import Contract
from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.model.waiver import Known, Waiver
from conformance.norms.errors import DataError, near
from conformance.norms.files import read_file
from conformance.norms.release_files import shape_of
from conformance.norms.shape import departures
from conformance.norms.yaml_text import Document, read_yaml

MAX_DAYS = 366
ABOUT = "waiver"
KNOWN = "known"


def read_waivers(file: Path, schemas: Traversable, today: date) -> tuple[tuple[Waiver, ...], Document]:
    """The waivers of a file. Raises DataError for one that is out of shape, doubled, expired or too long."""
    document = read_yaml(read_file(file, ABOUT), str(file), ABOUT)
    name = "profiles/waivers.schema.json"
    for departure in departures(document, shape_of(schemas / "waivers.schema.json", name), ABOUT):
        raise departure
    found: dict[str, Waiver] = {}
    for index, raw in enumerate(document.value["waivers"]):
        if raw["id"] in found:
            text = Text(f"编号 `{raw['id']}` 出现两次", f"the id `{raw['id']}` stands twice")
            raise document.error(("waivers", index, "id"), text, about=ABOUT)
        found[raw["id"]] = _waiver(raw, document, ("waivers", index, "expires"), today)
    return tuple(found.values()), document


def _waiver(raw: Mapping[str, Any], document: Document, path: tuple[str | int, ...], today: date) -> Waiver:
    try:
        expires = date.fromisoformat(raw["expires"])
    except ValueError:
        raise document.error(path, Text("没有这一天", "there is no such day"), about=ABOUT) from None
    left = (expires - today).days
    if left < 0:
        text = Text(f"让步已于 {expires} 到期", f"the waiver expired on {expires}")
        hint = Text("改正缺陷，或者由批准人重新批准", "mend the defect, or have it approved again")
        raise document.error(path, text, hint, ABOUT)
    if left > MAX_DAYS:
        zh, en = f"到期日距今 {left} 天，最多 {MAX_DAYS} 天", f"it ends in {left} days; {MAX_DAYS} at most"
        raise document.error(path, Text(zh, en), about=ABOUT)
    return Waiver(
        raw["id"],
        raw["clause"],
        raw["target"],
        tuple(raw.get("operations", ())),
        raw["justification"],
        raw["approver"],
        expires,
    )


def addressed(
    waivers: Iterable[Waiver],
    document: Document,
    target: Collection[str],
    targets: Collection[str],
    clauses: Collection[str],
    contract: Contract,
) -> tuple[Waiver, ...]:
    """The waivers for one target. Raises DataError for one addressed to no target, clause or operation there is.

    `target` holds the names and addresses by which this one is called, `targets` those of all that are known.
    """
    mine = []
    for index, waiver in enumerate(waivers):
        for member, trouble in _astray(waiver, {*target, *targets}, target, clauses, contract):
            raise document.error(("waivers", index, member), *trouble, ABOUT)
        if waiver.target in target:
            mine.append(waiver)
    return tuple(mine)


def _astray(
    waiver: Waiver, targets: Collection[str], target: Collection[str], clauses: Collection[str], contract: Contract
) -> Iterator[tuple[str, tuple[Text, Text]]]:
    if waiver.target not in targets:
        text = Text(f"没有名为 `{waiver.target}` 的系统", f"there is no target `{waiver.target}`")
        yield "target", (text, near(waiver.target, sorted(targets)))
    elif waiver.target in target and waiver.clause not in clauses:
        text = Text(f"适用配置中没有条款 `{waiver.clause}`", f"the profile has no clause `{waiver.clause}`")
        yield "clause", (text, near(waiver.clause, sorted(clauses)))
    elif waiver.target in target:
        for name in waiver.operations:
            if name not in contract.operations:
                text = Text(f"接口规约中没有操作 `{name}`", f"the contract has no operation `{name}`")
                yield "operations", (text, near(name, sorted(contract.operations)))


def read_known(file: Path) -> frozenset[Known]:
    """The known nonconformities of a file of JSON lines. Raises DataError."""
    lines = read_file(file, KNOWN).splitlines()
    return frozenset(_known(line, file, number) for number, line in enumerate(lines, 1) if line.strip())


def _known(line: bytes, file: Path, number: int) -> Known:
    raw = read_json(line.removeprefix(BOM_UTF8) if number == 1 else line)
    said = raw.value if isinstance(raw.value, Mapping) else {}
    clause, operation = said.get("clause"), said.get("operation")
    if raw.problem is None and isinstance(clause, str) and isinstance(operation, str):
        return Known(clause, operation)
    due = Text('应为 {"clause": …, "operation": …}', 'due {"clause": …, "operation": …}')
    zh, en = (f"{raw.problem.zh}；{due.zh}", f"{raw.problem.en}; {due.en}") if raw.problem else (due.zh, due.en)
    hint = Text("一行一项，由 --update-known 写出", "one entry a line, as --update-known writes them")
    shown = line.decode("utf-8", "replace")
    raise DataError(Text(zh, en), str(file), number, 1, shown, help=hint, about=KNOWN)


def known_text(known: Iterable[Known]) -> str:
    """The text of a file of known nonconformities: JSON lines in order."""
    lines = (json.dumps({"clause": it.clause, "operation": it.operation}) for it in sorted(known))
    return "".join(f"{line}\n" for line in lines)
