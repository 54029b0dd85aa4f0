"""A system that asks who calls is shown a certificate, or it is said that there is none; bad files are told at once."""

from __future__ import annotations

import ssl

import pytest
from cryptography.hazmat.primitives import serialization

from conformance.model.exchange import Failure
from conformance.model.target import ClientCertificate, Reach
from conformance.model.verdict import Reason
from conformance.wire.trust import Trust
from conformance.wire.wire_errors import UnusableError
from tests.wire.issuing import PEM, Issuer, short_key

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
VERSIONS = [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    return Issuer(tmp_path_factory.mktemp("tls"))


def showing(issuer: Issuer, *files: str, password: str = "") -> Reach:
    key = files[1] if len(files) > 1 else ""
    return Reach(issuer.file, ClientCertificate(files[0], key, password))


def locked(issuer: Issuer, folder, password: bytes) -> tuple[str, str]:
    """A certificate whose key is locked with a password."""
    certificate, plain = issuer.issue("caller", for_clients=True)
    with open(plain, "rb") as file:
        key = serialization.load_pem_private_key(file.read(), None)
    lock = serialization.BestAvailableEncryption(password)
    path = folder / "locked.key"
    path.write_bytes(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, lock))
    return certificate, str(path)


@pytest.mark.parametrize("newest", VERSIONS)
def test_a_system_that_asks_for_a_certificate_is_shown_ours(peer, open_core, issuer, newest):
    server = peer(OK, issuer.context("localhost", asks=True, newest=newest), "localhost")
    core = open_core(server.url, reach=showing(issuer, *issuer.issue("caller", for_clients=True)))
    got = core.send("GET", server.url)
    assert not isinstance(got, Failure)
    assert got.body == b"ok"


@pytest.mark.parametrize("newest", VERSIONS)
def test_a_system_that_asks_for_a_certificate_where_there_is_none_is_said_to(peer, open_core, issuer, newest):
    server = peer(OK, issuer.context("localhost", asks=True, newest=newest), "localhost")
    got = open_core(server.url, reach=Reach(issuer.file)).send("GET", server.url)
    assert isinstance(got, Failure)
    assert (got.reason, got.input) == (Reason.NO_CREDENTIAL, "client_cert")
    assert "asks for a client certificate and Hutong has none to show" in got.detail.en
    assert "系统要求客户端证书，本工具没有可出示的" in got.detail.zh


@pytest.mark.parametrize("newest", VERSIONS)
def test_a_certificate_the_system_does_not_accept_is_said_to_be_that(peer, open_core, issuer, tmp_path, newest):
    server = peer(OK, issuer.context("localhost", asks=True, newest=newest), "localhost")
    stranger = Issuer(tmp_path).issue("caller", for_clients=True)
    got = open_core(server.url, reach=showing(issuer, *stranger)).send("GET", server.url)
    assert isinstance(got, Failure)
    assert (got.reason, got.input) == (Reason.NO_CREDENTIAL, "client_cert")
    assert "does not accept the client certificate it was shown" in got.detail.en


def test_a_system_with_which_no_cipher_is_shared_asks_for_nothing(peer, open_core, issuer):
    context = issuer.context("localhost", newest=ssl.TLSVersion.TLSv1_2)
    context.set_ciphers("AES128-SHA256:@SECLEVEL=0")  # RSA key exchange, which a certificate of ECDSA cannot do
    server = peer(OK, context, "localhost")
    got = open_core(server.url, reach=Reach(issuer.file)).send("GET", server.url)
    assert isinstance(got, Failure)
    assert (got.reason, got.input) == (Reason.PROTOCOL, "")


def test_certificate_and_key_may_stand_in_one_file(issuer, tmp_path):
    certificate, key = issuer.issue("caller", for_clients=True)
    both = tmp_path / "both.pem"
    with open(certificate, "rb") as one, open(key, "rb") as other:
        both.write_bytes(one.read() + other.read())
    Trust(showing(issuer, str(both)))


def test_a_locked_key_is_opened_with_its_password(issuer, tmp_path):
    Trust(showing(issuer, *locked(issuer, tmp_path, "口令 password".encode()), password="口令 password"))


def unusable(issuer: Issuer, *files: str, password: str = "") -> tuple[str, str]:
    with pytest.raises(UnusableError) as caught:
        Trust(showing(issuer, *files, password=password))
    assert caught.value.text.zh != caught.value.text.en
    return caught.value.key, caught.value.text.en


def test_a_locked_key_without_its_password_is_never_asked_for_on_the_terminal(issuer, tmp_path):
    key, says = unusable(issuer, *locked(issuer, tmp_path, b"secret"))
    assert key == "client_key"
    assert "locked with a password; give it as client_key_password: ${env:NAME}" in says


def test_a_wrong_password_is_told_and_not_repeated(issuer, tmp_path):
    key, says = unusable(issuer, *locked(issuer, tmp_path, b"secret"), password="hunter2")
    assert key == "client_key_password"
    assert "is wrong" in says
    assert "hunter2" not in says


def test_a_password_longer_than_python_hands_on_is_told(issuer, tmp_path):
    key, says = unusable(issuer, *locked(issuer, tmp_path, b"secret"), password="x" * 2000)
    assert (key, "is wrong" in says) == ("client_key_password", True)


def test_a_key_of_another_certificate_is_told(issuer):
    mine, other = issuer.issue("a", for_clients=True), issuer.issue("b", for_clients=True)
    key, says = unusable(issuer, mine[0], other[1])
    assert key == "client_key"
    assert "does not belong to the certificate" in says


@pytest.mark.parametrize(
    ("issued", "says"),
    [
        ({"begins": -9, "ends": -1}, "the certificate has expired"),
        ({"begins": 1, "ends": 9}, "the certificate is not yet valid"),
        ({"for_clients": False}, "the certificate is for another purpose"),
    ],
)
def test_a_certificate_no_system_can_accept_is_told_before_any_is_asked(issuer, issued, says):
    assert says in unusable(issuer, *issuer.issue("caller", **{"for_clients": True, **issued}))[1]


def test_a_key_too_short_for_anybody_is_told(issuer):
    key, says = unusable(issuer, *issuer.issue("caller", for_clients=True, key=short_key()))
    assert key == "client_cert"
    assert says.endswith("the key of the certificate is too short")


def test_files_that_are_missing_or_hold_something_else_are_told(issuer, tmp_path):
    certificate, key = issuer.issue("caller", for_clients=True)
    (tmp_path / "p12").write_bytes(b"\x30\x82 binary")
    (tmp_path / "torn").write_bytes(b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
    assert unusable(issuer, str(tmp_path / "no"), key)[0] == "client_cert"
    assert unusable(issuer, certificate, str(tmp_path / "no"))[0] == "client_key"
    assert "no private key in PEM" in unusable(issuer, certificate, certificate)[1]
    assert "no private key in PEM" in unusable(issuer, certificate)[1]
    assert "no certificate in PEM" in unusable(issuer, key, key)[1]
    assert "openssl pkcs12" in unusable(issuer, str(tmp_path / "p12"), key)[1]
    assert "cannot be used" in unusable(issuer, str(tmp_path / "torn"), key)[1]
