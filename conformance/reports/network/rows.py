"""A network's pairs as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.model.text import Lang, Text
from conformance.reports.network import sentences
from conformance.reports.reading import Node, said, verdict_word

COLUMNS = (
    Text("提供方", "provider"),
    Text("使用方", "consumer"),
    Text("资源", "resource"),
    Text("平台", "platform"),
    Text("目录", "catalogue"),
    Text("协议", "agreement"),
    Text("结论", "verdict"),
    Text("责任", "blame"),
    Text("原因", "why"),
    Text("义务", "duty"),
    Text("报文", "message"),
    Text("条款", "clauses"),
    Text("复现", "repeat"),
)


def rows(document: Node, lang: Lang) -> Iterator[list[str]]:
    """A row for every pair, in the order of the file."""
    for pair in document["interop"]["pairs"]:
        found = next((it["misfit"] for _, it in sentences.compared(pair) if it["misfit"]), None)
        whose = sentences.whose(pair)
        yield [
            *(pair[name] for name in ("provider", "consumer", "item", "platform", "catalogue", "agreement")),
            verdict_word(pair, lang),
            whose.into(lang) if whose else "",
            said(pair, "reason", lang),
            sentences.duty(pair),
            found["message"] if found else "",
            "\n".join(sentences.broken_lines(pair, lang)),
            "\n".join(pair["script"]),
        ]
