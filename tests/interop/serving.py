"""Networks of reference systems on the loopback, as `hutong.yaml` would describe them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from conformance.config.loading import kind_contract
from conformance.config.release import the_standard
from conformance.engine.vocabulary import tools
from conformance.interop.accepts import Comparer
from conformance.interop.examine import Norms, survey
from conformance.interop.exchange import ExchangeRules
from conformance.model.contract import Schema
from conformance.model.interop import Interop
from conformance.model.network import Agreement, Consumption, Duty, Member, Network, Provision
from conformance.model.target import Credential, Limits, Target, variable_of
from conformance.norms.data_files import data
from conformance.norms.profile import load_profile
from conformance.systems.data_exchange.holding import Holding, Item
from conformance.systems.data_exchange.system import System as Exchange
from conformance.systems.faults import Fault
from conformance.systems.faults.parts import given
from conformance.systems.serve import Running
from conformance.systems.service.accounts import tokens
from conformance.systems.service.application import application
from conformance.systems.service.identifiers import government_uscc
from conformance.systems.service.identity import YUNZHOU, Identity

SEED = 20261101
CODE = "30100101/000002"
"""The unemployed who registered: the same code in the reference catalogue."""
CODE_HERE = "30200101/000901"

REGISTERED = Holding(
    CODE,
    "城镇登记失业人员信息",
    "城镇登记失业人员的登记日期、原单位与失业原因。",
    "conditional",
    ("service", "batch", "file"),
    (
        Item("记录编号", length=6, key=True),
        Item("姓名", length=20, personal=True),
        Item("性别", codes=("1", "2")),
        Item("原单位代码", length=18, format="uscc"),
        Item("登记日期", "D"),
        Item("更新时间", "T"),
        Item("行政区划代码", codes=("459900", "459921"), region=True),
    ),
    tuple(
        {
            "记录编号": f"{number:06d}",
            "姓名": "某某",
            "性别": "12"[number % 2],
            "原单位代码": government_uscc("459900", f"HT{300000 + number}"),
            "登记日期": f"2026-{number % 9 + 1:02d}-15",
            "更新时间": f"2026-10-{number % 27 + 1:02d}T09:30:00+08:00",
            "行政区划代码": ("459900", "459900", "459921")[number % 3],
        }
        for number in range(1, 67)
    ),
    scope="民政部门",
    use="核对救助资格",
)
HERE = replace(REGISTERED, code=CODE_HERE, name="低保家庭成员就业状况", share_type="unconditional")
"""What the civil affairs bureau holds of the same people."""

WANTED = Schema(
    {
        "type": "object",
        "required": ["记录编号", "性别", "登记日期"],
        "properties": {
            "记录编号": {"type": "string"},
            "性别": {"enum": ["1", "2"]},
            "原单位代码": {"type": "string"},
            "登记日期": {"type": "string"},
            "更新时间": {"type": "string"},
            "行政区划代码": {"type": "string"},
        },
    },
    "expected",
)
NEEDS = Consumption(CODE, "labour", WANTED, key="记录编号", mirror=CODE_HERE)

CIVIL = replace(YUNZHOU, own=YUNZHOU.peer, peer=YUNZHOU.own)
"""The civil affairs bureau of the same city, with a platform of its own."""

DUTIES = (
    Duty("supply", "provider", "按授权及时、完整提供数据。", ("application.interop.in-time",)),
    Duty("quality", "provider", "保证数据与公布的模式一致。", ("application.interop.published-schema",)),
    Duty("carry", "platform", "不重不漏、不串不错地传送。", ("application.interop.delivered-once",)),
    Duty("guard", "consumer", "不得超出范围使用。"),
)


@cache
def norms() -> Norms:
    standard = the_standard()
    profiles = {name: load_profile(data("profiles"), name, standard) for name in ("pair", "islands")}
    contracts = {kind: kind_contract(kind) for kind in ("data-exchange", "resource-catalogue", "general")}
    return Norms(*(ExchangeRules(standard, tools(), profile) for profile in profiles.values()), contracts)


def target(name: str, address: str, identity: Identity, kind: str = "data-exchange") -> Target:
    credentials = {role: Credential(role, variable_of(role), secret=token) for role, token in tokens(identity).items()}
    return Target(name, address, kind, "test", True, credentials, limits=Limits(requests=20000))


def platform(
    faults: Sequence[Fault] = (), identity: Identity = YUNZHOU, holdings: Sequence[Holding] = (REGISTERED,)
) -> Running:
    """A served platform with faults."""
    system = Exchange(identity, holdings)
    given(system, faults)
    return Running(application(system), 0)


def member(name: str, served: Target, identity: Identity, **more: object) -> Member:
    unit = identity.own
    base = Member(name, served, unit.zh, unit.uscc, identity.level, unit.region, platform=name)
    return replace(base, **more)  # type: ignore[arg-type] # members of a Member


def pair_of(
    address: str, mirror: str, catalogue: str = "", needs: Consumption = NEEDS, duties: Sequence[Duty] = DUTIES
) -> Network:
    """The labour bureau provides, the civil affairs bureau consumes and holds the same people itself."""
    labour = member("labour", target("labour", address, YUNZHOU), YUNZHOU, provides=(Provision(CODE),))
    civil = member("civil", target("civil", mirror, CIVIL), CIVIL, consumes=(needs,))
    members = {"labour": labour, "civil": civil}
    if catalogue:
        listed = target("catalogue", catalogue, YUNZHOU, "resource-catalogue")
        members["catalogue"] = member("catalogue", listed, YUNZHOU, platform="")
        members["labour"] = replace(labour, catalogue="catalogue")
    return Network(members, (Agreement("x-1", "labour", "civil", CODE, duties=tuple(duties)),))


def surveyed(network: Network, comparer: Comparer | None = None, workers: int = 2) -> Interop:
    moment = datetime.fromisoformat("2026-11-02T10:00:00+08:00")
    return survey(network, norms(), SEED, lambda: moment, workers=workers, comparer=comparer)


def verdicts(interop: Interop, number: int = 0) -> Mapping[str, str]:
    """The verdicts of the clauses of one pair, by the last part of their names."""
    return {it.clause.id.rpartition(".")[2]: it.verdict.value for it in interop.cells[number].results}
