"""Two catalogues are one where a harvester reads both alike; each fault makes an island of one, in its own way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace

import pytest

from conformance.interop.uses import duplicates
from conformance.model.interop import Interop
from conformance.model.network import Network
from conformance.model.text import Text
from conformance.model.verdict import Verdict
from conformance.systems.faults import Fault, faults
from conformance.systems.faults.parts import given
from conformance.systems.resource_catalogue.system import System
from conformance.systems.serve import Running
from conformance.systems.service.application import application
from conformance.systems.service.identity import YUNZHOU, Identity, identity, unit
from tests.fault_pairs import due_of, pairs_of
from tests.interop.serving import member, norms, surveyed, target

PROVINCE = identity(
    Text("示例省", "Example"),
    "450000",
    "province",
    unit("nation", Text("国家人力资源和社会保障部门", "National Human Resources"), "100000", "labour"),
    YUNZHOU.own,
    500,
)
HAIZHOU = identity(Text("海州市", "Haizhou"), "459800", "city", YUNZHOU.upper, YUNZHOU.lower, 300)
TOPIC = "application.islands."
FAULTS = {name: fault for name, fault in faults("resource-catalogue").items() if name.startswith(TOPIC)}


def served(stack: ExitStack, system: System) -> str:
    return stack.enter_context(Running(application(system), 0)).address


def network(addresses: Mapping[str, tuple[str, Identity, str]]) -> Network:
    return Network(
        {
            name: member(name, target(name, address, of, "resource-catalogue"), of, platform=name, parent=parent)
            for name, (address, of, parent) in addresses.items()
        }
    )


def province_and_city(city: Sequence[Fault] = (), province: Sequence[Fault] = ()) -> Interop:
    """A province whose catalogue has taken over what that of a city publishes."""
    above, below = System(PROVINCE), System(YUNZHOU)
    given(above, province)
    given(below, city)
    above.gathering.gather(below)
    with ExitStack() as stack:
        upper, lower = served(stack, above), served(stack, below)
        return surveyed(network({"province": (upper, PROVINCE, ""), "yunzhou": (lower, YUNZHOU, "province")}))


def verdicts(interop: Interop, number: int = 0) -> dict[str, str]:
    return {it.clause.id.removeprefix(TOPIC): it.verdict.value for it in interop.catalogues[number].results}


@pytest.fixture(scope="module")
def clean() -> Interop:
    return province_and_city()


def test_sound_catalogues_are_one(clean: Interop) -> None:
    assert [(cell.one, cell.other) for cell in clean.catalogues] == [("yunzhou", "province")]
    assert set(verdicts(clean).values()) == {"pass"}
    assert clean.gate.met
    assert clean.duplicates == ()


def test_every_clause_of_islands_has_a_fault() -> None:
    assert {fault.clause for fault in FAULTS.values()} == set(norms().islands.profile.clauses)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_makes_an_island_in_its_own_way(name: str, clean: Interop) -> None:
    fault = FAULTS[name]
    where = "province" if "changes-arrive" in name else "city"
    after = province_and_city(**{where: [fault]})
    changed = {f"{TOPIC}{way}" for way, verdict in verdicts(after).items() if verdict != verdicts(clean)[way]}
    assert changed == {fault.clause, *fault.also}
    assert verdicts(after)[fault.clause.removeprefix(TOPIC)] == "fail"
    assert after.catalogues[0].ways()[fault.clause.removeprefix(TOPIC).partition("-")[0]] is Verdict.FAIL
    assert after.gate.exit_code == 1


@pytest.mark.parametrize(("one", "other"), pairs_of(FAULTS, most=2))
def test_two_faults_of_catalogues_both_show(one: str, other: str) -> None:
    sides: dict[str, list[Fault]] = {"city": [], "province": []}
    for name in (one, other):
        sides["province" if "changes-arrive" in name else "city"].append(FAULTS[name])
    after = verdicts(province_and_city(**sides))
    failing = {name for name in (one, other) if after[FAULTS[name].clause.removeprefix(TOPIC)] == "fail"}
    assert failing == due_of(FAULTS, one, other)


def test_siblings_are_compared_and_strangers_are_not() -> None:
    with ExitStack() as stack:
        found = surveyed(
            network(
                {
                    "province": (served(stack, System(PROVINCE)), PROVINCE, ""),
                    "yunzhou": (served(stack, System(YUNZHOU)), YUNZHOU, "province"),
                    "haizhou": (served(stack, System(HAIZHOU)), HAIZHOU, "province"),
                    "elsewhere": (served(stack, System(replace(HAIZHOU, serials=700))), HAIZHOU, ""),
                }
            )
        )
    assert [(cell.one, cell.other) for cell in found.catalogues] == [
        ("yunzhou", "province"),
        ("haizhou", "province"),
        ("yunzhou", "haizhou"),
    ]
    assert {verdicts(found, number)["changes-arrive"] for number in range(3)} == {"not-applicable"}


def entry(name: str, code: str, provider: str, region: str = "459900", *items: str) -> dict[str, object]:
    parts = [{"name": item} for item in items or ("编号", "名称")]
    return {
        "id": code,
        "name": name,
        "code": code,
        "provider": {"uscc": provider},
        "regionCode": region,
        "items": parts,
    }


@pytest.mark.parametrize(
    ("mine", "theirs", "because"),
    [
        (entry("企业名录", "1/1", "A"), entry("企业名录", "1/2", "B"), "one name and the same items"),
        (entry("企业名录", "1/1", "A"), entry("医院名录", "1/1", "B"), "one code for different resources"),
    ],
)
def test_what_several_departments_keep_is_named(
    mine: dict[str, object], theirs: dict[str, object], because: str
) -> None:
    found = duplicates({"one": [mine], "two": [theirs]})
    assert [duplicate.entries for duplicate in found] == [(("one", mine["code"]), ("two", theirs["code"]))]
    assert because in found[0].because.en


@pytest.mark.parametrize(
    "theirs",
    [
        entry("企业名录", "1/1", "A"),
        entry("企业名录", "1/2", "B", "459800"),
        entry("企业名录", "1/2", "B", "459900", "编号", "电话"),
    ],
)
def test_copies_other_regions_and_other_items_are_no_duplicates(theirs: dict[str, object]) -> None:
    assert duplicates({"one": [entry("企业名录", "1/1", "A")], "two": [theirs]}) == ()
