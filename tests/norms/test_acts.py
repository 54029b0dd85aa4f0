"""Which names say an act that is held back, in both languages; and which only look like one."""

from __future__ import annotations

import pytest

from conformance.model.contract import Operation
from conformance.norms.acts import said_by, said_in_value

HELD_PATHS = {
    # ends a session
    "/logout": "logout",
    "/api/v1/logout": "logout",
    "/LOGOUT": "LOGOUT",
    "/logout.do": "logout",
    "/user/logOut": "logOut",
    "/signOut": "signOut",
    "/api/v1/user/sign_out": "sign_out",
    "/log-off": "log-off",
    "/auth/logout/all": "logout",
    "/logout/{sessionId}": "logout",
    "/userlogout": "userlogout",
    "/sessions/end": "sessions/end",
    "/session/close": "session/close",
    "/endSession": "endSession",
    "/system/exit": "exit",
    "/oauth/token/refresh": "token/refresh",
    "/zhuxiao": "zhuxiao",
    "/用户/注销": "注销",
    "/%E6%B3%A8%E9%94%80": "注销",
    "/ｌｏｇｏｕｔ": "logout",
    # stops or restarts the system
    "/shutdown": "shutdown",
    "/actuator/shutdown": "shutdown",
    "/shut-down": "shut-down",
    "/actuator/restart": "restart",
    "/system/reboot": "reboot",
    "/jobs/{id}/stop": "stop",
    "/process/kill": "kill",
    "/maintenance/on": "maintenance/on",
    # destroys
    "/deleteAll": "delete",
    "/deleteall": "deleteall",
    "/user/delete": "delete",
    "/user/delete/{id}": "delete",
    "/users/{id}:delete": "delete",
    "/user/del": "del",
    "/batch-delete": "delete",
    "/delete-log": "delete",
    "/cache/flush": "flush",
    "/clearCache": "clear",
    "/clear/cache": "clear",
    "/queue/purge": "purge",
    "/reset": "reset",
    "/reset-password": "reset",
    "/password-reset": "reset",
    "/resetpwd": "resetpwd",
    "/count/reset": "reset",
    "/search/clear": "clear",
    "/table/drop": "table/drop",
    "/trash/empty": "trash/empty",
    "/shanchu": "shanchu",
    # takes rights away, or gives them back
    "/token/revoke": "revoke",
    "/unlock": "unlock",
    "/account/unlock/{id}": "unlock",
    "/users/{id}/disable": "disable",
    "/changePassword": "changePassword",
    # reaches somebody
    "/send-mail": "send",
    "/sendmail": "sendmail",
    "/sms/send": "send",
    "/send/sms": "send",
    "/sendSms": "send",
    "/sendsms": "sendsms",
    "/smssend": "smssend",
    "/notify": "notify",
    "/users/{id}/remind": "remind",
    "/message/push": "push",
    "/sms/code": "sms/code",
    "/getSmsCode": "SmsCode",
    "/mail/test": "mail/test",
    # moves money
    "/pay": "pay",
    "/pay/{orderId}": "pay",
    "/order/pay": "pay",
    "/pay-order": "pay",
    "/refund": "refund",
    "/orders/{id}/refund": "refund",
    "/account/transfer": "transfer",
    "/zhifu": "zhifu",
    # hands out data in bulk
    "/export": "export",
    "/users/export": "export",
    "/export/users": "export",
    "/exportExcel": "export",
    "/exportexcel": "exportexcel",
    "/export/records": "export",
    "/actuator/heapdump": "heapdump",
    "/download/all": "download/all",
    "/daochu": "daochu",
    # decides a case
    "/approve": "approve",
    "/cases/{id}/approve": "approve",
    "/reject": "reject",
    "/article/publish": "publish",
    "/order/cancel": "cancel",
    "/form/submit": "submit",
    # runs a job
    "/job/trigger": "trigger",
    "/jobs/{id}/run": "run",
    "/sync": "sync",
    "/db/restore": "restore",
}

FREE_PATHS = (
    # A list of things done is a reading.
    "/payments",
    "/payment/{id}",
    "/exports",
    "/exports/{id}",
    "/resets",
    "/logouts",
    "/logouts-report",
    "/refunds",
    "/approvals",
    "/notifications",
    "/deletions",
    # Who or what does it is a thing.
    "/senders",
    "/sender",
    "/approver",
    "/exporter",
    "/payer",
    # Done already, or may be done.
    "/users/deleted",
    "/mail/sent",
    "/approved",
    "/isLocked",
    "/canDelete",
    "/can-export",
    "/check-delete",
    # Named after it.
    "/logout-url",
    "/config/logoutUrl",
    "/restart-count",
    "/pay/orders",
    "/pay/methods",
    "/pay/status",
    "/pay/order/detail",
    "/refund/list",
    "/approve/list",
    "/approve/history",
    "/export/status/{id}",
    "/export-tasks",
    "/send/records",
    "/send-status",
    "/reset-reasons",
    "/job/trigger/list",
    # Words that hold one by chance.
    "/presets",
    "/clearance",
    "/nuclear",
    "/clearing-house",
    "/payroll",
    "/dropdown",
    "/runs",
    "/task_run_states/{id}",
    "/job-run-results",
    "/startups",
    "/unpaid",
    "/sendai",
    "/alipay/config",
    "/exit-entry/records",
    "/catalogue/entries",
    "/search",
    "/sms",
    "/mails",
    "/sessions",
    "/sessions/{id}",
    "/tokens",
    "/download/{id}",
    "/支付方式",
    "/审批事项",
    "/{logout}",
)

HELD_IDS = (
    "logout",
    "getLogout",
    "userLogout",
    "logoutUsingGET",
    "get_logout_api_v1_logout_get",
    "shutdownServer",
    "getDeleteAll",
    "deleteById",
    "UserController_delete",
    "listAndDelete",
    "listClear",
    "searchExport",
    "countReset",
    "queryDeleteUsingGET",
    "getSendMail",
    "sendNotice",
    "payOrder",
    "doRefund",
    "getExport",
    "exportUserList",
    "getExportOrders",
    "approveTask",
    "unlockAccount",
    "clear",
    "注销用户",
    "count_reset_count_reset_get",
    "testEmail",
)

FREE_IDS = (
    "listPayments",
    "list_payments_payments_get",
    "queryRefund",
    "listDeleteLogs",
    "findResetRecords",
    "getPayStatus",
    "getPayOrders",
    "getExportStatus",
    "getSendRecords",
    "getLogoutUrl",
    "searchSenders",
    "canDelete",
    "isLocked",
    "getUser",
    "listResets",
    "getRevokedTokens",
    "listResources",
    "GET /payments",
    "查询注销记录",
)

HELD_TEXTS = (
    "注销",
    "注销当前用户",
    "退出登录",
    "用户退出登录",
    "登出",
    "退出",
    "系统重启",
    "关机",
    "清空",
    "清空购物车",
    "清除缓存",
    "搜索历史清空",
    "重置",
    "重置密码",
    "密码重置",
    "删除用户",
    "刪除用戶",
    "批量删除",
    "新增、删除、修改用户",
    "查询并清空队列",
    "查询后删除",
    "删除记录",
    "吊销证书",
    "解锁账号",
    "禁用用户",
    "发送短信",
    "發送短信",
    "短信发送",
    "获取短信验证码",
    "推送消息",
    "通知申请人",
    "催办",
    "支付",
    "支付订单",
    "订单支付",
    "退款",
    "缴费",
    "导出",
    "导出用户列表",
    "用户导出",
    "批量导出",
    "审批",
    "审批通过",
    "审核申请",
    "发布公告",
    "提交申请",
    "撤回申请",
    "立即执行",
    "Log out",
    "Logs the current user out",
    "Sign out of all devices",
    "Shut the server down",
    "Restarts the service",
    "Deletes all entries",
    "Flushing the cache",
    "Get and clear the queue",
    "Returns the token, then logs out",
    "Password reset",
    "Send an SMS",
    "Sends mail to everybody",
    "Pay for an order",
    "Exports all users",
    "Bulk export",
    "Approve a case",
    "End the session",
)

FREE_TEXTS = (
    "查询用户",
    "查询注销记录",
    "已注销用户列表",
    "注销企业名单",
    "注销原因列表",
    "获取支付信息",
    "支付方式",
    "支付记录",
    "支付宝配置",
    "未支付订单列表",
    "待审批列表",
    "审批详情",
    "行政审批事项",
    "审批流程",
    "批准文号",
    "缴费标准",
    "退款进度",
    "发送记录",
    "短信发送状态",
    "分页查询短信发送记录",
    "导出任务列表",
    "导出进度",
    "用户列表（支持导出）",
    "可导出字段",
    "是否可删除",
    "删除原因",
    "删除记录列表",
    "知情同意书列表",
    "通知公告列表",
    "短信模板",
    "发布时间",
    "提交人",
    "政务信息资源目录",
    "后台用户列表",
    "List payments",
    "Get the logout URL",
    "Exports of the year",
    "Refunds",
    "Returns what was sent",
    "Status of the last restart",
    "Search for deleted users",
    "Payment methods",
    "A list of exports",
    "Whether it can be deleted",
    "Users who may approve",
    "Health of the system",
)


def operation(id: str = "", path: str = "/x", summary: str = "", tags: tuple[str, ...] = ()) -> Operation:  # noqa: A002 - the operation's own word
    return Operation(id or f"GET {path}", "GET", path, summary=summary, tags=tags)


def told(one: Operation) -> str | None:
    said = said_by(one)
    return said and f"{said.where}: {said.word}"


@pytest.mark.parametrize("path", HELD_PATHS)
def test_a_path_that_says_an_act_is_held(path: str) -> None:
    assert told(operation(path=path)) == f"path: {HELD_PATHS[path]}"


@pytest.mark.parametrize("path", FREE_PATHS)
def test_a_path_of_things_is_not(path: str) -> None:
    assert told(operation(path=path)) is None


@pytest.mark.parametrize("name", HELD_IDS)
def test_an_id_that_says_an_act_is_held(name: str) -> None:
    assert (told(operation(id=name)) or "").startswith("id: ")


@pytest.mark.parametrize("name", FREE_IDS)
def test_an_id_that_reads_is_not(name: str) -> None:
    assert told(operation(id=name)) is None


@pytest.mark.parametrize("text", HELD_TEXTS)
def test_a_summary_that_says_an_act_is_held(text: str) -> None:
    assert (told(operation(summary=text)) or "").startswith("summary: ")


@pytest.mark.parametrize("text", FREE_TEXTS)
def test_a_summary_of_reading_is_not(text: str) -> None:
    assert told(operation(summary=text)) is None


@pytest.mark.parametrize("tag", ["logout", "Log out", "退出登录", "注销接口", "Export", "批量删除", "sign_out"])
def test_a_tag_that_is_nothing_but_an_act_holds_its_operations(tag: str) -> None:
    assert (told(operation(tags=("users", tag))) or "").startswith("tag: ")


@pytest.mark.parametrize(
    "tag", ["支付", "审批", "支付管理", "Payments", "用户注销与恢复管理", "exports", "短信", "users"]
)
def test_a_tag_that_names_a_field_does_not(tag: str) -> None:
    assert told(operation(tags=(tag,))) is None


@pytest.mark.parametrize("value", ["logout", "delete", "clearCache", "注销", "send-mail"])
def test_a_value_may_say_an_act(value: str) -> None:
    assert said_in_value(value) is not None


@pytest.mark.parametrize("value", ["status", "list", "0", "", "r-1001", "payments", "就业"])
def test_most_values_say_none(value: str) -> None:
    assert said_in_value(value) is None


def test_a_name_of_a_megabyte_is_read_at_once() -> None:
    for text in ("a" * 1_000_000, "Aa" * 500_000, "A" * 1_000_000, "支" * 1_000_000, "/x" * 500_000, "log " * 250_000):
        assert told(operation(id=text, path=f"/{text}", summary=text)) is None
