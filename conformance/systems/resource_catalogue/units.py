"""The fictitious units of Yunzhou city, of its province and of one of its counties. Every identifier is check-valid."""

from __future__ import annotations

from dataclasses import dataclass

PROVINCE, CITY, COUNTY = "450000", "459900", "459921"


@dataclass(frozen=True, slots=True)
class Unit:
    """A government unit: its key here, its names, unified social credit code and region."""

    key: str
    zh: str
    en: str
    uscc: str
    region: str = CITY


UNITS = {
    unit.key: unit
    for unit in (
        Unit("labour", "云州市人力资源和社会保障局", "Yunzhou Human Resources Bureau", "11459900HT100001X1"),
        Unit("civil", "云州市民政局", "Yunzhou Civil Affairs Bureau", "11459900HT10000281"),
        Unit("housing", "云州市住房和城乡建设局", "Yunzhou Housing Bureau", "11459900HT1000036U"),
        Unit("market", "云州市市场监督管理局", "Yunzhou Market Supervision Bureau", "11459900HT1000044N"),
        Unit("health", "云州市卫生健康委员会", "Yunzhou Health Commission", "11459900HT1000052H"),
        Unit("transport", "云州市交通运输局", "Yunzhou Transport Bureau", "11459900HT1000060C"),
        Unit("data", "云州市数据局", "Yunzhou Data Bureau", "11459900HT10000799"),
        Unit("province", "示例省人力资源和社会保障厅", "Provincial Human Resources", "11450000HT100001X3", PROVINCE),
        Unit(
            "county", "云州市云溪县人力资源和社会保障局", "Yunxi County Human Resources", "11459921HT100001XE", COUNTY
        ),
    )
}
OWNER = UNITS["data"]
