"""The commands as a person and a pipeline use them, in both languages."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from conformance.model.clause import Standard
from conformance.reports.json_document import schema as report_schema
from conformance.systems.serve import reference_credentials, start

KIND = "resource-catalogue"
FAULT = "support.paging.complete"


def hutong(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(app, [*arguments], env=env or {})


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The hutong.yaml of a reference system with one fault, written by `serve` itself in a process of its own."""
    file = tmp_path_factory.mktemp("served") / "hutong.yaml"
    command = [sys.executable, "-m", "conformance", "serve", KIND, "--fault", FAULT, "--write-config", str(file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    process.stdout.readline()
    deadline = time.monotonic() + 20
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    yield file
    process.terminate()
    assert process.wait(10) == 0


def test_serve_writes_a_config_only_its_owner_can_read(served: Path) -> None:
    assert served.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_json_report_obeys_its_schema_and_names_the_failed_clause(served: Path, lang: str) -> None:
    result = hutong("run", "-c", str(served), "--format", "json", "-q", "--lang", lang)
    document = json.loads(result.stdout)
    jsonschema.Draft202012Validator(report_schema()).validate(document)
    assert result.exit_code == document["gate"]["exit_code"] == 1
    failed = {clause["id"]: clause for clause in document["clauses"] if clause["verdict"] == "fail"}
    assert FAULT in failed
    finding = failed[FAULT]["findings"][0]
    assert ("应为" if lang == "zh" else "due") in finding["message"]
    assert finding["curl"].startswith("curl ")
    assert finding["evidence"][0]["digest"]


def test_no_secret_in_any_output(served: Path) -> None:
    secrets = [token for role, token in reference_credentials(KIND).items() if role != "anonymous"]
    for form in ("json", "human"):
        result = hutong("run", "-c", str(served), "--format", form)
        assert not [secret for secret in secrets if secret in result.output]


def test_the_curl_of_a_finding_really_repeats_it(served: Path) -> None:
    result = hutong("run", "-c", str(served), "--format", "json", "-q", "--clause", FAULT)
    (clause,) = json.loads(result.stdout)["clauses"]
    evidence = clause["findings"][0]["evidence"][-1]
    env = {f"HUTONG_{role.upper().replace('-', '_')}": token for role, token in reference_credentials(KIND).items()}
    done = subprocess.run(
        ["bash", "-c", clause["findings"][0]["curl"]], capture_output=True, env=os.environ | env, timeout=20, check=True
    )
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    assert head.split()[1] == str(evidence["response"]["status"]).encode()
    assert body.decode().startswith(evidence["response"]["body"].partition("…(+")[0])


def test_a_pipe_gets_one_line_a_family_and_no_colour(served: Path) -> None:
    result = hutong("run", "-c", str(served), "-q", env={"FORCE_COLOR": ""})
    lines = result.stdout.splitlines()
    for family in ("overall", "application", "support", "security", "management"):
        assert sum(line.startswith(f"family={family} ") for line in lines) == 1
    assert "\x1b" not in result.stdout
    assert lines[-1].startswith("gate=not-met exit=1")


def test_a_dry_run_sends_nothing(tmp_path: Path) -> None:
    config = tmp_path / "hutong.yaml"
    config.write_text(
        f"version: 1\ntargets: {{far: {{address: 'http://127.0.0.1:9', profile: {KIND}}}}}\n", encoding="utf-8"
    )
    for lang, said in (("zh", "未发送任何请求"), ("en", "nothing was sent")):
        result = hutong("run", "-c", str(config), "--dry-run", "--lang", lang)
        assert result.exit_code == 0
        assert said in result.output
        assert "lifecycle" in result.output
        assert "POST" not in result.output


def test_a_plan_names_only_what_the_run_may_send(tmp_path: Path) -> None:
    config = tmp_path / "hutong.yaml"
    given = f"address: 'http://127.0.0.1:9', profile: {KIND}, environment: test, writes: true"
    config.write_text(f"version: 1\ntargets: {{near: {{{given}}}}}\n", encoding="utf-8")
    assert "POST" in hutong("run", "-c", str(config), "--dry-run").output
    assert "POST" not in hutong("run", "-c", str(config), "--dry-run", "--read-only").output


def test_a_url_alone_stays_read_only_and_says_what_it_could_not_decide() -> None:
    with start(KIND) as running:
        result = hutong("run", running.address, "--profile", KIND, "--format", "json", "-q", "--lang", "en")
    document = json.loads(result.stdout)
    assert result.exit_code == 3
    assert set(document["exchanges"]["requests_by_method"]) <= {"GET", "HEAD", "OPTIONS"}
    assert "read-only run" in result.stderr
    assert any(unlock["input"].startswith("credentials.") for unlock in document["coverage"]["unlock"])
    assert document["coverage"]["untested"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain_says_what_why_how_and_where(standard: Standard, lang: str) -> None:
    for name, clause in standard.clauses.items():
        result = hutong("explain", name, "--lang", lang)
        assert result.exit_code == 0, result.output
        assert clause.statement.into(lang) in result.output  # type: ignore[arg-type] # one of the two languages
        assert clause.remediation.into(lang) in result.output  # type: ignore[arg-type] # one of the two languages
        asks = any(not verify.of_any for verify in clause.verify)
        assert not asks or re.search(r"conformance/probes/|standards/\w+/scripts/", result.output)
        assert clause.file in result.output


def test_coverage_counts_families_and_lists_what_is_not_coded(standard: Standard) -> None:
    result = hutong("standard", "coverage", "--format", "json")
    document = json.loads(result.stdout)
    assert set(document["families"]) == {"overall", "application", "support", "security", "management"}
    assert document["not_coded"]
    automatic = [clause for clause in standard.clauses.values() if clause.status == "active" and clause.verify]
    named = [{verify.check for verify in clause.verify} for clause in automatic]
    checks = set().union(*named)
    serving = {check: sum(check in each for each in named) for check in checks}
    alone = sum(number == 1 for number in serving.values())
    ratio = f"{len(automatic)} : {len(checks)} = {len(automatic) / len(checks):.2f}"
    assert document["checks"] == {
        "clauses": len(automatic),
        "checks": len(checks),
        "clauses_per_check": round(len(automatic) / len(checks), 2),
        "of_one_clause": alone,
        "of_several": {check: number for check, number in serving.items() if number > 1},
    }
    assert [*document["checks"]["of_several"].values()] == sorted(
        document["checks"]["of_several"].values(), reverse=True
    )
    said = f"automatic clauses per check: {ratio}; {alone} checks serve one clause"
    lines = hutong("standard", "coverage", "--lang", "en").output.splitlines()
    assert lines[lines.index(said) + 1].startswith(f"  step-answers {serving['step-answers']}, ")
    human = hutong("standard", "coverage", "--lang", "zh").output
    assert f"自动条款与判定之比：{ratio}，只用于一条条款的判定 {alone} 个" in human.splitlines()
    assert "总体" in human
    assert not [word for word in ("read", "reproduced", "secondary", "recalled", "own ") if f" {word}" in human]
    assert max(map(len, lines[1 : lines.index(said) + 3])) <= 80
    assert document["not_coded"][0]["id"] in human


@pytest.mark.parametrize("of", ["config", "report", "clause", "profile"])
def test_the_schemas_are_schemas(of: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(hutong("schema", of).stdout))


def test_the_faults_of_a_system_are_listed() -> None:
    assert FAULT in hutong("serve", KIND, "--faults").output


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_demo_shows_a_clean_and_a_faulty_system(lang: str, tmp_path: Path) -> None:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "conformance", "demo", "--lang", lang],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"HOME": str(tmp_path), "XDG_STATE_HOME": ""},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert time.monotonic() - begun < 60
    assert "gate=met exit=0" in done.stdout
    assert "gate=not-met exit=1" in done.stdout
    assert "curl -sS" in done.stdout


def test_a_stopped_run_reports_and_ends_with_its_signal(served: Path) -> None:
    command = [sys.executable, "-m", "conformance", "run", "-c", str(served), "--format", "json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    process.stderr.readline()
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    document = json.loads(out)
    assert process.returncode == document["gate"]["exit_code"] == 130


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize(
    "command", [["--help"], ["--version"], ["explain", FAULT, "--lang", "zh"], ["serve", KIND, "--faults"]]
)
def test_no_console_encoding_ends_a_command(encoding: str, command: list[str]) -> None:
    env = os.environ | {"PYTHONIOENCODING": encoding, "LANG": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "conformance", *command], capture_output=True, env=env, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_an_item_this_system_cannot_be_asked_does_not_hold_back_the_others(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /resources:\n    get:\n      operationId: list\n"
        "      responses:\n        '200':\n          description: ok\n"
        "          content: {application/json: {schema: {type: object, required: [items]}}, text/html: {}}\n"
        "        default: {description: any other}\n",
        encoding="utf-8",
    )
    clause = "support.contract.answers-match"
    with start(KIND) as running:
        result = hutong(
            "run", running.address, "--openapi", str(document), "--clause", clause, "--format", "json", "-q"
        )
    (judged,) = json.loads(result.stdout)["clauses"]
    assert judged["verdict"] == "pass", judged["detail"]
    assert judged["exercised"] >= 1


def test_a_command_broken_off_before_it_ran_never_ends_as_a_gate_not_met(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("conformance.cli.running.find_config", broken)
    result = hutong("run", "--lang", "zh")
    assert result.exit_code == 130
    assert result.output.strip() == "已中断"
