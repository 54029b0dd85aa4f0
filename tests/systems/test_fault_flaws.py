"""A fault that would change nothing is found: where it is served, and with its place by the lint."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest
from click.testing import CliRunner

from conformance.cli.app import app
from conformance.systems.faults import Fault, faults
from conformance.systems.faults.changes import at, drop, only, put
from conformance.systems.faults.fault import Mutation, NoChangeError
from conformance.systems.faults.flaws import without_effect, written
from conformance.systems.faults.mutations import accepts, answers, gives, of_contract, patched_list, shows, skips
from conformance.systems.faults.parts import around, both, given, override_part
from conformance.systems.faults.support import paging
from conformance.systems.kinds import KINDS
from conformance.systems.resource_catalogue import pages as catalogue_pages
from conformance.systems.resource_catalogue.rules import Rules
from conformance.systems.service import pages as service_pages
from conformance.systems.service.listing import Listing

NEXT = "support.paging.complete#next"


class Renamed(Listing):
    def cut_short(self) -> None:
        """No method of a listing is called so."""


MISSING = {
    "part": (gives("lising.next", str), "lising"),
    "part of a part": (skips("requests.kpt.all"), "requests.kpt"),
    "method": (around("listing.nxt", lambda sound: sound), "listing.nxt"),
    "overridden": (override_part("listing", Renamed), "listing.cut_short"),
    "record": (shows("resorce", drop("code")), "resorce"),
    "member": (shows("resource", put(codes="1")), "codes"),
    "member below": (shows("resource", only(bool, at("provider.usc", str))), "provider.usc"),
    "list": (patched_list("agreements", drop("term")), "agreements"),
    "member of a list": (patched_list("agreement", drop("terms")), "terms"),
    "operation": (answers("getRequests", drop("basis")), "getRequests"),
    "member of an answer": (answers("getRequest", drop("reasons")), "reasons"),
    "member of a body": (accepts(drop("records"), "submitCorrection"), "records"),
    "one of two": (both(skips("rules.may_draw"), skips("rules.may_drew")), "rules.may_drew"),
    "derived": (of_contract(lambda known: shows(known.found, drop("usc"))), "usc"),
}


@pytest.fixture
def misspelt(monkeypatch: pytest.MonkeyPatch) -> Fault:
    """A fault of every kind whose mutation names a method that is none."""
    fault = replace(faults("data-exchange")[NEXT], apply=gives("listing.nxt", str))
    made = tuple(fault if one.key == fault.key else one for one in paging.FAULTS)
    monkeypatch.setattr(paging, "FAULTS", made)
    return fault


@pytest.mark.parametrize("name", MISSING)
def test_what_a_mutation_names_and_a_system_lacks_is_a_flaw(name: str) -> None:
    mutation, missing = MISSING[name]
    system = KINDS["data-exchange"]()
    (flaw,) = mutation.flaws(system)
    assert flaw.name == missing
    assert flaw.known
    assert missing not in flaw.known
    with pytest.raises(NoChangeError, match=f"changes nothing on data-exchange: it has no {missing}"):
        given(system, [replace(faults("data-exchange")[NEXT], apply=mutation)])


def test_every_fault_has_an_effect_on_each_of_its_kinds() -> None:
    assert [str(error) for error in without_effect()] == []


def test_a_fault_that_follows_from_no_contract_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = of_contract(lambda known: shows(known.found, drop(known.formed("colour")[0])))
    assert not any(nowhere.fits(kind) for kind in KINDS)
    monkeypatch.setattr(paging, "FAULTS", (replace(paging.FAULTS[0], apply=nowhere), *paging.FAULTS[1:]))
    done = CliRunner().invoke(app, ["standard", "lint", "--lang", "en"])
    assert done.exit_code == 2
    assert "the fault support.paging.complete fits no kind of system" in done.stderr


def test_every_fault_is_written_where_its_clause_is_named() -> None:
    for kind in KINDS:
        for fault in faults(kind).values():
            place = written(fault)
            lines = place.file.read_text(encoding="utf-8").splitlines()
            assert lines[place.line - 1] == place.source
            here = "\n".join(lines[place.line - 1 : place.line + 1])
            assert fault.clause.rpartition(".")[2] in here, fault.key


def test_faults_of_one_key_are_told_apart() -> None:
    key = "security.access.draft-of-unit"
    places = [written(faults(kind)[key]) for kind in KINDS]
    assert places[0].file == places[1].file
    assert places[0].line < places[1].line


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", (f"the fault {NEXT} has no effect on data-exchange: there is no `listing.nxt`", "did you mean")),
        ("zh", (f"缺陷 {NEXT} 在 data-exchange 上不起作用：没有 `listing.nxt`", "是不是")),
    ],
)
def test_serving_a_fault_without_effect_is_refused(misspelt: Fault, lang: str, said: tuple[str, str]) -> None:
    done = CliRunner().invoke(app, ["serve", "data-exchange", "--fault", NEXT, "--lang", lang])
    assert done.exit_code == 2
    assert all(words in done.stderr for words in (*said, "`listing.next`", f"{inspect.getfile(paging)}:"))


def test_the_lint_finds_a_fault_without_effect_on_each_kind(misspelt: Fault) -> None:
    done = CliRunner().invoke(app, ["standard", "lint", "--lang", "en"])
    assert done.exit_code == 2
    assert all(f"the fault {NEXT} has no effect on {kind}" in done.stderr for kind in KINDS)


def test_the_caret_is_under_the_name_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Rules, "may_open")
    (error,) = (one for one in without_effect() if one.fault.clause == "support.sharing.consent-first")
    place = written(error.fault, error.flaw.name)
    assert error.flaw.name == "rules.may_open"
    assert place.source[place.column - 1 :].startswith('rules.may_open"')


def test_a_change_of_the_system_alone_has_no_flaws() -> None:
    assert [*Mutation(lambda system: None).flaws(KINDS["data-exchange"]())] == []


def test_a_defect_made_of_another_kinds_part_is_told() -> None:
    class OfTheCatalogue(catalogue_pages.Pages):
        def site(self) -> str:
            return ""

    class OfAnyKind(service_pages.Pages):
        def site(self) -> str:
            return ""

    system = KINDS["disclosure"]()
    (flaw,) = override_part("pages", OfTheCatalogue).flaws(system)
    assert flaw.name == "resource_catalogue.pages.Pages"
    assert "disclosure.pages.Pages" in flaw.known
    assert [*override_part("pages", OfAnyKind).flaws(system)] == []
    assert [*override_part("pages", OfTheCatalogue).flaws(KINDS["resource-catalogue"]())] == []
