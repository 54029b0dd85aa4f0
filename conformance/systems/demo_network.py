"""Five small systems of a province, a city and a county: who holds and needs what, one exchange broken, one island."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conformance.model.text import Text
from conformance.systems.data_exchange.holding import Holding, Item, Method, ShareType, Value
from conformance.systems.data_exchange.system import System
from conformance.systems.serve import Running
from conformance.systems.service.accounts import tokens
from conformance.systems.service.application import application
from conformance.systems.service.identifiers import government_uscc
from conformance.systems.service.identity import YUNZHOU, Identity, Level
from conformance.systems.service.units import Unit, departments

_ALL: tuple[Method, ...] = ("service", "batch", "file")
_CITY = YUNZHOU.units
_PROVINCE = departments(Text("示例省", "Example Province"), "450000")
_COUNTY = departments(Text("云州市云溪县", "Yunxi County"), "459921")


@dataclass(frozen=True, slots=True)
class Need:
    """A resource a system needs, by its code, and the system that provides it."""

    resource: str
    provider: str


@dataclass(frozen=True)
class DemoSystem:
    """One of the five: its name, whose it is, what it holds and what it needs of others."""

    name: str
    identity: Identity
    holdings: tuple[Holding, ...]
    needs: tuple[Need, ...]
    parent: str = ""

    def serve(self, port: int = 0) -> Running:
        """Serve it on the loopback; port 0 takes a free one. Raises OSError."""
        return Running(application(System(self.identity, self.holdings)), port)

    @property
    def tokens(self) -> dict[str, str]:
        """The bearer token of each role. Fictitious and published."""
        return tokens(self.identity)


def _holding(
    code: str, name: str, share: ShareType, items: tuple[Item, ...], rows: Iterator[tuple[Value, ...]]
) -> Holding:
    names = [item.name for item in items]
    records = tuple(dict(zip(names, row, strict=True)) for row in rows)
    limited = share == "conditional"
    return Holding(
        code,
        name,
        f"{name}。",
        share,
        _ALL,
        items,
        records,
        scope="有法定职责的部门" if limited else "",
        use="履行法定职责" if limited else "",
    )


_NUMBER = Item("记录编号", length=6, key=True)
_PLACE = (Item("行政区划代码", codes=("459900", "459921"), region=True), Item("更新时间", "T"))
_COMPANY = (
    _NUMBER,
    Item("统一社会信用代码", length=18, format="uscc"),
    Item("名称", length=60),
    Item("企业类型", codes=("1", "2", "3")),
    *_PLACE,
)
_PERSON = (
    _NUMBER,
    Item("姓名", length=20, personal=True),
    Item("性别", codes=("1", "2")),
    Item("登记日期", "D"),
    *_PLACE,
)


def _place(number: int) -> tuple[str, str]:
    return ("459900", "459921")[number % 2], f"2026-10-{number % 27 + 1:02d}T09:30:00+08:00"


def _companies(kinds: str) -> Iterator[tuple[Value, ...]]:
    for number in range(1, 25):
        region, changed = _place(number)
        code = government_uscc(region, f"HT{400000 + number}")
        yield f"{number:06d}", code, f"云州示例{number}号", kinds[number % len(kinds)], region, changed


def _people(sexes: str) -> Iterator[tuple[Value, ...]]:
    for number in range(1, 25):
        yield f"{number:06d}", "某某", sexes[number % 2], f"2026-{number % 9 + 1:02d}-15", *_place(number)


LEGAL = _holding("20100101/100001", "法人单位基础信息", "unconditional", _COMPANY, _companies("123"))
JOBLESS = _holding("30100101/200001", "城镇登记失业人员信息", "conditional", _PERSON, _people("12"))
RELIEF = _holding("30200101/300001", "最低生活保障对象信息", "conditional", _PERSON, _people("21"))
TRADERS = _holding("20100101/500001", "个体工商户登记信息", "unconditional", _COMPANY, _companies("321"))
SITES = _holding("20100101/500002", "经营场所登记信息", "unconditional", _COMPANY, _companies("213"))
LICENCES = _holding("20100101/600001", "食品经营许可信息", "unconditional", _COMPANY, _companies("132"))

_KEPT = tuple({**it, "企业类型": "9"} if it["记录编号"] in ("000004", "000007") else it for it in TRADERS.records)
UNCLEAN = replace(TRADERS, records=_KEPT)
"""What really lies in the registry: two traders are of a kind that no code list knows."""


def _as(key: str, unit: Unit) -> Unit:
    """A unit of another place, by the key it goes by here."""
    return replace(unit, key=key)


def _identity(known: dict[str, Unit], level: Level, own: str, peer: str, upper: Unit, lower: Unit) -> Identity:
    place = Text(known["data"].zh.removesuffix("数据局"), known["data"].en.removesuffix(" Data Bureau"))
    return Identity(place, level, known["data"], known[own], known[peer], _as("upper", upper), _as("lower", lower))


DEMO_NETWORK = (
    DemoSystem(
        "province",
        _identity(_PROVINCE, "province", "market", "civil", YUNZHOU.upper, _CITY["labour"]),
        (LEGAL,),
        (Need(JOBLESS.code, "labour"),),
    ),
    DemoSystem(
        "labour",
        _identity(_CITY, "city", "labour", "civil", _PROVINCE["market"], _COUNTY["labour"]),
        (JOBLESS,),
        (Need(LEGAL.code, "province"), Need(RELIEF.code, "civil"), Need(UNCLEAN.code, "market")),
        "province",
    ),
    DemoSystem(
        "civil",
        _identity(_CITY, "city", "civil", "labour", _PROVINCE["civil"], _COUNTY["civil"]),
        (RELIEF,),
        (Need(JOBLESS.code, "labour"),),
        "province",
    ),
    DemoSystem(
        "market",
        _identity(_CITY, "city", "market", "labour", _PROVINCE["market"], _COUNTY["market"]),
        (UNCLEAN, SITES),
        (Need(LICENCES.code, "county"),),
        "province",
    ),
    DemoSystem(
        "county",
        _identity(_COUNTY, "county", "market", "civil", _CITY["market"], _CITY["civil"]),
        (LICENCES,),
        (Need(SITES.code, "market"),),
        "market",
    ),
)
"""The city's registry of traders sends a code nobody knows, so that it and the county are an island of their own."""
