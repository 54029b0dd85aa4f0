"""The acts that are held back, by their words in English, pinyin and Chinese.

A word stands here where a call of that name could end somebody's session, stop a system, destroy or hand out data,
reach a person, move money or decide a case. What only names a thing (`payments`, `senders`, `deleted`) does not: verbs
stand in their base form alone. In doubt a word is held: what is not called costs a question, what is called may not.
"""

from __future__ import annotations

from conformance.model.text import Text
from conformance.norms.acts.act import Act, words

_KEPT = words("status state history record records log logs count statistics stats type types result results time")
_ASKED = _KEPT | words(
    "list page query search detail details info progress reason reasons rule rules template templates"
)

_TOLD = words(
    "记录 状态 结果 历史 统计 日志 明细 情况 次数 数量 时间 日期 方式 渠道 类型 原因 进度 成功 失败 详情 列表"
)
_LISTED = words("列表 名单 公告 记录 查询 统计 数量 原因 情况 目录 清单 状态 详情 明细 检索")
_ENDS = _TOLD | words(
    "清单 名单 报表 查询 检索 搜索 管理 规则 模板 配置 流程 指南 须知 事项 标准 项目 流水 金额 总数 机关 部门 单位 "
    "文号 意见 凭证 票据 回执 选项 字段 字典 条件 依据 材料 目录 层级 环节 节点 时限 权限 类别"
)

ACTS = (
    Act(
        Text("退出登录", "logs out"),
        words("logout logoff signout signoff zhuxiao tuichu dengchu"),
        words("注销 退出登录 退出系统 安全退出 退出账号 登出 退出登陆 强制下线 踢下线 销户"),
        alone=words("exit quit 退出"),
        pairs=(
            (words("log logs logging sign signs signing"), words("out off")),
            (words("session sessions"), words("end close kill destroy terminate quit clear delete")),
            (words("account"), words("close")),
        ),
        nouns=_KEPT | words("url uri link reason reasons report"),
        following=words("记录 原因 时间 日期 公告 通知书 证书 证明 人 统计 数量 状态 流程 指南 须知 情况"),
        last=_LISTED | words("通知书 流程 指南 须知"),
    ),
    Act(
        Text("停机或重启", "shuts down or restarts"),
        words("shutdown poweroff powerdown reboot restart halt kill terminate stop guanji chongqi"),
        words("关机 停机 重启 重新启动 停止服务 停服 关闭系统 关闭服务 停止系统 终止进程 进入维护 恢复出厂"),
        pairs=(
            (words("shut shuts shutting"), words("down")),
            (words("power turn powers turns"), words("off down")),
            (words("close"), words("system service server application")),
            (words("maintenance"), words("on off enable start enter")),
        ),
        nouns=_KEPT | words("url policy policies schedule reason reasons list report"),
        following=_TOLD | words("计划 策略"),
        last=words("列表 记录 查询 统计 计划 策略"),
    ),
    Act(
        Text("清空、重置或删除", "resets, clears or deletes"),
        words(
            "reset flush purge clear cleanup delete del remove rm destroy truncate wipe erase undelete evict "
            "unregister deregister chongzhi qingkong qingchu qingli shanchu"
        ),
        words("重置 清空 清除 清理 清缓存 删除 移除 销毁 抹除 格式化 初始化数据库 刷新缓存 刷缓存 删库"),
        alone=words("clean drop"),
        pairs=(
            (words("empty"), words("trash bin recycle cart cache queue table")),
            (
                words("clean drop"),
                words("all cache data db database log logs table tables index schema up queue file files"),
            ),
        ),
        nouns=words("reason reasons policy policies"),
        following=words("原因 策略 规则"),
        last=words("查询 检索 原因 次数 统计 记录列表 日志列表 历史列表"),
        of_record=True,
    ),
    Act(
        Text("吊销、锁定、停用或更换凭据", "revokes, locks, disables, or changes a credential"),
        words(
            "revoke invalidate unlock lock freeze unfreeze suspend disable enable deactivate activate ban unban kick "
            "unbind expire unsubscribe jiesuo zuofei"
        ),
        words("吊销 作废 解锁 锁定 解冻 冻结 禁用 停用 启用 封禁 解封 解绑 拉黑 刷新令牌 更换令牌 修改密码"),
        pairs=(
            (words("refresh renew rotate"), words("token tokens")),
            (words("change modify update"), words("password pwd passwd")),
        ),
        nouns=_KEPT | words("reason reasons policy policies"),
        following=_TOLD | words("名单 期限"),
        last=_LISTED,
        of_record=True,
    ),
    Act(
        Text("发送或通知", "sends or notifies"),
        words("send resend sendmail notify remind broadcast push urge fasong tuisong"),
        words(
            "发送 重发 群发 推送 下发 发短信 发邮件 发消息 发通知 催办 催缴 催收 "
            "短信验证码 手机验证码 邮箱验证码 邮件验证码 通知全体 通知所有 通知用户 通知申请人 通知经办人 通知当事人"
        ),
        pairs=(
            (words("test"), words("mail email sms")),
            (words("sms mail email phone mobile"), words("code captcha otp")),
        ),
        nouns=_KEPT | words("channel channels url times limit limits"),
        following=_TOLD | words("方 者 人 量 渠道 配额"),
        last=words("记录列表 记录查询 状态查询 结果查询"),
    ),
    Act(
        Text("支付、退款或转账", "pays, refunds or transfers"),
        words("pay repay prepay refund charge recharge deduct transfer withdraw topup zhifu tuikuan zhuanzhang"),
        words("支付 付款 缴费 缴款 扣款 扣费 充值 转账 提现 打款 划拨 退款 退费 代扣"),
        nouns=_ASKED
        | words(
            "orders channel channels method methods mode modes way ways amount limit limits config settings grade "
            "grades scale scales slip slips roll station stations standards items url"
        ),
        following=_TOLD | words("人 方 者 码 单号 宝 凭证 通道 平台 机构 限额 标准 项目 流水 金额 通知单"),
        last=_ENDS,
        is_field=True,
    ),
    Act(
        Text("导出", "exports in bulk"),
        words("export dump heapdump threaddump daochu"),
        words("导出 批量下载 全部下载 打包下载 转储"),
        pairs=((words("download downloads"), words("all batch bulk")),),
        nouns=words("status state progress type types format formats field fields tasks jobs"),
        following=words("状态 进度 任务 历史 格式 字段 类型 次数 权限"),
        last=words("记录列表 记录查询"),
    ),
    Act(
        Text("审批、提交或发布", "approves, submits or publishes"),
        words("approve reject publish unpublish cancel shenpi shenhe chexiao"),
        words("审批 审核 批准 核准 驳回 签批 签发 办结 发布 提交 撤回 撤销 取消 同意申请 通过申请"),
        alone=words("submit close confirm accept finish recall sign 同意 通过 拒绝 受理"),
        nouns=_ASKED | words("flow process opinion opinions node nodes level levels items matters tasks"),
        following=_TOLD | words("人 员 者 方 机关 部门 单位 文号 书 意见 流程 事项 服务 权限 会 机构 记录 规则 节点"),
        last=_ENDS,
        is_field=True,
        of_record=True,
    ),
    Act(
        Text("执行任务", "runs a job"),
        words("execute exec trigger restore rollback migrate reindex rebuild upgrade"),
        words(
            "立即执行 执行任务 执行脚本 触发 立即同步 手动同步 同步数据 立即备份 备份数据 恢复备份 恢复数据 "
            "数据恢复 还原 回滚"
        ),
        alone=words("run start sync import backup reload"),
        pairs=(
            (words("sync import backup reload run start"), words("now all data job task script batch")),
            (words("roll"), words("back")),
        ),
        nouns=_ASKED | words("config tasks jobs plan plans point points state states result results"),
        following=_TOLD | words("计划 任务 条件 器"),
        last=_ENDS,
        is_field=True,
    ),
)
