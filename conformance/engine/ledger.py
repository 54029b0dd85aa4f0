"""What a run made and has not yet removed: written before and after each creation, so that a kill loses nothing."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """One creation: the intent, then how to take it back once the answer is known."""

    number: int
    operation: str
    role: str
    undo: str = ""
    parts: tuple[tuple[str, str], ...] = ()


class Ledger:
    """The creations of runs on one target, in a file of the user's state folder. Appends are flushed to disk."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._open: dict[int, Entry] = {}
        self._next = 1
        self._read()

    @classmethod
    def of(cls, address: str) -> Ledger:
        """The ledger of a target, by its address."""
        state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        return cls(state / "hutong" / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.jsonl")

    def _read(self) -> None:
        if not self._file.exists():
            return
        for line in self._file.read_text(encoding="utf-8", errors="surrogatepass").splitlines():
            self._replay(json.loads(line))

    def _replay(self, line: dict[str, object]) -> None:
        number = int(str(line["number"]))
        self._next = max(self._next, number + 1)
        if line.get("done"):
            self._open.pop(number, None)
        else:
            parts = tuple((str(name), str(value)) for name, value in line.get("parts") or ())  # type: ignore[attr-defined] # as _append wrote it
            self._open[number] = Entry(
                number, str(line["operation"]), str(line["role"]), str(line.get("undo", "")), parts
            )

    def _append(self, line: dict[str, object]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._file.open("a", encoding="utf-8", errors="surrogatepass") as out:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())

    def intend(self, operation: str, role: str) -> int:
        """Note that a creation is about to be sent; returns its number."""
        entry = Entry(self._next, operation, role)
        self._next += 1
        self._open[entry.number] = entry
        self._append(asdict(entry))
        return entry.number

    def made(self, number: int, undo: str, parts: dict[str, str]) -> None:
        """Note what was made and how it is taken back."""
        intent = self._open[number]
        entry = Entry(number, intent.operation, intent.role, undo, tuple(sorted(parts.items())))
        self._open[number] = entry
        self._append(asdict(entry))

    def done(self, number: int) -> None:
        """Note that nothing of this creation is left; the file goes when nothing at all is left."""
        self._open.pop(number, None)
        self._append({"number": number, "done": True})
        if not self._open:
            self._file.unlink(missing_ok=True)

    def left(self) -> list[Entry]:
        """What is still there, newest first."""
        return [entry for _, entry in sorted(self._open.items(), reverse=True)]
