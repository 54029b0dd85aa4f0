"""The code lists and the categories the catalogue publishes."""

from __future__ import annotations

from typing import Any

from tests.second_system.code_lists import Lists

LISTS: Lists = {
    "sharing-class": (
        "共享属性",
        "Sharing class",
        "国务院令第809号",
        (("1", "无条件共享", "unconditional"), ("2", "有条件共享", "conditional"), ("3", "不予共享", "not shared")),
    ),
    "sharing-method": (
        "共享方式",
        "Sharing method",
        "国务院令第809号",
        (("1", "服务接口", "service"), ("2", "批量交换", "batch"), ("3", "文件下载", "file")),
    ),
    "format-class": (
        "数据格式分类",
        "Class of format",
        "编制指南",
        (
            ("1", "电子文件", "document"),
            ("2", "电子表格", "spreadsheet"),
            ("3", "数据库", "database"),
            ("4", "图形图像", "image"),
            ("5", "流媒体", "media"),
            ("6", "自描述格式", "self-describing"),
            ("7", "服务接口", "service"),
        ),
    ),
    "format": (
        "数据格式",
        "Format",
        "编制指南",
        tuple(
            (code, f"{code.upper()} 格式", code)
            for code in [
                "ofd",
                "wps",
                "xml",
                "txt",
                "doc",
                "docx",
                "html",
                "pdf",
                "ppt",
                "et",
                "xls",
                "xlsx",
                "dm",
                "kingbasees",
                "access",
                "dbf",
                "dbase",
                "sysbase",
                "oracle",
                "sqlserver",
                "db2",
                "jpg",
                "gif",
                "bmp",
                "swf",
                "rm",
                "mpg",
                "self-describing",
                "service",
            ]
        ),
    ),
    "update-frequency": (
        "更新频率",
        "Update frequency",
        "编制指南",
        (
            ("1", "实时", "real time"),
            ("2", "每日", "daily"),
            ("3", "每周", "weekly"),
            ("4", "每月", "monthly"),
            ("5", "每季度", "quarterly"),
            ("6", "每年", "yearly"),
        ),
    ),
    "data-type": (
        "数据类型",
        "Data type",
        "编制指南",
        (
            ("C", "字符", "text"),
            ("N", "数值", "number"),
            ("Y", "货币", "money"),
            ("D", "日期", "date"),
            ("T", "日期时间", "date-time"),
            ("L", "逻辑", "boolean"),
            ("M", "备注", "memo"),
            ("G", "通用", "general"),
            ("B", "双精度", "double"),
            ("I", "整数", "integer"),
            ("F", "浮点", "float"),
        ),
    ),
    "open": ("开放属性", "Open", "编制指南", (("0", "不开放", "no"), ("1", "开放", "yes"))),
    "data-class": (
        "数据分类",
        "Data class",
        "本市规定",
        (
            ("1", "个人数据", "personal"),
            ("2", "法人数据", "legal persons"),
            ("3", "公共管理数据", "administration"),
            ("4", "公共服务数据", "services"),
        ),
    ),
    "data-grade": (
        "数据分级",
        "Data grade",
        "国务院令第809号",
        (("1", "一般数据", "general"), ("2", "重要数据", "important"), ("3", "核心数据", "core")),
    ),
    "assessment": (
        "评估结论",
        "Assessment",
        "本市规定",
        (("1", "无风险", "no risk"), ("2", "采取措施后可共享", "with measures")),
    ),
    "status": (
        "条目状态",
        "Status",
        "本系统",
        (("draft", "草稿", "draft"), ("published", "已发布", "published"), ("withdrawn", "已撤销", "withdrawn")),
    ),
    "version-status": (
        "版本状态",
        "Version status",
        "本系统",
        (("draft", "草稿", "draft"), ("published", "有效", "in force"), ("superseded", "已被替代", "superseded")),
    ),
    "change": (
        "变更类型",
        "Change",
        "本系统",
        (("registered", "登记", "registered"), ("changed", "变更", "changed"), ("withdrawn", "撤销", "withdrawn")),
    ),
    "change-trigger": (
        "变更事由",
        "Trigger",
        "国务院令第809号",
        (
            ("law", "法律法规调整", "change of law"),
            ("duty", "职责变化", "change of duties"),
            ("other", "其他", "other"),
        ),
    ),
    "review-decision": (
        "审核决定",
        "Decision",
        "本系统",
        (("approve", "通过", "approve"), ("return", "退回", "return")),
    ),
    "audit-type": (
        "审计事件类型",
        "Audit event",
        "本系统",
        (("read", "查阅", "read"), ("write", "写入", "write"), ("refusal", "拒绝", "refusal")),
    ),
    "audit-result": (
        "审计结果",
        "Audit result",
        "本系统",
        (("success", "成功", "success"), ("failure", "失败", "failure")),
    ),
    "category-level": (
        "类目层级",
        "Category level",
        "编制指南",
        (
            ("class", "类", "class"),
            ("item", "项", "item"),
            ("sub-item", "目", "sub-item"),
            ("detail", "细目", "detail"),
        ),
    ),
    "theme": (
        "主题",
        "Subject",
        "GB/T 21063.4",
        tuple(
            (name, name, f"Subject {n:02d}")
            for n, name in enumerate(
                [
                    "综合政务",
                    "经济管理",
                    "国土资源能源",
                    "工业交通邮政",
                    "信息产业",
                    "城乡建设环境保护",
                    "农业水利",
                    "财政",
                    "商业贸易",
                    "旅游服务业",
                    "气象水文测绘地震",
                    "对外事务",
                    "政法监察",
                    "科技教育",
                    "文化卫生体育",
                    "军事国防",
                    "劳动人事",
                    "民政社区",
                    "文秘行政",
                    "综合党团",
                ],
                1,
            )
        ),
    ),
}
_CLASSES = {"1": "基础信息", "2": "主题信息", "3": "部门信息"}
_ITEMS = {
    "101": "人口", "102": "法人", "103": "空间地理", "104": "宏观经济", "105": "信用", "201": "公共服务",
    "202": "民生保障", "203": "生态环境", "301": "人力资源", "302": "水务", "303": "文化旅游", "304": "财政",
    "305": "市场", "306": "住房城建",
}  # fmt: skip
LEAVES = [
    "10100101",
    "10100201",
    "10200101",
    "10200102",
    "10200201",
    "10300101",
    "10400101",
    "10500101",
    "20100101",
    "20100201",
    "20200101",
    "20200201",
    "20300101",
    "20300201",
    "30100101",
    "30100201",
    "30100301",
    "30200101",
    "30200201",
    "30300101",
    "30300201",
    "30400101",
    "30400201",
    "30500101",
    "30600101",
    "30600201",
]


def _category(code: str) -> dict[str, Any]:
    level = {1: "class", 3: "item", 6: "sub-item", 8: "detail"}[len(code)]
    name = _CLASSES[code] if len(code) == 1 else _ITEMS[code[:3]]
    parent = {1: None, 3: code[:1], 6: code[:3], 8: code[:6]}[len(code)]
    zh = name + (f"第{int(code[3:6])}目" if len(code) > 3 else "") + (f"细目{int(code[6:])}" if len(code) > 6 else "")
    leaf = len(code) == 8
    return {"code": code, "zh": zh, "en": f"Category {code}", "level": level, "parent": parent, "leaf": leaf}


CATEGORIES = [_category(code) for code in sorted({leaf[:n] for leaf in LEAVES for n in (1, 3, 6, 8)})]
LISTS["category"] = ("类目", "Category", "编制指南", tuple((c["code"], c["zh"], c["en"]) for c in CATEGORIES))
