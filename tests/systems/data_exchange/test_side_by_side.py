"""Several platforms side by side, each with its department, its holdings and its consumers, built of data alone."""

from __future__ import annotations

from dataclasses import replace

from conformance.model.text import Text
from conformance.systems.data_exchange.holding import Holding, Item
from conformance.systems.data_exchange.system import System
from conformance.systems.serve import Running, start
from conformance.systems.service.application import application
from conformance.systems.service.identity import YUNZHOU, identity
from conformance.systems.service.units import unit
from tests.systems.data_exchange.platform import Platform, example

LINHAI = identity(
    Text("临海市", "Linhai"), "459700", "city",
    unit("upper", Text("示例省人力资源和社会保障厅", "Provincial Human Resources"), "450000", "labour"),
    unit("lower", Text("临海市东港区人力资源和社会保障局", "Donggang Human Resources"), "459721", "labour"),
    serials=1000,
)  # fmt: skip
TAX = unit("tax", Text("云州市税务局", "Yunzhou Tax"), "459900", "market")
HOUSES = Holding(
    code="10300101/000900",
    name="房屋权属信息",
    summary="房屋的权属与用途。",
    share_type="conditional",
    methods=("service",),
    items=(Item("不动产单元号", key=True), Item("用途", codes=("1", "2"))),
    records=({"不动产单元号": "459900-0001", "用途": "1"}, {"不动产单元号": "459900-0002", "用途": "2"}),
    scope="税务部门",
    use="核定税款",
)


def test_two_identities_share_nothing() -> None:
    with start("data-exchange", identity=YUNZHOU) as first, start("data-exchange", identity=LINHAI) as second:
        one, other = Platform(first.address), Platform(second.address)
        assert "459900" in one.resource()["regions"]
        assert one.resource()["provider"]["uscc"] != other.resource()["provider"]["uscc"]
        codes = [{item["code"] for item in each.get("/resources", "peer").json()["items"]} for each in (one, other)]
        assert codes[0].isdisjoint(codes[1])
        made = one.submit(one.resource(shareType="conditional"))
        assert made["id"] not in [item["id"] for item in other.get("/requests?pageSize=100", "officer").json()["items"]]


def test_a_platform_of_given_holdings_serves_a_further_consumer() -> None:
    system = System(replace(YUNZHOU, guests=(TAX,)), [HOUSES])
    with Running(application(system), 0) as running:
        platform = Platform(running.address, {"tax": "reference-tax-token"})
        assert [item["code"] for item in platform.get("/resources", "tax").json()["items"]] == [HOUSES.code]
        made = platform.submit(platform.resource(), "tax")
        assert made["requester"]["uscc"] == TAX.uscc
        platform.post(f"/requests/{made['id']}/decision", "officer", example("Consent"))
        grant = platform.get(f"/requests/{made['id']}", "tax").json()["grant"]
        assert platform.get(f"/grants/{grant}/records", "tax").json()["items"] == list(HOUSES.records)
        assert platform.get(f"/grants/{grant}/records", "peer").status_code == 403
        (agreement,) = platform.get("/agreements", "tax").json()["items"]
        assert agreement["consumer"]["uscc"] == TAX.uscc
        assert {duty["party"] for duty in agreement["duties"]} == {"provider", "consumer", "platform"}


def test_a_schema_of_its_own_is_published_as_it_is() -> None:
    stated = {**HOUSES.record_schema(), "title": "旧版"}
    holding = Holding(HOUSES.code, HOUSES.name, HOUSES.summary, "unconditional", ("file",), HOUSES.items, schema=stated)
    with Running(application(System(YUNZHOU, [holding])), 0) as running:
        platform = Platform(running.address)
        assert platform.get("/resources/r-000001/schema", "peer").json() == stated


def test_two_starts_answer_the_same_bytes() -> None:
    paths = ("/resources", "/requests", "/grants", "/messages", "/agreements", "/reconciliation", "/disputes", "/audit")
    with start("data-exchange") as first, start("data-exchange") as second:
        said = [[Platform(at.address).get(path, "auditor").content for path in paths] for at in (first, second)]
    assert said[0] == said[1]
