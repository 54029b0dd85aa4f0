"""The offline archive: same bytes twice; where there is no route it installs and runs, and nothing tries to leave."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import time
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Say

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).parents[2]
ALONE = 'ip link set lo up && [ -z "$(ip route; ip -6 route show default)" ] && exec "$@"'
NAMESPACE = ("unshare", "--map-root-user", "--net")
TRACE = ("strace", "-f", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o")
INTERPRETER = sysconfig.get_config_var("BINDIR") + f"/python{sys.version_info.major}.{sys.version_info.minor}"

# Every way of an OpenAPI document to name something far away, in an operation that can be asked all the same.
LEADING_OUT = """
openapi: 3.1.0
jsonSchemaDialect: FAR/dialect
info: {title: Leading out, version: "1", license: {name: none, url: "FAR/licence"}}
servers: [{url: "FAR"}]
externalDocs: {url: "FAR/docs"}
paths:
  /resources:
    get:
      operationId: listResources
      parameters:
        - {name: page, in: query, schema: {type: integer, minimum: 1}, examples: {far: {externalValue: "FAR/e"}}}
        - {name: dialect, in: query, schema: {$schema: "FAR/dialect", type: string}}
        - {name: reference, in: query, schema: {$ref: "FAR/schema.json"}}
        - {name: dynamic, in: query, schema: {$dynamicRef: "FAR/schema.json"}}
        - {name: based, in: query, schema: {$id: "FAR/base/", $ref: "schema.json"}}
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {$id: "FAR/answer", $schema: "FAR/dialect", type: object}}}
        default: {$ref: "FAR/answer.json"}
  /far: {$ref: "FAR/path.json"}
components:
  schemas: {Elsewhere: {$ref: "FAR/schema.json"}}
  securitySchemes: {o: {type: openIdConnect, openIdConnectUrl: "FAR/.well-known"}}
""".replace("FAR", "http://192.0.2.1")
SERVED = """
"$1/hutong" serve resource-catalogue --port 18080 >served.txt & served=$!
until grep -q 18080 served.txt; do kill -0 $served || exit 1; sleep 0.2; done
"$1/hutong" run http://127.0.0.1:18080 --openapi leading-out.yaml --explore --explore-requests 40 --lang en \
    -o html:r.html -o json:r.json -o oscal:oscal; code=$?
kill $served
exit $code
"""


@dataclass(frozen=True)
class Alone:
    """A machine without any route: loopback only, an empty HOME, nothing of the tester's environment."""

    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join([str(Path(INTERPRETER).parent), "/usr/sbin", "/usr/bin", "/sbin", "/bin"])
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        traced = (*TRACE, str(self.folder / f"{time.monotonic_ns()}.trace")) if shutil.which("strace") else ()
        return subprocess.run(
            [*NAMESPACE, *traced, "sh", "-c", ALONE, "sh", *command],
            cwd=home,
            env={"HOME": str(home), "PATH": path, "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
        )

    def asked_outside(self) -> set[str]:
        """Every address that was connected or sent to and is not this machine's own."""
        traces = [file.read_text(encoding="utf-8", errors="replace") for file in self.folder.glob("*.trace")]
        found = re.findall(r'inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"|sun_path=@?"([^"]+)"', "".join(traces))
        assert found, "a trace without a single address is no trace"
        sockets = {path for _, path in found if path and path != "/var/run/nscd/socket"}
        return sockets | {address for address, _ in found if address and not ip_address(address).is_loopback}


@pytest.fixture
def alone(tmp_path: Path) -> Alone:
    tried = subprocess.run([*NAMESPACE, "true"], capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"no network namespace may be made here: {tried.stderr.strip()}")
    return Alone(tmp_path)


def build(out: Path, **environment: str) -> Path:
    command = [sys.executable, str(ROOT / ".ci/offline/archive.py"), str(out)]
    subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True)
    (archive,) = out.iterdir()
    return archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def unpacked(archive: Path, tmp_path: Path) -> Path:
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    (folder,) = (tmp_path / "unpacked").iterdir()
    return folder


def test_the_same_checkout_makes_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    again = build(tmp_path, TZ="Asia/Shanghai", LANG="C", PYTHONHASHSEED="7")
    assert again.name == archive.name
    assert again.read_bytes() == archive.read_bytes()


def test_installed_and_run_without_any_route(archive: Path, unpacked: Path, alone: Alone, say: Say) -> None:
    prefix = alone.folder / "prefix"
    begun = time.perf_counter()
    done = alone.run(str(unpacked / "install.sh"), str(prefix))
    seconds = time.perf_counter() - begun
    assert done.returncode == 0, done.stderr
    size = sum(file.stat().st_size for file in prefix.rglob("*") if file.is_file())
    say("offline archive / installed", f"{archive.stat().st_size / 1e6:.1f} / {size / 1e6:.0f} MB", "-")
    say("installing it without a route", f"{seconds:.1f} s", "-")
    hutong = str(prefix / "bin/hutong")
    assert alone.run(hutong, "--version").stdout.startswith("Hutong")
    shown = alone.run(hutong, "demo", "--network", "--lang", "zh")
    assert (shown.returncode, "孤岛" in shown.stdout) == (0, True), shown.stderr
    assert alone.run(hutong, "standard", "lint").returncode == 0
    (alone.folder / "home/leading-out.yaml").write_text(LEADING_OUT, encoding="utf-8")
    explored = alone.run("sh", "-c", SERVED, "sh", str(prefix / "bin"))
    assert "listResources" in (alone.folder / "home/r.json").read_text(encoding="utf-8"), explored.stderr
    assert "Traceback" not in explored.stderr
    if not shutil.which("strace"):
        pytest.skip("strace is not here: it ran without a route, but what it tried was not recorded")
    assert alone.asked_outside() == set()


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
def test_what_leaves_would_be_seen(alone: Alone) -> None:
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9)); socket.socket().connect_ex(('192.0.2.1', 80))"
    done = alone.run(INTERPRETER, "-c", code)
    assert done.returncode == 0, done.stderr
    assert alone.asked_outside() == {"192.0.2.1"}


def retarget(folder: Path, name: str, value: str) -> None:
    """Write another fact into `target`, and its sum: the archive of another machine."""
    target = folder / "target"
    text, changed = re.subn(f"^{name}='.*'$", f"{name}='{value}'", target.read_text(encoding="utf-8"), flags=re.M)
    assert changed == 1
    replaced(target, text.encode())


def replaced(file: Path, content: bytes) -> None:
    """Write a file of an archive anew, and its sum."""
    listed = next(folder for folder in file.parents if (folder / "SHA256SUMS").exists()) / "SHA256SUMS"
    before, after = (hashlib.sha256(each).hexdigest() for each in (file.read_bytes(), content))
    file.write_bytes(content)
    listed.write_text(listed.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def refused(folder: Path, prefix: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(folder / "install.sh"), str(prefix)],
        env={**os.environ, "PYTHON": INTERPRETER, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "安装中止" in done.stderr
    return done.stderr


def test_a_damaged_or_missing_wheel_is_named(unpacked: Path, tmp_path: Path) -> None:
    spoilt, lost = sorted((unpacked / "wheels").iterdir())[:2]
    spoilt.write_bytes(spoilt.read_bytes()[:-1])
    lost.unlink()
    said = refused(unpacked, tmp_path / "prefix")
    assert spoilt.name in said
    assert lost.name in said
    assert not (tmp_path / "prefix").exists()


@pytest.mark.parametrize("place", ["wheels/evil-1.0-py3-none-any.whl", "wheels/.hidden", "more/notes.txt", "link"])
def test_what_is_not_listed_is_named_and_nothing_installed(unpacked: Path, tmp_path: Path, place: str) -> None:
    slipped = unpacked / place
    slipped.parent.mkdir(exist_ok=True)
    if place == "link":
        slipped.symlink_to("/etc")
    else:
        slipped.write_bytes(b"")
    said = refused(unpacked, tmp_path / "prefix")
    assert place in said.splitlines()
    assert "SHA256SUMS does not list" in said
    assert not (tmp_path / "prefix").exists()


def test_a_wheel_is_installed_by_its_hash(unpacked: Path, tmp_path: Path) -> None:
    wheel = next((unpacked / "wheels").glob("click-*.whl"))
    replaced(wheel, wheel.read_bytes() + b"\0")
    said = refused(unpacked, tmp_path / "prefix")
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in said
    assert "pip did not install" in said


def test_the_lock_of_the_archive_names_every_wheel_by_its_hash(unpacked: Path) -> None:
    lines = (unpacked / "requirements.lock").read_text(encoding="utf-8").splitlines()
    listed = [one for line in lines for one in re.findall("sha256:([0-9a-f]{64})", line)]
    held = [hashlib.sha256(file.read_bytes()).hexdigest() for file in (unpacked / "wheels").iterdir()]
    assert sorted(listed) == sorted(held)
    assert all(re.match(r"[a-z0-9-]+==\S+ ", line) for line in lines)


def test_the_default_place_is_made_anew_however_often(unpacked: Path) -> None:
    for _ in range(2):
        (unpacked / "venv").mkdir(exist_ok=True)
        (unpacked / "venv/slipped.txt").write_text("in", encoding="utf-8")
        (unpacked / "venv/pyvenv.cfg").write_text("", encoding="utf-8")
        done = subprocess.run(
            [str(unpacked / "install.sh")], env={**os.environ, "PYTHON": INTERPRETER}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert not (unpacked / "venv/slipped.txt").exists()
    name = (unpacked / "venv/share/hutong/archive").read_text(encoding="utf-8").split()
    assert name == [hashlib.sha256((unpacked / "SHA256SUMS").read_bytes()).hexdigest(), unpacked.name]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("pythons", "3.99", "this archive serves Python 3.99"),
        ("machine", "sparc", "this archive is for linux sparc"),
        ("glibc", "2.999", "glibc 2.999 or later"),
    ],
)
def test_another_machine_is_told_why(unpacked: Path, tmp_path: Path, name: str, value: str, reason: str) -> None:
    retarget(unpacked, name, value)
    assert reason in refused(unpacked, tmp_path / "prefix")


def test_a_python_that_does_not_run_is_not_replaced_by_another(unpacked: Path, tmp_path: Path) -> None:
    assert "found: none that runs" in refused(unpacked, tmp_path / "prefix", PYTHON=str(tmp_path / "python3"))


def test_a_python_without_venv_is_told_which_package(unpacked: Path, alone: Alone) -> None:
    hidden = 'mount -t tmpfs none "$1" && "$2"'
    place = Path(sysconfig.get_path("stdlib")) / "ensurepip"
    done = alone.run("unshare", "--mount", "sh", "-c", hidden, "sh", str(place), str(unpacked / "install.sh"))
    assert (done.returncode, "python3-venv" in done.stderr) == (1, True), done.stderr


def test_a_folder_of_the_user_is_left_alone(unpacked: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "mine"
    prefix.mkdir()
    (prefix / "letter.txt").write_text("kept", encoding="utf-8")
    assert "is no virtual environment" in refused(unpacked, prefix)
    assert [item.name for item in prefix.iterdir()] == ["letter.txt"]
