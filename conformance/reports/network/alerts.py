"""A network's failed pairs and disagreeing catalogues as alerts of code scanning."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.text import Lang, Text
from conformance.model.verdict import Verdict
from conformance.reports.alert import Alert, Rule, fingerprint
from conformance.reports.network import sentences
from conformance.reports.reading import Document, Node, of

EXCHANGE = (
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
CATALOGUES = (
    "interop.catalogues",
    Text("目录彼此一致", "Catalogues agree"),
    Text(
        "两级目录在内容、格式、接口、协议上一致，变更能够传到对方。",
        "Two catalogues agree in content, format, interface and protocol, and changes reach the other.",
    ),
    Text("改正所列条款。", "Repair what the clauses show."),
)


def category(document: Document) -> str:
    """What sets the runs on a network apart from those on a system."""
    return "network"


def address(document: Document) -> str:
    """A network has no address of its own."""
    return ""


def alerts(document: Document, lang: Lang) -> Iterator[Alert]:
    """Failed pairs where the system to blame stands, or its consumer; catalogues where the first of the two does."""
    found, between = document["interop"], Text("；", "; ").into(lang)
    origins = {system["name"]: system["origin"] for system in found["systems"]}
    for pair in filter(sentences.failing, found["pairs"]):
        message = between.join(sentences.lines(pair, lang))
        rule, origin = _rule(*EXCHANGE, lang), origins[pair["blamed"] or pair["consumer"]]
        yield _alert(rule, sentences.name(pair), message, origin)
    for cell in of(found["catalogues"], Verdict.FAIL):
        message = between.join([sentences.ways(cell).into(lang), *sentences.broken_lines(cell, lang)])
        yield _alert(_rule(*CATALOGUES, lang), sentences.catalogues(cell), message, origins[cell["one"]])


def _rule(name: str, title: Text, statement: Text, remediation: Text, lang: Lang) -> Rule:
    demand = statement.into(lang)
    return Rule(name, title.into(lang), demand, (demand, remediation.into(lang)), "error", ("interoperability",))


def _alert(rule: Rule, name: str, message: str, origin: Node) -> Alert:
    return Alert(rule, f"{name}: {message}", origin, name, fingerprint(rule.id, name))
