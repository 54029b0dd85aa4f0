"""The twins as a page of the documentation, and what runs on them came to as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conformance.model.text import Lang, Text
from conformance.model.verdict import REASON_WORDS
from conformance.systems.kinds import KINDS
from conformance.systems.twins import Twin, twins

HEAD = """# Twins: odd, and lawful

A twin 孪生系统 is a reference system that does something otherwise than the reference systems do, and still keeps every
standard: what law, contract and HTTP leave open it decides in another way. On none of them may a clause fail. What a
twin takes the ground from is left undecided, for the reason that the twin states, or does not apply where the twin says
so; anything else is a false alarm, and the suite is mended, not the twin.

A twin is written like a fault, in `conformance/systems/twins/`: a mutation of `faults/mutations.py`, or a layer over a
part. Those of every kind hold of the kinds to come too. `tests/test_twins.py` examines a few, drawn by a seed, in an
ordinary run, and every one with `-m matrix`.

```sh
hutong standard twins --runs 200                       # each one to three twins and a third of the clauses
hutong standard twins resource-catalogue --ledger FILE # goes on where it stopped
```

Where none of n runs has a false fail, fewer than 3/n of such runs have one, at a level of confidence of 95 %.
This page is made from the data: `hutong standard twins --list`.
"""


def page(kinds: Sequence[str] = tuple(KINDS)) -> Iterator[str]:
    """The page of the twins of some kinds, in Markdown."""
    yield from HEAD.splitlines()
    known = {kind: twins(kind) for kind in kinds}
    shared = {name: twin for name, twin in known[kinds[0]].items() if not twin.kinds}
    yield from _section("Every kind", shared)
    for kind in kinds:
        yield from _section(f"`{kind}`", {name: twin for name, twin in known[kind].items() if twin.kinds})


def _section(title: str, of: Mapping[str, Twin]) -> Iterator[str]:
    yield ""
    yield f"## {title}: {len(of)}"
    yield ""
    yield "| twin | what it does | why it may | source | undecided there |"
    yield "| --- | --- | --- | --- | --- |"
    for name, twin in of.items():
        left = "; ".join(_left(twin))
        cells = [f"`{name}`", _both(twin.title), _both(twin.lawful.why), twin.lawful.source, left or "–"]
        yield f"| {' | '.join(cells)} |"


def _left(twin: Twin) -> Iterator[str]:
    """What stays undecided there, and why, and what does not apply there."""
    yield from (f"`{clause}`: {REASON_WORDS[reason].en}" for clause, reason in twin.leaves.items())
    if twin.moot:
        yield f"does not apply: {', '.join(f'`{clause}`' for clause in sorted(twin.moot))}"
    if twin.lacks:
        yield f"what it lacks: {', '.join(sorted(REASON_WORDS[reason].en for reason in twin.lacks))}"


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}"


def lines(figures: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    """What a measurement came to: runs, verdicts, the bound, and whatever is to be looked at."""
    runs, failed = figures["runs"], figures["runs_with_a_false_fail"]
    verdicts = ", ".join(f"{name} {number}" for name, number in figures["verdicts"].items())
    yield Text(f"孪生系统：{runs} 次检测，{verdicts}", f"twins: {runs} runs, {verdicts}").into(lang)
    yield Text(f"误判不通过的检测：{failed} 次", f"runs with a false fail: {failed}").into(lang)
    if (bound := figures["below_at_95_percent"]) is not None:
        zh, en = f"置信度 95 % 时，误判率低于 {bound:.3%}", f"below {bound:.3%} of runs at 95 % confidence"
        yield Text(zh, en).into(lang)
    for one in figures["odd"]:
        yield f"  {one['run']}: {one['clause']} {one['verdict']} {one['reason']} {one['seen']}"
    for each in figures["unmeasured"]:
        yield f"  {each['run']}: {each['ended']} {each['trace']}".rstrip()
    for run in figures["left_behind"]:
        yield Text(f"  {run}：有遗留", f"  {run}: something was left behind").into(lang)
