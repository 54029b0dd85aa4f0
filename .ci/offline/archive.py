#!/usr/bin/env python3
"""Makes one archive from which Hutong is installed where there is no internet: `.ci/offline/archive.py OUT`.

It holds a wheel of this checkout, the wheels of all it needs as `locks/` has them, a lock of its own,
sums, licences and `install.sh`. It serves the kind of machine it is made on (system, processor) and the Python that
makes it; `--also 3.12` adds the wheels of a later one. Same checkout, same lock: same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = ROOT / "locks/requirements-dev.lock"
WRITTEN = ("install.sh", "README.txt")
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "1580601600"))
"""The time every file bears; by default the one hatchling gives to what is in a wheel."""


@dataclass(frozen=True)
class Wheel:
    """A wheel by what its file name says, and the metadata inside."""

    file: Path
    name: str
    version: str
    python: str
    platform: str

    @classmethod
    def of(cls, file: Path) -> Wheel:
        name, version, *_, python, _abi, platform = file.stem.split("-")
        return cls(file, re.sub(r"[-_.]+", "-", name).lower(), version, python, platform)

    @property
    def pin(self) -> str:
        return f"{self.name}=={self.version}"

    @property
    def compiled_for_one_python(self) -> bool:
        return "-abi3-" not in self.file.name and not self.python.startswith("py")

    def metadata(self) -> Message:
        with ZipFile(self.file) as inside:
            path = next(path for path in inside.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", path))
            return Parser().parsestr(inside.read(path).decode())


@dataclass(frozen=True)
class Pin:
    """A line of the lock: a name and its version, where it is needed, and the hashes of its files."""

    name: str
    version: str
    marker: str
    hashes: frozenset[str]

    def of(self, hashes: set[str]) -> str:
        """The line with only these of its hashes."""
        where = f" ; {self.marker}" if self.marker else ""
        kept = "".join(f" --hash=sha256:{one}" for one in sorted(self.hashes & hashes))
        return f"{self.name}=={self.version}{where}{kept}\n"


def pins(lock: Path = LOCK) -> Iterator[Pin]:
    """Every line of a lock."""
    for line in lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if found := re.fullmatch(r"([a-z0-9-]+)==(\S+)(?: ; (.*?))?((?: +--hash=sha256:[0-9a-f]{64})+) *", line):
            name, version, marker, hashes = found.groups()
            yield Pin(name, version, marker or "", frozenset(re.findall("[0-9a-f]{64}", hashes)))
        elif line.strip() and not line.startswith("#"):
            raise SystemExit(f"not a line of a lock: {line[:80]}")


def pip(*arguments: str, held: Path) -> None:
    """Run pip with the versions that are held; what builds our own wheel is held as well."""
    constraints = {"PIP_CONSTRAINT": str(held), "PIP_BUILD_CONSTRAINT": str(held)}
    environment = {**os.environ, **constraints, "SOURCE_DATE_EPOCH": str(EPOCH), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *arguments], env=environment, check=True)


def wheels(folder: Path) -> list[Wheel]:
    return [Wheel.of(file) for file in sorted(folder.glob("*.whl"))]


def gather(into: Path, extras: list[str], also: list[str]) -> Wheel:
    """Fills the folder with this project's wheel and all it needs; stops at a wheel the lock has no hash of."""
    held = into / "held.txt"
    held.write_text("".join(f"{pin.name}=={pin.version}\n" for pin in pins()), encoding="utf-8")
    pip("wheel", "--no-deps", f"--wheel-dir={into}", str(ROOT), held=held)
    (own,) = wheels(into)
    download = ("download", "--only-binary=:all:", f"--dest={into}")
    pip(*download, str(own.file) + (f"[{','.join(extras)}]" if extras else ""), held=held)
    for version in also:
        compiled = {wheel.pin for wheel in wheels(into) if wheel.compiled_for_one_python}
        pip(*download, "--no-deps", f"--python-version={version}", *sorted(compiled), held=held)
    known = {one for pin in pins() for one in pin.hashes}
    loose = [wheel.file.name for wheel in wheels(into) if wheel != own and digest(wheel.file) not in known]
    if loose:
        raise SystemExit(f"not in {LOCK.name}: {', '.join(loose)}; write it anew with .ci/relock")
    return own


def locked(own: Wheel, held: list[Wheel], extras: list[str]) -> str:
    """What `install.sh` hands to pip: every wheel that is held, by its hash."""
    hashes = {digest(wheel.file) for wheel in held}
    wanted = own.name + (f"[{','.join(extras)}]" if extras else "")
    lines = [pin.of(hashes) for pin in pins() if pin.hashes & hashes]
    return "".join([f"{wanted}=={own.version} --hash=sha256:{digest(own.file)}\n", *lines])


def licence(wheel: Wheel) -> str:
    """What the metadata says: the SPDX expression, else the classifiers, else the first line of free text."""
    said = wheel.metadata()
    classified = [line.split(" :: ")[-1] for line in said.get_all("Classifier", []) if line.startswith("License :: ")]
    free = (said.get("License") or "").strip().partition("\n")[0]
    found = said.get("License-Expression") or ", ".join(classified) or free
    if not found:
        raise SystemExit(f"{wheel.file.name} names no licence")
    return str(found)


def target(archive: str, held: list[Wheel], pythons: list[str]) -> str:
    """What `install.sh` reads: for which Pythons and which machine, and the oldest glibc all wheels accept."""
    system, machine = platform().split("_", 1)
    oldest = [min(map(int, re.findall(r"manylinux_2_(\d+)_", wheel.platform)), default=0) for wheel in held]
    glibc = f"2.{max(oldest)}" if any(oldest) else ""
    facts = {"archive": archive, "pythons": " ".join(pythons), "system": system, "machine": machine, "glibc": glibc}
    return "".join(f"{name}='{value}'\n" for name, value in facts.items())


def platform() -> str:
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


def sums(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def pack(folder: Path, out: Path) -> None:
    """Writes the folder as .tar.gz: sorted, owned by nobody, no time but `EPOCH`."""
    with (
        out.open("wb") as raw,
        gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            entry = archive.gettarinfo(path, path.relative_to(folder.parent).as_posix())
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = EPOCH
            entry.mode = 0o755 if path.is_dir() or path.suffix == ".sh" else 0o644
            if path.is_dir():
                archive.addfile(entry)
            else:
                archive.addfile(entry, io.BytesIO(path.read_bytes()))


def build(out: Path, extras: list[str], also: list[str]) -> Path:
    """The archive, made in the folder `out`."""
    pythons = [f"{sys.version_info.major}.{sys.version_info.minor}", *also]
    with tempfile.TemporaryDirectory() as scratch:
        own = gather(Path(scratch), extras, also)
        tag = ".".join("cp" + version.replace(".", "") for version in pythons)
        folder = Path(scratch) / "-".join([own.name, own.version, tag, platform(), *extras])
        (folder / "wheels").mkdir(parents=True)
        held = wheels(Path(scratch))
        for name in WRITTEN:
            shutil.copyfile(HERE / name, folder / name)
        (folder / "target").write_text(target(folder.name, held, pythons), encoding="utf-8")
        (folder / "requirements.lock").write_text(locked(own, held, extras), encoding="utf-8")
        named = sorted({f"{wheel.name} {wheel.version}: {licence(wheel)}\n" for wheel in held})
        (folder / "LICENCES.txt").write_text("".join(named), encoding="utf-8")
        for wheel in held:
            wheel.file.rename(folder / "wheels" / wheel.file.name)
        (folder / "SHA256SUMS").write_text(sums(folder), encoding="utf-8")
        out.mkdir(parents=True, exist_ok=True)
        archive = out / f"{folder.name}.tar.gz"
        pack(folder, archive)
    return archive


def main() -> None:
    summary, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(description=summary, epilog=rest)
    parser.add_argument("out", type=Path, help="the folder the archive is put into")
    parser.add_argument("--extra", action="append", default=[], help="an extra to hold too, such as pdf")
    parser.add_argument("--also", action="append", default=[], metavar="3.X", help="a later Python to serve too")
    asked = parser.parse_args()
    archive = build(asked.out, sorted(asked.extra), sorted(asked.also))
    print(f"{digest(archive)}  {archive}")


if __name__ == "__main__":
    main()
