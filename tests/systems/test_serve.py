"""Serving reference systems: alike every time, several at once, with faults, and gone when stopped."""

from __future__ import annotations

import time

import pytest
import requests

from conformance.model.text import Text
from conformance.systems.faults import Fault, faults
from conformance.systems.faults.parts import around
from conformance.systems.serve import application, reference_credentials, start
from conformance.systems.service.accounts import callers
from conformance.systems.service.identity import YUNZHOU
from tests.systems.client import APPROVAL, Client, training

KIND = "resource-catalogue"


TOTAL_LOST = Fault(
    "support.paging.complete", Text("总数为零", "the total is zero"), around("listing.total", lambda *_: 0)
)


def conversation(client: Client) -> list[tuple[int, dict[str, str], bytes]]:
    """A fixed series of requests, reads and writes, and all that came back."""
    answers = [
        client.get(path, role) for path in ("/resources", "/changes", "/dcat") for role in ("", "officer", "upper")
    ]
    for count in range(3):
        made = client.ask("POST", "/resources", "officer", json=training(name=f"条目{count}"))
        path = made.headers["Location"]
        answers += [
            made,
            client.ask("PUT", path, "officer", json=training(name=f"条目{count}改")),
            client.ask("POST", path + "/review", "administrator", json=APPROVAL),
            client.get(path),
            client.ask("DELETE", path, "officer"),
        ]
    answers += [client.get("/changes?pageSize=100", "peer"), client.get("/audit", "auditor"), client.get("/nothing")]
    return [(answer.status_code, dict(answer.headers), answer.content) for answer in answers]


def test_two_starts_answer_the_same_bytes() -> None:
    with start(KIND) as first, start(KIND) as second:
        assert first.port != second.port
        assert conversation(Client(first.address)) == conversation(Client(second.address))


def test_a_fault_changes_one_system_and_no_other() -> None:
    with start(KIND, [TOTAL_LOST]) as broken, start(KIND) as clean:
        assert requests_total(broken.address) == 0
        assert requests_total(clean.address) > 20


def test_two_faults_of_one_part_are_both_there() -> None:
    known = faults(KIND)
    with start(KIND, [known["support.paging.page-size"], known["support.paging.complete#next"]]) as broken:
        page = requests.get(f"{broken.address}/resources", timeout=10).json()
    assert len(page["items"]) == page["pageSize"] == 5
    assert page["next"].startswith("/catalog-service/resources")


def requests_total(address: str) -> int:
    return int(Client(address).get("/resources").json()["total"])


def test_it_starts_and_stops_in_time() -> None:
    begun = time.monotonic()
    running = start(KIND)
    assert time.monotonic() - begun < 2
    client = Client(running.address)
    client.get("/resources")
    begun = time.monotonic()
    running.stop()
    running.stop()
    assert time.monotonic() - begun < 5
    with pytest.raises(requests.ConnectionError):
        client.get("/resources")


def test_a_port_in_use_is_told() -> None:
    with start(KIND) as running, pytest.raises(OSError, match=str(running.port)):
        start(KIND, port=running.port)


def test_credentials_are_there_for_every_role() -> None:
    assert set(reference_credentials(KIND)) == {caller.role for caller in callers(YUNZHOU)}


@pytest.mark.parametrize("unknown", ["resource-catalog", "general"])
def test_an_unknown_kind_is_told_with_near_names(unknown: str) -> None:
    for ask in (start, application, reference_credentials):
        with pytest.raises(ValueError, match="resource-catalogue"):
            ask(unknown)


def test_a_fault_of_another_kind_is_refused() -> None:
    stranger = Fault("a.b", Text("别类", "another kind"), TOTAL_LOST.apply, kinds=("disclosure",))
    with pytest.raises(ValueError, match="disclosure"):
        application(KIND, [stranger])


def test_faults_are_found_by_their_keys() -> None:
    assert all(key == fault.key and fault.fits(KIND) for key, fault in faults(KIND).items())
    assert Fault("a.b", Text("一", "one"), TOTAL_LOST.apply, variant="two").key == "a.b#two"
