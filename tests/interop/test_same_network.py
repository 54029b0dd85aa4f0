"""Same seed, same starting state: the result of a network is the same byte for byte, its digest on any port."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from starlette.types import Receive, Scope, Send

from conformance.cli.demo_network import write
from conformance.cli.matrix import network_in
from conformance.interop.accepts import Comparer
from conformance.interop.examine import groups
from conformance.model.network import Network
from conformance.model.verdict import Verdict
from conformance.reports import json_document
from conformance.systems.data_exchange.system import System
from conformance.systems.demo_network import DEMO_NETWORK, DemoSystem
from conformance.systems.serve import Running
from conformance.systems.service.application import application
from tests.interop.serving import surveyed


class Renewable:
    """One of the five, which can begin anew without leaving its port to anybody else."""

    def __init__(self, small: DemoSystem) -> None:
        self._small = small
        self.renew()

    def renew(self) -> None:
        self._application = application(System(self._small.identity, self._small.holdings))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application(scope, receive, send)


@contextmanager
def five(folder: Path) -> Iterator[tuple[Network, list[Renewable]]]:
    """The network of the five, and its systems."""
    folder.mkdir()
    systems = [Renewable(small) for small in DEMO_NETWORK]
    with ExitStack() as stack:
        served = [stack.enter_context(Running(system, 0)) for system in systems]
        addresses = {small.name: running.address for small, running in zip(DEMO_NETWORK, served, strict=True)}
        yield network_in(write(folder, addresses)), systems


def test_whatever_the_number_of_workers_and_the_ports(tmp_path: Path, comparer: Comparer) -> None:
    with five(tmp_path / "here") as (network, systems):
        assert len(groups(network.pairs())) > 1, "several workers have something to do at once"
        one = surveyed(network, comparer, workers=1)
        for system in systems:
            system.renew()
        many = surveyed(network, comparer, workers=4)
    assert {cell.verdict for cell in one.cells} == {Verdict.PASS, Verdict.FAIL}
    assert json_document.render(many, "zh") == json_document.render(one, "zh")
    with five(tmp_path / "elsewhere") as (network, _):
        elsewhere = surveyed(network, comparer, workers=4)
    assert json_document.render(elsewhere, "zh") != json_document.render(one, "zh")
    assert json_document.seal(elsewhere) == json_document.seal(one)
