"""The code lists of the register."""

from __future__ import annotations

from conformance.systems.service.code_lists import OWN, CodeList, published

CODE_LISTS = published((
    CodeList("venue-category", "场馆类别", "Category of venue", OWN, (
        ("sports", "体育", "sports"), ("culture", "文化", "culture"), ("youth", "青少年活动", "youth"))),
    CodeList("facility", "设施", "Facility", OWN, (
        ("parking", "停车场", "parking"), ("lift", "无障碍电梯", "lift"), ("nursery", "母婴室", "nursery"))),
    CodeList("standing", "场馆状态", "Standing of a venue", OWN, (
        ("filed", "待审核", "filed"), ("admitted", "准予开放", "admitted"), ("returned", "退回", "returned"))),
    CodeList("review", "审核决定", "Decision of a review", OWN, (
        ("admit", "准予开放", "admit"), ("return", "退回", "return"))),
    CodeList("grade", "检查评定", "Grade of an inspection", OWN, (
        ("A", "良好", "good"), ("B", "待整改", "to be rectified"), ("C", "不合格", "failed"))),
    CodeList("stage", "检查阶段", "Stage of an inspection", OWN, (
        ("open", "待办结", "open"), ("closed", "已办结", "closed"), ("withdrawn", "已撤回", "withdrawn"))),
    CodeList("outcome", "办结结果", "Outcome of an inspection", OWN, (
        ("rectified", "已整改", "rectified"), ("unfounded", "不成立", "unfounded"))),
))  # fmt: skip
