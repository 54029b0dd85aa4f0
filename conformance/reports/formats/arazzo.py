"""Workflows of Arazzo 1.0.1 that any tool can run: one a finding, over the interface document of the system."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from conformance.model.text import Lang, Text
from conformance.model.visible import visible, visible_json
from conformance.model.workflow import OMISSION_WORDS, SYSTEM, Omission
from conformance.reports import words
from conformance.reports.markup import plain
from conformance.reports.reading import Document, Node, altered, failed, said, seen, title

SUFFIX = ".arazzo.json"
EXACT = True  # what is asked again is asked as it stood
MOST = 200
"""Workflows of one document."""
MOST_OF_A_CLAUSE = 5

STANDS = Text("系统是否可用", "whether the system stands")
HOW = Text(
    "每个工作流重复一次检测中的请求，判据是当时应答的状态码：通过即结果相同。先给出 inputs 中的凭据（整个头字段值），"
    "最后的 back 步骤清除所建数据。",
    "Each workflow repeats requests of the run; its criteria are the statuses as answered, so it passes where the "
    "outcome is the same. Give it the credentials among its inputs, each the whole value of a field; its last steps, "
    "called back, take back what was made.",
)
EMPTY = Text(
    "本文件没有可运行的工作流，原因见 x-hutong-left-out。", "It holds nothing to run; x-hutong-left-out says why."
)
BOUND = Text(f"超过每条款 {MOST_OF_A_CLAUSE} 个、共 {MOST} 个", f"more than {MOST_OF_A_CLAUSE} a clause, {MOST} in all")
UNLISTED = Text("报告未列出其证据", "the report lists no evidence of it")


@dataclass(frozen=True)
class Entry:
    """A workflow and of what it is: its `definition`, else `why` it is left out."""

    of: str
    summary: str
    description: str
    definition: Mapping[str, Any] | None
    why: str = ""


@dataclass(frozen=True)
class Heading:
    """What a document says of itself, and what it rests on: the interface document, and the address of the system."""

    title: str
    about: str
    version: str
    source: str
    address: str


def render(document: Document, lang: Lang) -> bytes:
    """The document as JSON text. An altered one holds nothing to run: who altered it might choose what is sent."""
    target, remark = document["target"], altered(document, lang)
    about = " ".join(filter(None, (HOW.into(lang), words.STATEMENT.into(lang), remark)))
    heading = Heading(
        f"Hutong 互通 · {target['name']}",
        about,
        document["run"]["release"],
        document["arazzo"]["source"],
        target["address"],
    )
    return whole(heading, [] if remark else _entries(document, lang), lang)


def whole(heading: Heading, entries: Iterable[Entry], lang: Lang) -> bytes:
    """A document over one interface document, with the entries that can be said and a list of what is left out."""
    kept, left = list[Node](), Counter[tuple[str, str]]()
    for entry in entries:
        why = _left_out(entry, heading, len(kept), lang)
        if why:
            left[entry.of, why] += 1
        else:
            kept.append(_workflow(entry))
    out = [{"of": of, "why": why, "number": number} for (of, why), number in left.items()]
    made = {
        "arazzo": "1.0.1",
        "info": _info(heading, "" if kept else EMPTY.into(lang)),
        "sourceDescriptions": [_source(heading)] if heading.source else [],
        "workflows": kept,
        **({"x-hutong-left-out": seen(out)} if out else {}),
    }
    return (visible_json(json.dumps(made, ensure_ascii=False, indent=2)) + "\n").encode()


def _left_out(entry: Entry, heading: Heading, kept: int, lang: Lang) -> str:
    """What keeps an entry out of a document that holds so many already; empty where nothing does."""
    if not heading.source:
        return OMISSION_WORDS[Omission.DOCUMENT].into(lang)
    return entry.why or ("" if entry.definition and kept < MOST else BOUND.into(lang))


def _info(heading: Heading, empty: str) -> Node:
    about = _markdown(f"{heading.about} {empty}".strip())
    return {"title": visible(heading.title), "description": about, "version": visible(heading.version) or "-"}


def _source(heading: Heading) -> Node:
    """The interface document, and for tools that know the word the address in the place of the servers it names."""
    address, place = visible(heading.address, limit=0), visible(heading.source, limit=0)
    return {"name": SYSTEM, "url": place, "type": "openapi", "x-serverUrl": address}


def _workflow(entry: Entry) -> Node:
    definition = dict(entry.definition or {})
    texts = {"summary": visible(entry.summary), "description": _markdown(entry.description)}
    return {"workflowId": definition.pop("workflowId"), **texts, "x-hutong-of": visible(entry.of), **definition}


def _markdown(text: str) -> str:
    """A text as Markdown in which nothing acts, also for readers that look for HTML before they look for escapes."""
    return plain(visible(text)).replace("\\<", "&lt;")


def _entries(document: Document, lang: Lang) -> Iterator[Entry]:
    rests, stands = document["arazzo"], STANDS.into(lang)
    yield Entry(document["target"]["name"], stands, stands, rests["workflow"], _why(rests, lang))
    for clause in failed(document):
        yield from _of_clause(clause, lang)


def _of_clause(clause: Node, lang: Lang) -> Iterator[Entry]:
    """A workflow for each of the first findings that can be said; the others with what keeps them out."""
    name, heading = clause["id"], title(clause, lang)
    first = {*islice((at for at, found in enumerate(clause["findings"]) if found["workflow"]), MOST_OF_A_CLAUSE)}
    for at, found in enumerate(clause["findings"]):
        flow = found["workflow"] if at in first else None
        yield Entry(name, heading, said(found, "message", lang), flow, _why(found, lang))
    for _ in range(clause["places"] - len(clause["findings"])):
        yield Entry(name, "", "", None, UNLISTED.into(lang))


def _why(node: Node, lang: Lang) -> str:
    """What keeps something from being said; empty where only the bound does."""
    return OMISSION_WORDS[Omission(node["omission"])].into(lang) if node["omission"] else ""
