"""Where a Hutong came from, so that a pipeline installs the same one: a commit, a wheel by its hash, or the archive.

Never a bare name: an index may hold somebody else's package of that name.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from conformance.model.text import Text
from conformance.norms.tool import DATA

LOCK = "hutong.lock"
PLACE = ".hutong"
"""The virtual environment a pipeline makes beside what it has checked out."""

_PLAIN = re.compile(r"[A-Za-z0-9._~:/@%+=#&?,-]+")
"""What an address may hold to stand in a shell's quotes, in YAML and in Groovy as it is."""
_GIT = re.compile(r"git\+(https?://[^@#]+|(ssh|git)://[^#]+)@([0-9a-f]{40}|[0-9a-f]{64})")
_WHEEL = re.compile(r"https://[^@#]+/hutong-[^/#]+\.whl#sha256=[0-9a-f]{64}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
_ARCHIVE = ".tar.gz"
_REACHED = ("https", "http", "ssh", "git")

UNKNOWN = Text("看不出流水线应从何处安装 Hutong", "it cannot be told from where a pipeline could install Hutong")
WANTED = Text(
    "用 --from 指明：git+https://…@提交号，https://….whl#sha256=…，wheel 文件，或离线安装包 .tar.gz",
    "name it by --from: git+https://…@COMMIT, https://….whl#sha256=…, a file .whl, or the offline archive .tar.gz",
)


class UnknownOrigin(ValueError):  # noqa: N818 - it says what there is not
    """It cannot be told what a pipeline is to install; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True)
class Origin:
    """What a pipeline installs: a line of a lock, an address at a commit, or an archive by the digest of its sums.

    `file` must stand beside the pipeline, where it is one.
    """

    line: str = ""
    commit: str = ""
    archive: str = ""
    sums: str = ""
    file: str = ""

    @property
    def commands(self) -> list[str]:
        """The lines of shell that install it into `PLACE`, from a lock or without any index."""
        if self.archive:
            return [
                f"tar -xzf {self.archive}{_ARCHIVE}",
                f'echo "{self.sums}  {self.archive}/SHA256SUMS" | sha256sum -c -',
                f'{self.archive}/install.sh "$PWD/{PLACE}"',
            ]
        pip = f"{PLACE}/bin/python -m pip install"
        own = [f'{pip} --no-deps --no-build-isolation "hutong @ {self.commit}"'] if self.commit else []
        return [f"python3 -m venv {PLACE}", f"{pip} --require-hashes -r {LOCK}", *own]


def named(source: str) -> Origin:
    """The origin that someone names. Raises UnknownOrigin where it is none that can be installed and checked."""
    if _PLAIN.fullmatch(source) and (_GIT.fullmatch(source) or _WHEEL.fullmatch(source)):
        return Origin(commit=source) if source.startswith("git+") else _wheel(source)
    file = Path(source)
    if not file.is_file():
        raise UnknownOrigin(Text(f"流水线不能由 {source} 安装", f"no pipeline can install from {source}"))
    if not _FILE.fullmatch(file.name):
        raise UnknownOrigin(Text(f"文件名 {file.name} 不可用", f"the file name {file.name} cannot be used"))
    if file.suffix == ".whl" and file.name.startswith("hutong-"):
        return _file(file.name, hashlib.sha256(file.read_bytes()).hexdigest())
    if file.name.endswith(_ARCHIVE) and (sums := _sums(file)) is not None:
        name = file.name.removesuffix(_ARCHIVE)
        return Origin(archive=name, sums=hashlib.sha256(sums).hexdigest(), file=file.name)
    zh, en = f"{source} 不是 Hutong 的 wheel 或离线安装包", f"{source} is no wheel or archive of Hutong"
    raise UnknownOrigin(Text(zh, en))


def installed() -> Origin:
    """The origin of the Hutong that runs here, as its installer left it. Raises UnknownOrigin where it left none."""
    left = Path(sys.prefix) / "share" / "hutong" / "archive"
    if left.is_file():
        sums, name = left.read_text(encoding="utf-8").split()
        return Origin(archive=name, sums=sums, file=f"{name}{_ARCHIVE}")
    try:
        told = json.loads(distribution("hutong").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        told = {}
    return of_direct_url(told)


def of_direct_url(told: dict[str, Any]) -> Origin:
    """What pip noted of what it was given (PEP 610): a repository, a file, or a folder, which may be a checkout."""
    url = str(told.get("url", ""))
    parts = urlsplit(url)
    if "vcs_info" in told:
        return _commit(url, str(told["vcs_info"].get("commit_id", "")))
    if "dir_info" in told:
        return _checkout(Path(unquote(parts.path)))
    digest = _digest(told.get("archive_info", {}))
    if not re.fullmatch("[0-9a-f]{64}", digest) or not parts.path.endswith(".whl"):
        raise UnknownOrigin(UNKNOWN)
    if parts.scheme == "file":
        return _file(Path(unquote(parts.path)).name, digest)
    return named(f"{url}#sha256={digest}")


def _digest(told: dict[str, Any]) -> str:
    old = str(told.get("hash", "")).removeprefix("sha256=")
    return str(told.get("hashes", {}).get("sha256", old))


def _commit(url: str, commit: str) -> Origin:
    """A commit of a repository others can reach, by its address without anybody's login."""
    if short := re.fullmatch(r"([\w.-]+@[\w.-]+):(?!/)(.+)", url):
        url = f"ssh://{short[1]}/{short[2]}"
    parts = urlsplit(url)
    if parts.scheme not in _REACHED:
        raise UnknownOrigin(UNKNOWN)
    host = parts.netloc if parts.scheme == "ssh" and not parts.password else parts.netloc.rpartition("@")[2]
    return named(f"git+{parts._replace(netloc=host).geturl()}@{commit}")


def _file(name: str, digest: str) -> Origin:
    return Origin(line=f"./{name} --hash=sha256:{digest}", file=name)


def _wheel(address: str) -> Origin:
    url, _, digest = address.partition("#sha256=")
    return Origin(line=f"hutong @ {url} --hash=sha256:{digest}")


def _sums(archive: Path) -> bytes | None:
    """The sums in an archive, which stand in the one folder it holds; None where it is no archive of ours."""
    try:
        with tarfile.open(archive, "r:gz") as packed:
            held = packed.extractfile(f"{archive.name.removesuffix(_ARCHIVE)}/SHA256SUMS")
            return held.read() if held else None
    except (tarfile.TarError, OSError, KeyError, EOFError):
        return None


def _checkout(folder: Path) -> Origin:
    """The commit of a clean checkout, by the address it was cloned from."""
    if _git(folder, "status", "--porcelain", "--untracked-files=no"):
        zh, en = f"{folder} 有未提交的修改", f"{folder} holds changes that are not committed"
        raise UnknownOrigin(Text(f"{zh}，流水线取不到", f"{en}, which no pipeline has"))
    return _commit(_git(folder, "remote", "get-url", "origin"), _git(folder, "rev-parse", "HEAD"))


def commit_of(folder: Path) -> str:
    """The commit of this package, which lies in a folder, and its data; nothing where they are in none as they are."""
    if not _git(folder, "ls-files", "."):
        return ""
    changed = _git(folder, "status", "--porcelain", "--", *(f":/{name}" for name in ("conformance", *DATA)))
    return "" if changed else _git(folder, "rev-parse", "HEAD")


def _git(folder: Path, *words: str) -> str:
    """What git prints; nothing where it fails or is not here."""
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
