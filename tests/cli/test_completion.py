"""What a shell is offered for a word, and at what price."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conformance.cli.app import COMMANDS, app
from conformance.cli.completing import clause_ids, profile_names
from conformance.cli.completion import SHELLS, VARIABLE
from conformance.model.clause import Standard
from conformance.reports import formats

CONFIG = "targets: {city: {address: 'http://127.0.0.1:9'}}\nsystems: {county: {address: 'http://127.0.0.1:9'}}\n"


def offered(folder: Path, *words: str) -> list[str]:
    """What bash is offered for the last word, as the script asks."""
    env = {VARIABLE: "bash_complete", "COMP_WORDS": " ".join(("hutong", *words)), "COMP_CWORD": str(len(words))}
    code = "import atexit, sys; heavy = {'schemathesis', 'hypothesis', 'pytest', 'networkx', 'starlette'}\n"
    code += "atexit.register(lambda: print('LOADED', *sorted(heavy & set(sys.modules)), file=sys.stderr))\n"
    if words[0] == "run":
        code += "heavy |= {'conformance.engine', 'pydantic', 'jsonschema', 'requests', 'rich'}\n"
    code += "from conformance.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | env,
        timeout=60,
        check=False,
    )
    if words[0] != "serve":  # it lists the kinds that can be served
        assert done.stderr.split() == ["LOADED"], done.stderr
    return [line.partition(",")[2] for line in done.stdout.split()]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (("run", "--clause", "support.paging.comp"), ["support.paging.complete"]),
        (("run", "-p", "gen"), ["general"]),
        (("run", "-o", "ju"), ["junit"]),
        (("run", "c"), ["city", "county"]),
        (("replay", "abcdef", "cou"), ["county"]),
        (
            ("explain", "support.pagi"),
            [
                f"support.paging{end}"
                for end in ("", ".beyond-the-end", ".bounded", ".complete", ".page-size", ".sizes-agree", ".stable")
            ],
        ),
        (("standard", "list", "support.pagi"), ["support.paging"]),
        (("serve", "resource"), ["resource-catalogue"]),
        (("expl",), ["explain"]),
    ],
)
def test_a_word_is_completed(words: tuple[str, ...], due: list[str], tmp_path: Path) -> None:
    (tmp_path / "hutong.yaml").write_text(CONFIG, encoding="utf-8")
    assert offered(tmp_path, *words) == due


def test_no_file_and_a_broken_file_offer_nothing(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert offered(tmp_path, "run", "c") == []
    (tmp_path / "hutong.yaml").write_text("targets: {", encoding="utf-8")
    assert offered(tmp_path, "run", "c") == []


def test_the_names_read_as_they_lie_are_those_that_are_loaded(standard: Standard) -> None:
    assert sorted(clause_ids()) == sorted(standard.clauses)
    assert "general" in {*profile_names()}
    assert formats.kinds()


@pytest.mark.parametrize("shell", [*SHELLS])
def test_every_shell_has_a_script(shell: str) -> None:
    script = CliRunner().invoke(app, ["completion", shell])
    assert script.exit_code == 0
    assert f"{VARIABLE}={shell}_complete" in script.stdout
    assert "hutong" in script.stdout


def test_bash_takes_the_script_and_offers_the_commands(tmp_path: Path) -> None:
    script = CliRunner().invoke(app, ["completion", "bash"]).stdout
    command = tmp_path / "hutong"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m conformance "$@"\n')
    command.chmod(0o755)
    asked = 'COMP_WORDS=(hutong ""); COMP_CWORD=1\n_hutong_completion hutong\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    lines = f"{script}\n{asked}"
    env = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", lines], capture_output=True, text=True, env=env, timeout=60, check=True)
    assert sorted(done.stdout.split()) == sorted(COMMANDS)
