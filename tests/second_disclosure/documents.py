"""What is published: found, read, downloaded; registered, changed, reviewed, taken down."""

from __future__ import annotations

import base64
import hashlib
import json

from flask import Response, g, request

from tests.second_disclosure import pages
from tests.second_disclosure.codes import EMPTY, HEADINGS, LISTS
from tests.second_disclosure.files import Document, Row, held, now, once, today
from tests.second_disclosure.inputs import DOCUMENT, REVIEW
from tests.second_system import asked
from tests.second_system.accounts import ANONYMOUS
from tests.second_system.answers import HTML, JSON, as_json, page_of
from tests.second_system.code_lists import pattern
from tests.second_system.refusal import Refused

FILE = "f-01"


def text_of(text: Row) -> bytes:
    """The file of a document: its title, its number where it has one, and its text."""
    lines = [text["title"], *([text["number"]] if "number" in text else []), "", text["content"], ""]
    return "\n".join(lines).encode()


def shown(document: Document, text: Row) -> Row:
    content = text_of(text)
    file = {"id": FILE, "name": f"{document.fixed['id']}.txt", "media": "text/plain", "size": len(content),
            "digest": hashlib.sha256(content).hexdigest()}  # fmt: skip
    state = "published" if text is document.in_force else "draft"
    return {**document.fixed, **text, "files": [file], "state": state}


def _seen() -> list[Row]:
    pairs = ((document, document.seen_by(g.account)) for _, document in sorted(held().documents.items()))
    return [shown(document, text) for document, text in pairs if text]


def headings() -> Response:
    asked.accepts(JSON)
    held_under = [d.in_force["heading"] for d in held().documents.values() if d.in_force and not d.withdrawn]
    items = [
        {"code": code, "zh": zh, "en": en, "article": f"20({number})", "count": held_under.count(code)}
        for number, (code, zh, en) in enumerate(HEADINGS, 1)
    ]
    for item in items:
        if not item["count"]:
            item["note"] = EMPTY.get(str(item["code"]), "本栏目暂无应当公开的内容。")
    return as_json({"items": items, "total": len(items)})


def find() -> Response:
    media = asked.accepts(JSON, HTML)
    words = (asked.word("q", ".{0,100}") or "").casefold().split()
    issuer, made = asked.word("issuer", "[0-9A-HJ-NPQRTUWXY]{18}"), asked.word("made", "[0-9]{4}[0-9-]{0,6}") or ""
    coded = {
        name: asked.word(name, pattern(LISTS, of)) for name, of in (("heading", "heading"), ("state", "document-state"))
    }

    def fits(row: Row) -> bool:
        text = f"{row['title']}\n{row['summary']}".casefold()
        return (
            all(word in text for word in words)
            and issuer in (None, row["issuer"]["uscc"])
            and row["madeOn"].startswith(made)
            and all(code in (None, row[name]) for name, code in coded.items())
        )

    result = page_of([row for row in _seen() if fits(row)])
    return as_json(result) if media == JSON else pages.listed("documents", result, request.args.get("q", ""))


def _document(id: str) -> tuple[Document, Row]:  # noqa: A002 - the contract's name
    document = held().documents.get(id)
    text = document.seen_by(g.account) if document else None
    if not document or not text:
        raise Refused(404, "没有这条政府信息")
    return document, text


def _own(id: str) -> Document:  # noqa: A002 - the contract's name
    document, _ = _document(id)
    if document.unit is not g.account.unit:
        raise Refused(403, "不是本单位的政府信息")
    return document


def _tag(row: Row, media: str) -> str:
    return hashlib.blake2s((media + json.dumps(row, sort_keys=True)).encode(), digest_size=9).hexdigest()


def _answer(document: Document, status: int = 200, location: str = "") -> Response:
    row = shown(document, document.draft or document.in_force or {})
    answer = as_json(row, status, location=location)
    answer.set_etag(_tag(row, JSON))
    return answer


def read(id: str) -> Response:  # noqa: A002 - the contract's name
    media = asked.accepts(JSON, HTML)
    asked.header("If-None-Match", ".{0,256}")
    row = shown(*_document(id))
    answer = as_json(row) if media == JSON else pages.one("documents", row)
    answer.set_etag(_tag(row, media))
    answer.headers["Cache-Control"] = "public, max-age=0" if g.account is ANONYMOUS else "private, max-age=0"
    answer.vary.update(("Accept", "Authorization"))
    answer.make_conditional(request)
    return answer


def downloaded(id: str, file: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts("text/plain")
    _, text = _document(id)
    if file != FILE:
        raise Refused(404, "没有这个文件")
    content = text_of(text)
    answer = Response(content, content_type="text/plain; charset=utf-8")
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    answer.headers["Content-Digest"] = f"sha-256=:{digest}:"
    answer.headers["Content-Disposition"] = f'attachment; filename="{id}.txt"'
    answer.vary.update(("Authorization",))
    return answer


def registered() -> Response:
    asked.accepts(JSON)
    content = asked.body(DOCUMENT)
    id = once(content, lambda: str(held().register(g.account.unit, content, now()).fixed["id"]))  # noqa: A001 - the contract's name
    document, _ = _document(id)
    return _answer(document, 201, f"/documents/{id}")


def changed(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    asked.header("If-Match", ".{0,256}")
    content = asked.body(DOCUMENT)
    document = _own(id)
    current = _tag(shown(document, document.draft or document.in_force or {}), JSON)
    if request.headers.get("If-Match") and not request.if_match.contains(current):
        raise Refused(412, "政府信息已被他人修改，请重新读取")
    document.draft = {**content, "changedOn": today()} if document.in_force else content
    return _answer(document)


def withdrawn(id: str) -> tuple[str, int]:  # noqa: A002 - the contract's name
    _own(id).withdrawn = True
    return "", 204


def reviewed(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    decision = asked.body(REVIEW)
    document, _ = _document(id)
    if not document.draft or "review" in document.draft:
        raise Refused(409, "没有待审的草稿")
    document.draft = {**document.draft, "review": {**decision, "reviewedAt": now()}}
    if decision["decision"] == "approve":
        document.in_force, document.draft = {**document.draft, "publishedAt": now()}, None
    return _answer(document)
