"""The same said in other words: pages, security.txt, code lists, entity tags, a withdrawal done twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response

from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.data_exchange.delivery import Batches
from conformance.systems.data_exchange.requests import Requests
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.mutations import gives, skips
from conformance.systems.faults.parts import around, both, override_part
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.service.accounts import Caller
from conformance.systems.service.call import Call
from conformance.systems.service.operations import Operations
from conformance.systems.service.part import Record
from conformance.systems.service.records import Records
from conformance.systems.service.refusal import Refusal
from conformance.systems.service.responses import Responses
from conformance.systems.twins.twin import Lawful, Twin, fixed, of_kind

LOOKS = 2
"""How often a batch is still running when it is looked at."""


def _in_capitals(page: str) -> str:
    """Tags and their attributes in capitals; the doctype too."""

    def capital(tag: re.Match[str]) -> str:
        names = re.sub(r'(?<![\w-])([\w-]+)(=")', lambda found: found[1].upper() + found[2], tag[2])
        return f"<{tag[1].upper()}{names}>"

    return re.sub(r"<(/?[a-z][a-z0-9]*+)([^<>]*+)>", capital, page).replace("<!DOCTYPE html>", "<!doctype HTML>")


def _page_in_capitals(sound: Callable[..., Response], call: Any, page: str) -> Response:
    return sound(call, _in_capitals(page))


def _by_hand(text: str) -> str:
    """The fields in another case and order, with remarks and further fields, lines ending in CRLF."""
    lines = ["# 漏洞报告 Vulnerability reports", *(_lower_name(line) for line in reversed(text.splitlines()))]
    return "\r\n".join(
        [*lines, "Contact: mailto:security@example.gov.cn", "Acknowledgments: https://example.gov.cn/thanks", ""]
    )


def _lower_name(line: str) -> str:
    name, colon, value = line.partition(":")
    return f"{name.upper()}{colon}{value}"


class OddTags(Responses):
    """Entity tags of characters that are lawful and rare: commas, a slash, what looks like the mark of a weak one."""

    def tag(self, body: bytes) -> str:
        return f'"W/,{super().tag(body)[1:9]},v=1;!"'

    def listed(self, header: str | None, tag: str) -> bool:
        return tag in (header or "") or (header or "").strip() == "*"


class WithdrawsTwice(Operations):
    """A repeat of a withdrawal changes nothing, and says what the first said."""

    def withdraw(self, call: Call, of: Records) -> Response:
        try:
            return super().withdraw(call, of)
        except Refusal as refusal:
            if refusal.status != 410:
                raise
            return self._system.responses.nothing(call)


class BatchesTakeTime(Batches):
    """A batch runs on for a few looks at it."""

    looks: dict[str, int]

    def today(self, record: Record) -> Record:
        self.looks[record["id"]] = self.looks.get(record["id"], 0) + 1
        if self.looks[record["id"]] > LOOKS or record["startedAt"] < "2026-11-02":
            return super().today(record)
        return {name: record[name] for name in ("id", "grant", "resource", "startedAt")} | {"state": "running"}


class WaitsForTheOfficer(Requests):
    """What is shared without conditions is decided by the officer too; a return flow is not."""

    def at_once(self, caller: Caller, holding: Any, record: Record) -> bool:
        return self.returns(caller, record)


def _turned(lists: Mapping[str, Any]) -> Mapping[str, Any]:
    return dict(reversed([*lists.items()]))


def _codes_turned(shown: Record) -> Record:
    return {**shown, "items": shown["items"][::-1]}


def _time_for_batches() -> Mutation:
    def apply(system: Any) -> None:
        system.batches.looks = {}
        override_part("batches", BatchesTakeTime)(system)

    return Mutation(apply, override_part("batches", BatchesTakeTime).flaws)


_OPEN = "contract"
TWINS = (
    Twin(
        "pages-in-capitals",
        Text("网页的标签与属性名用大写", "writes tags and attributes of pages in capitals"),
        Lawful(
            Text("HTML 的标签名与属性名不分大小写。", "Names of tags and attributes have no case in HTML."),
            "HTML",
        ),
        fixed(around("responses.html", _page_in_capitals)),
        frozenset({"pages"}),
    ),
    Twin(
        "security-txt-by-hand",
        Text(
            "security.txt 字段名大写、次序不同，有注释与多个联系方式，行尾 CRLF",
            "writes security.txt in another case and order",
        ),
        Lawful(
            Text("字段名不分大小写，次序不限，可有注释，行尾可为 CRLF。", "Fields have no case and no order."),
            "RFC 9116",
        ),
        fixed(gives("declare.security_txt", _by_hand)),
        frozenset({"security-txt"}),
    ),
    Twin(
        "code-lists-in-another-order",
        Text("代码表与其中代码的次序相反", "lists code lists and their codes in the opposite order"),
        Lawful(Text("规约没有规定代码表的次序。", "The contract gives code lists no order."), _OPEN),
        fixed(both(gives("serializers.code_lists", _turned), gives("serializers.code_list", _codes_turned))),
        frozenset({"code-lists"}),
    ),
    Twin(
        "tags-of-odd-characters",
        Text("实体标记含逗号、斜线", "has commas and slashes in its entity tags"),
        Lawful(
            Text("实体标记内可有逗号等字符，整体按原样比较。", "An entity tag may hold commas; it is opaque."),
            "RFC 9110 8.8.3",
        ),
        fixed(override_part("responses", OddTags)),
        frozenset({"tag-words"}),
    ),
    *of_kind(
        CATALOGUE,
        Twin(
            "withdraws-twice",
            Text("重复撤销仍应答 204", "answers a repeated withdrawal with 204"),
            Lawful(
                Text("DELETE 是幂等的，规约列有 204。", "DELETE is idempotent, and 204 is in the contract."),
                "RFC 9110 9.2.2",
            ),
            fixed(override_part("operations", WithdrawsTwice)),
            frozenset({"withdrawal"}),
        ),
    ),
    *of_kind(
        EXCHANGE,
        Twin(
            "reviews-return-flow",
            Text("下级调取本行政区域数据的申请也须审核", "reviews what a lower level asks of its own region"),
            Lawful(Text("规约留给系统决定。", "The contract leaves it to the system."), _OPEN),
            fixed(skips("requests.returns", result=False)),
            frozenset({"consent"}),
            leaves={"support.exchange.return-flow": Reason.PRECONDITION_NOT_MET},
        ),
        Twin(
            "waits-for-the-officer",
            Text(
                "无条件共享的申请也由经办人答复", "has an officer answer requests for what is shared without conditions"
            ),
            Lawful(
                Text("答复期限为一个工作日，不要求即时。", "The answer is due within a working day, not at once."),
                "D809 21",
            ),
            fixed(override_part("requests", WaitsForTheOfficer)),
            frozenset({"consent"}),
        ),
        Twin(
            "batches-take-a-moment",
            Text("批量任务看两次之后才完成", "has a batch done only after two looks"),
            Lawful(Text("批量任务异步进行。", "A batch runs by itself, and takes its time."), _OPEN),
            fixed(_time_for_batches()),
            frozenset({"batches"}),
        ),
    ),
)
