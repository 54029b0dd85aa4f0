"""The disclosure guide (政府信息公开指南, OGI 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.service.pages import PHONE
from conformance.systems.service.part import Part, Record

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System

ELEMENTS = {
    "classes": "政府信息的分类",
    "arrangement": "编排体系",
    "access": "获取方式",
    "office": "政府信息公开工作机构",
    "address": "办公地址",
    "hours": "办公时间",
    "phone": "联系电话",
    "fax": "传真号码",
    "online": "互联网联系方式",
    "help": "阅读困难者的帮助",
    "updatedOn": "更新日期",
}
"""The elements of the guide as its page is headed."""


class Guide(Part["System"]):
    """Tells how information is arranged, and whom to ask."""

    def guide(self) -> Record:
        """The guide, the nine elements of article 12 among others."""
        own, place = self._system.identity.own, self._system.identity.place
        return {
            "title": f"{own.zh}政府信息公开指南",
            "classes": "按《政府信息公开条例》第二十条分为十五类，各类之下依生成日期排列。",
            "arrangement": "目录由索引、名称、内容概述、生成日期组成，索引号由机关代码、年度与顺序号构成。",
            "access": "主动公开的信息可在本平台检索、查阅、下载；其他信息可当面、邮寄、网上或者传真提出申请。",
            "office": f"{own.zh}办公室",
            "address": f"{place.zh}长宁街道政务路 18 号 2 楼 206 室",
            "hours": "工作日 8:30-12:00，14:30-17:30",
            "phone": PHONE,
            "fax": "0999-5550719",
            "online": "gongkai@labour.example",
            "help": "存在阅读困难或者视听障碍的，可到办公地址由工作人员代读、代填，也可电话预约上门。",
            "updatedOn": "2026-09-15",
        }
