"""The code lists of the exchange platform, as published under /code-lists."""

from __future__ import annotations

from conformance.systems.service.code_lists import OWN, CodeList, published

_SHARING = "政务数据共享条例"

_LISTS = (
    CodeList("share-type", "共享类型", "Sharing type", _SHARING, (
        ("unconditional", "无条件共享", "unconditional"), ("conditional", "有条件共享", "conditional"),
        ("none", "不予共享", "not shared"))),
    CodeList("share-method", "共享方式", "Sharing method", _SHARING, (
        ("service", "服务接口", "service interface"), ("batch", "批量交换", "batch exchange"),
        ("file", "文件下载", "file download"))),
    CodeList("resource-status", "服务状态", "State of a service", OWN, (
        ("in-service", "在服务", "in service"), ("changed", "已变更", "changed"), ("ended", "已终止", "ended"))),
    CodeList("data-type", "数据类型", "Data type", "政务信息资源目录编制指南（试行）", (
        ("C", "字符", "character"), ("N", "数值", "numeric"), ("D", "日期", "date"),
        ("T", "日期时间", "date and time"), ("L", "逻辑", "logical"))),
    CodeList("level", "层级", "Level of government", OWN, (
        ("nation", "国家", "nation"), ("province", "省级", "province"), ("city", "市级", "city"),
        ("county", "县级", "county"))),
    CodeList("request-element", "申请要素", "Element of a request", _SHARING, (
        ("basis", "使用依据", "basis for use"), ("scenario", "使用场景", "scenario of use"),
        ("scope", "使用范围", "scope of use"), ("method", "共享方式", "sharing method"),
        ("period", "使用时限", "period of use"))),
    CodeList("request-state", "申请状态", "State of a request", OWN, (
        ("incomplete", "待补充", "to be supplemented"), ("submitted", "待答复", "awaiting decision"),
        ("extended", "已延长", "extended"), ("consented", "已同意", "consented"), ("refused", "不同意", "refused"),
        ("withdrawn", "已撤回", "withdrawn"))),
    CodeList("decision-result", "答复结果", "Result of a decision", _SHARING, (
        ("consent", "同意", "consent"), ("refuse", "不同意", "refusal"))),
    CodeList("grant-state", "授权状态", "State of a grant", OWN, (
        ("active", "有效", "active"), ("suspended", "暂停", "suspended"), ("expired", "到期", "expired"),
        ("ended", "终止", "ended"))),
    CodeList("batch-state", "批量任务状态", "State of a batch", OWN, (
        ("running", "进行中", "running"), ("done", "完成", "done"), ("failed", "失败", "failed"))),
    CodeList("digest-algorithm", "摘要算法", "Digest algorithm", OWN, (
        ("SHA-256", "SHA-256 摘要", "SHA-256"), ("SM3", "SM3 密码杂凑", "SM3"))),
    CodeList("receipt-result", "回执结果", "Result in a receipt", OWN, (
        ("accepted", "接受", "accepted"), ("rejected", "拒收", "rejected"))),
    CodeList("party", "协议各方", "Party to an agreement", OWN, (
        ("provider", "提供部门", "provider"), ("consumer", "需求部门", "consumer"), ("platform", "平台", "platform"))),
    CodeList("correction-kind", "校核事由", "What is wrong with a record", _SHARING, (
        ("inaccurate", "不准确", "not accurate"), ("incomplete", "不完整", "not complete"))),
    CodeList("correction-state", "校核申请状态", "State of a correction", OWN, (
        ("submitted", "待核实", "submitted"), ("replied", "已反馈", "replied"), ("withdrawn", "已撤回", "withdrawn"))),
    CodeList("correction-result", "校核结果", "Result of a correction", OWN, (
        ("corrected", "已更正", "corrected"), ("upheld", "核实无误", "found to be right"))),
    CodeList("disposal-reason", "处置事由", "Why data were disposed of", _SHARING, (
        ("achieved", "共享目的已实现", "purpose met"), ("impossible", "共享目的无法实现", "purpose cannot be met"),
        ("unnecessary", "不再必要", "no longer needed"))),
    CodeList("disposal-manner", "处置方式", "How data were disposed of", OWN, (
        ("destroyed", "销毁", "destroyed"), ("returned", "退还", "returned"), ("archived", "依法归档", "archived"))),
    CodeList("termination-kind", "终止或者变更", "Ended or changed", _SHARING, (
        ("ended", "终止", "ended"), ("changed", "变更", "changed"))),
    CodeList("dispute-level", "争议处理层级", "Level a dispute is handled at", _SHARING, (
        ("consultation", "双方协商", "consultation"), ("authority", "同级共享主管部门", "authority of the same level"),
        ("common-superior", "共同的上级共享主管部门", "common superior authority"),
        ("government", "本级人民政府", "government"))),
    CodeList("dispute-state", "争议状态", "State of a dispute", OWN, (
        ("open", "处理中", "open"), ("resolved", "已解决", "resolved"))),
)  # fmt: skip
CODE_LISTS = published(_LISTS)
