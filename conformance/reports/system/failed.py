"""The part of the terminal report about failed clauses: their common causes, then each with its counter-examples."""

from __future__ import annotations

from urllib.parse import urlsplit

from rich.cells import cell_len
from rich.text import Text as Line

from conformance.model.text import Text, many
from conformance.model.verdict import Verdict
from conformance.model.visible import visible
from conformance.reports import reading
from conformance.reports.bars import STYLES
from conformance.reports.page import INDENT, Page
from conformance.reports.reading import EXAMPLES, Document, Node, title
from conformance.reports.system.sentences import SEEN_ONCE, mark, replay, weight

CAUSES = 5

OPERATION = Text("操作", "operation")
AT = Text("位置", "at")
DUE = Text("应为", "due")
SEEN = Text("实际", "seen")
CURL = Text("复现", "repeat")
FIX = Text("整改", "fix")
CASE = Text("题目", "case")
MORE = Text("详情", "more")
LABELS = (OPERATION, AT, DUE, SEEN, CURL, CASE, FIX, MORE)


def causes(document: Document, page: Page) -> None:
    """The causes that show in several places, the widest first, so that one repair is not taken for many."""
    wide = [cause for cause in document["causes"] if cause["places"] > 1]
    if wide:
        page.heading(Text("先看这里：影响多处的原因", "Look here first: causes that show in many places"))
    for cause in wide[:CAUSES]:
        page.paragraph(page.say(_extent(cause)), indent=2, style=STYLES[Verdict.FAIL])
        page.paragraph(page.said(cause, "summary"), indent=INDENT)
        page.paragraph(" ".join(cause["clauses"]), indent=INDENT, style="dim")
    left = len(wide) - CAUSES
    if left > 0:
        page.paragraph(page.say(Text(f"另有 {left} 个原因", f"and {left} more causes")), indent=2)


def _extent(cause: Node) -> Text:
    places, clauses = many(cause["places"], "处", "place"), many(len(cause["clauses"]), "条条款", "clause")
    return Text(f"一个原因，{places.zh}，{clauses.zh}", f"one cause, {places.en}, {clauses.en}")


def failed(document: Document, page: Page) -> None:
    """Every failed clause: mandatory and severe ones first."""
    for clause in reading.failed(document):
        clause_in_full(clause, page)


def clause_in_full(clause: Node, page: Page) -> None:
    """One failed clause: its first counter-examples, how to repeat and how to fix them."""
    page.blank()
    _head(page, clause["id"], title(clause, page.lang))
    extent = f"{page.say(weight(clause))} · {page.say(many(clause['places'], '处', 'place'))}"
    at = reading.where(clause)
    told = (extent, page.say(mark(clause)), visible(page.say(at), limit=0) if at else "", page.said(clause, "detail"))
    for text in filter(None, told):
        page.paragraph(text, indent=INDENT)
    shown = clause["findings"][:EXAMPLES]
    for number, found in enumerate(shown, 1):
        _example(found, f"{number}." if len(shown) > 1 else "", page)
    page.more(clause["places"] - len(shown), "处", indent=INDENT)
    page.field(FIX, title(clause, page.lang, "remediation"), LABELS)
    page.whole(f"hutong explain {clause['id']}", *page.label(MORE, LABELS))


def _head(page: Page, name: str, title: str) -> None:
    """Mark, id and title; the title on lines of its own where the width does not hold both."""
    head = Line("× ", style=STYLES[Verdict.FAIL]).append(name, style="bold")
    together = head.cell_len + cell_len(title) + 2 <= page.width
    page.line(head.append(f"  {title}", style="bold") if together else head)
    if not together:
        page.paragraph(title, indent=INDENT, style="bold")


def _example(found: Node, number: str, page: Page) -> None:
    request = _request(found)
    if not found["repeated"]:
        request += page.say(SEEN_ONCE)
    fields = [(OPERATION, request), (AT, found["at"]), (DUE, page.said(found, "due")), (SEEN, page.said(found, "seen"))]
    for label, text in fields:
        if text:
            page.field(label, text, LABELS, number)
            number = ""
    shown = found["smallest"] or found
    if shown["script"]:
        _steps(found, page)
    elif shown["curl"]:
        page.whole(shown["curl"], *page.label(CURL, LABELS))
    if found["case"]:
        page.whole(replay(found), *page.label(CASE, LABELS))
        _shrunk(found, page)


def _shrunk(found: Node, page: Page) -> None:
    """That the line of curl is of a smaller request than the one found with the case."""
    smallest = found["smallest"]
    if smallest is None or smallest["case"] == found["case"]:
        return
    sent = many(smallest["requests"], "次请求", "request")
    zh, en = f"复现行是由此题缩小而来，用了 {sent.zh}", f"the line above is made smaller from it, in {sent.en}"
    if not smallest["complete"]:
        zh, en = f"{zh}；请求用尽，或许还能更小", f"{en}; they ran out, it may get smaller still"
    column, _ = page.label(CASE, LABELS)
    page.paragraph(page.say(Text(zh, en)), indent=column)


def _steps(found: Node, page: Page) -> None:
    """The lines that repeat a sequence, numbered by the comment above each: the whole can be pasted into bash."""
    column, label = page.label(CURL, LABELS)
    smaller = found["smallest"]["script"] if found["smallest"] else []
    seen = [] if smaller else [f"{it['step']}: {_status(it)}" for it in found["evidence"]]
    for number, line in enumerate(smaller or found["script"], 1):
        page.whole(f"# {number} {seen[number - 1] if number <= len(seen) else ''}".rstrip(), column, label)
        page.whole(line, column, "")
        label = ""


def _status(proof: Node) -> int:
    """The status on the wire; 0 where there was no usable answer."""
    return proof["response"]["status"] if "response" in proof else 0


def _request(found: Node) -> str:
    """The request in a line: method, path and query, and the operation it belongs to."""
    operation = found["operation"]
    if not found["evidence"]:
        return str(operation)
    request = found["evidence"][-1]["request"]
    try:
        parts = urlsplit(request["url"])
    except ValueError:
        return f"{request['method']} {request['url']}"
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    about = f" ({operation})" if operation else ""
    return f"{request['method']} {visible(path, limit=200)}{about}"
