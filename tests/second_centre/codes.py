"""The code lists the centre publishes."""

from __future__ import annotations

from tests.second_system.code_lists import Lists, pairs

RULE = "GB/T 39046-2020 附录 A"
LAW = "《中华人民共和国行政许可法》"
OWN = "本系统"
LISTS: Lists = {
    "item-type": ("事项类型", "Type of item", RULE, pairs(
        "00:未分类:unclassified 01:行政许可:licence 02:行政处罚:penalty 03:行政强制:compulsion 04:行政征收:levy "
        "05:行政给付:benefit 06:行政检查:inspection 07:行政确认:confirmation 08:行政奖励:reward 09:行政裁决:ruling "
        "10:其他行政权力:other_powers 20:公共服务:public_service")),
    "exercise-level": ("行使层级", "Level that exercises it", RULE, pairs(
        "1:国家级:nation 2:省级:province 3:市级:city 4:县级:county 5:乡镇街道级:township "
        "6:村社区级:village 7:其他:other")),
    "body-nature": ("实施主体性质", "Nature of the body", RULE, pairs(
        "1:法定机关:by_law 2:授权组织:authorised 3:受委托组织:entrusted 9:其他:other")),
    "service-object": ("服务对象", "Who is served", RULE, pairs(
        "1:自然人:natural_person 2:企业法人:enterprise 3:事业法人:institution 4:社会组织法人:social_organisation "
        "5:非法人企业:unincorporated 6:行政机关:organ")),
    "channel": ("办理形式", "Channel", RULE, pairs(
        "1:窗口办理:window 2:网上办理:online 3:移动端办理:mobile 4:自助终端办理:kiosk 9:其他:other")),
    "handling": ("办件类型", "Type of handling", RULE, pairs("1:即办件:instant 2:承诺件:promised 9:其他:other")),
    "special-procedure": ("特别程序种类", "Special procedure", RULE, pairs(
        "1:听证招标拍卖:hearing_or_bidding 2:检验检测检疫鉴定评审:test_or_appraisal")),
    "satisfaction": ("满意度", "Satisfaction", RULE, pairs(
        "1:非常满意:very_satisfied 2:满意:satisfied 3:基本满意:fairly_satisfied 4:不满意:not_satisfied "
        "5:非常不满意:not_at_all")),
    "step-status": ("环节办理状态", "State of a step", RULE, pairs("1:办理中:going_on 2:已办理:done")),
    "limit-unit": ("时限单位", "Unit of a period", OWN, pairs("working-day:工作日:working_days calendar-day:日:days")),
    "id-type": ("证件类型", "Document of identity", "GA/T 2000.156", pairs(
        "001:统一社会信用代码:credit_code 111:居民身份证:resident_identity_card")),
    "item-state": ("事项状态", "State of an item", OWN, pairs(
        "in-service:在办:in_service suspended:暂停办理:suspended")),
    "case-state": ("办件状态", "State of a case", OWN, pairs(
        "incomplete:待补正:to_be_supplemented submitted:待受理:awaiting_acceptance declined:不予受理:declined "
        "accepted:已受理:accepted suspended:特别程序中:suspended extended:已延长:extended granted:准予:granted "
        "denied:不予:denied withdrawn:已撤回:withdrawn")),
    "material-source": ("材料来源", "Source of a material", OWN, pairs(
        "submitted:申请者提交:submitted shared:数据共享:shared")),
    "receipt-kind": ("凭证种类", "Kind of receipt", LAW, pairs("accepted:受理:accepted declined:不予受理:declined")),
    "decision-result": ("决定", "Decision", LAW, pairs("granted:准予:granted denied:不予:denied")),
    "procedure-kind": ("不计入期限的程序", "Procedure left out", LAW, pairs(
        "hearing:听证:hearing tender:招标:tender auction:拍卖:auction inspection:检验:inspection testing:检测:testing "
        "quarantine:检疫:quarantine appraisal:鉴定:appraisal expert-review:专家评审:expert_review")),
    "delivery-method": ("送达方式", "Delivery", OWN, pairs("window:窗口:window post:邮寄:post online:网上:online")),
    "certificate-state": ("证照状态", "State of a certificate", OWN, pairs(
        "valid:有效:valid expired:过期:expired revoked:已注销:revoked")),
    "rectification-state": ("整改状态", "State of a task", OWN, pairs("open:整改中:open closed:已完成:closed")),
    "complaint-kind": ("咨询投诉种类", "Kind of complaint", OWN, pairs(
        "question:咨询:question complaint:投诉:complaint")),
    "complaint-state": ("咨询投诉状态", "State of a complaint", OWN, pairs(
        "submitted:待答复:awaiting_reply replied:已答复:replied withdrawn:已撤回:withdrawn")),
    "personal-basis": ("处理个人信息的依据", "Basis of handling", "《中华人民共和国个人信息保护法》", pairs(
        "duty:履行法定职责:statutory_duty consent:个人同意:consent")),
    "yes-no": ("是否", "Yes or no", RULE, pairs("1:是:yes 0:否:no")),
    "audit-type": ("审计事件类型", "Audit event", OWN, pairs("read:查阅:read write:写入:write refusal:拒绝:refusal")),
    "audit-result": ("审计结果", "Audit result", OWN, pairs("success:成功:success failure:失败:failure")),
    "level": ("层级", "Level of government", OWN, pairs(
        "nation:国家:nation province:省:province city:市:city county:县:county")),
    "zone": ("网络区域", "Network zone", OWN, pairs("internet:互联网:internet government-network:政务网:government")),
    "environment": ("环境", "Environment", OWN, pairs("test:测试:test production:生产:production")),
    "region": ("行政区划", "Division", "GB/T 2260", pairs("330000:澜江省:Lanjiang 339900:临澜市:Linlan")),
}  # fmt: skip
