"""The code lists of the catalogue, as published under /code-lists."""

from __future__ import annotations

from collections.abc import Mapping

from conformance.systems.resource_catalogue.categories import CATEGORIES
from conformance.systems.service.code_lists import OWN, CodeList, published

FORMATS_OF_CLASS: Mapping[str, tuple[str, ...]] = {
    "1": ("ofd", "wps", "xml", "txt", "doc", "docx", "html", "pdf", "ppt"),
    "2": ("et", "xls", "xlsx"),
    "3": ("dm", "kingbasees", "access", "dbf", "dbase", "sysbase", "oracle", "sqlserver", "db2"),
    "4": ("jpg", "gif", "bmp"),
    "5": ("swf", "rm", "mpg"),
    "6": ("self-describing",),
    "7": ("service",),
}
USUAL_FORMAT = {
    "1": "pdf",
    "2": "xlsx",
    "3": "kingbasees",
    "4": "jpg",
    "5": "mpg",
    "6": "self-describing",
    "7": "service",
}
_NAMED = {"self-describing": ("自描述格式", "self-describing format"), "service": ("服务接口", "service interface")}
_THEMES = (
    ("综合政务", "General government affairs"),
    ("经济管理", "Economic management"),
    ("国土资源能源", "Land, resources and energy"),
    ("工业交通邮政", "Industry, transport and post"),
    ("信息产业", "Information industry"),
    ("城乡建设环境保护", "Construction and environment"),
    ("农业水利", "Agriculture and water"),
    ("财政", "Finance"),
    ("商业贸易", "Commerce and trade"),
    ("旅游服务业", "Tourism and services"),
    ("气象水文测绘地震", "Meteorology, hydrology, surveying and seismology"),
    ("对外事务", "Foreign affairs"),
    ("政法监察", "Justice and supervision"),
    ("科技教育", "Science, technology and education"),
    ("文化卫生体育", "Culture, health and sports"),
    ("军事国防", "Defence"),
    ("劳动人事", "Labour and personnel"),
    ("民政社区", "Civil affairs and community"),
    ("文秘行政", "Secretarial affairs"),
    ("综合党团", "Party and league affairs"),
)
_ITEM_TYPES = (
    ("C", "字符", "character"),
    ("N", "数值", "numeric"),
    ("Y", "货币", "currency"),
    ("D", "日期", "date"),
    ("T", "日期时间", "date and time"),
    ("L", "逻辑", "logical"),
    ("M", "备注", "memo"),
    ("G", "通用", "general"),
    ("B", "双精度", "double"),
    ("I", "整型", "integer"),
    ("F", "浮点", "float"),
)
_FREQUENCIES = (
    ("1", "实时", "real time"),
    ("2", "每日", "daily"),
    ("3", "每周", "weekly"),
    ("4", "每月", "monthly"),
    ("5", "每季度", "quarterly"),
    ("6", "每年", "yearly"),
)
_FORMAT_CLASSES = (
    ("1", "电子文件", "electronic document"),
    ("2", "电子表格", "spreadsheet"),
    ("3", "数据库", "database"),
    ("4", "图形图像", "image"),
    ("5", "流媒体", "streaming media"),
    ("6", "自描述格式", "self-describing format"),
    ("7", "服务接口", "service interface"),
)
_FORMATS = tuple((code, *_NAMED.get(code, (code, code))) for codes in FORMATS_OF_CLASS.values() for code in codes)
_CATALOGUE = "政务数据共享条例"
_GUIDE = "政务信息资源目录编制指南（试行）"

_LISTS = (
    CodeList("sharing-class", "共享属性", "Sharing class", _CATALOGUE, (
        ("1", "无条件共享", "unconditional"), ("2", "有条件共享", "conditional"), ("3", "不予共享", "not shared"))),
    CodeList("sharing-method", "共享方式", "Sharing method", _CATALOGUE, (
        ("1", "服务接口", "service interface"), ("2", "批量交换", "batch exchange"),
        ("3", "文件下载", "file download"))),
    CodeList("update-frequency", "数据更新频率", "Update frequency", _GUIDE, _FREQUENCIES),
    CodeList("format-class", "数据格式分类", "Format class", _GUIDE, _FORMAT_CLASSES),
    CodeList("format", "数据格式", "Format", _GUIDE, _FORMATS),
    CodeList("data-type", "数据类型", "Data type", _GUIDE, _ITEM_TYPES),
    CodeList("open", "开放属性", "Open to the public", _GUIDE, (("0", "否", "no"), ("1", "是", "yes"))),
    CodeList("theme", "主题分类", "Subject", "GB/T 21063.4", tuple((zh, zh, en) for zh, en in _THEMES)),
    CodeList("category", "目录类目", "Category", _GUIDE, tuple((item.code, item.zh, item.en) for item in CATEGORIES)),
    CodeList("category-level", "类目层级", "Category level", _GUIDE, (
        ("class", "类", "class"), ("item", "项", "item"), ("sub-item", "目", "sub-item"),
        ("detail", "细目", "detail"))),
    CodeList("data-class", "数据分类", "Data class", OWN, (
        ("1", "自然人数据", "data on natural persons"), ("2", "法人和其他组织数据", "data on organisations"),
        ("3", "公共事务数据", "data on public affairs"), ("4", "自然资源与空间数据", "resources and space"))),
    CodeList("data-grade", "数据分级", "Data grade", "数据安全法", (
        ("1", "一般数据", "general"), ("2", "重要数据", "important"), ("3", "核心数据", "core"))),
    CodeList("status", "条目状态", "Status of an entry", OWN, (
        ("draft", "草稿", "draft"), ("published", "已发布", "published"), ("withdrawn", "已撤销", "withdrawn"))),
    CodeList("version-status", "版本状态", "Status of a version", OWN, (
        ("draft", "草稿", "draft"), ("published", "现行", "in force"), ("superseded", "已被取代", "superseded"))),
    CodeList("change", "变更种类", "Kind of change", OWN, (
        ("registered", "登记", "registered"), ("changed", "变更", "changed"), ("withdrawn", "撤销", "withdrawn"))),
    CodeList("change-trigger", "变更事由", "What made a change necessary", _CATALOGUE, (
        ("law", "法律、行政法规、国务院决定调整", "change of law"), ("duty", "职责变化", "change of duties"),
        ("other", "其他", "other"))),
    CodeList("assessment", "评估结论", "Outcome of an assessment", OWN, (
        ("1", "无风险", "no risk"), ("2", "有风险，已采取措施", "risk, measures taken"))),
    CodeList("review-decision", "审核决定", "Decision of a review", OWN, (
        ("approve", "通过", "approve"), ("return", "退回", "return"))),
)  # fmt: skip
CODE_LISTS = published(_LISTS)


def label(listed: str, code: str) -> str:
    """The Chinese label of a code of a list."""
    return CODE_LISTS[listed].label(code)
