"""The code lists of the disclosure platform, as published under /code-lists."""

from __future__ import annotations

from conformance.systems.disclosure.headings import HEADINGS
from conformance.systems.service.code_lists import OWN, CodeList, published

_OGI = "政府信息公开条例"
_FORMAT = "政府信息公开工作年度报告格式"
_REVIEW = "行政复议法"

_LISTS = (
    CodeList("heading", "主动公开栏目", "Heading of what is published", _OGI, tuple(
        (code, zh, en) for code, zh, en, _ in HEADINGS)),
    CodeList("document-state", "政府信息状态", "State of a document", OWN, (
        ("draft", "草稿", "draft"), ("published", "已公开", "published"))),
    CodeList("document-origin", "来源", "Where a document comes from", OWN, (
        ("own", "本机关制作", "made by the body itself"), ("forwarded", "转发或者获取", "passed on from others"))),
    CodeList("period-rule", "公开期限", "Period to publish", _OGI, (
        ("usual", "二十个工作日", "twenty working days"), ("other-law", "法律、法规另有规定", "set by another law"))),
    CodeList("review-decision", "公开审查结果", "Decision of a review", OWN, (
        ("approve", "通过", "approved"), ("return", "退回", "returned"))),
    CodeList("report-level", "报告主体", "Whose report", _OGI, (
        ("department", "部门", "department"), ("government", "一级政府", "government"))),
    CodeList("penalty-state", "处罚决定公开状态", "State of a penalty decision", OWN, (
        ("published", "公开中", "public"), ("withdrawn", "已撤回", "withdrawn"))),
    CodeList("channel", "申请渠道", "Channel of an application", _OGI, (
        ("in-person", "当面提交", "in person"), ("registered-post", "须签收的邮寄", "post to be signed for"),
        ("ordinary-post", "平常信函", "ordinary post"), ("internet", "互联网", "internet"), ("fax", "传真", "fax"))),
    CodeList("application-state", "申请状态", "State of an application", OWN, (
        ("submitted", "待确认", "to be confirmed"), ("received", "办理中", "in hand"),
        ("correcting", "待补正", "awaiting a correction"), ("supplied", "已补正", "corrected"),
        ("extended", "已延长", "extended"), ("answered", "已答复", "answered"), ("withdrawn", "已撤回", "withdrawn"))),
    CodeList("applicant-kind", "申请人类别", "Kind of applicant", _FORMAT, (
        ("citizen", "公民", "citizen"), ("organisation", "法人或者其他组织", "organisation"))),
    CodeList("proof-kind", "身份证明种类", "Kind of proof of identity", OWN, (
        ("resident-card", "居民身份证", "resident identity card"), ("passport", "护照", "passport"),
        ("permit", "通行证", "permit"), ("credit-code", "统一社会信用代码", "unified social credit code"))),
    CodeList("medium", "信息载体", "Medium of the information", OWN, (
        ("paper", "纸质", "paper"), ("electronic", "电子", "electronic"), ("copy", "复制件", "copy"))),
    CodeList("means", "获取方式", "Way to receive the information", OWN, (
        ("post", "邮寄", "by post"), ("online", "网上获取", "on line"), ("in-person", "自行领取", "in person"))),
    CodeList("consultation-kind", "征求意见的对象", "Who is consulted", _OGI, (
        ("third-party", "第三方", "third party"), ("joint-body", "共同制作机关", "body that made it jointly"),
        ("other-body", "其他机关", "another body"))),
    CodeList("opinion", "意见", "Opinion given", _OGI, (
        ("pending", "待答复", "awaited"), ("none", "逾期未提出", "none in time"), ("consent", "同意公开", "consent"),
        ("dissent", "不同意公开", "dissent"), ("deemed-consent", "视为同意公开", "deemed consent"))),
    CodeList("fee-by", "计收方式", "How a fee is counted", "国办函〔2020〕109号", (
        ("files", "按件", "by applications"), ("pages", "按量", "by pages"))),
    CodeList("outcome", "办理结果", "Outcome of an application", _FORMAT, (
        ("disclosed", "予以公开", "disclosed"), ("partial", "部分公开", "disclosed in part"),
        ("refused", "不予公开", "refused"), ("unavailable", "无法提供", "unavailable"),
        ("not-processed", "不予处理", "not processed"), ("other", "其他处理", "otherwise"))),
    CodeList("ground", "办理结果的具体情形", "Ground of an outcome", _FORMAT, (
        ("state-secret", "属于国家秘密", "state secret"),
        ("law-forbids", "其他法律行政法规禁止公开", "forbidden by another law"),
        ("security", "危及“三安全一稳定”", "endangers security or stability"),
        ("third-party", "保护第三方合法权益", "rights of a third party"),
        ("internal", "属于三类内部事务信息", "internal matter"),
        ("process", "属于四类过程性信息", "information of process"),
        ("case-file", "属于行政执法案卷", "case file of enforcement"),
        ("inquiry", "属于行政查询事项", "matter of inquiry under another law"),
        ("not-held", "本机关不掌握相关政府信息", "not held"),
        ("to-be-made", "没有现成信息需要另行制作", "would have to be made"),
        ("still-unclear", "补正后申请内容仍不明确", "still unclear after a correction"),
        ("petition", "信访举报投诉类申请", "petition or complaint"), ("repeated", "重复申请", "repeated"),
        ("publication", "要求提供公开出版物", "publication asked for"),
        ("excessive", "无正当理由大量反复申请", "excessive without good reason"),
        ("reissue", "要求行政机关确认或重新出具已获取信息", "confirmation or re-issue"),
        ("not-supplied", "申请人无正当理由逾期不补正", "not corrected in time"),
        ("not-paid", "申请人逾期未按收费通知要求缴纳费用", "fee not paid in time"),
        ("otherwise", "其他", "otherwise"))),
    CodeList("remedy-order", "救济途径", "Order of remedies", _REVIEW, (
        ("reconsideration-first", "先申请行政复议", "reconsideration first"),
        ("either", "可以申请行政复议，也可以提起诉讼", "reconsideration or suit"))),
    CodeList("step", "办理环节", "Step of a case", _OGI, (
        ("registered", "登记", "registered"), ("reviewed", "审核", "reviewed"), ("handled", "办理", "handled"),
        ("answered", "答复", "answered"), ("archived", "归档", "archived"))),
    CodeList("correction-state", "更正申请状态", "State of a request for correction", OWN, (
        ("submitted", "待审核", "to be verified"), ("replied", "已告知", "replied to"),
        ("withdrawn", "已撤回", "withdrawn"))),
    CodeList("correction-result", "更正审核结果", "Result of a request for correction", _OGI, (
        ("corrected", "已更正", "corrected"), ("upheld", "不属实，不予更正", "found to be right"),
        ("transferred", "转送或者告知有权更正的机关", "passed on to the body that may"))),
)  # fmt: skip
CODE_LISTS = published(_LISTS)
