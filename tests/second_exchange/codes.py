"""The code lists the exchange publishes."""

from __future__ import annotations

from tests.second_system.code_lists import COMMON, Lists, pairs

RULE = "《政务数据共享条例》"
OWN = "本平台"

LISTS: Lists = {
    "share-type": ("共享类型", "Sharing type", RULE, pairs(
        "unconditional:无条件共享:unconditional conditional:有条件共享:conditional none:不予共享:not_shared")),
    "share-method": ("共享方式", "Sharing method", RULE, pairs(
        "service:服务接口:service_interface batch:批量交换:batch_exchange file:文件下载:file_download")),
    "resource-status": ("服务状态", "Service", OWN, pairs(
        "in-service:在服务:in_service changed:已变更:changed ended:已终止:ended")),
    "data-type": ("数据类型", "Data type", "编制指南", pairs(
        "C:字符:text N:数值:number D:日期:date T:日期时间:date-time L:逻辑:boolean")),
    "request-element": ("申请要素", "Element of a request", RULE, pairs(
        "basis:使用依据:basis scenario:使用场景:scenario scope:使用范围:scope method:共享方式:method "
        "period:使用时限:period")),
    "request-state": ("申请状态", "State of a request", OWN, pairs(
        "incomplete:待补充:to_be_supplemented submitted:待答复:awaiting_decision extended:已延长:extended "
        "consented:已同意:consented refused:不同意:refused withdrawn:已撤回:withdrawn")),
    "decision-result": ("答复结果", "Decision", RULE, pairs(
        "consent:同意:consent refuse:不同意:refusal extend:延长:extension")),
    "grant-state": ("授权状态", "State of a grant", OWN, pairs(
        "active:有效:active suspended:暂停:suspended expired:到期:expired ended:终止:ended")),
    "disposal-reason": ("处置事由", "Reason of disposal", RULE, pairs(
        "achieved:目的已实现:met impossible:目的无法实现:cannot_be_met unnecessary:不再必要:needed_no_more")),
    "disposal-manner": ("处置方式", "Manner of disposal", RULE, pairs(
        "destroyed:销毁:destroyed returned:退还:returned archived:依法归档:archived")),
    "batch-state": ("任务状态", "State of a job", OWN, pairs(
        "running:进行中:running done:完成:done failed:失败:failed")),
    "digest-algorithm": ("摘要算法", "Digest algorithm", "GB/T 32905", pairs(
        "SHA-256:SHA-256算法:SHA-256 SM3:SM3密码杂凑算法:SM3")),
    "receipt-result": ("回执结果", "Receipt", OWN, pairs("accepted:接受:accepted rejected:拒收:rejected")),
    "party": ("协议方", "Party", OWN, pairs(
        "provider:提供部门:provider consumer:需求部门:consumer platform:平台:platform")),
    "correction-kind": ("校核种类", "Kind of correction", RULE, pairs(
        "inaccurate:不准确:inaccurate incomplete:不完整:incomplete")),
    "correction-state": ("校核状态", "State of a correction", OWN, pairs(
        "submitted:待核实:submitted replied:已反馈:replied withdrawn:已撤回:withdrawn")),
    "correction-result": ("校核结果", "Result of a correction", OWN, pairs(
        "corrected:已更正:corrected upheld:核实无误:upheld")),
    "termination-kind": ("终止种类", "Kind of termination", OWN, pairs("ended:终止:ended changed:变更:changed")),
    "dispute-level": ("争议处理层级", "Level of a dispute", RULE, pairs(
        "consultation:双方协商:consultation authority:同级共享主管部门:authority "
        "common-superior:共同的上级共享主管部门:common_superior government:本级人民政府:government")),
    "dispute-state": ("争议状态", "State of a dispute", OWN, pairs("open:处理中:open resolved:已解决:resolved")),
    **COMMON,
}  # fmt: skip
