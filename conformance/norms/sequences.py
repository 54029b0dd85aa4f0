"""The file of frozen sequences: one line that says what they were built from, then one sequence a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.sequence import Sequence, Step
from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.norms.corpus import EDITED, REINSTALL
from conformance.norms.errors import DataError, TrustError
from conformance.norms.release_files import frozen

HEADER = {"kind": str, "contract": str, "seed": int, "versions": dict, "digest": str}


@dataclass(frozen=True)
class Frozen:
    """The sequences of one contract, with what they were built from and the digest that seals them."""

    kind: str
    contract: str
    seed: int
    versions: Mapping[str, str]
    digest: str
    sequences: tuple[Sequence, ...]


def sequence(steps: tuple[Step, ...]) -> Sequence:
    """Steps under the id their text gives them: the first 12 hexadecimal digits of its SHA-256."""
    return Sequence(hashlib.sha256("\n".join(map(str, steps)).encode()).hexdigest()[:12], steps)


def digest_of(sequences: Iterable[Sequence]) -> str:
    """SHA-256 over the lines of the sequences."""
    return hashlib.sha256("".join(map(_line_of, sequences)).encode()).hexdigest()


def write(frozen: Frozen) -> str:
    """The text of the file: JSON lines in UTF-8 with sorted keys."""
    return _line({name: getattr(frozen, name) for name in HEADER}) + "".join(map(_line_of, frozen.sequences))


def read(text: str, name: str) -> Frozen:
    """The sequences of a file's text. Raises DataError for a malformed line, TrustError where its digest is missed."""
    lines = [_object(line, name, number) for number, line in enumerate(text.splitlines(), 1)]
    header = lines[0] if lines else {}
    if header.keys() != HEADER.keys() or not all(isinstance(header[key], kind) for key, kind in HEADER.items()):
        zh, en = f"首行须为 {', '.join(HEADER)}", f"the first line holds {', '.join(HEADER)}"
        raise _wrong(Text(zh, en), name, 1)
    found = tuple(_sequence(line, name, number) for number, line in enumerate(lines[1:], 2))
    if digest_of(found) != header["digest"]:
        raise TrustError(EDITED, name, 1, help=REINSTALL, about="trust")
    return Frozen(sequences=found, **header)


def of_kind(root: Traversable, kind: str) -> Frozen | None:
    """The frozen sequences of a kind, as a release holds them; None where it holds none. Raises what `read` does."""
    found = frozen(root, f"{kind}.sequences.jsonl")
    return read(*found) if found else None


def _line_of(one: Sequence) -> str:
    return _line({"id": one.id, "steps": [str(step) for step in one.steps]})


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) + "\n"


def _sequence(line: Mapping[str, Any], name: str, number: int) -> Sequence:
    try:
        found = sequence(tuple(map(Step.parse, line["steps"])))
    except (KeyError, TypeError, ValueError):
        raise _wrong(Text("这一行不是序列", "this line is not a sequence"), name, number) from None
    if found.id != line.get("id"):
        text = Text(
            "序列与其编号不符：文件被手工修改过", "the sequence is not that of its id: the file was edited by hand"
        )
        raise TrustError(text, name, number, help=REINSTALL, about="trust")
    return found


def _object(line: str, name: str, number: int) -> dict[str, Any]:
    parsed = read_json(line.encode())
    if isinstance(parsed.value, dict) and parsed.problem is None:
        return parsed.value
    raise _wrong(Text("这一行不是 JSON 对象", "this line is not a JSON object"), name, number)


def _wrong(text: Text, name: str, line: int) -> DataError:
    help_text = Text("用 hutong standard corpus 重新生成", "rebuild it with hutong standard corpus")
    return DataError(text, name, line, help=help_text, about="corpus")
