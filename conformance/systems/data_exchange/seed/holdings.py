"""What a labour department holds: fourteen resources with fictitious records."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from conformance.systems.data_exchange.holding import Holding, Item, Method, ShareType, Value
from conformance.systems.service.identifiers import government_uscc
from conformance.systems.service.identity import Identity

_STREETS = ("长宁街道", "东湖街道", "永安镇", "清溪镇", "云岭街道", "白沙镇", "新桥街道")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_TRADES = ("电工", "焊工", "养老护理员", "中式烹调师", "汽车维修工", "育婴员", "数控车工", "茶艺师")
_CAUSES = ("合同期满", "企业裁员", "个人原因", "企业关停")

Column = tuple[Item, Callable[[int], Value]]


def _key() -> Column:
    return Item("记录编号", length=6, key=True), lambda number: f"{number:06d}"


def _cycle(item: Item, values: Iterable[Value]) -> Column:
    known = tuple(values)
    return item, lambda number: known[number % len(known)]


def _coded(name: str, codes: str) -> Column:
    return _cycle(Item(name, codes=tuple(codes.split())), codes.split())


def _named(name: str, pattern: str) -> Column:
    return Item(name, length=60), lambda number: pattern.format(street=_STREETS[number % 7], number=number)


def _date(name: str, year: int) -> Column:
    return Item(name, "D"), lambda number: f"{year}-{number % 9 + 1:02d}-{number * 7 % 27 + 1:02d}"


def _amount(name: str, start: int, step: int) -> Column:
    return Item(name, "N"), lambda number: start + step * number


class _Shelves:
    """Makes the holdings of one identity: its codes start after the identity's serials, its regions are its own."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._serial = identity.serials
        self.made: list[Holding] = []

    def region(self) -> Column:
        """The division a record concerns: the county's and the city's own in turn."""
        identity = self._identity
        regions = (identity.lower.region, identity.own.region)
        return _cycle(Item("行政区划代码", codes=tuple(sorted(regions)), region=True), regions)

    def person(self) -> Column:
        """A name of a person, masked."""
        return Item("姓名", length=20, personal=True), lambda number: f"{_SURNAMES[number % 31]}某"

    def employer(self) -> Column:
        """The code of an employer."""
        region = self._identity.own.region
        return Item("用人单位代码", length=18, format="uscc"), lambda number: government_uscc(
            region, f"HT{300000 + number}"
        )

    def add(
        self, category: str, name: str, summary: str, share_type: ShareType, methods: str, rows: int, *columns: Column,
        **more: str,
    ) -> None:  # fmt: skip
        """Add a holding with so many records; `methods` are named in one line."""
        self._serial += 1
        all_columns = (_key(), *columns)
        records = tuple({item.name: make(number) for item, make in all_columns} for number in range(1, rows + 1))
        known: dict[str, Method] = {"service": "service", "batch": "batch", "file": "file"}
        holding = Holding(
            f"{category}/{self._serial:06d}", name, summary, share_type, tuple(known[one] for one in methods.split()),
            tuple(item for item, _ in all_columns), records, **more,  # type: ignore[arg-type] # texts of the last members
        )  # fmt: skip
        self.made.append(holding)


_SCOPE = {"scope": "民政、税务、卫生健康部门及下级部门", "use": "核对救助、补贴与待遇资格"}


def holdings_of(identity: Identity) -> tuple[Holding, ...]:
    """The resources of the department whose data an identity's platform shares."""
    shelves = _Shelves(identity)
    add, region, person, employer = shelves.add, shelves.region(), shelves.person(), shelves.employer()
    add(
        "30100101",
        "职业技能培训机构名录",
        "取得办学许可的职业技能培训机构及其培训工种。",
        "unconditional",
        "service batch file",
        36,
        _named("机构名称", "{street}第{number}职业培训学校"),
        _cycle(Item("培训工种", length=20), _TRADES),
        _date("许可日期", 2024),
        region,
    )
    add(
        "30100101",
        "城镇登记失业人员信息",
        "城镇登记失业人员的登记日期、失业原因与就业服务情况。",
        "conditional",
        "service batch file",
        64,
        person,
        _coded("性别", "1 2"),
        _date("登记日期", 2026),
        _cycle(Item("失业原因", length=20), _CAUSES),
        region,
        **_SCOPE,
    )
    add(
        "30100201",
        "社会保险参保单位信息",
        "参加社会保险的用人单位及其参保险种。",
        "conditional",
        "service batch file",
        45,
        employer,
        _named("单位名称", "{street}第{number}事务所"),
        _coded("参保险种", "110 120 130 140"),
        region,
        **_SCOPE,
    )
    add(
        "20100101",
        "公共就业服务机构信息",
        "公共就业服务机构的名称、地址与服务时间。",
        "unconditional",
        "service file",
        18,
        _named("机构名称", "{street}公共就业服务站"),
        _named("地址", "{street}人民路{number}号"),
        region,
    )
    add(
        "30100101",
        "劳动保障监察举报人信息",
        "劳动保障监察举报、投诉的举报人信息。",
        "none",
        "",
        0,
        person,
        reason="泄露举报人信息可能危及其合法权益。",
        legal_basis="《劳动保障监察条例》关于为举报人保密的规定",
    )
    add(
        "10500101",
        "职业资格证书信息",
        "职业资格证书的等级、职业与发证日期。",
        "conditional",
        "batch file",
        52,
        person,
        _cycle(Item("职业名称", length=20), _TRADES),
        _coded("等级", "1 2 3 4 5"),
        _date("发证日期", 2025),
        region,
        **_SCOPE,
    )
    add(
        "20100101",
        "人力资源市场供求信息",
        "各工种招聘与求职人数。",
        "unconditional",
        "service batch",
        24,
        _cycle(Item("工种", length=20), _TRADES),
        _amount("招聘人数", 20, 3),
        _amount("求职人数", 15, 2),
        region,
    )
    add(
        "30100201",
        "工伤认定信息",
        "工伤认定的受理、结论与日期。",
        "conditional",
        "service",
        30,
        employer,
        _coded("认定结论", "1 2"),
        _date("认定日期", 2026),
        region,
        **_SCOPE,
    )
    add(
        "30100201",
        "最低工资标准",
        "历次最低工资标准与执行日期。",
        "unconditional",
        "file",
        12,
        _amount("月最低工资（元）", 1500, 60),
        _date("执行日期", 2023),
        region,
    )
    add(
        "30100101",
        "就业困难人员认定信息（旧版）",
        "已由城镇登记失业人员信息取代。",
        "conditional",
        "service",
        10,
        person,
        _date("认定日期", 2024),
        region,
        status="ended",
        **_SCOPE,
    )
    add(
        "30100101",
        "劳动合同备案信息",
        "用人单位劳动合同备案的数量与期限。",
        "conditional",
        "service batch",
        40,
        employer,
        _amount("合同份数", 5, 4),
        _date("备案日期", 2026),
        region,
        status="changed",
        **_SCOPE,
    )
    add(
        "30100301",
        "流动人员人事档案",
        "流动人员人事档案的存放与转递情况。",
        "none",
        "",
        0,
        person,
        reason="档案内容依法不对外提供。",
        legal_basis="《中华人民共和国档案法》关于档案利用的规定",
    )
    add(
        "30100301",
        "职称评审结果",
        "职称评审通过人员及其专业。",
        "conditional",
        "service file",
        28,
        person,
        _cycle(Item("专业", length=20), ("机械", "建筑", "农业", "卫生")),
        _date("评审日期", 2025),
        region,
        **_SCOPE,
    )
    add(
        "20100101",
        "公益性岗位信息",
        "公益性岗位的名称、人数与所在街道。",
        "unconditional",
        "service batch file",
        22,
        _named("岗位名称", "{street}公共环境协管员"),
        _amount("岗位人数", 1, 1),
        region,
    )
    return tuple(shelves.made)
