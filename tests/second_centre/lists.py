"""The lists and single records of every kind, the certificates' files, and their verification."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable

from flask import Response, g, request

from tests.second_centre import centre as kept
from tests.second_centre.centre import Row
from tests.second_centre.codes import LISTS
from tests.second_centre.identifiers import checks, pdf
from tests.second_centre.pages import page
from tests.second_system import asked
from tests.second_system.answers import HTML, JSON, as_json, page_of
from tests.second_system.days import day_of
from tests.second_system.refusal import parameter

PDF = "application/pdf"
SHAPES = {"department": "[0-9A-HJ-NPQRTUWXY]{18}", "item": "i-[0-9]{6}"}
GRADES = ("best", "good", "fair", "poor", "worst")


def _shape(name: str, known: str) -> str:
    """A pattern that the values of a filter match: the codes of a list, or a shape."""
    return "|".join(code for code, _, _ in LISTS[known][3]) if known else SHAPES[name]


def _wanted(filters: dict[str, str]) -> dict[str, str]:
    given = {name: asked.word(name, _shape(name, known)) for name, known in filters.items()}
    return {name: value for name, value in given.items() if value is not None}


def _fits(row: Row, wanted: dict[str, str]) -> bool:
    for name, value in wanted.items():
        held = row["serviceObjects"] if name == "serviceObject" else [row[name]]
        if value not in ([row["department"]["uscc"]] if name == "department" else held):
            return False
    return True


def _narrowed(rows: Iterable[Row], filters: dict[str, str]) -> list[Row]:
    """The rows that fit; withdrawn ones on demand only."""
    wanted = _wanted(filters)
    return [row for row in rows if _fits(row, wanted) and ("state" in wanted or row.get("state") != "withdrawn")]


def _found(rows: list[Row], *members: str) -> list[Row]:
    words = (asked.word("q", ".{0,100}") or "").casefold().split()
    return [row for row in rows if all(word in "\n".join(row[m] for m in members).casefold() for word in words)]


def reading(kind: str) -> Callable[[str], Response]:
    """A view of one row that the caller may see."""

    def view(id: str) -> Response:  # noqa: A002 - the contract's name
        asked.accepts(JSON)
        return as_json(kept.row_of(kind, id))

    return view


def listing(kept_as: str, /, **filters: str) -> Callable[[], Response]:
    """A view of the rows the caller may see; filters are members with the list their code is of."""

    def view() -> Response:
        asked.accepts(JSON)
        return as_json(page_of(_narrowed(kept.centre().visible(kept_as, g.account), filters)))

    return view


def open_listing(kept_as: str, /, **filters: str) -> Callable[[], Response]:
    """A view of rows that anybody may see."""

    def view() -> Response:
        asked.accepts(JSON)
        return as_json(page_of(_narrowed(_all(kept_as), filters)))

    return view


def _all(kind: str) -> list[Row]:
    return [row for _, row in sorted(kept.centre().rows[kind].items())]


def items() -> Response | str:
    media = asked.accepts(JSON, HTML)
    filters = {"itemType": "item-type", "department": "", "serviceObject": "service-object", "handling": "handling"}
    rows = _narrowed(_all("items"), {**filters, "atCentre": "yes-no"})
    result = page_of(_found(rows, "name", "taskCode", "conditions"))
    return as_json(result) if media == JSON else page("list", q=request.args.get("q", ""), **result)


def item(id: str) -> Response:  # noqa: A002 - the contract's name
    media = asked.accepts(JSON, HTML)
    asked.header("If-None-Match", ".{0,256}")
    shown = kept.public_row("items", id)
    answer = as_json(shown) if media == JSON else Response(page("entry", item=shown), mimetype=HTML)
    answer.set_etag(hashlib.blake2s(f"{media} {json.dumps(shown)}".encode(), digest_size=8).hexdigest())
    answer.headers["Cache-Control"] = "public, max-age=0"
    answer.vary.update(("Accept", "Authorization"))
    answer.make_conditional(request)
    return answer


def publicity() -> Response:
    asked.accepts(JSON)
    rows = _narrowed(_all("publicity"), {"itemType": "item-type"})
    return as_json(page_of(_found(rows, "itemName", "number")))


def published(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    return as_json(kept.public_row("publicity", id))


def _department(row: Row) -> Row:
    """A department with what its items and evaluations come to now."""
    own = [one for one in _all("items") if one["department"]["uscc"] == row["uscc"]]
    elsewhere = [one for one in own if one["atCentre"] == "0"]
    grades = [one["grade"] for one in _all("evaluations") if one["department"]["uscc"] == row["uscc"]]
    return {
        **row,
        "items": len(own),
        "itemsHere": len(own) - len(elsewhere),
        "rate": round(100 * (len(own) - len(elsewhere)) / len(own), 1),
        "elsewhere": [{"item": i["id"], "name": i["name"], "reason": i["elsewhereReason"]} for i in elsewhere],
        "evaluations": {name: grades.count(str(grade)) for grade, name in enumerate(GRADES, 1)},
    }


def departments() -> Response:
    asked.accepts(JSON)
    return as_json(page_of([_department(row) for row in _all("departments")]))


def department(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(JSON)
    return as_json(_department(kept.public_row("departments", id)))


def certificate_file(id: str) -> Response:  # noqa: A002 - the contract's name
    asked.accepts(PDF)
    row = kept.row_of("certificates", id)
    lines = ["CERTIFICATE", row["identifier"], f"{row['validFrom']} - {row['validTo']}", row["issuer"]["uscc"]]
    answer = Response(pdf(lines), content_type=PDF)
    answer.headers["Content-Disposition"] = f'inline; filename="{row["id"]}.pdf"'
    return answer


def verified() -> Response:
    asked.accepts(JSON)
    text = asked.word("identifier", r"[0-9]+(\.[0-9A-Z]+)+")
    if text is None or not 10 <= len(text) <= 120:
        raise parameter("identifier", "须为 10 至 120 个字符的电子证照标识")
    rows = [row for row in _all("certificates") if row["identifier"] == text]
    reason = _why_not(text, rows)
    if reason:
        return as_json({"identifier": text, "valid": "0", "reason": reason})
    shown = {name: rows[0][name] for name in ("name", "issuer", "validFrom", "validTo")}
    return as_json({"identifier": text, "valid": "1", **shown})


def _why_not(text: str, rows: list[Row]) -> str:
    if not checks(text):
        return "校验位不符"
    if text in kept.centre().given_up or any(row["state"] == "revoked" for row in rows):
        return "证照已注销"
    if not rows:
        return "没有此证照"
    return "" if rows[0]["validTo"] >= day_of(g.now).isoformat() else "证照已过有效期"
