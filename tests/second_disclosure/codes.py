"""The code lists the platform publishes, and the headings after article 20."""

from __future__ import annotations

from tests.second_system.code_lists import COMMON, OWN, Lists, pairs

RULE = "《政府信息公开条例》"
FORMAT = "年度报告统一格式"
HEADINGS = pairs(
    "rules:行政法规、规章和规范性文件:Rules bodies:机关职能与机构设置:Bodies_and_duties plans:规划及相关政策:Plans "
    "statistics:统计信息:Statistics licences:行政许可事项与结果:Licences penalties:行政处罚与行政强制:Penalties "
    "budgets:财政预算与决算:Budgets fees:行政事业性收费:Fees procurement:政府集中采购:Procurement "
    "projects:重大建设项目:Major_projects welfare:民生政策与实施情况:Welfare emergencies:突发公共事件:Emergencies "
    "inspections:监督检查情况:Inspections recruitment:公务员招考与录用:Recruitment others:其他应当公开的信息:Others"
)
EMPTY = {
    "penalties": "行政处罚决定在“行政处罚决定”专栏逐件公布，本栏目暂无其他内容。",
    "recruitment": "招考与录用由省公务员主管部门统一公布，本市暂无内容。",
}
GROUNDS = {
    "refused": "state-secret law-forbids security third-party internal process case-file inquiry",
    "unavailable": "not-held to-be-made still-unclear",
    "not-processed": "petition repeated publication excessive reissue",
    "other": "not-supplied not-paid otherwise",
}
"""The rows of table three of the unified format."""
LISTS: Lists = {
    "heading": ("主动公开栏目", "Heading", RULE, HEADINGS),
    "document-state": ("政府信息状态", "State of a document", OWN, pairs("draft:草稿:draft published:已公开:out")),
    "document-origin": ("政府信息来源", "Origin", RULE, pairs("own:本机关制作:own forwarded:转发或者获取:forwarded")),
    "period-rule": ("公开期限", "Period to publish", RULE, pairs(
        "usual:二十个工作日:twenty_working_days other-law:其他法律法规规定:set_by_another_law")),
    "review-decision": ("审查结果", "Review", OWN, pairs("approve:通过:approved return:退回:returned")),
    "report-level": ("报告主体", "Whose report", RULE, pairs("department:部门:department government:政府:government")),
    "penalty-state": ("处罚决定状态", "State of a decision", OWN, pairs(
        "published:公开中:public withdrawn:已撤回:withdrawn")),
    "channel": ("申请渠道", "Channel", RULE, pairs(
        "in-person:当面提交:in_person registered-post:须签收的邮寄:registered_post "
        "ordinary-post:平常信函:ordinary_post internet:互联网:internet fax:传真:fax")),
    "application-state": ("申请状态", "State of an application", OWN, pairs(
        "submitted:待确认:to_be_confirmed received:办理中:in_hand correcting:待补正:awaiting_correction "
        "supplied:已补正:corrected extended:已延长:extended answered:已答复:answered withdrawn:已撤回:withdrawn")),
    "applicant-kind": ("申请人类别", "Kind of applicant", RULE, pairs(
        "citizen:公民:citizen organisation:法人或者其他组织:organisation")),
    "proof-kind": ("身份证明", "Proof of identity", OWN, pairs(
        "resident-card:居民身份证:resident_card passport:护照:passport permit:通行证:permit "
        "credit-code:信用代码:code")),
    "medium": ("信息载体", "Medium", RULE, pairs("paper:纸质:paper electronic:电子:electronic copy:复制件:copy")),
    "means": ("获取途径", "Means", RULE, pairs("post:邮寄:post online:网上获取:on_line in-person:自行领取:in_person")),
    "consultation-kind": ("征求意见对象", "Who is consulted", RULE, pairs(
        "third-party:第三方:third_party joint-body:共同制作机关:joint_body other-body:其他机关:other_body")),
    "opinion": ("意见", "Opinion", RULE, pairs(
        "pending:待答复:awaited none:逾期未提出:none_in_time consent:同意:consent dissent:不同意:dissent "
        "deemed-consent:视为同意:deemed_consent")),
    "fee-by": ("计收方式", "Fee by", "国办函〔2020〕109号", pairs("files:按件:applications pages:按量:pages")),
    "outcome": ("办理结果", "Outcome", FORMAT, pairs(
        "disclosed:予以公开:disclosed partial:部分公开:disclosed_in_part refused:不予公开:refused "
        "unavailable:无法提供:unavailable not-processed:不予处理:not_processed other:其他处理:otherwise")),
    "ground": ("具体情形", "Ground", FORMAT, pairs(
        "state-secret:国家秘密:state_secret law-forbids:法律行政法规禁止公开:forbidden_by_law "
        "security:危及三安全一稳定:security third-party:保护第三方合法权益:rights_of_third_parties "
        "internal:内部事务信息:internal_matter process:过程性信息:process case-file:行政执法案卷:case_file "
        "inquiry:行政查询事项:inquiry not-held:本机关不掌握:not_held to-be-made:需要另行制作:to_be_made "
        "still-unclear:补正后仍不明确:still_unclear petition:信访举报投诉:petition repeated:重复申请:repeated "
        "publication:公开出版物:publication excessive:大量反复申请:excessive reissue:确认或者重新出具:re-issue "
        "not-supplied:逾期不补正:not_corrected_in_time not-paid:逾期未缴费:not_paid_in_time otherwise:其他:otherwise")),
    "remedy-order": ("救济途径", "Remedy", "《行政复议法》", pairs(
        "reconsideration-first:先申请行政复议:reconsideration_first either:复议或者诉讼:either_of_the_two")),
    "step": ("办理环节", "Step", RULE, pairs(
        "registered:登记:registered reviewed:审核:reviewed handled:办理:handled answered:答复:answered "
        "archived:归档:archived")),
    "correction-state": ("更正申请状态", "State of a correction", OWN, pairs(
        "submitted:待审核:to_be_verified replied:已告知:told withdrawn:已撤回:withdrawn")),
    "correction-result": ("更正结果", "Result of a correction", RULE, pairs(
        "corrected:已更正:corrected upheld:不属实:found_to_be_right transferred:已转送:passed_on")),
    "media": ("媒体类型", "Media type", "IANA", pairs("text/plain:纯文本:plain_text")),
    **COMMON,
}  # fmt: skip
