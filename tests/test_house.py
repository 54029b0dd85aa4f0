"""The house stands as its plan says: layers, README blocks, start-up, packaging."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import imports

ROOT = Path(__file__).resolve().parents[1]
EVERYWHERE = ("audit-record", "code-list")
"""The kinds of record every contract of ours keeps."""
WELL_KNOWN = {"getDeclaration", "getSecurityTxt", "getContract", "getPrivacyNotice"}
REPORTS = "conformance.reports."
PACKAGE = sorted((ROOT / "conformance").rglob("*.py"))


def test_layers_hold() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_no_imports_go_round() -> None:
    """Those that only name types count too, but in reference systems: there a part and its whole must know each other.

    A part is given its system, and the system is made of such parts; what runs goes one way, and that is counted.
    """
    known = imports.modules(ROOT, "conformance")
    assert len(known) == len(PACKAGE)
    pairs = imports.imports(known, lambda name: not name.startswith("conformance.systems."))
    assert imports.circles(pairs) == []


def test_no_two_rooms_of_reports_import_each_other() -> None:
    def room(name: str) -> str:
        return ".".join(name.split(".")[:3])

    pairs = [*imports.imports(imports.modules(ROOT, "conformance"), lambda name: True)]
    inside = [(room(one), room(other)) for one, other in pairs if one.startswith(REPORTS) and other.startswith(REPORTS)]
    assert {f"{REPORTS}{name}" for name in ("formats", "laboratory", "network", "web")} <= {one for one, _ in inside}
    assert imports.circles(iter(inside)) == []


def test_an_import_is_seen_wherever_it_stands(tmp_path: Path) -> None:
    """Each of these goes round with the one module it imports, which imports it back."""
    ways = {
        "top": "from house import back",
        "function": "def load():\n    import house.back",
        "types": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.back import thing",
        "name": "import importlib\nimportlib.import_module('house.back')",
    }
    (tmp_path / "house").mkdir()
    for way, text in ways.items():
        (tmp_path / "house" / "way.py").write_text(text)
        (tmp_path / "house" / "back.py").write_text("import house.way\n")
        known = imports.modules(tmp_path, "house")
        assert imports.circles(imports.imports(known, lambda name: True)) == [["house.back", "house.way"]], way
        seen = imports.circles(imports.imports(known, lambda name: False))
        assert bool(seen) == (way != "types"), way


@pytest.mark.parametrize("file", PACKAGE, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_tells_one_story(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 350
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 60, f"{file}:{node.lineno} {node.name}"
    for line in text.splitlines():
        ignored = re.search(r"#\s*(noqa|type: ignore)", line)
        assert not ignored or re.search(r"#\s*(noqa: [A-Z0-9, ]+ - \S|type: ignore\[[^]]+\] # ?\S)", line), (
            f"{file}: {line}"
        )


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["run", "--help"], ["standard", "list"]])
def test_no_engine_is_loaded_before_it_is_needed(command: list[str]) -> None:
    code = f"import sys; sys.argv = ['hutong', *{command!r}]\nimport atexit\n"
    code += "heavy = {'schemathesis', 'hypothesis', 'pytest', 'networkx'}\n"
    code += "atexit.register(lambda: print('LOADED', *sorted(heavy & set(sys.modules))))\n"
    code += "from conformance.cli import main; main()"
    done = run("-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("LOADED")


LIGHT = ("--version", "explain support.requests.allow", "standard list", "standard coverage", "standard lint")
"""Commands that only read the release: they load neither what runs it nor what else is slow to load."""


@pytest.mark.parametrize("command", LIGHT)
def test_what_only_reads_the_release_loads_little(command: str) -> None:
    code = f"import sys; sys.argv = ['hutong', *{command.split()!r}]\nimport atexit\n"
    code += "atexit.register(lambda: print('LOADED', *sys.modules))\n"
    code += "from conformance.cli import main; main()"
    done = run("-c", code)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    slow = {"jinja2", "jsonschema", "pydantic", "requests", "rich", "uvicorn", "conformance.engine.plan"}
    assert loaded & slow == set()
    tools = {name for name in loaded if re.match(r"conformance\.(probes\.\w+|checks\.\w+\.\w+)", name)}
    assert len(tools) > 100 if command == "standard lint" else len(tools) <= 10, tools


def test_the_readme_shows_what_the_commands_print() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    done = run("-m", "conformance", "--help")
    commands = re.findall(r"^  (\w+)  ", done.stdout, re.MULTILINE)
    for command in commands:
        assert f"hutong {command}" in readme, command


def test_shared_probes_and_checks_name_no_kinds_operation() -> None:
    """What is put to records of every kind knows none of them by name; what is one kind's own lies in its folder."""
    from conformance.config.loading import kind_contract
    from conformance.systems.kinds import KINDS

    own = set()
    for kind in KINDS:
        contract = kind_contract(kind)
        everywhere = {name for each in EVERYWHERE for name in contract.records[each].operations.values()}
        own |= contract.operations.keys() - everywhere - WELL_KNOWN
    folders = {kind.replace("-", "_") for kind in KINDS} | {"pairs"}
    shared = [file for file in PACKAGE if file.parts[-2] not in folders and {"probes", "checks"} & set(file.parts)]
    assert len(shared) > 60
    named = {f"{file.relative_to(ROOT)}: {name}" for file in shared for name in _strings(file) & own}
    assert named == set()


def _strings(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
