"""What the departments share and who was granted what, one row a thing. All of it is made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.second_system.accounts import COUNTY, CULTURE, DATA_OFFICE, PROVINCE, REVENUE, WATER, Unit

Row = dict[str, Any]
CITY = "339900 339921 339922"


@dataclass(frozen=True)
class Shared:
    """A resource. `items` are name:type and length:k key, r region, p personal:codes."""

    unit: Unit
    code: str
    name: str
    summary: str
    share: str
    items: str
    terms: Row = field(default_factory=dict)
    methods: str = "service batch file"
    regions: str = CITY
    status: str = "in-service"
    published: str = "02-10 09:00"
    records: int = 12


@dataclass(frozen=True)
class Grant:
    """A grant with the request it rests on; `hours` until an officer consented, 0 where the platform did."""

    code: str
    unit: Unit
    method: str
    submitted: str
    hours: int = 0
    items: str = ""
    regions: str = ""
    begin: str = "2026-03-01"
    to: str = "2028-12-31"
    state: str = "active"
    basis: str = "《水行政许可实施办法》关于核对许可的规定"
    scenario: str = "办理用水报装时核对许可"
    purpose: str = "核对取水许可"


HYDRO = {"condition": {"scope": "水利、应急、文旅部门", "use": "防汛调度与安全联合检查"}}
LEISURE = {"condition": {"scope": "公安、市场监管部门", "use": "场所安全联合检查"}}
SECRET = {"reason": "涉及企业商业秘密", "legalBasis": "《中华人民共和国反不正当竞争法》第九条"}
TAX = {"reason": "含纳税人涉税资料", "legalBasis": "《中华人民共和国税收征收管理法》第八条"}
RESOURCES = (
    Shared(WATER, "30200101/710007", "取水许可证信息", "已核发的取水许可证与许可水量。", "unconditional",
           "许可证号:C10:k 单位名称:C60 区划:C6:r 许可水量:N8 取水方式:C2::01,02 核定日期:D 在用:L", records=45),
    Shared(WATER, "30200101/710014", "自备井用户信息", "使用自备井取水的用户及其联系人。", "conditional",
           "编号:C10:k 联系人:C30:p 区划:C6:r 井深:N4 登记时间:T", HYDRO),
    Shared(WATER, "30200201/710021", "防汛物资储备清单", "市县防汛仓库的物资与数量。", "conditional",
           "编号:C10:k 仓库:C60 区划:C6:r 数量:N8", HYDRO),
    Shared(WATER, "30200101/710028", "重点企业工艺用水数据", "重点企业分工序的用水量。", "none",
           "编号:C10:k 区划:C6:r 用水量:N8", SECRET, methods=""),
    Shared(WATER, "20300101/710035", "供水水质旬度检测结果", "已并入月度检测结果。", "unconditional",
           "编号:C10:k 水厂:C60 区划:C6:r 结果:N4", status="ended"),
    Shared(WATER, "20300101/710042", "供水水质月度检测结果", "各水厂出厂水的检测指标，已改按月。", "unconditional",
           "编号:C10:k 水厂:C60 区划:C6:r 结果:N4", status="changed"),
    Shared(CULTURE, "30300201/710049", "旅行社名录", "经许可设立的旅行社。", "unconditional",
           "编号:C10:k 名称:C100 区划:C6:r 级别:C1::1,2,3"),
    Shared(CULTURE, "30300101/710056", "娱乐场所联合检查记录", "各部门共同采集的检查结果。", "conditional",
           "编号:C10:k 场所:C100 区划:C6:r 日期:D 合格:L", LEISURE, methods="service file"),
    Shared(REVENUE, "30400101/710063", "市级部门预算公开数据", "各部门收入支出预算。", "unconditional",
           "编号:C10:k 部门:C60 区划:C6:r 金额:N12", regions="339900", methods="service batch"),
    Shared(REVENUE, "30400101/710070", "企业涉税补助核算资料", "核算补助时取得的纳税资料。", "none",
           "编号:C10:k 企业:C100 区划:C6:r 税额:N12", TAX, methods=""),
)  # fmt: skip
LICENCE, WELL, STORES, CLUBS = "30200101/710007", "30200101/710014", "30200201/710021", "30300101/710056"
CUT = "许可证号 单位名称 区划 取水方式"
GRANTS = (
    Grant(LICENCE, CULTURE, "service", "02-24 09:00", items=CUT, regions="339900 339921"),
    Grant(LICENCE, CULTURE, "file", "02-25 09:00", items=CUT, regions="339921"),
    Grant(LICENCE, CULTURE, "batch", "02-26 09:00", items="许可证号 区划 许可水量 在用"),
    Grant(LICENCE, COUNTY, "service", "03-03 10:00", regions="339921"),
    Grant(WELL, CULTURE, "service", "03-04 10:00", 49, items="编号 联系人 区划", scenario="文旅场所安全检查核对水源",
          basis="《安全生产法》关于联合检查的规定", purpose="核对场所水源"),
    Grant(WELL, COUNTY, "file", "03-05 10:00", regions="339921"),
    Grant(STORES, PROVINCE, "service", "03-09 10:00", 72, scenario="全省防汛物资统一调度",
          basis="《防洪法》关于物资调用的规定", purpose="调度防汛物资"),
    Grant(STORES, CULTURE, "service", "04-01 10:00", 72, state="suspended", scenario="景区防汛值守"),
    Grant(STORES, CULTURE, "file", "04-02 10:00", 24, to="2026-10-31", scenario="景区防汛演练"),
    Grant(STORES, CULTURE, "batch", "04-07 10:00", 24, state="ended", scenario="景区防汛普查"),
    Grant(CLUBS, WATER, "service", "05-11 10:00", 30, scenario="节水检查", purpose="核对用水单位"),
    Grant(LICENCE, REVENUE, "service", "06-02 10:00", scenario="核定水资源税", purpose="核定税额"),
    Grant(LICENCE, PROVINCE, "file", "06-03 10:00", scenario="全省取水统计", purpose="统计取水量"),
)  # fmt: skip
_FILED = {"authority": DATA_OFFICE.name, "number": "临数备〔2026〕17号"}
TERMINATIONS = (
    {"resource": "20300101/710035", "kind": "ended", "reason": "并入月度检测结果。",
     "consultation": {"at": "2026-05-11T02:00:00Z", "with": [CULTURE.uscc], "outcome": "同意改用月度结果。"},
     "filing": {**_FILED, "at": "2026-05-18T02:00:00Z"}, "noticeAt": "2026-05-20T02:00:00Z",
     "endedAt": "2026-06-30T16:00:00Z"},
    {"resource": "20300101/710042", "kind": "changed", "reason": "检测周期由旬改月。",
     "consultation": {"at": "2026-05-11T03:00:00Z", "with": [CULTURE.uscc], "outcome": "同意。"},
     "filing": {**_FILED, "at": "2026-05-18T02:05:00Z"}, "noticeAt": "2026-05-20T02:00:00Z",
     "endedAt": "2026-06-30T16:00:00Z"},
)  # fmt: skip
_TALKS = {
    "level": "consultation",
    "at": "2026-04-20T02:00:00Z",
    "by": "水务局与文化广电旅游局",
    "outcome": "未达成一致。",
}
_RULED = {"level": "authority", "at": "2026-05-06T02:00:00Z", "by": DATA_OFFICE.name, "outcome": "按季提供。"}
DISPUTES = (
    (WATER, CULTURE, {"resource": STORES, "subject": "更新频率不能满足景区防汛。", "level": "authority",
                      "state": "resolved", "raisedAt": "2026-04-17T02:00:00Z", "steps": [_TALKS, _RULED],
                      "outcome": "按季提供。"}),
    (CULTURE, WATER, {"resource": CLUBS, "subject": "是否提供历史记录。", "level": "consultation", "state": "open",
                      "raisedAt": "2026-11-09T02:00:00Z",
                      "steps": [{**_TALKS, "at": "2026-11-12T02:00:00Z", "outcome": "继续协商。"}]}),
)  # fmt: skip
