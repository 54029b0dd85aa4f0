"""The code lists of the centre, as published under /code-lists."""

from __future__ import annotations

from conformance.systems.service.code_lists import OWN, CodeList, published

_ANNEX = "GB/T 39046-2020"
_LISTS = (
    CodeList("item-type", "事项类型", "Type of item", _ANNEX, (
        ("00", "行政权力事项", "administrative power"), ("01", "行政许可", "licence"), ("02", "行政处罚", "penalty"),
        ("03", "行政强制", "coercive measure"), ("04", "行政征收", "levy"), ("05", "行政给付", "benefit"),
        ("06", "行政检查", "inspection"), ("07", "行政确认", "confirmation"), ("08", "行政奖励", "award"),
        ("09", "行政裁决", "adjudication"), ("10", "其他类别", "other power"), ("20", "公共服务", "public service"))),
    CodeList("exercise-level", "行使层级", "Level that exercises it", _ANNEX, (
        ("1", "国家级、局（署、会）", "nation"), ("2", "省级、直属", "province"), ("3", "市级、隶属", "city"),
        ("4", "县级", "county"), ("5", "镇（乡、街道）级", "town"), ("6", "村（社区）级", "village"),
        ("7", "分级管理", "by level"))),
    CodeList("body-nature", "实施主体性质", "Nature of the body in charge", _ANNEX, (
        ("1", "法定机关", "statutory organ"), ("2", "授权组织", "empowered organisation"),
        ("3", "受委托组织", "entrusted organisation"), ("9", "其他", "other"))),
    CodeList("service-object", "服务对象", "Who is served", _ANNEX, (
        ("1", "自然人", "natural person"), ("2", "企业法人", "enterprise"), ("3", "事业法人", "public institution"),
        ("4", "社会组织法人", "social organisation"), ("5", "行政机关", "government organ"),
        ("6", "其他组织", "other organisation"))),
    CodeList("channel", "办理形式", "Channel", _ANNEX, (
        ("1", "窗口", "window"), ("2", "电脑端网上", "online by computer"), ("3", "移动端网上", "online by telephone"),
        ("4", "快递申请", "by courier"), ("9", "其他", "other"))),
    CodeList("handling", "办件类型", "Type of handling", _ANNEX, (
        ("1", "即办件", "instant"), ("2", "承诺件", "promised"), ("9", "其他", "other"))),
    CodeList("special-procedure", "特别程序种类", "Kind of special procedure", _ANNEX, (
        ("1", "延长审批", "longer period"), ("2", "除延长审批之外的特别程序", "any but a longer period"))),
    CodeList("satisfaction", "满意度", "Grade of satisfaction", _ANNEX, (
        ("1", "非常满意", "very satisfied"), ("2", "满意", "satisfied"), ("3", "基本满意", "fairly satisfied"),
        ("4", "不满意", "not satisfied"), ("5", "非常不满意", "not satisfied at all"))),
    CodeList("step-status", "环节办理状态", "State of a step", _ANNEX, (("1", "待办", "to do"), ("2", "已办", "done"))),
    CodeList("yes-no", "是否", "Yes or no", _ANNEX, (("1", "是", "yes"), ("0", "否", "no"))),
    CodeList("limit-unit", "时限单位", "Unit of a period", OWN, (
        ("working-day", "工作日", "working day"), ("calendar-day", "自然日", "calendar day"))),
    CodeList("id-type", "证件类型", "Type of document of identity", "GA/T 2000.156", (
        ("001", "统一社会信用代码", "unified social credit code"), ("111", "居民身份证", "identity card"))),
    CodeList("item-state", "事项状态", "State of an item", OWN, (
        ("in-service", "在用", "in service"), ("suspended", "暂停", "suspended"))),
    CodeList("case-state", "办件状态", "State of a case", OWN, (
        ("incomplete", "待补正", "to be supplemented"), ("submitted", "待受理", "awaiting acceptance"),
        ("declined", "不予受理", "declined"), ("accepted", "已受理", "accepted"),
        ("suspended", "特别程序", "suspended"), ("extended", "已延长", "extended"),
        ("granted", "准予", "granted"), ("denied", "不予", "denied"),
        ("withdrawn", "已撤回", "withdrawn"))),
    CodeList("material-source", "材料来源", "Where a material came from", OWN, (
        ("submitted", "申请人提交", "submitted"), ("shared", "数据共享取得", "obtained by sharing"))),
    CodeList("receipt-kind", "凭证种类", "Kind of receipt", "行政许可法", (
        ("accepted", "受理", "accepted"), ("declined", "不予受理", "declined"))),
    CodeList("decision-result", "决定", "The decision", "行政许可法", (
        ("granted", "准予", "granted"), ("denied", "不予", "denied"))),
    CodeList("procedure-kind", "不计入期限的程序", "Procedure whose time is left out", "行政许可法", (
        ("hearing", "听证", "hearing"), ("tender", "招标", "tender"), ("auction", "拍卖", "auction"),
        ("inspection", "检验", "inspection"), ("testing", "检测", "testing"), ("quarantine", "检疫", "quarantine"),
        ("appraisal", "鉴定", "appraisal"), ("expert-review", "专家评审", "expert review"))),
    CodeList("delivery-method", "送达方式", "How it was delivered", OWN, (
        ("window", "窗口领取", "window"), ("post", "邮寄", "post"), ("online", "网上", "online"))),
    CodeList("certificate-state", "证照状态", "State of a certificate", OWN, (
        ("valid", "有效", "valid"), ("expired", "过期", "expired"), ("revoked", "注销", "revoked"))),
    CodeList("rectification-state", "整改状态", "State of a task", OWN, (
        ("open", "整改中", "open"), ("closed", "已完成", "closed"))),
    CodeList("complaint-kind", "咨询投诉种类", "Question or complaint", OWN, (
        ("question", "咨询", "question"), ("complaint", "投诉", "complaint"))),
    CodeList("complaint-state", "咨询投诉状态", "State of a complaint", OWN, (
        ("submitted", "待答复", "awaiting reply"), ("replied", "已答复", "replied"),
        ("withdrawn", "已撤回", "withdrawn"))),
    CodeList("personal-basis", "处理个人信息的依据", "Basis of handling personal information", "个人信息保护法", (
        ("duty", "履行法定职责所必需", "statutory duty"), ("consent", "个人同意", "consent"))),
)  # fmt: skip
CODE_LISTS = published(_LISTS)
