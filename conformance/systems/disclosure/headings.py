"""The headings information is published under, after the items of article 20."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conformance.systems.service.part import Part, Record

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System

HEADINGS = (
    ("rules", "行政法规、规章和规范性文件", "Regulations, rules and normative documents", "20(1)"),
    ("bodies", "机关职能、机构设置", "Duties and organisation", "20(2)"),
    ("plans", "规划、计划和政策", "Plans and policies", "20(3)"),
    ("statistics", "统计信息", "Statistics", "20(4)"),
    ("licences", "行政许可和其他管理服务事项", "Licences and services", "20(5)"),
    ("penalties", "行政处罚、行政强制", "Penalties and compulsory measures", "20(6)"),
    ("budgets", "财政预算、决算", "Budgets and final accounts", "20(7)"),
    ("fees", "行政事业性收费", "Administrative fees", "20(8)"),
    ("procurement", "政府集中采购", "Government procurement", "20(9)"),
    ("projects", "重大建设项目", "Major construction projects", "20(10)"),
    ("welfare", "扶贫、教育、医疗、社会保障、促进就业", "Welfare, education, health, employment", "20(11)"),
    ("emergencies", "突发公共事件应急预案、预警和应对", "Emergencies", "20(12)"),
    ("inspections", "环境、公共卫生、安全生产、食品药品和产品质量监督检查", "Inspections", "20(13)"),
    ("recruitment", "公务员招考录用", "Recruitment of civil servants", "20(14)"),
    ("others", "法律、法规、规章和国家有关规定规定公开的其他信息", "What other law has published", "20(15)"),
)
"""Code, Chinese and English name, item of article 20."""
NOT_OURS = {"projects": "本级各机关尚无重大建设项目信息，由项目主管部门确定后公开。"}
"""Why there is nothing under a heading."""


class Headings(Part["System"]):
    """Lists the headings."""

    def all(self) -> list[Record]:
        """Every heading with the number of documents published under it."""
        counts = Counter(one["heading"] for one in self._system.documents.published())
        return [self.heading(*one, counts[one[0]]) for one in HEADINGS]

    def heading(self, code: str, zh: str, en: str, article: str, count: int) -> Record:
        """One heading; an empty one says why it is."""
        said: Record = {"code": code, "zh": zh, "en": en, "article": article, "count": count}
        return said if count else {**said, "note": NOT_OURS.get(code, "本栏目暂无应当公开的信息。")}
