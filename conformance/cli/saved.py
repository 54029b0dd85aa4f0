"""A saved JSON report: as a document to file again, and the cases in it to be asked again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conformance.model.case import Case, Corpus
from conformance.model.contract import Contract
from conformance.model.text import Text
from conformance.norms.corpus import case_id, case_of, corpus_of
from conformance.norms.errors import DataError, TrustError
from conformance.reports import saved

RESTORE = Text(
    "文件不是生成时的样子，不可采信；用原来的文件",
    "it is not what was filed and cannot be relied on; use the file as it was",
)
HINT = Text("给出以 -o json 保存的结果", "give a result that was filed with -o json")


def document_of(file: Path, verify: bool = False) -> dict[str, Any]:
    """The document of a file. Raises DataError where it holds none or cannot be read.

    To `verify`, a file that holds something else is one that cannot be trusted: TrustError.
    """
    try:
        return saved.read(file)
    except OSError as error:
        text = Text(f"无法读取 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}")
        if verify and os.path.exists(file):
            raise TrustError(text, help=RESTORE, about="trust") from None
        raise DataError(text, help=HINT, about="report") from None
    except saved.Unreadable as error:
        if verify:
            raise TrustError(error.text, str(file), help=RESTORE, about="trust") from None
        raise DataError(error.text, str(file), help=HINT, about="report") from None


def saved_corpus(file: Path, contract: Contract) -> Corpus:
    """The cases of a report's findings, the smallest ones too, as a corpus of the contract it was made with.

    Raises DataError for a file that is no such report, or was made with another contract; TrustError for a case that
    is not the one of its id.
    """
    report = document_of(file)
    if report["digests"]["contract"] != contract.digest:
        text = Text("报告出自另一份接口规约", "the report was made with another contract")
        hint = Text(
            "用报告所用的版本、适用配置和文档，或重新检测", "use its release, profile and document, or run again"
        )
        raise DataError(text, str(file), help=hint, about="report")
    cases = {case.id: case for case in (_case(said, str(file)) for said in _questions(report))}
    kept = tuple(cases.values())
    return corpus_of(contract, report["run"]["seed"], {}, kept)


def failed_with(file: Path) -> dict[str, frozenset[str]]:
    """The clauses a report says failed, by the id of the case that showed it. Raises DataError as `document_of`."""
    failed: dict[str, set[str]] = {}
    for clause, said in _asked_of(document_of(file)):
        failed.setdefault(said["id"], set()).add(clause)
    return {case: frozenset(clauses) for case, clauses in failed.items()}


def _questions(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (said for _, said in _asked_of(report))


def _asked_of(report: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The question behind each finding, the smallest ones too, with the clause it failed."""
    for clause in report["clauses"]:
        for found in clause["findings"]:
            parts = (part["question"] for part in (found, found["smallest"]) if part and part["question"])
            yield from ((clause["id"], said) for said in parts)


def _case(said: dict[str, Any], file: str) -> Case:
    case = case_of(_plain(said), file)
    for each in (*case.after, case):
        if case_id(each) != each.id:
            text = Text(
                f"题目 {each.id} 与其编号不符：报告被手工修改过",
                f"case {each.id} is not that of its id: the report was edited by hand",
            )
            hint = Text("用原来的报告，或重新检测", "use the report as it was, or run again")
            raise TrustError(text, file, help=hint, about="trust")
    return case


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    """What a report says of a case, as a corpus file does: neither role nor absent reason."""
    after = [_plain(earlier) for earlier in said.get("after", ())]
    kept = {name: value for name, value in said.items() if name != "role" and not (name == "why" and value is None)}
    return {**kept, "after": after}
