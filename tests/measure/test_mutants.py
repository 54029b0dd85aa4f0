"""Mutants are single changes of the source, found by the operators, sampled by the seed, and laid over what is run."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from conformance.measure.mutants.loading import lay
from conformance.measure.mutants.mutant import Mutant, code_of, mutants, mutated, shown, source_of
from conformance.measure.mutants.operators import OPERATORS
from conformance.measure.mutants.places import places
from conformance.measure.mutants.sample import SERVICE, all_mutants, modules_of, part_of, sampled
from conformance.systems.kinds import KINDS

PARTS = [SERVICE, *map(part_of, KINDS)]
CHANGES = {
    "flip-comparison": ("a == b", ["a != b"]),
    "shift-comparison": ("a < b <= c", ["a <= b <= c", "a < b < c"]),
    "negate-condition": ("x = a if not b else c", ["x = a if b else c"]),
    "swap-logic": ("a and b", ["a or b"]),
    "drop-operand": ("a and b", ["b", "a"]),
    "take-branch": ("a if b else c", ["a", "c"]),
    "drop-filter": ("[a for a in b if c if d]", ["[a for a in b if d]", "[a for a in b if c]"]),
    "drop-statement": ("self.save(a)", ["pass"]),
    "drop-check": ("if a:\n    raise Refusal(403)", ["pass"]),
    "drop-audit": ("self._system.audit.note(a)", ["pass"]),
    "drop-guard": ("def f():\n    if a:\n        return b\n    return c", ["def f():\n    pass\n    return c"]),
    "drop-sort": ("sorted(a, key=b)", ["list(a)", "sorted(a)"]),
    "drop-likening": ("a.strip()", ["a"]),
    "drop-key": ("{'id': a, 'name': b}", ["{'name': b}", "{'id': a}"]),
    "drop-header": ("{'Allow': a}", ["{}"]),
    "drop-element": ("('GET', 'HEAD')", ["('HEAD',)", "('GET',)"]),
    "swap-status": ("Refusal(403)", ["Refusal(404)"]),
    "shift-number": ("a[1]", ["a[2]"]),
    "flip-boolean": ("f(a=True)", ["f(a=False)"]),
    "change-text": ("f('active')", ["f('activex')"]),
    "change-date-form": (
        "a.isoformat(timespec='seconds')",
        ["str(a)", "a.isoformat(timespec='minutes')", "a.isoformat(timespec='milliseconds')"],
    ),
    "shift-slice": ("a[b:c]", ["a[b + 1:c]", "a[b:c - 1]"]),
    "swap-arithmetic": ("a + b", ["a - b"]),
}
ORDERED = "f('select * from audit order by number desc limit 1')"


@pytest.mark.parametrize("operator", OPERATORS)
def test_an_operator_changes_what_it_says(operator: str) -> None:
    source, expected = CHANGES[operator]
    found = [mutant for mutant in mutants("m", source) if mutant.operator == operator]
    assert [ast.unparse(mutated(mutant, source)) for mutant in found] == expected


def test_the_order_of_a_query_is_dropped() -> None:
    found = [
        ast.unparse(mutated(mutant, ORDERED)) for mutant in mutants("m", ORDERED) if mutant.operator == "drop-sort"
    ]
    assert found == ["f('select * from audit limit 1')", "f('select * from audit order by number limit 1')"]


def test_what_only_says_what_things_are_is_no_place() -> None:
    source = '"""True."""\nfrom a import b\n@slots(True)\nclass C(D, e=True):\n    f: Literal[1]\n'
    source += '    def g(self, h: 1) -> 2: "3"\n'
    assert [place.node.value for place in places(ast.parse(source)) if isinstance(place.node, ast.Constant)] == []


@pytest.mark.parametrize("part", PARTS)
def test_every_mutant_of_a_part_is_one_change(part: str) -> None:
    """Each has a name of its own; of a seeded handful each can be compiled and differs from the source."""
    every = all_mutants(part)
    assert len({mutant.key for mutant in every}) == len(every) > 250
    for mutant in sampled(every, 20, 1):
        source, file = source_of(mutant.module)
        code_of(mutant, source, file)
        before, after = shown(mutant, source)
        assert before != after, mutant.key


def test_every_operator_finds_something_to_change() -> None:
    assert {mutant.operator for part in PARTS for mutant in all_mutants(part)} == OPERATORS.keys()


def test_seeds_and_published_lists_are_not_changed() -> None:
    names = [name for part in PARTS for name in modules_of(part)]
    assert "conformance.systems.service.records" in names
    assert not [name for name in names if "seed" in name or "faults" in name or name.endswith("code_lists")]


def test_a_sample_is_the_beginning_of_a_larger_one_and_decided_by_its_seed() -> None:
    every = all_mutants(SERVICE)
    small, large = sampled(every, 60, 7), sampled(every, 250, 7)
    assert large[:60] == small
    assert sampled([*reversed(every)], 60, 7) == small
    assert sampled(every, 60, 8) != small


def test_every_module_and_operator_has_its_share() -> None:
    every = all_mutants(SERVICE)
    half = sampled(every, len(every) // 2, 7)
    stratum = lambda mutant: (mutant.module, mutant.operator)  # noqa: E731 - a key, used twice
    held, drawn = Counter(map(stratum, every)), Counter(map(stratum, half))
    assert all(abs(drawn[each] - number / 2) <= 1.5 for each, number in held.items())


def test_a_mutant_is_laid_over_what_is_imported_and_nothing_on_the_disk() -> None:
    mutant = _shifted_page()
    file = Path(source_of(mutant.module)[1])
    before = file.read_bytes()
    code = (
        "from conformance.measure.mutants.loading import lay\n"
        "from conformance.measure.mutants.mutant import Mutant\n"
        f"lay({mutant!r})\n"
        "from conformance.systems.service.listing import Listing\n"
        "print(Listing.cut(None, [*range(10)], 1, 3))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"  # from -3 to 3
    assert file.read_bytes() == before


def _shifted_page() -> Mutant:
    """The page that begins where the next one should: `(number - 1) * size` becomes `(number - 2) * size`."""
    for each in all_mutants(SERVICE):
        is_near = each.module.endswith(".listing") and each.operator == "shift-number"
        if is_near and "(number - 2) * size" in shown(each, source_of(each.module)[0])[1]:
            return each
    raise LookupError("listing.cut is written otherwise")


def test_a_module_that_is_imported_already_is_refused() -> None:
    import conformance.systems.service.listing as imported

    mutant = next(each for each in all_mutants(SERVICE) if each.module == imported.__name__)
    with pytest.raises(RuntimeError, match="imported already"):
        lay(mutant)
