"""What a pipeline installs is what runs here, named so that nobody else's package can come in its place."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conformance.cli import origin
from conformance.cli.app import app
from conformance.cli.origin import LOCK, Origin, UnknownOrigin, installed, named, of_direct_url
from conformance.cli.scaffold import PLACES

COMMIT, DIGEST = "0123456789abcdef0123456789abcdef01234567", "ab" * 32
GIT = f"git+https://git.example/gov/hutong.git@{COMMIT}"
WHEEL = "hutong-0.1.0-py3-none-any.whl"
ARCHIVE = "hutong-0.1.0-cp311-linux_x86_64"
ENOUGH = ("init", "--lang", "en", "--yes", "--address", "https://sb.test.gov.example/api")
VCS = {"vcs": "git", "commit_id": COMMIT}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def archive(folder: Path, name: str = ARCHIVE, held: str = "SHA256SUMS") -> Path:
    file = folder / f"{name}.tar.gz"
    with tarfile.open(file, "w:gz") as packed:
        entry = tarfile.TarInfo(f"{name}/{held}")
        entry.size = len(b"sums")
        packed.addfile(entry, io.BytesIO(b"sums"))
    return file


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ({"url": "https://git.example/gov/hutong.git", "vcs_info": VCS}, Origin(commit=GIT)),
        ({"url": "https://me:secret@git.example/gov/hutong.git", "vcs_info": VCS}, Origin(commit=GIT)),
        (
            {"url": "ssh://git@git.example/gov/hutong.git", "vcs_info": VCS},
            Origin(commit=f"git+ssh://git@git.example/gov/hutong.git@{COMMIT}"),
        ),
        (
            {"url": f"https://files.example/{WHEEL}", "archive_info": {"hashes": {"sha256": DIGEST}}},
            Origin(line=f"hutong @ https://files.example/{WHEEL} --hash=sha256:{DIGEST}"),
        ),
        (
            {"url": f"file:///home/me/{WHEEL}", "archive_info": {"hash": f"sha256={DIGEST}"}},
            Origin(line=f"./{WHEEL} --hash=sha256:{DIGEST}", file=WHEEL),
        ),
    ],
)
def test_what_pip_noted_is_what_a_pipeline_installs(told: dict[str, Any], due: Origin) -> None:
    assert of_direct_url(told) == due


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"url": "file:///home/me/hutong.git", "vcs_info": VCS},
        {"url": "https://git.example/hutong.git", "vcs_info": {"vcs": "git", "commit_id": "main"}},
        {"url": f"https://files.example/{WHEEL}", "archive_info": {}},
        {"url": "https://files.example/hutong-0.1.0.tar.gz", "archive_info": {"hashes": {"sha256": DIGEST}}},
        {"url": f"http://files.example/{WHEEL}", "archive_info": {"hashes": {"sha256": DIGEST}}},
        {"url": "https://git.example/$(id).git", "vcs_info": VCS},
    ],
)
def test_what_nobody_else_could_install_or_check_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(UnknownOrigin):
        of_direct_url(told)


def checkout(folder: Path, remote: str) -> str:
    """Make a checkout with one commit, and name it."""
    run = ("git", "-C", str(folder), "-c", "user.name=n", "-c", "user.email=e@x.example")
    (folder / "file").write_text("1", encoding="utf-8")
    for words in (("init", "-q"), ("add", "file"), ("commit", "-qm", "c"), ("remote", "add", "origin", remote)):
        subprocess.run([*run, *words], check=True)
    return subprocess.run([*run, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://token@git.example/gov/hutong.git", "https://git.example/gov/hutong.git"),
        ("git@git.example:gov/hutong.git", "ssh://git@git.example/gov/hutong.git"),
    ],
)
def test_a_clean_checkout_is_its_commit_at_the_address_it_was_cloned_from(
    remote: str, address: str, tmp_path: Path
) -> None:
    commit = checkout(tmp_path, remote)
    told = {"url": tmp_path.as_uri(), "dir_info": {"editable": True}}
    assert of_direct_url(told) == Origin(commit=f"git+{address}@{commit}")
    (tmp_path / "file").write_text("2", encoding="utf-8")
    with pytest.raises(UnknownOrigin, match="not committed"):
        of_direct_url(told)


def test_a_folder_that_is_no_checkout_or_one_of_a_folder_is_refused(tmp_path: Path) -> None:
    for name, remote in (("plain", ""), ("local", "/srv/hutong.git")):
        folder = tmp_path / name
        folder.mkdir()
        if remote:
            checkout(folder, remote)
        with pytest.raises(UnknownOrigin):
            of_direct_url({"url": folder.as_uri(), "dir_info": {}})


def test_what_the_archive_left_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origin.sys, "prefix", str(tmp_path))
    (tmp_path / "share/hutong").mkdir(parents=True)
    (tmp_path / "share/hutong/archive").write_text(f"{DIGEST}  {ARCHIVE}\n", encoding="utf-8")
    assert installed() == Origin(archive=ARCHIVE, sums=DIGEST, file=f"{ARCHIVE}.tar.gz")


def test_a_file_is_named_by_its_content(tmp_path: Path) -> None:
    (tmp_path / WHEEL).write_bytes(b"wheel")
    digest = hashlib.sha256(b"wheel").hexdigest()
    assert named(str(tmp_path / WHEEL)) == Origin(line=f"./{WHEEL} --hash=sha256:{digest}", file=WHEEL)
    sums = hashlib.sha256(b"sums").hexdigest()
    assert named(str(archive(tmp_path))) == Origin(archive=ARCHIVE, sums=sums, file=f"{ARCHIVE}.tar.gz")
    assert named(GIT) == Origin(commit=GIT)


@pytest.mark.parametrize(
    "source",
    [
        "hutong", "hutong==0.1.0", "git+https://git.example/hutong.git@main", "https://files.example/" + WHEEL,
        "git+https://me:secret@git.example/hutong.git@" + COMMIT, GIT + '"; id; "', GIT + "\nid", "other.whl",
        "odd.tar.gz", "hutong-$(id).whl", "empty.tar.gz", "nowhere.whl",
    ],
)  # fmt: skip
def test_what_cannot_be_checked_is_refused_and_nothing_written(source: str, here: Path) -> None:
    for name in ("other.whl", "hutong-$(id).whl", "empty.tar.gz"):
        (here / name).write_bytes(b"")
    archive(here, "odd", "README.txt")
    before = {*here.iterdir()}
    done = CliRunner().invoke(app, [*ENOUGH, "--ci", "github", "--from", source])
    assert done.exit_code == 2, done.output
    assert "error[usage]" in done.output
    assert "--from: git+https://…@COMMIT" in done.output
    assert {*here.iterdir()} == before


def test_without_a_word_about_it_an_unknown_origin_is_refused(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    def unknown() -> Origin:
        raise UnknownOrigin(origin.UNKNOWN)

    monkeypatch.setattr("conformance.cli.init.installed", unknown)
    done = CliRunner().invoke(app, [*ENOUGH, "--ci", "gitlab"])
    assert (done.exit_code, "name it by --from" in done.output) == (2, True)
    assert [*here.iterdir()] == []
    assert CliRunner().invoke(app, [*ENOUGH]).exit_code == 0


@pytest.mark.parametrize("ci", PLACES)
@pytest.mark.parametrize("source", [GIT, WHEEL, f"{ARCHIVE}.tar.gz"])
def test_a_pipeline_installs_by_commit_or_hash_and_passes_on_zero_alone(ci: str, source: str, here: Path) -> None:
    (here / WHEEL).write_bytes(b"wheel")
    archive(here)
    done = CliRunner().invoke(app, [*ENOUGH, "--ci", ci, "--from", source])
    assert done.exit_code == 0, done.output
    text = (here / PLACES[ci][0]).read_text(encoding="utf-8")
    installs = [line.strip(" -") for line in text.splitlines() if "pip install" in line]
    for line in installs:
        assert "--require-hashes -r hutong.lock" in line or f'--no-deps --no-build-isolation "hutong @ {GIT}"' in line
    assert len(installs) == {GIT: 2, WHEEL: 1}.get(source, 0)
    assert not re.search(r"allow_failure|unstable\(|\|\| true|continue-on-error|returnStatus", text)
    if source == GIT:
        assert (here / LOCK).read_text(encoding="utf-8").startswith("#")
    elif source == WHEEL:
        digest = hashlib.sha256(b"wheel").hexdigest()
        assert (here / LOCK).read_text(encoding="utf-8").startswith(f"./{WHEEL} --hash=sha256:{digest}\n")
        assert f"put {WHEEL} into the same repository" in done.output
    else:
        digest = hashlib.sha256(b"sums").hexdigest()
        assert f'echo "{digest}  {ARCHIVE}/SHA256SUMS" | sha256sum -c -' in text
        assert not (here / LOCK).exists()
