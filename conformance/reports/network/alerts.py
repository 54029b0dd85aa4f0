"""A network's failed pairs and disagreeing catalogues as alerts of code scanning."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conformance.model.text import Lang, Text
from conformance.model.verdict import Verdict
from conformance.reports.network import told
from conformance.reports.reading import Node


@dataclass(frozen=True, slots=True)
class Rule:
    """What an alert is about. Its title, what it demands, and how to put it right."""

    id: str
    title: Text
    statement: Text
    remediation: Text


EXCHANGE = Rule(
    "interop.exchange",
    Text("声明的交换真正可用", "A declared exchange works"),
    Text(
        "提供方送出的，使用方都能接受；申请、授权、交付与回执走得通。",
        "The consumer takes whatever the provider sends; request, grant, delivery and receipt go through.",
    ),
    Text(
        "按所列责任方、最小报文与条款改正，再运行 hutong matrix。",
        "Repair what the party to blame, the smallest message and the clauses show, and run hutong matrix again.",
    ),
)
CATALOGUES = Rule(
    "interop.catalogues",
    Text("目录彼此一致", "Catalogues agree"),
    Text(
        "两级目录在内容、格式、接口、协议上一致，变更能够传到对方。",
        "Two catalogues agree in content, format, interface and protocol, and changes reach the other.",
    ),
    Text("改正所列条款。", "Repair what the clauses show."),
)


@dataclass(frozen=True, slots=True)
class Alert:
    """A departure: what it is about, what is said of it, where it was written down, and what it is told apart by."""

    rule: Rule
    message: str
    name: str
    origin: Node
    fingerprint: str


def alerts(document: Node, lang: Lang) -> Iterator[Alert]:
    """Failed pairs where the system to blame stands, or its consumer; catalogues where the first of the two does."""
    found = document["interop"]
    between = Text("；", "; ").into(lang)
    origins = {system["name"]: system["origin"] for system in found["systems"]}
    for pair in filter(told.failing, found["pairs"]):
        said = between.join(told.lines(pair, lang))
        place = pair["blamed"] or pair["consumer"]
        yield _alert(EXCHANGE, told.name(pair), said, place, origins)
    for cell in found["catalogues"]:
        if cell["verdict"] == Verdict.FAIL:
            said = between.join([told.ways(cell, lang), *told.broken(cell, lang)])
            yield _alert(CATALOGUES, told.catalogues(cell), said, cell["one"], origins)


def _alert(rule: Rule, name: str, said: str, place: str, origins: Mapping[str, Node]) -> Alert:
    named = hashlib.sha256(f"{rule.id}\n{name}".encode("utf-8", "backslashreplace")).hexdigest()
    return Alert(rule, f"{name}: {said}", name, origins[place], f"{named[:16]}:1")
