"""`hutong cleanup` takes back what earlier runs left, of one system or all of a file, and says truly what it did."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from signal import SIGKILL
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from conformance.cli import demo_network as five
from conformance.cli.app import app
from conformance.cli.serve import write_config
from conformance.config import file as config_file
from conformance.engine.ledger.ledger import Ledger
from conformance.engine.probe_client import encode
from conformance.engine.session import TargetSession
from conformance.measure.prepared import loaded
from conformance.model.exchange import Exchange
from conformance.reports.json_document import schema
from conformance.systems.demo_network import DEMO_NETWORK
from conformance.systems.serve import start
from conformance.wire.recorder import Recorder
from tests.cli.console import on_terminal, piped
from tests.examining import SEED
from tests.killing import cleanup, runs

KIND = "resource-catalogue"
CLAUSE = "support.paging.complete"


def hutong(*words: str) -> Result:
    return CliRunner().invoke(app, [*words], catch_exceptions=False)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Path]:
    """The hutong.yaml of a reference catalogue."""
    with start(KIND) as running:
        file = tmp_path / "hutong.yaml"
        write_config(file, KIND, running.address)
        yield file


def left_by_a_killed_run(file: Path) -> Exchange:
    """Register an entry as a run would, and end without a word."""
    target = config_file.target_of(*config_file.load_config(file), KIND)
    contract = loaded(KIND).contract
    operation = contract.operations["registerResource"]
    with Recorder(target) as recorder:
        system = TargetSession(recorder, contract, Ledger.of(target.address), SEED, date(2026, 11, 2))
        headers, body = (("Content-Type", "application/json"),), encode(operation.example, "")
        return system.send(operation, "officer", "POST", operation.path, headers=headers, body=body)


def address_of(file: Path) -> str:
    return config_file.target_of(*config_file.load_config(file), KIND).address


def edited(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("lang", "removed", "nothing"),
    [("en", "removed: registerResource id", "nothing is left"), ("zh", "已清除", "没有遗留")],
)
def test_it_takes_back_what_is_left_and_then_there_is_nothing(
    lang: str, removed: str, nothing: str, served: Path
) -> None:
    made = left_by_a_killed_run(served)
    first = hutong("cleanup", "-c", str(served), "--lang", lang)
    assert (first.exit_code, removed in first.output, made.data["id"] in first.output) == (0, True, True)
    second = hutong("cleanup", KIND, "-c", str(served), "--lang", lang)
    assert (second.exit_code, nothing in second.output) == (0, True)
    assert not Ledger.every()


def test_a_dry_run_lists_and_sends_nothing(served: Path) -> None:
    made = left_by_a_killed_run(served)
    done = hutong("cleanup", "-c", str(served), "--dry-run", "--lang", "en")
    assert done.exit_code == 3
    assert f"registerResource id {made.data['id']}" in done.output
    assert "only listed, nothing was sent" in done.output
    assert '-X DELETE -H "Authorization: Bearer $HUTONG_OFFICER"' in done.output.replace("-H Accept: ", "").replace(
        " -H Accept:", ""
    )
    assert len(Ledger.of(address_of(served)).left()) == 1


@pytest.mark.parametrize(
    ("old", "new", "words", "code"),
    [
        ("environment: test", "environment: production", ["--allow-writes"], 3),
        ("writes: true", "writes: false", [], 3),
        ("writes: true", "writes: false", ["--allow-writes"], 0),
    ],
)
def test_only_a_test_environment_that_may_be_written_to_is(
    old: str, new: str, words: list[str], code: int, served: Path
) -> None:
    left_by_a_killed_run(served)
    address = address_of(served)
    if "production" in new:  # whose credentials may not stand in the file
        edited(served, old, "environment: production")
        lines = [line for line in served.read_text(encoding="utf-8").splitlines() if "token" not in line]
        served.write_text("\n".join(line for line in lines if "credentials" not in line) + "\n", encoding="utf-8")
    else:
        edited(served, old, new)
    done = hutong("cleanup", "-c", str(served), "--lang", "en", *words)
    assert done.exit_code == code, done.output
    assert ("may not be written to" in done.output) == (code == 3)
    assert len(Ledger.of(address).left()) == (code == 3)


def test_an_address_is_known_by_the_file_or_only_listed(served: Path, tmp_path: Path) -> None:
    left_by_a_killed_run(served)
    address = address_of(served)
    (tmp_path / "empty").mkdir()
    other = tmp_path / "empty" / "hutong.yaml"
    other.write_text("version: 1\ntargets: {other: {address: 'http://127.0.0.1:1'}}\n", encoding="utf-8")
    listed = hutong("cleanup", address + "/", "-c", str(other), "--lang", "en")
    assert (listed.exit_code, "no hutong.yaml names this address" in listed.output) == (3, True)
    assert hutong("cleanup", address + "/", "-c", str(served)).exit_code == 0


def test_a_system_that_moved_is_cleaned_by_the_address_it_had(served: Path) -> None:
    made = left_by_a_killed_run(served)
    before, ledger = "http://old.test:8080", Ledger.of(address_of(served))
    ledger.path.rename(Ledger.of(before).path)
    told = hutong("cleanup", "-c", str(served), "--lang", "en")
    assert (told.exit_code, "1 left, in a system that is not in this file" in told.output) == (0, True)
    done = hutong("cleanup", KIND, "-c", str(served), "--was", before + "/", "--lang", "en")
    assert (done.exit_code, f"removed: registerResource id {made.data['id']}" in done.output) == (0, True)


def test_a_system_that_cannot_be_reached_is_told_and_keeps_what_is_left(served: Path) -> None:
    left_by_a_killed_run(served)
    here, secured = address_of(served), "https://127.0.0.1:1"
    Ledger.of(here).path.rename(Ledger.of(secured).path)
    edited(served, f"address: {here}", f"address: {secured}\n    client_cert: missing.pem")
    told = hutong("cleanup", "-c", str(served), "--lang", "en")
    assert (told.exit_code, "missing.pem cannot be read" in told.output) == (3, True)
    assert len(Ledger.of(secured).left()) == 1


def test_wrong_use_is_told(served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hutong("cleanup", "nobody", "-c", str(served)).exit_code == 2
    assert hutong("cleanup", "--was", "http://a.test", "-c", str(served)).exit_code == 2
    assert hutong("cleanup", KIND, "--was", "nonsense", "-c", str(served)).exit_code == 2
    assert hutong("cleanup", "ftp://127.0.0.1/", "-c", str(served)).exit_code == 2
    monkeypatch.chdir(tmp_path.parent)
    nowhere = hutong("cleanup", "--lang", "en")
    assert (nowhere.exit_code, nowhere.output) == (0, "nothing is left\n")


def test_what_cannot_be_read_is_said_until_somebody_has_looked(served: Path) -> None:
    left_by_a_killed_run(served)
    ledger = Ledger.of(address_of(served))
    with ledger.path.open("ab") as out:
        out.write(b"\xff\x00 foreign\n")
    first = hutong("cleanup", "-c", str(served), "--lang", "en")
    assert (first.exit_code, "removed: registerResource" in first.output) == (3, True)
    aside = ledger.path.with_name(ledger.path.name + ".unread")
    assert str(aside) in first.output
    assert b"\xff\x00 foreign\n" in aside.read_bytes()
    assert hutong("cleanup", "-c", str(served)).exit_code == 3
    aside.unlink()
    assert hutong("cleanup", "-c", str(served)).exit_code == 0


@pytest.mark.parametrize("show", [piped, on_terminal])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_console_can_show_it(show: Any, lang: str, served: Path, tmp_path: Path) -> None:
    made = left_by_a_killed_run(served)
    shown = show(["cleanup", "-c", str(served), "--dry-run", "--lang", lang], {"LC_ALL": "C.UTF-8"})
    assert shown.code == 3
    assert made.data["id"] in shown.text("utf-8")


def test_a_read_only_run_says_what_is_still_there_in_every_form(served: Path, tmp_path: Path) -> None:
    made = left_by_a_killed_run(served)
    name = f"registerResource id {made.data['id']}"
    words = ["run", "-c", str(served), "--read-only", "-q", "--clause", CLAUSE, "--lang", "en"]
    plain = hutong(*words)
    assert f"left-behind {name}" in plain.output
    out = tmp_path / "out"
    document = json.loads(
        hutong(*words, "--format", "json", "-o", f"html:{out}.html", "-o", f"markdown:{out}.md").stdout
    )
    jsonschema.Draft202012Validator(schema()).validate(document)
    assert document["left_behind"] == [name]
    assert any("hutong cleanup" in note["text"] for note in document["notes"])
    for file in (Path(f"{out}.html"), Path(f"{out}.md")):
        assert name in file.read_text(encoding="utf-8").replace("\\-", "-"), file
    assert "hutong cleanup" in on_terminal(words, {"LC_ALL": "C.UTF-8"}).text("utf-8")
    assert len(Ledger.of(address_of(served)).left()) == 1


def test_a_writing_run_says_what_became_of_what_was_left(served: Path) -> None:
    left_by_a_killed_run(served)
    ledger = Ledger.of(address_of(served))
    number = ledger.intend("registerResource", "officer", called="name 无从查找")
    ledger.made(number, "withdrawNothing", {"id": "r-7"})
    report = json.loads(
        hutong("run", "-c", str(served), "-q", "--clause", CLAUSE, "--format", "json", "--lang", "en").stdout
    )
    said = [note["text"] for note in report["notes"]]
    assert "what earlier runs had left behind: 1 removed, 1 still there, or not to be told" in said
    assert report["left_behind"] == ["registerResource id r-7"]
    again = json.loads(
        hutong("run", "-c", str(served), "-q", "--clause", CLAUSE, "--format", "json", "--lang", "en").stdout
    )
    assert "what earlier runs had left behind: 1 still there, or not to be told" in [
        it["text"] for it in again["notes"]
    ]


def test_a_second_run_that_writes_is_refused_before_it_sends_and_one_that_reads_is_not(served: Path) -> None:
    words = ["run", "-c", str(served), "-q", "--clause", CLAUSE, "--lang", "en"]
    with Ledger.of(address_of(served)).held():
        second, cleaning = hutong(*words), hutong("cleanup", "-c", str(served), "--lang", "en")
        assert (second.exit_code, "another run (process" in second.output) == (2, True)
        assert (cleaning.exit_code, "another run (process" in cleaning.output) == (3, True)
        reading = hutong(*words, "--read-only")
        assert (reading.exit_code, "left-behind" in reading.output) == (0, False)
    assert hutong(*words).exit_code == 0


def test_where_nothing_can_be_noted_nothing_is_written(
    served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    words = ["run", "-c", str(served), "-q", "--clause", CLAUSE, "--lang"]
    for lang, said in (("en", "nothing was sent"), ("zh", "未发送任何请求")):
        done = hutong(*words, lang)
        assert (done.exit_code, said in done.output, str(tmp_path / "file") in done.output) == (2, True, True)
    assert hutong(*words, "en", "--read-only").exit_code == 0


def asked_for(addresses: dict[str, str]) -> dict[str, Any]:
    """The requests each of the five has taken in, as its own officer sees them."""
    found = {}
    for small in DEMO_NETWORK:
        headers = {"Authorization": f"Bearer {small.tokens['officer']}"}
        request = urllib.request.Request(f"{addresses[small.name]}/requests?pageSize=100", headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            found[small.name] = [(each["id"], each["state"]) for each in json.load(answer)["items"]]
    return found


def test_after_a_network_run_every_system_of_it_is_cleaned(tmp_path: Path) -> None:
    with five.served(tmp_path) as file, runs(tmp_path) as started:
        config, document = config_file.load_config(file)
        addresses = {name: config_file.target_of(config, document, name).address for name in config.entries}
        held = asked_for(addresses)
        state, status, _ = started.killed(["matrix", "-c", str(file), "-q"], 2, "made")
        assert status == SIGKILL
        words = ["matrix", "-c", str(file), "--read-only", "-q", "--lang", "en"]
        told = CliRunner().invoke(app, words, env={"XDG_STATE_HOME": str(state)}, catch_exceptions=False).output
        assert "left-behind " in told
        code, said = cleanup(file, state)
        assert code == 0, said
        assert said.count("http://") == len(DEMO_NETWORK)
        assert said.count("nothing is left") < len(DEMO_NETWORK)
        assert not [each for each in state.rglob("*") if each.is_file()]
        assert asked_for(addresses) == held
