"""What a verdict rests on, where a system shows but a part of itself, or stands elsewhere than it was asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.odd_systems.running import Answer, Asked, document, ran, reading, refused, told

NUMBERS = "security.privacy.no-personal-numbers"
MATCH, ACCEPTS, REFUSES = "support.contract.answers-match", "support.contract.accepts", "support.contract.refuses"
WORD = {"name": "q", "in": "query", "schema": {"type": "string"}}


def only(**answers: Answer) -> Any:
    """A system that answers under these names, and elsewhere says that there is nothing."""
    return lambda asked: answers.get(asked.path.strip("/"), refused(404))


def test_a_must_that_saw_a_part_of_the_reads_is_undecided(tmp_path: Path) -> None:
    paths = {"/seen": reading("seen", {}), "/kept": reading("kept", {}), "/gone": reading("gone", {})}
    shown = {"seen": told({"n": 1}), "kept": refused(401)}
    part = ran(tmp_path, only(**shown), document(paths=paths))
    assert (part.code, part.verdict(NUMBERS)) == (3, "inconclusive")
    assert part.detail(NUMBERS) == "looked at 2 of 3 operations that read"
    assert part.reason(NUMBERS) == "precondition-not-met"
    assert "1 of the 3 operations of the interface document answered 2xx" in part.conclusion()
    whole = ran(tmp_path, only(**shown, gone=told({"n": 2})), document(paths=paths))
    assert (whole.code, whole.verdict(NUMBERS)) == (0, "pass")
    assert "2 of the 3 operations" in whole.conclusion()


def test_a_part_that_fails_is_a_fail(tmp_path: Path) -> None:
    paths = {"/seen": reading("seen", {}), "/gone": reading("gone", {})}
    done = ran(tmp_path, only(seen=told({"id": "11010519491231002X"})), document(paths=paths))
    assert (done.code, done.verdict(NUMBERS)) == (1, "fail")


def test_what_stands_elsewhere_is_said_once_and_not_judged_by_its_document(tmp_path: Path) -> None:
    """The document says nothing of the prefix under which its paths lie."""
    paths = {"/list": reading("list", {}, parameters=[WORD]), "/other": reading("other", {})}

    def route(asked: Asked) -> Answer:
        if asked.path == "/":
            return told(b"<!doctype html><html lang=en><title>portal</title>hello</html>", media="text/html")
        return told({"n": 1}) if asked.path in ("/api/list", "/api/other") else refused(404)

    done = ran(tmp_path, route, document(paths=paths))
    assert {done.verdict(clause) for clause in (MATCH, ACCEPTS, REFUSES)} == {"inconclusive"}
    assert "check the address: its paths may lie under another prefix" in done.detail(MATCH)
    assert "check the address: its paths may lie under another prefix" in done.notes()
    there = ran(tmp_path, route, document(paths=paths), base="/api")
    assert there.verdict(MATCH) == "pass"
    assert "another prefix" not in there.notes()


def test_without_a_document_nothing_is_said_of_one(tmp_path: Path) -> None:
    page = told(b"<!doctype html><html lang=en><title>page</title>hello</html>", media="text/html")
    done = ran(tmp_path, lambda asked: page if asked.path == "/" else refused(404), None)
    assert (done.verdict(MATCH), done.reason(MATCH)) == ("inconclusive", "not-at-this-depth")
    assert "document" not in done.notes() + done.conclusion()


def test_what_is_asked_of_any_system_is_not_held_against_its_document(tmp_path: Path) -> None:
    """A single-page application answers any path with its own page; its document says nothing of well-known places."""
    page = told(b"<!doctype html><html lang=en><title>page</title>hello</html>", media="text/html")
    seen = told({"n": 1})
    done = ran(
        tmp_path, lambda asked: seen if asked.path == "/seen" else page, document(paths={"/seen": reading("seen", {})})
    )
    assert done.verdict(MATCH) == "pass"
    assert done.verdict("security.reporting.published") == "fail"


def test_pages_that_the_document_describes_do_stand_there(tmp_path: Path) -> None:
    answer = {"200": {"description": "", "content": {"text/html": {}}}}
    paths = {"/page": {"get": {"operationId": "page", "responses": answer}}}
    page = told(b"<!doctype html><html lang=en><title>page</title>hello</html>", media="text/html")
    assert ran(tmp_path, only(page=page), document(paths=paths)).verdict(MATCH) == "pass"


def test_a_query_left_empty_is_lawfully_refused(tmp_path: Path) -> None:
    """OpenAPI lets a parameter of a query be sent empty only where the document says so (allowEmptyValue)."""
    needed = {**WORD, "name": "area", "required": True}
    paths = {"/list": reading("list", {}, statuses="200 400", parameters=[WORD, needed])}

    def route(asked: Asked) -> Answer:
        if asked.path != "/list":
            return told({"up": True}) if asked.path == "/" else refused(404)
        is_whole = "area" in asked.query and "" not in [text for texts in asked.query.values() for text in texts]
        return told({"n": 1}) if is_whole else refused(400)

    done = ran(tmp_path, route, document(paths=paths))
    assert (done.verdict(ACCEPTS), done.verdict(REFUSES)) == ("pass", "pass")


def test_a_way_to_elsewhere_tells_nothing_of_the_question(tmp_path: Path) -> None:
    """A page behind a login leads there before it looks at what is asked."""
    sizes = {"name": "size", "in": "query", "required": True, "schema": {"type": "integer", "maximum": 9}}
    paths = {"/page": reading("page", statuses="200 302", parameters=[sizes])}
    login = told(b"", 302, "text/html", Location="/enter?next=/page")
    done = ran(tmp_path, only(**{"page": login, "": told({"up": True})}), document(paths=paths))
    assert {done.verdict(ACCEPTS), done.verdict(REFUSES)} == {"inconclusive"}
    assert {done.reason(ACCEPTS), done.reason(REFUSES)} == {"nothing-exercised"}


def test_a_number_that_no_reader_need_hold_may_be_refused(tmp_path: Path) -> None:
    """Beyond 2^53 JSON numbers are not read alike, whatever a schema leaves open; to answer 500 is no refusal."""
    amounts = {"name": "offset", "in": "query", "schema": {"type": "number"}}
    paths = {"/list": reading("list", {}, statuses="200 400", parameters=[amounts])}

    def route(asked: Asked, most: int = 400) -> Answer:
        try:
            is_held = all(abs(float(text)) < 2**53 for text in asked.query.get("offset", []))
        except ValueError:
            return refused(400)
        return told({"n": 1}) if is_held else refused(most)

    done = ran(tmp_path, route, document(paths=paths))
    assert (done.verdict(ACCEPTS), done.verdict(REFUSES)) == ("pass", "pass")
    broken = ran(tmp_path, lambda asked: route(asked, 500), document(paths=paths))
    assert broken.verdict("support.errors.no-server-error") == "fail"


def test_an_answer_without_content_has_no_type_to_guess(tmp_path: Path) -> None:
    """A system that sets headers where it answers with content, and answers a preflight with 204 and none."""
    guarded = {"X-Content-Type-Options": "nosniff"}
    done = ran(
        tmp_path,
        lambda asked: (204, {}, b"") if asked.method == "OPTIONS" else told({"n": 1}, **guarded),
        document(paths={"/seen": reading("seen", {})}),
    )
    assert done.verdict("security.exposure.type-guessing") == "pass"


OWN, HEAD = "support.description.own-document", "support.http.head"
FEW = ("--no-corpus", "--clause", OWN, "--clause", HEAD, "--clause", NUMBERS)


def test_a_verdict_on_a_part_tells_one_number_of_how_many(tmp_path: Path) -> None:
    """Our bound and what the document tells no value for leave out operations of the same whole."""
    named = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]
    numbers = {"type": "object", "properties": {"n": {"type": "integer"}}}
    paths = {f"/many{n}": reading(f"many{n}", numbers) for n in range(105)}
    paths |= {f"/one{n}/{{id}}": reading(f"one{n}", numbers, parameters=named) for n in range(105)}
    few = {name: item for name, item in paths.items() if name.endswith(("1", "1/{id}"))}
    done = ran(tmp_path, lambda asked: told({"n": 1}), document(paths=paths), more=FEW)
    assert (done.verdict(OWN), done.detail(OWN)) == ("pass", "looked at 105 of 210 operations that read")
    assert (done.verdict(HEAD), done.detail(HEAD)) == ("pass", "looked at 40 of 108 operations that read")
    assert (done.verdict(NUMBERS), done.reason(NUMBERS)) == ("inconclusive", "budget")
    assert done.detail(NUMBERS) == "looked at 105 of 210 operations that read"
    lacking = ran(tmp_path, lambda asked: told({"n": 1}), document(paths=few), more=FEW)
    assert lacking.detail(OWN) == "looked at 11 of 22 operations that read"
    assert (lacking.verdict(NUMBERS), lacking.reason(NUMBERS)) == ("inconclusive", "precondition-not-met")


def test_what_we_describe_of_any_system_is_not_its_own_document(tmp_path: Path) -> None:
    """All that answers as described is a well-known place, of which the system's own document says nothing."""
    done = ran(tmp_path, only(**{".well-known/hutong": told({"kind": "x"}), "": told({})}), None, more=FEW)
    assert (done.verdict(OWN), done.reason(OWN)) == ("inconclusive", "nothing-exercised")


PAGE = told(b"<!doctype html><html lang=en><title>portal</title>hello</html>", media="text/html")


@pytest.mark.parametrize("asked_for", [True, False])
def test_a_page_that_stands_at_any_path_is_no_answer_of_an_operation(asked_for: bool, tmp_path: Path) -> None:
    """A single-page application gives its page to whoever asks for one, or to anybody, whatever the path."""

    def route(asked: Asked) -> Answer:
        if asked.path == "/told":
            return told({"n": 1})
        is_page = asked.path == "/" or not asked_for or "html" in asked.headers.get("accept", "")
        return PAGE if is_page else refused(404)

    paths = {"/told": reading("told", {}), "/stated": reading("stated", {}), "/free": reading("free")}
    done = ran(tmp_path, route, document(paths=paths), more=("--no-corpus",))
    assert done.report["coverage"]["answered"] == {"operations": 1, "of": 3}
    assert "1 of the 3 operations of the interface document answered 2xx" in done.conclusion()
    assert (done.verdict(NUMBERS), done.detail(NUMBERS)) == ("inconclusive", "looked at 1 of 3 operations that read")
    undrawn = {it["operation"]: [each["status"] for each in it["undrawn"]] for it in done.operations()}
    assert (undrawn["told"], undrawn["stated"]) == ([], [200])


def test_an_answer_counts_in_a_type_that_is_stated_or_where_none_is(tmp_path: Path) -> None:
    ranges = {"200": {"description": "", "content": {"text/*": {}}}}
    paths = {
        "/other": reading("other", {}),
        "/range": {"get": {"operationId": "range", "responses": ranges}},
        "/free": reading("free"),
        "/empty": {"get": {"operationId": "empty", "responses": {"204": {"description": ""}, "200": ranges["200"]}}},
        "/options": reading("options", {}),
        "/schema": reading("schema", {}),
    }

    def route(asked: Asked) -> Answer:
        if asked.path == "/options":
            return (204, {"Allow": "GET"}, b"") if asked.method == "OPTIONS" else refused(404)
        answers = {
            "/other": told({"n": 1}, media="application/x-other"),
            "/range": told(b"a,b", media="text/csv; charset=utf-8"),
            "/free": PAGE,
            "/empty": (204, {}, b""),
            "/": told({"up": True}),
            "/schema": told({"type": "object"}, media="application/schema+json"),
        }
        return answers.get(asked.path, refused(404))

    done = ran(tmp_path, route, document(paths=paths), more=("--no-corpus",))
    assert done.report["coverage"]["answered"] == {"operations": 4, "of": 6}
