"""TLS is always verified, alike on every Python, and a failure names what is wrong with the certificate."""

from __future__ import annotations

import ssl
import time
from pathlib import Path

import pytest

from conformance.model.exchange import Failure
from conformance.model.target import Reach
from conformance.model.verdict import Reason
from conformance.wire.certificates import PROBLEMS, problem
from conformance.wire.dial import Dialler
from conformance.wire.scope import Scope
from conformance.wire.stopping import Stop
from conformance.wire.tls import ours
from tests.wire.issuing import Issuer, short_key

HERE = Path(__file__).parent
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    return Issuer(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def trusting(issuer):
    return Reach(ca_file=issuer.file)


def test_a_trusted_system_is_asked_over_one_kept_connection(peer, open_core, issuer, trusting):
    server = peer(OK, issuer.context("localhost"), "localhost")
    core = open_core(server.url, reach=trusting)
    for _ in range(3):
        got = core.send("GET", server.url)
        assert not isinstance(got, Failure)
        assert got.body == b"ok"
    assert server.connections == 1


RENEW = "; the system needs another certificate"
TRUST = "; if you trust the authority, name its certificate as ca_file: in hutong.yaml"
NAME = "; use the name the certificate is for, or have it replaced"


@pytest.mark.parametrize(
    ("certificate", "says", "lacks"),
    [
        ({"begins": -30, "ends": -1}, "the certificate has expired" + RENEW, ""),
        ({"begins": 1, "ends": 30}, "the certificate is not yet valid" + RENEW, ""),
        ({"host": "other.cn"}, "the certificate is for another host name" + NAME, ""),
        ({"self_signed": True}, "the certificate is self-signed" + TRUST, "ca_file"),
        ({"key": "short"}, "the key of the certificate is too short" + RENEW, ""),
        ({"for_clients": True}, "the certificate is for another purpose" + RENEW, ""),
    ],
)
def test_a_certificate_that_does_not_hold_is_named_and_nothing_is_sent(
    peer, open_core, issuer, trusting, certificate, says, lacks
):
    made = {**certificate, "key": short_key()} if "key" in certificate else certificate
    server = peer(OK, issuer.context(**made), "localhost")
    core = open_core(server.url, reach=trusting)
    got = core.send("GET", server.url, (("Authorization", "Bearer secret"),))
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.en, got.input) == (Reason.UNTRUSTED, says, lacks)
    assert (server.requests, core.sent.total()) == ([], 0)


def test_a_signature_over_sha_1_is_not_believed(peer, open_core):
    presents = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    presents.set_ciphers("DEFAULT:@SECLEVEL=0")
    presents.load_cert_chain(HERE / "sha1-system.pem")
    server = peer(OK, presents, "localhost")
    got = open_core(server.url, reach=Reach(ca_file=str(HERE / "sha1-authority.pem"))).send("GET", server.url)
    assert isinstance(got, Failure)
    assert got.reason is Reason.UNTRUSTED
    assert got.detail.en == "the certificate is signed with a hash that is too weak (SHA-1, MD5)" + RENEW


def test_a_certificate_for_another_number_is_named(peer, open_core, issuer, trusting):
    server = peer(OK, issuer.context("127.0.0.2"))
    got = open_core(server.url, reach=trusting).send("GET", server.url)
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.zh) == (
        Reason.UNTRUSTED,
        "证书与 IP 地址不符；请用证书所列的名称访问，或更换证书",
    )


def test_an_issuer_nobody_named_is_not_trusted(peer, open_core, issuer):
    server = peer(OK, issuer.context("localhost"), "localhost")
    got = open_core(server.url).send("GET", server.url)
    assert isinstance(got, Failure)
    assert (got.reason, got.input) == (Reason.UNTRUSTED, "ca_file")
    assert got.detail.en == "the issuer of the certificate is not trusted" + TRUST


@pytest.mark.parametrize(
    ("lacks", "remark"),
    [
        ("nothing", None),
        ("key usage", "the authority's certificate lacks the key usage"),
        ("subject key", "the authority's certificate lacks the subject key identifier"),
        ("authority key", "the certificate lacks the authority key identifier"),
        ("basic constraints", "an issuer is no authority: it lacks the basic constraints"),
    ],
)
def test_what_departs_from_the_letter_is_trusted_on_every_python_and_remarked(peer, open_core, tmp_path, lacks, remark):
    own = Issuer(tmp_path, lacks=(lacks,))
    server = peer(OK, own.context("localhost", lacks=(lacks,)), "localhost")
    core = open_core(server.url, reach=Reach(ca_file=own.file))
    assert not isinstance(core.send("GET", server.url), Failure)
    found = core.remark()
    assert (found and found.en) == remark
    assert (len(server.requests), core.sent.total()) == (1, 1)


def test_a_certificate_that_nothing_marks_as_an_authority_is_none_on_any_python(peer, open_core, tmp_path):
    own = Issuer(tmp_path, lacks=("basic constraints", "key usage"))
    server = peer(OK, own.context("localhost"), "localhost")
    got = open_core(server.url, reach=Reach(ca_file=own.file)).send("GET", server.url)
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.en) == (
        Reason.UNTRUSTED,
        "an issuer is no authority: it lacks the basic constraints" + RENEW,
    )


def test_a_certificate_that_was_named_itself_is_trusted(peer, open_core, tmp_path):
    own = Issuer(tmp_path)
    context = own.context("localhost", self_signed=True)
    server = peer(OK, context, "localhost")
    got = open_core(server.url, reach=Reach(ca_file=str(tmp_path / "1.pem"))).send("GET", server.url)
    assert not isinstance(got, Failure)


def test_what_is_named_is_trusted_besides_what_the_machine_trusts(peer, open_core, tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    machines, named = Issuer(tmp_path / "a"), Issuer(tmp_path / "b")
    monkeypatch.setenv("SSL_CERT_FILE", machines.file)
    for issuer in (machines, named):
        server = peer(OK, issuer.context("localhost"), "localhost")
        got = open_core(server.url, reach=Reach(ca_file=named.file)).send("GET", server.url)
        assert not isinstance(got, Failure)


@pytest.mark.parametrize("side", [ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER])
def test_versions_ciphers_and_flags_are_ours(side):
    context = ours(side)
    assert (context.minimum_version, context.maximum_version) == (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)
    assert context.verify_flags == ssl.VERIFY_X509_TRUSTED_FIRST | ssl.VERIFY_X509_PARTIAL_CHAIN
    assert context.security_level == 2
    assert not any("CBC" in cipher["name"] or "NULL" in cipher["name"] for cipher in context.get_ciphers())


def test_tls_1_1_is_refused(peer, open_core, issuer, trusting):
    old = issuer.context("localhost")
    with pytest.warns(DeprecationWarning, match=r"TLSv1"):
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    server = peer(OK, old, "localhost")
    got = open_core(server.url, reach=trusting).send("GET", server.url)
    assert isinstance(got, Failure)
    assert (got.reason, server.requests) == (Reason.PROTOCOL, [])


def test_every_problem_is_said_in_both_languages_and_the_unknown_by_its_number():
    for text in PROBLEMS.values():
        assert text.zh
        assert text.en
        assert text.zh != text.en
    assert problem(9999).en == "the certificate does not verify (9999)"


def test_a_system_that_does_not_speak_tls_is_a_protocol_failure(peer, open_core, trusting):
    def plain(talk):
        talk.hear_some()
        talk.say(OK)

    server = peer(plain)
    url = server.url.replace("http:", "https:")
    got = open_core(url, reach=trusting).send("GET", url)
    assert isinstance(got, Failure)
    assert got.reason is Reason.PROTOCOL
    assert "perhaps the address begins with http://" in got.detail.en


def test_a_reset_before_the_handshake_is_no_remark_and_no_bug(peer, trusting, monkeypatch):
    def reset(self, *args, **kwargs):
        raise ConnectionResetError

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", reset)
    dialler = Dialler(Scope.of(peer(OK).url.replace("http:", "https:")), 5, trusting, Stop())
    assert dialler.remark(time.monotonic() + 5) is None


def test_a_handshake_that_never_ends_is_a_timeout(peer, open_core, trusting):
    server = peer(lambda talk: talk.drip(b"\x16\x03\x03\x40\x00" + b"\x02" * 500))
    url = server.url.replace("http:", "https:")
    got = open_core(url, reach=trusting, request_seconds=0.3).send("GET", url)
    assert isinstance(got, Failure)
    assert (got.reason, got.detail.en) == (Reason.TIMEOUT, "the TLS handshake was not over within 0.3 s")


def test_a_body_to_the_end_of_a_stream_cut_without_a_close_is_truncated(peer, open_core, issuer, trusting):
    def cuts(talk):
        talk.hear()
        talk.say(b"HTTP/1.1 200 OK\r\n\r\nhalf of it")

    server = peer(cuts, issuer.context("localhost"), "localhost")
    got = open_core(server.url, reach=trusting).send("GET", server.url)
    assert isinstance(got, Failure)
    assert "truncated" in got.detail.en


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.pem", None, "cannot be read"),
        ("empty.pem", b"", "holds no certificate in PEM"),
        ("key.pem", b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", "holds no certificate in PEM"),
        ("der.crt", b"\x30\x82\x01\x00rest", "is binary"),
        ("torn.pem", b"-----BEGIN CERTIFICATE-----\nMIIB\n", "cannot be read"),
        ("", "folder", "is not a file"),
    ],
)
def test_a_file_without_certificates_is_refused_at_once(open_core, tmp_path, name, content, says):
    if isinstance(content, bytes):
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=says):
        open_core("https://a.cn", reach=Reach(ca_file=str(tmp_path / name)))


def test_a_file_without_end_is_refused_at_once(open_core):
    with pytest.raises(ValueError, match="is not a file"):
        open_core("https://a.cn", reach=Reach(ca_file="/dev/zero"))
