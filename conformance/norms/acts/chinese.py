"""Reads Chinese names: where a phrase of an act stands in them as what is done, and not as a thing or a question."""

from __future__ import annotations

import re

from conformance.norms.acts.act import Act
from conformance.norms.acts.table import ACTS

_PART = re.compile(r"[;；,，。、|/\n()（）【】\[\]\-—:：]|并且?|然后|之后|同时|且|再|后(?!台)")
_NO_ACT = re.compile("支付宝|知情同意|行政审批|审批局|取消费|重置成本|删除线")
"""What holds a phrase by chance, or as a part of a name."""
_BEFORE = (
    "已",
    "未",
    "待",
    "被",
    "可",
    "不",
    "免",
    "否",
    "拟",
    "支持",
    "用于",
    "允许",
    "禁止",
    "便于",
    "等待",
    "供",
    "近期",
)
"""What stands before a phrase where it has been done, may be done or is asked about."""
_READING = re.compile(
    "查询|获取|查看|查找|检索|搜索|读取|浏览|列出|列表|分页|统计|预览|校验|检查|验证|判断|取得|得到|展示|显示|拉取|下载"
)
_ALWAYS = frozenset({"短信验证码", "手机验证码", "邮箱验证码", "邮件验证码"})
"""To get one is to have it sent."""

_ACT_OF = {phrase: act for act in ACTS for phrase in act.chinese}
_PHRASE = re.compile("|".join(sorted(_ACT_OF, key=len, reverse=True)))
_ALONE = {phrase: act for act in ACTS for phrase in act.alone if not phrase.isascii()}
_SIMPLE = str.maketrans(
    "註銷發導審刪關機啟鎖凍結繳費轉賬退駁準佈過執復還滾動觸備據統試當讀時間記錄狀態圖務服號額戶郵單",
    "注销发导审删关机启锁冻结缴费转账退驳准布过执复还滚动触备据统试当读时间记录状态图务服号额户邮单",
)


def in_chinese(text: str) -> tuple[Act, int, int] | None:
    """The act a name says, with the place of its phrase; None where it says none."""
    plain = _NO_ACT.sub(lambda found: "·" * len(found[0]), text.translate(_SIMPLE))
    start = 0
    for cut in [*_PART.finditer(plain), None]:
        end = cut.start() if cut else len(plain)
        said = _in_part(plain[start:end].rstrip())
        if said is not None:
            act, first, last = said
            return act, start + first, start + last
        start = cut.end() if cut else end
    return None


def _in_part(part: str) -> tuple[Act, int, int] | None:
    whole = part.strip()
    if whole in _ALONE:
        return _ALONE[whole], part.find(whole), part.find(whole) + len(whole)
    for found in _PHRASE.finditer(part):
        act = _ACT_OF[found[0]]
        if found[0] in _ALWAYS or not (_is_thing(act, part, found) or _is_asked(act, part, found)):
            return act, found.start(), found.end()
    return None


def _is_thing(act: Act, part: str, found: re.Match[str]) -> bool:
    """Whether what stands around the phrase makes a thing of it (支付方式, 已注销)."""
    before, after = part[: found.start()], part[found.end() :]
    return (
        before.endswith(_BEFORE)
        or after.startswith(tuple(act.following))
        or any(after.endswith(noun) for noun in act.last)
    )


def _is_asked(act: Act, part: str, found: re.Match[str]) -> bool:
    """Whether reading is told of before it; 搜索历史清空 still clears: a thing must follow what is read about."""
    asked = _READING.search(part[: found.start()]) is not None
    return asked and (act.is_field or found.end() < len(part))
