"""The corpus file: one line that says what it was built from, then one case a line, sealed by a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.case import Case, Corpus
from conformance.model.contract import Contract
from conformance.model.exchange import Why
from conformance.model.strict_json import read_json
from conformance.model.text import Text
from conformance.norms.errors import DataError, TrustError
from conformance.norms.release_files import frozen

HEADER = {"kind": str, "contract": str, "seed": int, "versions": dict, "digest": str}
PARTS = {"path": dict, "query": dict, "headers": dict, "cookies": dict}
FIELDS = {
    "id": str,
    "operation": str,
    "expects": str,
    **PARTS,
    "media": str,
    "why": dict,
    "body": object,
    "after": list,
}
NEEDED = {"id", "operation", "expects"}
EXPECTED = ("accept", "reject", "any")
EDITED = Text("摘要与内容不符：文件被手工修改过", "the digest does not match: the file was edited by hand")
REINSTALL = Text(
    "恢复本版标准原来的文件；若改了接口规约，用 hutong standard corpus 重新生成",
    "restore the file of the release; where its contract was changed, rebuild it with hutong standard corpus",
)
REBUILD = Text("用 hutong standard corpus 重新生成", "rebuild it with hutong standard corpus")


def write(corpus: Corpus) -> str:
    """The text of a corpus file: JSON lines in UTF-8 with sorted keys, Chinese shown as Chinese."""
    header = {name: getattr(corpus, name) for name in HEADER}
    return "".join(line + "\n" for line in (_line(header), *_lines(corpus.cases)))


def read(text: str, name: str) -> Corpus:
    """A corpus from the text of its file. Raises DataError for a malformed line, TrustError where its digest is missed.

    Whether it was built from the contract at hand is for the caller to say: `corpus.contract` is that one's digest.
    """
    lines = [line for line in text.split("\n") if line]
    header = _header(lines[0] if lines else "", name)
    cases = tuple(case_of(_object(line, name, number), name, number) for number, line in enumerate(lines[1:], start=2))
    if _digest(lines[1:]) != header["digest"]:
        raise TrustError(EDITED, name, 1, help=REINSTALL, about="trust")
    return Corpus(cases=cases, **header)


def of_kind(root: Traversable, kind: str) -> Corpus | None:
    """The frozen cases of a kind, as a release holds them; None where it holds none. Raises what `read` does."""
    found = frozen(root, f"{kind}.jsonl")
    return read(*found) if found else None


def digest_of(cases: Iterable[Case]) -> str:
    """SHA-256 over the lines of the cases."""
    return _digest(_lines(cases))


def corpus_of(contract: Contract, seed: int, versions: Mapping[str, str], cases: tuple[Case, ...]) -> Corpus:
    """Cases as the corpus of a contract, sealed."""
    return Corpus(contract.kind, contract.digest, seed, versions, digest_of(cases), cases)


def case_id(case: Case) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of what a case says, its id left aside."""
    said = {key: value for key, value in said_of(case).items() if key != "id"}
    return hashlib.sha256(_line(said).encode()).hexdigest()[:12]


def with_id(case: Case) -> Case:
    """The case under the id its content gives it."""
    return replace(case, id=case_id(case))


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()


def _lines(cases: Iterable[Case]) -> Iterator[str]:
    return (_line(said_of(case)) for case in cases)


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def said_of(case: Case) -> dict[str, Any]:
    """A case without its empty parts; the body stands wherever one is sent, also a null."""
    why = case.why
    said: dict[str, Any] = {"id": case.id, "operation": case.operation, "expects": case.expects}
    said |= {part: dict(getattr(case, part)) for part in PARTS if getattr(case, part)}
    said |= {"media": case.media, "body": case.body} if case.media else {}
    said |= {"after": [said_of(earlier) for earlier in case.after]} if case.after else {}
    return said | ({"why": {"location": why.location, "pointer": why.pointer, "keyword": why.keyword}} if why else {})


def _header(line: str, name: str) -> dict[str, Any]:
    value = _object(line, name, 1)
    if value.keys() != HEADER.keys() or not all(isinstance(value[key], kind) for key, kind in HEADER.items()):
        raise _malformed(name, 1, Text(f"首行须为 {', '.join(HEADER)}", f"the first line holds {', '.join(HEADER)}"))
    return value


def case_of(value: dict[str, Any], name: str, line: int = 0) -> Case:
    """The case that members say, as `said_of` gives them. Raises DataError, with the file and line they are from."""
    wrong = sorted(NEEDED - value.keys()) + sorted(value.keys() - FIELDS.keys())
    wrong += sorted(key for key in value.keys() & FIELDS.keys() if not isinstance(value[key], FIELDS[key]))
    why = value.get("why")
    if why is not None and (wrong or not _is_why(why)):
        wrong.append("why")
    if not wrong and value["expects"] not in EXPECTED:
        wrong = ["expects"]
    if not wrong and not all(isinstance(earlier, dict) for earlier in value.get("after", ())):
        wrong = ["after"]
    if wrong:
        raise _malformed(name, line, Text(f"不是测试用例：{wrong[0]}", f"not a case: {wrong[0]}"))
    after = tuple(case_of(earlier, name, line) for earlier in value.get("after", ()))
    return Case(**{**value, "why": Why(**why) if why is not None else None, "after": after})


def _is_why(why: Any) -> bool:
    return set(why) == {"location", "pointer", "keyword"} and all(isinstance(part, str) for part in why.values())


def _object(line: str, name: str, number: int) -> dict[str, Any]:
    parsed = read_json(line.encode())
    if isinstance(parsed.value, dict) and parsed.problem is None:
        return parsed.value
    raise _malformed(name, number, parsed.problem or Text("这一行不是 JSON 对象", "this line is not a JSON object"))


def _malformed(name: str, line: int, text: Text) -> DataError:
    return DataError(text, name, line, help=REBUILD, about="corpus")
