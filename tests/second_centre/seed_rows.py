"""The items of four departments of 临澜市 and the cases of the weeks before the fixed day. All of it is made up."""

from __future__ import annotations

from dataclasses import dataclass

from tests.second_system.accounts import CULTURE, DATA_OFFICE, REVENUE, WATER, Unit

BOTH, FIRMS, PEOPLE = "1 2 3", "2 3 5", "1"
FORM = "申请书:1:0:1:申请者:0"
LICENCE_COPY = "营业执照:0:1:1:市场监督管理部门:1"
IDENTITY = "居民身份证:0:1:1:公安机关:1"


@dataclass(frozen=True)
class Item:
    """An item. `materials` are name:originals:copies:required:issuer:shared; `marks` are j joint, l lower level first,
    c consent, s suspended; `elsewhere` is why it is not handled at the centre."""

    unit: Unit
    name: str
    kind: str
    objects: str
    basis: str
    result: str
    type: str = ""
    limits: tuple[int, int] = (20, 7)
    materials: str = ""
    marks: str = ""
    fee: str = ""
    elsewhere: str = ""

    @property
    def instant(self) -> bool:
        return self.limits[1] == 0


_WATER_LAW = "《中华人民共和国水法》第四十八条"
_CULTURE_LAW = "《营业性演出管理条例》第六条、第十三条"
LISTED_FIRST = Item(
    CULTURE,
    "出版物零售单位设立审批",
    "01",
    FIRMS,
    "《出版管理条例》第三十五条",
    "出版物经营许可证",
    "11100000000013417W021",
    (20, 8),
    "经营场所产权证明:0:1:1:申请者:0 章程:1:0:1:申请者:0",
)
"""Another department's than that of the officer who asks to decide on cases; nobody has applied for it yet."""
ITEMS = (
    Item(WATER, "取水许可", "01", BOTH, _WATER_LAW, "取水许可证", "11100000000013338W012", (20, 9),
         "取水口位置图:1:1:1:申请者:0 水资源论证报告:1:0:0:论证单位:0"),
    Item(REVENUE, "会计代理记账机构执业许可", "01", FIRMS, "《代理记账管理办法》第三条", "代理记账许可证书",
         "11100000000013127W001", (20, 8), "从业人员承诺书:1:0:1:申请者:0 办公场所证明:0:1:1:申请者:0"),
    Item(CULTURE, "营业性演出审批", "01", FIRMS, _CULTURE_LAW, "营业性演出准予许可决定", "11100000000013417W003",
         (20, 3), "演出节目单:1:0:1:申请者:0 场地证明:0:1:1:场地单位:0"),
    Item(WATER, "河道管理范围内建设项目工程建设方案审批", "01", FIRMS, "《中华人民共和国防洪法》第二十七条",
         "准予水行政许可决定书", "11100000000013338W015", (20, 12), "工程建设方案:2:0:1:设计单位:0", "j"),
    Item(WATER, "用水单位水效信息查询", "20", BOTH, "《节约用水条例》第十二条", "查询结果单", "", (1, 0)),
    Item(WATER, "洪水影响评价类审批", "01", FIRMS, "《中华人民共和国防洪法》第三十三条", "准予水行政许可决定书",
         "11100000000013338W016", (20, 10), "洪水影响评价报告:1:1:1:编制单位:0", "l"),
    Item(WATER, "困难家庭水费减免", "05", PEOPLE, "《社会救助暂行办法》第九条", "减免通知单", "", (30, 10),
         "家庭收入说明:1:0:1:申请者:0", "c"),
    Item(WATER, "生产建设项目水土保持方案审批", "01", FIRMS, "《中华人民共和国水土保持法》第二十五条",
         "水土保持方案准予许可决定", "11100000000013338W019", (20, 10), "水土保持方案:1:1:1:编制单位:0",
         fee="1200.00"),
    Item(CULTURE, "互联网上网服务营业场所设立审批", "01", FIRMS, "《互联网上网服务营业场所管理条例》第十条",
         "网络文化经营许可证", "11100000000013417W006", (20, 10), "资金信用证明:1:0:1:银行:0"),
    Item(CULTURE, "导游证核发", "01", PEOPLE, "《中华人民共和国旅游法》第三十七条", "导游证", "11100000000013417W009",
         (10, 4), "劳动合同:0:1:1:旅行社:0"),
    Item(CULTURE, "旅行社设立许可", "01", FIRMS, "《旅行社条例》第七条", "旅行社业务经营许可证",
         "11100000000013417W010", (20, 10), "经营场所证明:0:1:1:申请者:0"),
    Item(CULTURE, "公共图书馆读者证办理", "20", PEOPLE, "《中华人民共和国公共图书馆法》第三十三条", "读者证", "",
         (1, 0)),
    Item(CULTURE, "文物保护单位保护范围内作业审批", "01", FIRMS, "《中华人民共和国文物保护法》第二十八条",
         "准予作业决定书", "11100000000013417W013", (20, 15), "作业方案:1:1:1:申请者:0",
         elsewhere="须经现场踏勘并由专家组评审，在文物保护所办理。"),
    Item(CULTURE, "非遗代表性传承人补助申领", "05", PEOPLE, "《中华人民共和国非物质文化遗产法》第三十条", "补助通知",
         "", (30, 20), "传承活动记录:1:0:1:申请者:0"),
    Item(REVENUE, "非营利组织免税资格认定", "07", "4", "《企业所得税法实施条例》第八十四条", "免税资格认定书", "",
         (45, 30), "组织章程:0:1:1:申请者:0"),
    Item(REVENUE, "财政票据领用", "20", "3 4 6", "《财政票据管理办法》第十五条", "财政票据", "", (1, 0)),
    Item(REVENUE, "政府采购供应商登记", "20", FIRMS, "《政府采购法实施条例》第二十一条", "登记回执", "", (5, 1)),
    Item(REVENUE, "国库集中支付账户备案", "10", "3 6", "《财政国库管理制度改革试点方案》", "备案回执", "", (10, 5),
         elsewhere="涉及国库系统专线，在国库支付中心办理。"),
    Item(DATA_OFFICE, "公共数据开放申请", "20", BOTH, "《公共数据资源登记管理暂行办法》", "数据开放通知", "", (20, 10)),
    Item(DATA_OFFICE, "电子证照信息更正", "20", BOTH, "《国务院关于在线政务服务的若干规定》第十条", "更正结果单", "",
         (5, 0)),
    Item(WATER, "农村集体经济组织修建水库审批", "01", "5", "《中华人民共和国水法》第二十五条", "准予水行政许可决定书",
         "11100000000013338W021", (20, 15), "水库设计文件:1:1:1:设计单位:0", "s"),
    Item(WATER, "水利工程质量检测单位乙级资质认定", "01", FIRMS, "《建设工程质量管理条例》第三十四条",
         "资质等级证书", "11100000000013338W022", (20, 14), "检测人员名单:1:0:1:申请者:0"),
    Item(CULTURE, "艺术考级机构承办单位备案", "10", FIRMS, "《社会艺术水平考级管理办法》第十四条", "备案回执", "",
         (5, 2)),
)  # fmt: skip


@dataclass(frozen=True)
class Past:
    """A case of the past: the item's place in the list, whose, when (MM-DD HH:MM), and what became of it.

    `days` are the calendar days until its decision; `grade` is of its evaluation.
    """

    item: int
    user: str
    at: str
    fate: str = "grant"
    days: int = 2
    grade: str = ""
    channel: str = "2"


_A, _L, _B, _T, _H = "citizen:80017", "citizen:80052", "citizen:80311", "citizen:80324", "citizen:80337"
CASES = (
    Past(0, _A, "10-12 09:10", days=3, grade="1"), Past(1, _B, "10-12 10:20", days=4, grade="2"),
    Past(2, _T, "10-12 14:00", days=2, grade="4", channel="1"), Past(9, _L, "10-13 09:00", days=3, grade="1"),
    Past(9, _H, "10-13 09:30", days=2, grade="5"), Past(4, _A, "10-13 15:10", grade="1"),
    Past(5, _B, "10-14 08:50", days=7, grade="3", channel="1"), Past(6, _H, "10-14 10:40", days=6, grade="2"),
    Past(7, _A, "10-15 09:20", days=11, grade="1"), Past(8, _B, "10-15 11:00", days=7),
    Past(10, _T, "10-16 09:00", "deny", 6, "4"), Past(11, _L, "10-16 16:00", grade="1"),
    Past(13, _H, "10-19 09:00", days=15, grade="2"), Past(2, _T, "10-19 10:00", "overdue", 8, "3"),
    Past(15, _B, "10-19 15:00", grade="2"), Past(16, _T, "10-20 09:00", days=1, channel="1"),
    Past(18, _L, "10-20 11:00", days=7, grade="1"), Past(19, _H, "10-21 09:40", grade="1", channel="1"),
    Past(21, _A, "10-21 10:30", "extend", 26), Past(22, _T, "10-22 09:00", days=1, grade="3"),
    Past(3, _B, "10-22 14:20", "extend", 26), Past(0, _T, "10-23 09:00", "decline"),
    Past(0, _H, "10-26 09:00", "procedure", 9), Past(1, _T, "10-26 10:00", days=3, grade="1"),
    Past(9, _H, "10-27 10:00", "withdraw"),
    Past(2, _B, "10-28 09:00", days=2, grade="2"), Past(7, _T, "10-29 09:00", days=7, grade="1"),
    Past(5, _A, "10-30 09:30", days=5, grade="2"), Past(10, _A, "11-02 09:00", days=4),
    Past(4, _L, "11-03 09:00", grade="1"),
    Past(8, _T, "11-04 10:00", "deny", 5), Past(0, _A, "11-19 09:10", "accept"), Past(6, _L, "11-19 10:00", "accept"),
    Past(3, _T, "11-20 09:00", "suspend"), Past(7, _B, "11-23 09:00", "submit"), Past(1, _A, "11-23 10:00", "lack"),
    Past(0, _B, "11-23 14:00", "return"), Past(21, _T, "11-24 09:00", "submit"),
)  # fmt: skip
COMPLAINTS = (
    (_A, "question", "取水口变更怎样办理", "取水口移位后是否须重新申请取水许可？", "10-15 10:00", 3),
    (_L, "question", "导游证何时可取", "导游证核发后可否邮寄到家？", "10-16 11:00", 2),
    (_T, "complaint", "窗口等候过久", "星期一上午取号后等候一个多小时。", "10-20 12:00", 8),
    (_A, "complaint", "材料说明不清", "水土保持方案的份数，网上与窗口说法不一。", "11-20 09:00", 0),
    (_L, "question", "减免怎样续办", "水费减免到期后是否须重新提交材料？", "11-23 15:00", 0),
)  # fmt: skip
