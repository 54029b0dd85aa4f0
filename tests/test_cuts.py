"""What a probe leaves out stands in the verdict: one way to look at a part, and it says how many of how many."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "conformance"
OF_TEXT = re.compile(r"(text|said|code|number|part|mark|pattern|value|at|key|held|numbers\[-1\]|str\(.*\))\[")
"""Slices of characters, and of places made of them."""
NO_CUTS = {
    "candidates(contract)[:MOST_OPERATIONS]": "how many are asked at most, for the plan",
    "plain_reads(contract)[:MOST_PAGES]": "how many are asked at most, for the plan",
    "_called(contract)[:MOST_OPERATIONS]": "how many are asked at most, for the plan",
    "asked[:MOST_OPERATIONS]": "told with what did not answer, as one number",
    "there[:most]": "told with what could not be asked, as one number",
    "names[:length]": "every beginning of a path is looked at",
    "[dict(record) for record in entries(read.data)][:MOST_RECORDS]": "what one message is made of",
    "found[:TRIES]": "the first that is taken in is asked for; where none is, the reason tells of how many",
    "_spelt(text)[1:-1]": "a text without its quotes",
    "apart[:1]": "what is asked for is less than all on purpose",
    "_outside(_list(resource.get('regions')), _list(member(granted, 'regions')))[:1]": "a region that was not granted",
    "trace.at('file')[:1]": "a pair takes one file",
    "tuple((job for job in trace.at('batch') if job.status == 200 and record(job.data).get('state') == 'done'))[:1]": (
        "a pair takes one batch"
    ),
    "[exchange for exchange in trace.at('batch') if record(exchange.data).get('state') == 'done'][:1]": (
        "a pair takes one batch"
    ),
    "[words[1:] for words in directives if words and words[0] == 'frame-ancestors'][:1]": (
        "a directive counts once in a policy (CSP)"
    ),
    "trace.at('made')[:1]": "a probe makes one object of this step",
    "tuple(called.values())[:2]": "the proof of a finding",
    "levels[:1]": "a comparison of the first",
    "states[:latest]": "those before the version in force; those after it are judged too",
    "twice[:3]": "those a finding names",
    "differing[:3]": "those a finding names",
    "sorted(lines)[:3]": "those a finding names",
    "values[:MOST_SHOWN]": "those a finding names; it says of how many",
    "certain[:MOST_PLACES]": "those a finding names; it counts the rest",
    "found[:1]": "one finding of a trace, or its proof",
    "shown_to[:1]": "the proof of a finding",
    "trace.at('agreements')[:1]": "the proof of a finding",
    "trace.at('disposals')[:1]": "the proof of a finding",
    "trace.at('terminations')[:1]": "the proof of a finding",
    "trace.at('resources')[:1]": "the proof of a finding",
    "self._trace.exchanges[:place + 1]": "the proof of a finding: what led to it",
    "flaws[:MOST_PLACES]": "those a finding names; it counts the rest",
    "islice(parts, max(left[0], 0))": "whether the whole is valid is told before; a finding says that it is a part",
}
"""What looks like a cut of what is judged and is none, each with its reason."""


def cuts(tree: ast.AST) -> Iterator[str]:
    """The first so many of something, as the source has it."""
    for node in ast.walk(tree):
        sliced = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and node.slice.upper
        called = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("islice", "head")
        if sliced or called:
            yield ast.unparse(node)


def test_no_probe_and_no_check_leaves_out_in_silence() -> None:
    found = {
        text: str(file.relative_to(ROOT))
        for room in ("probes", "checks")
        for file in sorted((ROOT / room).rglob("*.py"))
        for text in cuts(ast.parse(file.read_text(encoding="utf-8")))
        if not OF_TEXT.match(text)
    }
    assert {text: file for text, file in found.items() if text not in NO_CUTS} == {}
    assert NO_CUTS.keys() - found.keys() == set()


def test_a_cut_is_seen() -> None:
    source = "for it in things[:MOST]: ask(it)\nlist(itertools.islice(things, 5))\nthings[2:]\nthings[0]"
    assert [*cuts(ast.parse(source))] == ["things[:MOST]", "itertools.islice(things, 5)"]
