"""Systems that refuse at their root, or altogether: what can be judged is, and nothing passes for want of an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.odd_systems.running import Answer, Asked, document, ran, reading, refused, told
from tests.test_null_systems import ANSWERS

OWN, ACCESS = "support.description.own-document", "security.access.authentication-required"
NUMBER = {"type": "object", "properties": {"n": {"type": "integer"}}}
LOGIN = told(b"", 302, "text/html", Location="/login?next=/")


@pytest.mark.parametrize("root", [refused(401), LOGIN, refused(404), refused(403), told({})])
def test_a_root_that_refuses_ends_no_run(tmp_path: Path, root: Answer) -> None:
    def route(asked: Asked) -> Answer:
        return told({"n": "text"}) if asked.path in ("/a", "/b/one") else root if asked.path == "/" else refused(404)

    named = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "example": "one"}]
    paths = {"/gone": reading("gone"), "/b/{id}": reading("b", NUMBER, parameters=named)}
    done = ran(tmp_path, route, document(paths=paths), more=("--clause", OWN))
    assert done.failing(OWN) == {"b"}


@pytest.mark.parametrize("answer", [refused(401), LOGIN, refused(403)])
def test_of_a_system_that_is_locked_is_judged_what_refusals_show(tmp_path: Path, answer: Answer) -> None:
    def route(asked: Asked) -> Answer:
        if asked.path == "/.well-known/security.txt":
            return told(b"Contact: mailto:a@b.example\nExpires: 2027-06-01T00:00:00Z\n", media="text/plain")
        status, headers, body = answer
        return status, {**headers, "Server": "thing/1.2.3"}, body

    security = [{"key": []}]
    components = {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}
    paths = {name: reading(name, NUMBER, security=security) for name in ("/a", "/b")}
    done = ran(tmp_path, route, document(paths=paths, components=components), base="/api")
    assert done.verdict(ACCESS) == "pass"
    assert done.verdict("security.exposure.version-banner") == "fail"
    assert done.verdict("security.reporting.published") == "pass"
    assert done.verdict(OWN) == "inconclusive"
    unlocked = {each["input"]: each["clauses"] for each in done.report["coverage"]["unlock"]}
    assert OWN in unlocked["credentials.applicant"]


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_but_what_is_kept_back_passes_on_one_answer_for_all(tmp_path: Path, name: str) -> None:
    status, headers, body = ANSWERS[name]
    done = ran(tmp_path, lambda asked: (status, headers, body), document(paths={"/a": reading("a", NUMBER)}))
    if name != "one page for all":  # a page at the root is a system to be judged
        assert {each for each in done.passing() if not each.startswith("security.")} == set()
    assert done.verdict(OWN) == "inconclusive"


TRACE, ERRORS, NOWHERE = "security.exposure.trace-method", "support.errors.no-server-error", "support.http.unknown-path"
JUDGED = "the system is not in a state to be tested; judged on "


def test_what_was_held_back_as_a_write_is_said_to_be(tmp_path: Path) -> None:
    reading_only = ran(tmp_path, lambda asked: refused(404), None)
    assert (reading_only.verdict(TRACE), reading_only.reason(TRACE)) == ("inconclusive", "out-of-scope")
    assert {"input": "writes", "clauses": [TRACE]} in reading_only.report["coverage"]["unlock"]
    config = "targets: {one: {address: ORIGIN, environment: test, writes: true}}"
    writing = ran(tmp_path, lambda asked: refused(404), None, config=config)
    assert writing.reason(TRACE) == "precondition-not-met"
    assert writing.detail(TRACE) == "the system is not in a state to be tested: what would write was not asked"
    assert {asked.method for asked in writing.asked} <= {"GET", "HEAD", "OPTIONS"}


def test_what_is_due_of_any_answer_is_judged_behind_a_way_to_a_login(tmp_path: Path) -> None:
    def route(asked: Asked) -> Answer:
        return LOGIN if asked.path == "/" else refused(500 if "security" in asked.path and broken else 404)

    broken = False
    sound = ran(tmp_path, route, None)
    assert (sound.verdict(ERRORS), sound.verdict(NOWHERE)) == ("pass", "pass")
    assert sound.detail(ERRORS).startswith(JUDGED)
    assert sound.detail(NOWHERE) == JUDGED + "1 answer alone"
    assert sound.reason("support.contract.accepts") == "no-credential"
    assert sound.code == 3
    broken = True
    faulty = ran(tmp_path, route, None)
    assert (faulty.verdict(ERRORS), faulty.code) == ("fail", 1)
    assert "seen once" not in faulty.detail(ERRORS)


def test_a_must_on_any_answer_has_seen_a_part_of_what_does_not_stand(tmp_path: Path) -> None:
    done = ran(
        tmp_path, lambda asked: LOGIN if asked.path == "/" else refused(404), document(paths={"/a": reading("a")})
    )
    assert done.verdict(ERRORS) == "pass"
    assert (done.verdict("overall.encoding.utf8"), done.reason("overall.encoding.utf8")) == (
        "inconclusive",
        "no-credential",
    )


def test_what_answers_every_read_alike_does_not_know_its_paths(tmp_path: Path) -> None:
    """It says where it was asked, so that no two answers are the same."""
    done = ran(tmp_path, lambda asked: told({"instance": asked.path}, 404), None)
    assert {done.verdict(ERRORS), done.verdict(NOWHERE)} == {"inconclusive"}
