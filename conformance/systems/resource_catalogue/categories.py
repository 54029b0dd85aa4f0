"""The categories of the catalogue: class 类 (1 digit), item 项 (2), sub-item 目 (3), detail 细目 (2)."""

from __future__ import annotations

from dataclasses import dataclass

_LEVELS = {1: "class", 3: "item", 6: "sub-item", 8: "detail"}
_WIDTHS = (0, 1, 3, 6, 8)


@dataclass(frozen=True, slots=True)
class Category:
    """A category; entries are filed under details only."""

    code: str
    zh: str
    en: str

    @property
    def level(self) -> str:
        return _LEVELS[len(self.code)]

    @property
    def parent(self) -> str | None:
        """The code above it; None for a class."""
        above = _WIDTHS[_WIDTHS.index(len(self.code)) - 1]
        return self.code[:above] or None

    @property
    def leaf(self) -> bool:
        return self.level == "detail"


_NAMES = """
1 基础信息资源|Basic
101 人口信息|Population
101001 社会保障人口|Insured persons
10100101 参保人员|Insured persons by scheme
101002 婚姻与家庭|Marriage and family
10100201 婚姻登记|Marriage registration
102 法人单位信息|Organisations
102001 经营主体|Businesses
10200101 企业登记|Company registration
10200102 企业变更与注销|Changes and closures
102002 社会组织|Social organisations
10200201 社会组织登记|Registration of social organisations
103 自然资源和空间地理信息|Resources and space
103001 房屋建筑|Buildings
10300101 房屋建筑普查|Building census
104 社会信用信息|Credit
104001 行政处罚信用|Penalties
10400101 行政处罚决定|Penalty decisions
105 电子证照信息|Electronic certificates
105001 职业资格证照|Professional certificates
10500101 职业资格证书|Vocational certificates
2 主题信息资源|By subject
201 公共服务|Public services
201001 就业服务|Employment services
20100101 公共就业服务|Public employment services
201002 养老服务|Elderly care
20100201 养老服务机构|Elderly care institutions
202 城市运行|City operation
202001 公共交通|Public transport
20200101 公共交通运行|Public transport operation
202002 市政设施|Municipal facilities
20200201 道路与桥梁|Roads and bridges
203 公共卫生|Public health
203001 医疗资源|Medical resources
20300101 医疗卫生机构|Medical institutions
203002 疾病防控|Disease control
20300201 疫苗与防控|Vaccination and control
3 部门信息资源|By department
301 人力资源和社会保障|Human resources and social security
301001 就业创业|Employment
30100101 就业与失业|Employment and unemployment
301002 社会保险|Social insurance
30100201 社会保险业务|Social insurance business
301003 人才与职称|Talent and titles
30100301 职称评审|Professional titles
302 民政|Civil affairs
302001 社会救助|Social assistance
30200101 救助对象与资金|Recipients and funds
302002 社会福利|Social welfare
30200201 福利与殡葬|Welfare and funerals
303 住房和城乡建设|Housing and construction
303001 房产市场|Property market
30300101 商品房与保障房|Commercial and subsidised housing
303002 建筑市场|Construction market
30300201 施工许可与资质|Permits and qualifications
304 市场监督管理|Market supervision
304001 食品安全|Food safety
30400101 食品抽检与许可|Food inspection and licences
304002 特种设备|Special equipment
30400201 特种设备登记检验|Registration and inspection
305 卫生健康|Health
305001 医疗服务|Medical services
30500101 执业注册与服务|Practice registration and services
306 交通运输|Transport
306001 道路运输|Road transport
30600101 运输企业与车辆|Carriers and vehicles
306002 客运|Passenger transport
30600201 客运线路与站场|Routes and stations
"""


def _read(line: str) -> Category:
    code, _, names = line.partition(" ")
    zh, _, en = names.partition("|")
    return Category(code, zh, en)


CATEGORIES = tuple(sorted(map(_read, _NAMES.strip().splitlines()), key=lambda category: category.code))
