"""Whatever files, documents, answers and words of the command line hold: on every way out it is text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.cli.completion import VARIABLE
from conformance.model.strict_json import without_halves
from conformance.reports import json_document
from tests.engine.notes_system import DOCUMENT, notes
from tests.hostile import ACTS, CANARY, acts
from tests.reports import sample
from tests.test_null_systems import answering

ODD = "".join(act for act in ACTS if "\x00" not in act and "\n" not in act)
NAME = re.sub(r"[\ud800-\udfff/]", "", ODD)[:60]
WHOLE = without_halves(ODD)
QUOTED = json.dumps(WHOLE)
PLAIN = ["%s", "+1", ":smile:", "@/etc/passwd", "@everyone", "plain", "x:y", "政务", "政务目录", "达到门槛"]
MARKS = [ODD, QUOTED, f"[{{id: {QUOTED}}}]", f"waivers: [{{id: {QUOTED}, {QUOTED}: 1}}]", "\x1b"]


def hutong(*words: str) -> Result:
    done = CliRunner().invoke(app, [*words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    for said in (done.stdout, done.stderr):
        assert not acts(said)
    assert not Path(CANARY).exists()
    return done


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config(text: str) -> None:
    Path("hutong.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [
        (ODD,),
        ("run", ODD),
        ("run", f"http://{ODD}/"),
        ("run", "http://127.0.0.1:9", "-c", NAME),
        ("run", "http://127.0.0.1:9", "--openapi", NAME),
        ("run", "http://127.0.0.1:9", "--clause", ODD),
        ("run", "http://127.0.0.1:9", "--profile", ODD),
        ("run", "http://127.0.0.1:9", "-o", ODD),
        ("run", "http://127.0.0.1:9", "-o", f"json:{NAME}/x"),
        ("run", "http://127.0.0.1:9", f"--{ODD}"),
        ("run", "http://127.0.0.1:9", "--connections", ODD),
        ("run", "http://127.0.0.1:9", "--waivers", NAME),
        ("run", "http://127.0.0.1:9", "--known", NAME),
        ("explain", ODD),
        ("serve", ODD),
        ("serve", "resource-catalogue", "--fault", ODD),
        ("report", NAME),
        ("replay", ODD),
        ("replay", "0123456789ab", ODD),
        ("standard", "list", ODD),
        ("standard", "corpus", ODD),
        ("standard", "diff", NAME),
        ("schema", ODD),
        ("completion", ODD),
        ("init", "--yes", "--address", "http://127.0.0.1:9", "--name", ODD),
        ("init", "--yes", "--address", f"http://{ODD}"),
    ],
)
def test_words_of_the_command_line(words: tuple[str, ...], lang: str) -> None:
    done = hutong(*words) if words[0] == ODD else hutong(words[0], *words[1:], *_in(words[0], lang))
    assert done.exit_code in (0, 2, 3), done.output


def _in(command: str, lang: str) -> tuple[str, ...]:
    return () if command in ("standard", "completion") else ("--lang", lang)


@pytest.mark.parametrize(
    "text",
    [
        f"targets:\n  {QUOTED}:\n    address: http://127.0.0.1:9\n    {QUOTED}: 1\n",
        f"targets:\n  {QUOTED}: {{}}\n",
        f"targets:\n  one: {{address: {QUOTED}}}\n",
        f"targets:\n  one: {{address: 'http://127.0.0.1:9', profile: {QUOTED}}}\n",
        f"targets:\n  one: {{address: 'http://127.0.0.1:9', openapi: {QUOTED}}}\n",
        f"targets:\n  one: {{address: 'http://127.0.0.1:9', ca_file: {QUOTED}}}\n",
        f"targets:\n  one: {{address: 'http://127.0.0.1:9', credentials: {{{QUOTED}: {{token: x}}}}}}\n",
        "targets:\n  one: {address: 'http://127.0.0.1:9', credentials: {officer: {token: " + QUOTED + "}}}\n",
        f"targets:\n  {QUOTED}: {{address: 'http://127.0.0.1:9'}}\n  b: {{address: 'http://127.0.0.1:9'}}\n",
        f"systems:\n  {QUOTED}: {{address: 'http://127.0.0.1:9'}}\n",
        f"{QUOTED}: 1\n",
        f"{json.dumps(ODD)}: 1\n",
        f"targets:\n  one: {{address: 'http://127.0.0.1:9', openapi: {json.dumps(ODD)}}}\n",
        ODD.encode("utf-8", "replace").decode(),
    ],
)
@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_a_configuration(text: str, words: tuple[str, ...]) -> None:
    config(text)
    assert hutong("run", *words).exit_code in (0, 2, 3)


def test_a_target_of_such_a_name_is_examined_and_told() -> None:
    with answering(200, {"Content-Type": "text/plain"}, WHOLE.encode()) as address:
        config(f"targets:\n  {QUOTED}: {{address: '{address}'}}\n")
        for form in ("human", "json"):
            done = hutong("run", "--format", form)
            assert done.exit_code in (1, 3), done.output
    assert "\\x1b[2J" in done.stdout or "\\\\x1b[2J" in done.stdout


def test_an_interface_document() -> None:
    operation = {
        "operationId": ODD,
        "summary": ODD,
        "parameters": [{"name": ODD, "in": "query", "schema": {"$ref": f"#/{ODD}"}}],
        "responses": {"200": {"description": ODD, "content": {ODD: {"schema": {"type": ODD}}}}},
    }
    document = {"openapi": "3.0.3", "info": {"title": ODD, "version": ODD}, "paths": {f"/{ODD}": {"get": operation}}}
    document["components"] = {"schemas": {ODD: {"$ref": "#/components/schemas/none"}}}
    Path("api.json").write_text(json.dumps(document), encoding="utf-8")
    with answering(200, {"Content-Type": "application/json"}, json.dumps({ODD: ODD}).encode()) as address:
        done = hutong("run", address, "--openapi", "api.json", "--no-corpus")
        assert done.exit_code in (1, 2, 3), done.output


def test_halves_of_characters_in_names_and_values_of_every_answer_end_no_run() -> None:
    half = "\ud800"

    def spoil(method: str, path: str, answer: Any) -> Any:
        if not answer:
            return answer
        if "items" in answer:
            return {"items": [{**it, "id": half + it["id"], half: half} for it in answer["items"]], half: half}
        return {**answer, half: {half: [half]}} | ({"id": half + answer["id"], "text": 5} if "id" in answer else {})

    document = json.dumps(DOCUMENT).replace('"^n-[0-9]+$"', '"n-[0-9]+$"')
    Path("notes.json").write_text(document, encoding="utf-8")
    with notes(spoil) as system:
        answered = system.answer
        system.answer = lambda method, target, body: answered(method, target.replace("%ED%A0%80", ""), body)
        target = {"address": system.address, "environment": "test", "writes": True, "openapi": "notes.json"}
        config(json.dumps({"targets": {"notes": target}}))
        outputs = [word for kind in ("json", "html", "csv", "junit", "sarif", "markdown") for word in ("-o", kind)]
        done = hutong("run", "--lang", "en", *outputs)
        assert set(system.rows) == {"n-0"}
    assert done.exit_code in (0, 1, 3), done.output
    assert "fail overall.json.strict" in done.stdout
    assert "holds a lone surrogate" in done.stdout
    assert " error=0" in done.stdout
    assert "/notes/%ED%A0%80n-0" in done.stdout
    document = json.loads(Path("hutong-report.json").read_text(encoding="utf-8"))
    assert hutong("report", "hutong-report.json", "--verify").exit_code == 0, document["run"]


@pytest.mark.parametrize("option", ["--waivers", "--known"])
@pytest.mark.parametrize("text", MARKS)
def test_waivers_and_known_nonconformities(option: str, text: str) -> None:
    Path("marks").write_bytes(text.encode("utf-8", "replace"))
    assert hutong("run", "http://127.0.0.1:9", option, "marks").exit_code in (2, 3)


@pytest.mark.parametrize(
    "text", [ODD, QUOTED, json.dumps({"format": ODD}), json.dumps({"format": "hutong-report/1", ODD: ODD})]
)
def test_what_is_no_saved_result(text: str) -> None:
    Path("result.json").write_bytes(text.encode("utf-8", "replace"))
    for words, code in (((), 2), (("--verify",), 4), (("--compare", "result.json"), 2)):
        assert hutong("report", "result.json", *words).exit_code == code


def test_a_saved_result_that_was_made_by_hand() -> None:
    document = json_document.document(sample.report(), "en")
    Path("before.json").write_text(json.dumps(document), encoding="utf-8")
    Path("result.json").write_text(json.dumps(_soiled(document)), encoding="utf-8")
    for words in ((), ("--verify",), ("--compare", "before.json"), ("--compare", "before.json", "--format", "json")):
        assert hutong("report", "result.json", *words).exit_code in (0, 1, 2, 4)


def _soiled(node: object, key: str = "") -> object:
    """The document with its free texts made to act."""
    if isinstance(node, dict):
        return {name: _soiled(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [_soiled(value, key) for value in node]
    free = ("name", "message", "seen", "due", "zh", "en", "summary", "operation", "url", "body", "value", "at", "curl")
    return f"{node}{ODD}" if isinstance(node, str) and key in free else node


def test_names_that_are_offered_for_completion_are_plain_words(here: Path) -> None:
    names = [*map(without_halves, ACTS), "a b", "a,b", "-c", "plain", "政务目录", "x:y"]
    config("targets:\n" + "".join(f"  {json.dumps(name)}: {{}}\n" for name in dict.fromkeys(names)))
    env = {VARIABLE: "bash_complete", "COMP_WORDS": "hutong run ", "COMP_CWORD": "2", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "conformance"], env=os.environ | env, capture_output=True, cwd=here, timeout=60
    )
    assert sorted(word.removeprefix("plain,") for word in done.stdout.decode().split()) == PLAIN


def test_the_plugin_of_pytest(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", hutong=f"targets:\n  {QUOTED}:\n    address: 'http://127.0.0.1:9'\n")
    for words in (("--collect-only", "-q"), ("-q", "-k", "security.exposure"), ("--hutong-known", NAME)):
        done = pytester.runpytest_inprocess("-p", "hutong", "--hutong", "hutong.yaml", *words)
        assert not acts("\n".join([*done.outlines, *done.errlines]))
