"""What a run made and has not yet removed: written before and after each creation, so that a kill loses nothing."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from conformance.engine.ledger.lines import (
    Entry,
    Listing,
    address_line,
    done_line,
    entry_line,
    listing_line,
    read_line,
    read_torn,
)
from conformance.engine.ledger.state_file import MOST, BusyError, Span, StateFile
from conformance.engine.ledger.words import ANOTHER, aside, busy, unreadable, unwritable
from conformance.model.text import Text
from conformance.wire.scope import AddressError, Scope

LARGE = 1 << 20
FEW = 64
"""A ledger of more bytes than `LARGE`, of which fewer creations than `FEW` are open, is written anew."""


class Ledger:
    """The creations of runs on one target, in a file of the user's state folder. Appends are flushed to disk.

    Reading never fails: what cannot be read is counted and told, and put aside by the next one who writes.
    """

    def __init__(self, file: Path, address: str = "") -> None:
        self._file, self.address = StateFile(file), address
        self._lock = threading.RLock()
        self._holders = 0
        self._read()

    @classmethod
    def of(cls, address: str) -> Ledger:
        """The ledger of a target, by its address, however that is written."""
        address = _plainly(address)
        return cls(state_folder() / f"{hashlib.sha256(address.encode()).hexdigest()[:16]}.jsonl", address)

    @classmethod
    def every(cls) -> list[Ledger]:
        """The ledgers there are, of whatever system."""
        return [cls(file) for file in sorted(state_folder().glob("*.jsonl"))]

    @property
    def path(self) -> Path:
        return self._file.path

    def _read(self) -> None:
        self._open: dict[int, Entry] = {}
        self._listings: dict[int, Listing] = {}
        self._unread: list[Span] = []
        self._next, self._written = 1, 0
        self._trouble: OSError | None = None
        try:
            for line in self._file.lines():
                found = None if line.raw is None else read_line(line.raw)
                if found is None and line.raw is not None and line.torn:
                    found = read_torn(line.raw, self._open.__contains__)
                if found is None:
                    self._unread.append(line.span)
                else:
                    self._replay(*found)
                    self._written = line.span[1]
        except OSError as error:
            self._trouble = error

    def _replay(self, number: int, found: Entry | Listing | str | None) -> None:
        self._next = max(self._next, number + 1)
        if isinstance(found, str):
            self.address = found or self.address
        elif found is None:
            self._close(number)
        elif isinstance(found, Listing):
            self._listings[number] = found
        else:
            before = self._open.get(number)
            is_answer = before is not None and not found.says
            self._open[number] = replace(before, undo=found.undo, parts=found.parts) if before and is_answer else found

    def _close(self, number: int) -> None:
        """Forget a creation; what it made is not to be taken for one whose id was never heard of."""
        entry = self._open.pop(number, None)
        listing = self._listings.get(entry.since) if entry else None
        if entry and listing:
            known = listing.known | {mark_of(value) for _, value in entry.parts}
            self._listings[listing.number] = replace(listing, known=known)

    @contextmanager
    def held(self, writes: bool = True) -> Iterator[None]:
        """Be the only one who writes to this target meanwhile. DataError where another does, or nothing can be kept.

        One who only reads (`writes` is off) holds nothing, and disturbs nobody.
        """
        if not writes:
            yield
            return
        with self._lock:
            if self._holders == 0:
                self._take()
            self._holders += 1
        try:
            yield
        finally:
            with self._lock:
                self._holders -= 1
                if self._holders == 0:
                    self._give_back()

    def _take(self) -> None:
        try:
            self._file.hold()
        except BusyError as error:
            raise busy(error.holder) from None
        except OSError as error:
            raise unwritable(self.path, error) from None
        self._read()
        try:
            if self._trouble is not None:
                raise self._trouble
            if self._unread:
                self._file.set_aside(self._unread)
                self._unread = []
            self._forget_listings()
            self._compact()
        except OSError as error:
            self._file.release()
            raise unwritable(self.path, error) from None

    def _give_back(self) -> None:
        self._forget_listings()
        with suppress(OSError):  # then it stays long, and says the same
            self._compact()
        self._file.release()

    def _forget_listings(self) -> None:
        needed = {entry.since for entry in self._open.values()}
        self._listings = {number: it for number, it in self._listings.items() if number in needed}

    def _compact(self) -> None:
        """Write anew what is open and what tells it from others; nothing open and nothing to tell: no file."""
        kept = [*map(listing_line, self._listings.values()), *map(entry_line, self._open.values())]
        head = [address_line(self.address)] if self.address and kept else []
        self._file.rewrite([*head, *kept])
        self._written = sum(map(len, kept))

    def _append(self, line: bytes) -> None:
        if not self._written and self.address:
            self._file.append(address_line(self.address))
        self._file.append(line)
        self._written += len(line)

    def _append_after(self, line: bytes) -> None:
        """Note what has happened already: where that fails, what was written before still tells of it."""
        with suppress(OSError):
            self._append(line)

    def listing(self, identifiers: Iterable[str]) -> int:
        """Note what there was before the first creation of a kind; returns the number of the note.

        0 where there was more than a line of ours holds: then nobody can tell what is new.
        """
        with self._lock:
            listing = Listing(self._next, frozenset(map(mark_of, identifiers)))
            line = listing_line(listing)
            if len(line) >= MOST:
                return 0
            self._append(line)
            self._next += 1
            self._listings[listing.number] = listing
            return listing.number

    def known(self, number: int) -> frozenset[str] | None:
        """The marks of what there was before and of what this ledger knows of; None where nobody could look."""
        listing = self._listings.get(number)
        if listing is None:
            return None
        return listing.known | {mark_of(value) for entry in self._open.values() for _, value in entry.parts}

    def intend(
        self,
        operation: str,
        role: str,
        asked: Mapping[str, str] | None = None,
        says: Mapping[str, str] | None = None,
        called: str = "",
        since: int = 0,
    ) -> int:
        """Note that a creation is about to be sent, and what it says; returns its number. OSError: send nothing."""
        with self._lock:
            parts, said = (tuple(sorted((given or {}).items())) for given in (asked, says))
            entry = Entry(self._next, operation, role, asked=parts, says=said, called=called, since=since)
            self._append(entry_line(entry))
            self._next += 1
            self._open[entry.number] = entry
            return entry.number

    def made(self, number: int, undo: str, parts: Mapping[str, str]) -> Entry:
        """Note what was made and how it is taken back."""
        with self._lock:
            entry = replace(self._open[number], undo=undo, parts=tuple(sorted(parts.items())))
            self._open[number] = entry
            self._append_after(entry_line(replace(entry, says=(), called="")))
            return entry

    def done(self, number: int) -> None:
        """Note that nothing of this creation is left; the file goes when nothing at all is left."""
        with self._lock:
            self._close(number)
            self._append_after(done_line(number))
            if not self._open and not self._holders:
                self._forget_listings()
            if not (self._open or self._holders) or (self._written > LARGE and len(self._open) < FEW):
                with suppress(OSError):  # then it stays long, and says the same
                    self._compact()

    def left(self) -> list[Entry]:
        """What is still there, newest first; nothing while another process writes, which will take back its own."""
        if self._file.is_held_elsewhere():
            return []
        return [entry for _, entry in sorted(self._open.items(), reverse=True)]

    def notes(self) -> list[Text]:
        """What there is to say of the ledger itself."""
        if self._file.is_held_elsewhere():
            return [ANOTHER]
        found = []
        if self._unread or self._trouble:
            found.append(unreadable(self.path, self._trouble))
        if os.path.lexists(self._file.unread):
            found.append(aside(self._file.unread))
        return found


def state_folder() -> Path:
    """Where ledgers are kept: `hutong` in the user's state folder."""
    given = Path(os.environ.get("XDG_STATE_HOME") or "-")  # one that is not absolute is to be ignored (XDG)
    try:
        return (given if given.is_absolute() else Path.home() / ".local" / "state") / "hutong"
    except RuntimeError:  # nobody knows whose home it would be: then there is none to write to
        return Path(os.devnull) / "hutong"


def mark_of(identifier: str) -> str:
    """An id as ledgers keep it: short, and only to be compared."""
    return hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _plainly(address: str) -> str:
    """An address as there is one for each system: no default port, no slash at its end."""
    try:
        return Scope.of(address).url("")
    except AddressError:
        return address
