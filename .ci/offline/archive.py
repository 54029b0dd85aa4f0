#!/usr/bin/env python3
"""Makes one archive from which Hutong is installed where there is no internet: `.ci/offline/archive.py OUT`.

It holds a wheel of this checkout, the wheels of all it needs at the versions of `pins.txt`, sums, licences and
`install.sh`. It serves the kind of machine it is made on (system, processor) and the Python that makes it;
`--also 3.12` adds the wheels of a later one. Same checkout, same pins: same bytes. `--repin` takes the newest versions.
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
import tomllib
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PINS = HERE / "pins.txt"
WRITTEN = ("install.sh", "README.txt")
HEAD = "# What the archive holds and what builds its wheel. Written by `.ci/offline/archive.py --repin`.\n"
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


def pip(*arguments: str, pins: Path | None = PINS) -> None:
    held = {"PIP_CONSTRAINT": str(pins), "PIP_BUILD_CONSTRAINT": str(pins)} if pins else {}
    environment = {**os.environ, **held, "SOURCE_DATE_EPOCH": str(EPOCH), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *arguments], env=environment, check=True)


def download(into: Path, *arguments: str, pins: Path | None = PINS) -> None:
    pip("download", "--only-binary=:all:", f"--dest={into}", *arguments, pins=pins)


def wheels(folder: Path) -> list[Wheel]:
    return [Wheel.of(file) for file in sorted(folder.glob("*.whl"))]


def own_wheel(into: Path, pins: Path | None = PINS) -> Wheel:
    pip("wheel", "--no-deps", f"--wheel-dir={into}", str(ROOT), pins=pins)
    (own,) = wheels(into)
    return own


def gather(into: Path, extras: list[str], also: list[str]) -> Wheel:
    """Fills the folder with this project's wheel and all it needs; stops at a wheel that `pins.txt` does not name."""
    own = own_wheel(into)
    download(into, str(own.file) + (f"[{','.join(extras)}]" if extras else ""))
    for version in also:
        compiled = {wheel.pin for wheel in wheels(into) if wheel.compiled_for_one_python}
        download(into, "--no-deps", f"--python-version={version}", *sorted(compiled))
    pinned = set(PINS.read_text(encoding="utf-8").split())
    loose = [wheel.file.name for wheel in wheels(into) if wheel != own and wheel.pin not in pinned]
    if loose:
        raise SystemExit(f"not in {PINS.relative_to(ROOT)}: {', '.join(loose)}; run {Path(__file__).name} --repin")
    return own


def repin() -> None:
    """Writes `pins.txt`: the newest versions of what every extra for users needs, and of what builds the wheel."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = sorted(project["project"]["optional-dependencies"].keys() - {"dev"})
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        own = own_wheel(place, pins=None)
        download(place, f"{own.file}[{','.join(extras)}]", *project["build-system"]["requires"], pins=None)
        lines = sorted(f"{wheel.pin}\n" for wheel in wheels(place) if wheel != own)
    PINS.write_text(HEAD + "".join(lines), encoding="utf-8")


def licence(wheel: Wheel) -> str:
    """What the metadata says: the SPDX expression, else the classifiers, else the first line of free text."""
    said = wheel.metadata()
    classified = [line.split(" :: ")[-1] for line in said.get_all("Classifier", []) if line.startswith("License :: ")]
    free = (said.get("License") or "").strip().partition("\n")[0]
    found = said.get("License-Expression") or ", ".join(classified) or free
    if not found:
        raise SystemExit(f"{wheel.file.name} names no licence")
    return str(found)


def target(own: Wheel, held: list[Wheel], extras: list[str], pythons: list[str]) -> str:
    """What `install.sh` reads: for which Pythons and which machine, and the oldest glibc all wheels accept."""
    system, machine = platform().split("_", 1)
    oldest = [min(map(int, re.findall(r"manylinux_2_(\d+)_", wheel.platform)), default=0) for wheel in held]
    glibc = f"2.{max(oldest)}" if any(oldest) else ""
    wanted = own.name + (f"[{','.join(extras)}]" if extras else "") + f"=={own.version}"
    facts = {"wanted": wanted, "pythons": " ".join(pythons), "system": system, "machine": machine, "glibc": glibc}
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
        (folder / "target").write_text(target(own, held, extras, pythons), encoding="utf-8")
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
    parser.add_argument("out", type=Path, nargs="?", help="the folder the archive is put into")
    parser.add_argument("--extra", action="append", default=[], help="an extra to hold too, such as pdf")
    parser.add_argument("--also", action="append", default=[], metavar="3.X", help="a later Python to serve too")
    parser.add_argument("--repin", action="store_true", help="write pins.txt anew")
    asked = parser.parse_args()
    if not (asked.repin or asked.out):
        parser.error("name the folder the archive is put into")
    if asked.repin:
        repin()
    if asked.out:
        archive = build(asked.out, sorted(asked.extra), sorted(asked.also))
        print(f"{digest(archive)}  {archive}")


if __name__ == "__main__":
    main()
