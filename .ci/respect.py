"""Lints Arazzo documents and runs them by Redocly's `respect` on a served system: REDOCLY FILED FOLDER.

What was answered while examining it must be answered again, and what was spoilt must not pass. Ends with 1 otherwise.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

HUTONG = Path(".venv/bin/hutong").resolve()
KIND = "resource-catalogue"
FAULTS = (
    "support.paging.complete",
    "security.access.authentication-required",
    "application.catalogue.withdrawn-unlisted",
    "application.catalogue.change-as-sent",
)
SEQUENCE = "2dcfdf5cda09"
PROBES = ("pages", "privileged-fields")
FEWEST = 5
"""Workflows that must have been run with the same outcome."""
QUIET = {"SCHEMA_CHECK": "off", "STATUS_CODE_CHECK": "off", "CONTENT_TYPE_CHECK": "off"}
"""What it checks besides the criteria of a workflow: faults depart from the interface document too."""
TAKEN_BACK = {200, 204, 404, 410}
"""What the steps that take back may be answered: done, or done by a step before."""
SECONDS = 300


class Wrong(Exception):  # noqa: N818 - it says what is wrong
    """What did not hold."""


@contextmanager
def served(folder: Path, *faults: str, port: str = "0") -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a reference system with faults, and the whole Authorization field of each role by variable."""
    command = [
        str(HUTONG),
        "serve",
        KIND,
        "--lang",
        "en",
        "--port",
        port,
        "--write-config",
        str(folder / "hutong.yaml"),
    ]
    command += [word for fault in faults for word in ("--fault", fault)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        said: list[str] = []
        while not said or "Ctrl-C" not in said[-1]:
            line = running.stdout.readline() if running.stdout else ""
            if not line:
                raise Wrong(f"no system was served: {said}")
            said.append(line)
        tokens = re.findall(r"export (\w+)=(\S+)", "".join(said))
        yield said[0].split()[-1], {name: f"Bearer {token}" for name, token in tokens}
    finally:
        running.terminate()
        running.wait(30)


def filed(folder: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """The files an examination, a sequence and whole probes are written as, each with what writes it."""
    config = ["-c", str(folder / "hutong.yaml"), "--lang", "en"]
    findings = folder / "findings.arazzo.json"
    yield findings, partial(_run, findings, *config)
    for name in (SEQUENCE, *PROBES):
        file = folder / f"{name}.arazzo.json"
        yield file, partial(_replay, file, name, *config)


def _run(file: Path, *config: str) -> None:
    _hutong("run", *config, "-q", "-o", f"arazzo:{file}")
    _breakdowns_last(file)


def _replay(file: Path, name: str, *config: str) -> None:
    file.write_text(_hutong("replay", name, *config, "--arazzo"), encoding="utf-8")


def _breakdowns_last(file: Path) -> None:
    """Put last what made the system fail: it may have left behind what no list can be given with."""
    document = json.loads(file.read_text(encoding="utf-8"))
    document["workflows"].sort(key=lambda one: re.search(r"statusCode == 5", json.dumps(one["steps"])) is not None)
    file.write_text(json.dumps(document), encoding="utf-8")


def _hutong(*words: str) -> str:
    done = subprocess.run([str(HUTONG), *words], capture_output=True, text=True, encoding="utf-8", timeout=SECONDS)
    if done.returncode not in (0, 1, 3):  # what was found is not asked here
        raise Wrong(f"hutong {' '.join(words)}: {done.returncode} {done.stderr[-2000:]}")
    return done.stdout


def lint(redocly: str, files: list[Path]) -> str:
    """What is said against some files; empty where they are taken."""
    done = subprocess.run([redocly, "lint", *map(str, files)], capture_output=True, text=True, timeout=SECONDS)
    return "" if done.returncode == 0 else done.stderr + done.stdout


def respect(redocly: str, file: Path, address: str, tokens: dict[str, str]) -> dict[str, bool]:
    """Whether each workflow of a file came out as it says, by its name."""
    told = file.with_suffix(".told.json")
    told.unlink(missing_ok=True)
    options = ["--server", f"system={address}", "--severity", json.dumps(QUIET), "--json-output", str(told)]
    command = [redocly, "respect", str(file), "--input", json.dumps(tokens), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    if not told.is_file():
        raise Wrong(f"respect ran nothing of {file}: {done.stderr[-2000:]}")
    (ran,) = json.loads(told.read_text(encoding="utf-8"))["files"].values()
    came = {one["workflowId"]: one["status"] == "success" for one in ran["executedWorkflows"]}
    steps = [step for one in ran["executedWorkflows"] for step in one["executedSteps"] if step["type"] == "step"]
    back = [step["response"]["statusCode"] for step in steps if re.search("_back[0-9]+$", step["stepId"])]
    _must({*back} <= TAKEN_BACK, f"{file.name}: what was made is not taken back: {back}")
    if all(came.values()) is not (done.returncode == 0):
        raise Wrong(f"respect ended with {done.returncode} on {came}")
    return came


def check(redocly: str, samples: Path, folder: Path) -> None:
    """Raise Wrong for the first thing that does not hold."""
    folder.mkdir()
    listed = sorted(samples.glob("*.arazzo.json"))
    _must(bool(listed), "there are no samples")
    _must(not (said := lint(redocly, listed)), said)
    files, secrets, number, port = list[Path](), list[str](), 0, "0"
    for file, write in filed(folder):
        # Each is written and run on a system of its own: what made it fail may have left what no list can be given.
        with served(folder, *FAULTS, port=port) as (address, tokens):
            port, secrets = address.rpartition(":")[2], [token.removeprefix("Bearer ") for token in tokens.values()]
            write()
            files.append(file)
        with served(folder, *FAULTS, port=port) as (address, tokens):
            number += same(redocly, file, address, tokens)
    _must(not (said := lint(redocly, files)), said)
    texts = [file.read_text(encoding="utf-8") for file in files]
    _must(not any(secret in text for secret in secrets for text in texts), "a file holds a credential")
    with served(folder, *FAULTS, port=port) as (address, tokens):
        _must(number >= FEWEST, f"{number} workflows were run, due {FEWEST}")
        _must(bool(lint(redocly, [_spoilt(files[0])])), "lint takes what was spoilt")
        _must(not any(respect(redocly, _other(files[0]), address, tokens).values()), "a status nobody answers passes")
    with served(folder, port=address.rpartition(":")[2]) as (address, tokens):
        mended = respect(redocly, files[0], address, tokens)
        refused = [good for name, good in mended.items() if name.startswith("security_access_authentication-required")]
        _must(bool(refused) and not any(refused), f"a system without faults is not told apart: {mended}")
    print(f"Arazzo: {len(listed) + len(files)} files linted, {number} workflows run with the same outcome")


def same(redocly: str, file: Path, address: str, tokens: dict[str, str]) -> int:
    """How many workflows of a file came out as they say, which is all of them."""
    came = respect(redocly, file, address, tokens)
    print(file.name, *(f"{'same' if good else 'OTHER'}  {name}" for name, good in came.items()), sep="\n  ")
    held = [one["workflowId"] for one in json.loads(file.read_text(encoding="utf-8"))["workflows"]]
    _must([*came] == held and all(came.values()), f"{file.name} holds {held}")
    return len(held)


def _must(good: bool, what: str) -> None:
    if not good:
        raise Wrong(what)


def _spoilt(file: Path) -> Path:
    """The file with steps that lack their name."""
    other = file.with_name("spoilt.arazzo.json")
    other.write_text(file.read_text(encoding="utf-8").replace('"stepId"', '"surprise"'), encoding="utf-8")
    return other


def _other(file: Path) -> Path:
    """The file with a status in each first step that no system answers."""
    document = json.loads(file.read_text(encoding="utf-8"))
    for one in document["workflows"]:
        one["steps"][0]["successCriteria"] = [{"condition": "$statusCode == 418"}]
    other = file.with_name("other.arazzo.json")
    other.write_text(json.dumps(document), encoding="utf-8")
    return other


if __name__ == "__main__":
    redocly_cli, filed_in, working_in = sys.argv[1:]
    try:
        check(redocly_cli, Path(filed_in), Path(working_in))
    except Wrong as wrong:
        sys.exit(f"Arazzo: {wrong}")
