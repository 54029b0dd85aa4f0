"""`hutong init`: what it writes holds, what it asks, what it refuses, and that its pipelines really run."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from conformance.cli.app import app
from conformance.cli.scaffold import OUTPUTS, PLACES
from conformance.config.file import load_config, target_of
from conformance.norms.errors import DataError
from conformance.reports import formats
from conformance.systems.faults import faults
from conformance.systems.serve import start

ROOT = Path(__file__).parents[2]
KIND = "resource-catalogue"
FAULT = "security.access.authentication-required"
ADDRESS = "https://sb.test.gov.example/api"
ENOUGH = ("--yes", "--address", ADDRESS)


COMMIT = "git+https://git.example/gov/hutong.git@" + "0123456789abcdef0123456789abcdef01234567"


def init(*words: str) -> Result:
    return CliRunner().invoke(app, ["init", "--lang", "en", *words])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built with what is installed here."""
    place = tmp_path_factory.mktemp("wheel")
    words = ("pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(place), str(ROOT))
    subprocess.run([sys.executable, "-m", *words], check=True, timeout=300)
    (file,) = place.iterdir()
    return file


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_written_is_a_config_and_obeys_the_schema_beside_it(here: Path) -> None:
    (here / "openapi.json").write_text("{}")
    done = init(*ENOUGH, "--openapi", "openapi.json", "--role", "officer", "--test")
    assert done.exit_code == 0, done.output
    text = (here / "hutong.yaml").read_text(encoding="utf-8")
    (schema,) = re.findall(r"^# yaml-language-server: \$schema=\./(.*)$", text, re.MULTILINE)
    document = YAML(typ="safe").load(text)
    jsonschema.Draft202012Validator(json.loads((here / schema).read_text(encoding="utf-8"))).validate(document)
    config, _ = load_config(here / "hutong.yaml")
    entry = config.entries["sb"]
    assert (entry.address, entry.environment, entry.writes, entry.openapi) == (ADDRESS, "test", True, "openapi.json")
    assert entry.credentials["officer"].token == "${env:HUTONG_OFFICER}"


def test_without_a_word_about_it_a_system_is_never_written_to(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    init(*ENOUGH)
    target = target_of(*load_config(here / "hutong.yaml"), "sb")
    assert not target.may_write
    assert target.kind == "general"
    init(*ENOUGH, "--role", "officer", "--force")
    monkeypatch.delenv("HUTONG_OFFICER", raising=False)
    with pytest.raises(DataError, match="HUTONG_OFFICER is not set"):
        target_of(*load_config(here / "hutong.yaml"), "sb")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "missing: --yes --address URL"),
        (("--address", ADDRESS), "missing: --yes"),
        (("--yes",), "missing: --address URL"),
        (("--yes", "--address", "ftp://x"), "the address cannot be used"),
        ((*ENOUGH, "-p", "resource-catalog"), "did you mean `resource-catalogue`?"),
        ((*ENOUGH, "--name", "Ä b"), "cannot be used"),
        ((*ENOUGH, "--openapi", "nowhere.yaml"), "there is no file nowhere.yaml"),
        ((*ENOUGH, "-p", KIND, "--openapi", "https://x.example/o"), "goes with the profile general only"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_written(words: tuple[str, ...], said: str, here: Path) -> None:
    done = init(*words)
    assert done.exit_code == 2
    assert said in done.output
    assert not [*here.iterdir()]


def test_the_address_of_a_document_is_that_of_its_system(here: Path) -> None:
    assert init("--yes", "--openapi", "https://sb.example/v1/openapi.json").exit_code == 0
    entry = load_config(here / "hutong.yaml")[0].entries["sb"]
    assert (entry.address, entry.openapi) == ("https://sb.example", "https://sb.example/v1/openapi.json")


def test_nothing_is_replaced_unless_it_is_said(here: Path) -> None:
    (here / "hutong.yaml").write_text("mine")
    done = init(*ENOUGH)
    assert done.exit_code == 2
    assert "nothing was written; --force replaces" in done.output
    assert [file.name for file in here.iterdir()] == ["hutong.yaml"]
    assert (here / "hutong.yaml").read_text() == "mine"
    assert "replaced hutong.yaml" in init(*ENOUGH, "--force").output
    (here / ".gitlab-ci.yml").write_text("mine too")
    assert "wrote hutong.gitlab-ci.yml" in init(*ENOUGH, "--force", "--ci", "gitlab", "--from", COMMIT).output
    assert (here / ".gitlab-ci.yml").read_text() == "mine too"


def test_on_a_terminal_it_asks_for_what_was_left_open(here: Path) -> None:
    leader, follower = pty.openpty()
    answers = [ADDRESS, "general", "city", "n", "", "officer, auditor", "jenkins"]
    os.write(leader, "".join(f"{answer}\n" for answer in answers).encode())
    done = subprocess.run(
        [sys.executable, "-m", "conformance", "init", "--lang", "zh", "--from", COMMIT],
        stdin=follower, stdout=subprocess.PIPE, stderr=follower, timeout=60, check=False,
    )  # fmt: skip
    asked = os.read(leader, 65536).decode()
    os.close(leader)
    os.close(follower)
    assert done.returncode == 0, asked
    assert "系统的地址" in asked
    entry = load_config(here / "hutong.yaml")[0].entries["city"]
    assert [*entry.credentials] == ["officer", "auditor"]
    assert (here / "Jenkinsfile").is_file()


Steps = Iterator[tuple[str, bool]]


def _github(folder: Path) -> Steps:
    workflow = YAML(typ="safe").load(folder / PLACES["github"][0])
    for step in workflow["jobs"]["hutong"]["steps"]:
        if "run" in step:
            yield step["run"], step.get("if") == "always()"


def _gitlab(folder: Path) -> Steps:
    yield "\n".join(YAML(typ="safe").load(folder / ".gitlab-ci.yml")["hutong"]["script"]), False


def _jenkins(folder: Path) -> Steps:
    text = (folder / "Jenkinsfile").read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    assert text.count("sh '") == text.count("sh '''")
    for lines in re.findall(r"sh '''(.*?)'''", text, re.DOTALL):
        yield lines, False


STEPS: dict[str, Callable[[Path], Steps]] = {"github": _github, "gitlab": _gitlab, "jenkins": _jenkins}


@pytest.mark.parametrize(
    ("ci", "profile", "fault", "code"),
    [
        *((ci, "general", "", 3) for ci in STEPS),  # no document: what must hold of every read was seen on a part
        ("github", KIND, FAULT, 1),
        ("gitlab", KIND, "", 3),
        ("jenkins", KIND, FAULT, 1),
    ],
)
def test_the_commands_of_a_pipeline_run(ci: str, profile: str, fault: str, code: int, wheel: Path, here: Path) -> None:
    """Besides the wheel, what it installs is found where this test runs, at the releases of the lock."""
    shutil.copy(wheel, here)
    packages = here / ".hutong/lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "as_here.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    with start(KIND, [faults(KIND)[fault]] if fault else []) as running:
        words = ("--ci", ci, "--from", wheel.name, "--name", "city", "-p", profile)
        done = init("--yes", "--address", running.address, *words)
        assert done.exit_code == 0, done.output
        written = [it for it in here.rglob("*") if it.is_file() and ".hutong" not in it.parts and it.suffix != ".whl"]
        assert "@{" not in "".join(it.read_text(encoding="utf-8") for it in written)
        found = _run([*STEPS[ci](here)], here)
    assert found == code
    lock = packages / "conformance/_data/locks/requirements.lock"
    assert lock.read_bytes() == (ROOT / "locks/requirements.lock").read_bytes(), (
        "the wheel was installed, with its lock"
    )
    for kind, name in OUTPUTS.items():
        assert (here / "hutong-report" / name).exists() == (kind in formats.kinds()), kind
    if ci == "github":
        assert (here / "summary").read_bytes() == (here / "hutong-report" / "summary.md").read_bytes() != b""


def _run(steps: list[tuple[str, bool]], folder: Path) -> int:
    """Run steps as a pipeline does: the first that fails ends it, but for those that always run. The exit code."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("HUTONG_")}
    env |= {
        "PATH": f"{Path(sys.executable).parent}:{env['PATH']}",
        "CI": "true",
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }
    env |= {"HUTONG_LANG": "zh", "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    code = 0
    for line, always in steps:
        if code == 0 or always:
            done = subprocess.run(["bash", "-e", "-c", line], cwd=folder, env=env, timeout=120, check=False)
            code = code or done.returncode
    return code
