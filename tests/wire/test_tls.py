"""TLS is always verified, and a failure names what is wrong with the certificate."""

from __future__ import annotations

import datetime
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from conformance.model.exchange import Failure
from conformance.model.verdict import Reason

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
NOW = datetime.datetime.now(datetime.UTC)


class Issuer:
    """An authority of our own, that issues whatever it is told to."""

    def __init__(self, folder) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        basic = x509.BasicConstraints(ca=True, path_length=0)
        root = (
            self._builder(self._name, self._key, -1, 1)
            .add_extension(basic, critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.file = str(folder / "ca.pem")
        (folder / "ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))

    def context(self, host: str, begins: int = -1, ends: int = 1, *, self_signed: bool = False) -> ssl.SSLContext:
        """What a server presents: a certificate for a host, valid from and to so many days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        builder = self._builder(name, key, begins, ends, issuer=name if self_signed else None)
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        certificate = builder.sign(key if self_signed else self._key, hashes.SHA256())
        path = self._folder / "server.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _builder(self, name, key, begins, ends, issuer=None) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(issuer or self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW + datetime.timedelta(days=begins))
            .not_valid_after(NOW + datetime.timedelta(days=ends))
        )


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    return Issuer(tmp_path_factory.mktemp("tls"))


def test_a_trusted_system_is_asked_over_one_kept_connection(peer, open_core, issuer):
    server = peer(OK, issuer.context("localhost"), "localhost")
    core = open_core(server.url, ca_file=issuer.file)
    for _ in range(3):
        got = core.send("GET", server.url)
        assert not isinstance(got, Failure)
        assert got.body == b"ok"
    assert server.connections == 1


@pytest.mark.parametrize(
    ("certificate", "says"),
    [
        ({"host": "localhost", "begins": -30, "ends": -1}, "the certificate has expired"),
        ({"host": "localhost", "begins": 1, "ends": 30}, "the certificate is not yet valid"),
        ({"host": "other.cn"}, "the certificate is for another host name"),
        ({"host": "localhost", "self_signed": True}, "the certificate is self-signed"),
    ],
)
def test_a_certificate_that_does_not_hold_is_named_and_nothing_is_sent(peer, open_core, issuer, certificate, says):
    server = peer(OK, issuer.context(**certificate), "localhost")
    core = open_core(server.url, ca_file=issuer.file)
    got = core.send("GET", server.url, (("Authorization", "Bearer secret"),))
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.en) == (Reason.PROTOCOL, says)
    assert (server.requests, core.sent.total()) == ([], 0)


def test_an_issuer_nobody_named_is_not_trusted(peer, open_core, issuer):
    server = peer(OK, issuer.context("localhost"), "localhost")
    got = open_core(server.url).send("GET", server.url)
    assert isinstance(got, Failure)
    assert got.detail.en == "the issuer of the certificate is not trusted"


def test_a_system_that_does_not_speak_tls_is_a_protocol_failure(peer, open_core, issuer, script):
    server = peer(script("once")(OK))
    url = server.url.replace("http:", "https:")
    got = open_core(url, ca_file=issuer.file, request_seconds=0.3).send("GET", url)
    assert isinstance(got, Failure)
    assert got.reason in {Reason.PROTOCOL, Reason.TIMEOUT}


def test_a_handshake_that_never_ends_is_a_timeout(peer, open_core, issuer):
    server = peer(lambda talk: talk.drip(b"\x16\x03\x03\x40\x00" + b"\x02" * 500))
    url = server.url.replace("http:", "https:")
    got = open_core(url, ca_file=issuer.file, request_seconds=0.3).send("GET", url)
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.en) == (Reason.TIMEOUT, "the TLS handshake was not over within 0.3 s")


def test_a_body_to_the_end_of_a_stream_cut_without_a_close_is_truncated(peer, open_core, issuer):
    def cuts(talk):
        talk.hear()
        talk.say(b"HTTP/1.1 200 OK\r\n\r\nhalf of it")

    server = peer(cuts, issuer.context("localhost"), "localhost")
    got = open_core(server.url, ca_file=issuer.file).send("GET", server.url)
    assert isinstance(got, Failure)
    assert "truncated" in got.detail.en


def test_a_file_without_certificates_is_refused_at_once(open_core, tmp_path):
    with pytest.raises(ValueError, match="cannot read certificates"):
        open_core("https://a.cn", ca_file=str(tmp_path / "missing.pem"))
