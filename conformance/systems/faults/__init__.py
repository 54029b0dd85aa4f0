"""The defects a reference system can be told to have: a folder for each family, a file for each story."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from conformance.systems.faults.fault import EVERY_KIND, Fault, hidden

__all__ = ["EVERY_KIND", "Fault", "breaking", "by_file", "faults", "hidden"]


def faults(kind: str) -> dict[str, Fault]:
    """The faults of a kind of system by key, sorted. Raises ValueError when two share a key."""
    mine = [fault for _, made in by_file() for fault in made if fault.fits(kind)]
    found = {fault.key: fault for fault in sorted(mine, key=lambda fault: fault.key)}
    if len(found) < len(mine):
        raise ValueError(f"two faults of {kind} share a key: {_repeated([fault.key for fault in mine])}")
    return found


def breaking(clause: str) -> list[Fault]:
    """The faults that break a clause, by key; files where no call begins with its id or last word are not loaded."""
    named = _call_of(clause)
    known = by_file(lambda file: bool(named.search(file.read_text(encoding="utf-8"))))
    mine = (fault for _, made in known for fault in made if fault.clause == clause)
    return sorted(mine, key=lambda fault: (fault.key, fault.kinds))


def _call_of(clause: str) -> re.Pattern[str]:
    """A call whose first argument is the id of a clause, or ends with its last word."""
    whole, word = re.escape(clause), re.escape(clause.rpartition(".")[2])
    return re.compile(rf"""\w\(\s*f?["'](?:{whole}|{word}|[{{]\w+[}}]\.{word})["']""")


def by_file(wanted: Callable[[Path], bool] = lambda file: True) -> Iterator[tuple[Path, tuple[Fault, ...]]]:
    """The faults of every file in the folder of a family, or of those files that are wanted, in their order."""
    for file in sorted(Path(__file__).parent.glob("*/*.py")):
        if file.stem != "__init__" and wanted(file):
            yield file, import_module(f"{__name__}.{file.parent.name}.{file.stem}").FAULTS


def _repeated(keys: list[str]) -> str:
    return ", ".join(sorted({key for key in keys if keys.count(key) > 1}))
