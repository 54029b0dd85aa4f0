"""Fictitious people and companies that come to the centre."""

from __future__ import annotations

from random import Random

from conformance.systems.service.identifiers import credit_code
from conformance.systems.service.part import Record

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = ("明", "静", "伟", "芳", "建国", "秀英", "志强", "丽华", "海燕", "国庆", "雪梅", "晓东", "文博", "玉兰")
NAMES = ("云岭", "长宁", "东湖", "清溪", "白沙", "新桥", "永安", "金穗", "蓝田", "启明", "合众", "远航", "恒信", "瑞丰")
TRADES = ("餐饮管理", "建筑工程", "物流", "医药连锁", "人力资源", "食品", "燃气", "房地产开发", "运输", "检测技术")
REGION = "459900"


def company(number: int, name: str = "") -> Record:
    """A company that applies, by number."""
    trade = TRADES[number % len(TRADES)]
    called = name or f"云州{NAMES[number % len(NAMES)]}{trade}有限公司"
    return {"name": called, "idType": "001", "idNumber": credit_code("91", REGION, f"HT{300013 + number}")}


def person(random: Random) -> Record:
    """A person who applies, the number of the identity card masked."""
    name = f"{random.choice(SURNAMES)}{random.choice(GIVEN)}"
    return {"name": name, "idType": "111", "idNumber": f"{REGION}********{random.randrange(1000, 10000)}"}


ACTS_FOR = {"citizen-01": company(0, "云州示例人力资源有限公司"), "citizen-02": company(1, "云州示例餐饮管理有限公司")}
"""Whom an account of the public acts for, as its registration with the identity service says."""
