"""What cannot or must not be reached is told before anything is sent, by every command that would send, at its line."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conformance.cli.app import app
from tests.wire.issuing import Issuer

METADATA = "is a metadata address of a cloud; nothing was sent"
NETWORK = """
version: 1
systems:
  labour:
    address: http://169.254.169.254
    profile: data-exchange
    department: 云州市人力资源和社会保障局
    uscc: 11459900HT100001X1
    level: city
    region: "459900"
    provides: [{resource: 30100101/200001}]
  civil:
    address: http://127.0.0.1:9
    profile: data-exchange
    department: 云州市民政局
    uscc: 11459900HT10000281
    level: city
    region: "459900"
    consumes: [{resource: 30100101/200001}]
"""


def hutong(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(app, [*arguments], env=env or {})


def told(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.output


def written(folder: Path, *lines: str, address: str = "https://127.0.0.1:9") -> str:
    file = folder / "hutong.yaml"
    target = "".join(f"    {line}\n" for line in (f"address: {address}", *lines))
    file.write_text(f"version: 1\ntargets:\n  one:\n{target}", encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    "command",
    [
        ("run", "http://169.254.169.254"),
        ("run", "http://169.254.169.254", "--dry-run"),
        ("run", "http://0xa9fea9fe/latest", "--dry-run"),
        ("run", "http://[::ffff:a9fe:a9fe]", "--dry-run"),
        ("run", "http://100.100.100.200", "--dry-run"),
        ("replay", "0123456789ab", "http://169.254.169.254"),
    ],
)
def test_a_metadata_address_is_refused_on_the_command_line(command: tuple[str, ...]) -> None:
    told(hutong(*command, "--lang", "en"), METADATA, "allow_address:")
    told(hutong(*command, "--lang", "zh"), "是云平台元数据地址，未发送任何请求", "allow_address:")


def test_a_metadata_address_in_a_file_is_told_at_its_line(tmp_path: Path) -> None:
    file = written(tmp_path, address="http://169.254.169.254")
    told(hutong("run", "-c", file, "--dry-run", "--lang", "en"), METADATA, f"--> {file}:4:5")


def test_a_listed_address_is_planned(tmp_path: Path) -> None:
    file = written(tmp_path, "allow_address: [169.254.169.0/24]", address="http://169.254.169.254")
    done = hutong("run", "-c", file, "--dry-run", "--lang", "en")
    assert done.exit_code == 0, done.output


def test_a_name_with_one_refused_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in ("10.0.0.1", "169.254.169.254")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    told(
        hutong("run", "http://city.gov.cn", "--dry-run", "--lang", "en"),
        f"city.gov.cn → 169.254.169.254 {METADATA}",
    )


def test_a_document_at_a_metadata_address_is_not_fetched(tmp_path: Path) -> None:
    done = hutong("run", "http://127.0.0.1:9", "--openapi", "http://169.254.169.254/openapi.json", "--lang", "en")
    told(done, METADATA, "error[openapi]")


def test_a_network_with_such_a_system_is_not_begun(tmp_path: Path) -> None:
    file = tmp_path / "hutong.yaml"
    file.write_text(NETWORK, encoding="utf-8")
    for command in (("matrix",), ("run",)):
        told(hutong(*command, "-c", str(file), "--lang", "en"), METADATA, f"--> {file}:5:5")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["allow_address: [nonsense]"], "`nonsense` is no IP address or network"),
        (["client_key: key.pem"], "client_key and client_key_password go with a client_cert"),
        (["ca_file: missing.pem"], "cannot use missing.pem: there is no such file"),
        (["client_cert: missing.pem"], "missing.pem cannot be read"),
        (["client_cert: a.pem", "client_key_password: '${env:HUTONG_NOT_SET}'"], "HUTONG_NOT_SET is not set"),
        (["client_cert: a.pem", "client_key_password: hunter2"], "must not stand in the file"),
    ],
)
def test_what_a_target_names_and_cannot_be_used_is_told_at_its_line(
    tmp_path: Path, lines: list[str], says: str
) -> None:
    file = written(tmp_path, *lines)
    told(hutong("run", "-c", file, "--dry-run", "--lang", "en"), says, f"--> {file}:")


def test_a_certificate_beside_the_file_is_found_and_tried(tmp_path: Path) -> None:
    issuer = Issuer(tmp_path)
    issuer.issue("caller", for_clients=True)
    issuer.issue("caller", begins=-9, ends=-1, for_clients=True)
    right = written(tmp_path, "ca_file: ca.pem", "client_cert: 1.pem", "client_key: 1.key")
    assert hutong("run", "-c", right, "--dry-run").exit_code == 0
    late = written(tmp_path, "ca_file: ca.pem", "client_cert: 2.pem", "client_key: 2.key")
    told(hutong("run", "-c", late, "--dry-run", "--lang", "en"), "the certificate has expired", f"--> {late}:6:5")
    other = written(tmp_path, "client_cert: 1.pem", "client_key: 2.key")
    told(hutong("run", "-c", other, "--dry-run", "--lang", "zh"), "与证书", "不配", f"--> {other}:6:5")
