"""A run on a system nobody can trust says so, what would help, and what its certificate lacks where it is trusted."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conformance.model.report import Report
from conformance.model.target import Limits, Reach, Target
from conformance.model.verdict import Reason
from tests.examining import examine_target
from tests.wire.issuing import Issuer

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\nConnection: close\r\n\r\n{"a": 1}'


@contextmanager
def serving(context: ssl.SSLContext) -> Iterator[str]:
    """The address of a system that answers everything alike, over TLS."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk(sock: socket.socket) -> None:
        try:
            with context.wrap_socket(sock, server_side=True) as secured:
                secured.recv(65536)
                secured.sendall(ANSWER)
        except OSError:
            sock.close()

    def serve() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(sock,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def examined(context: ssl.SSLContext, reach: Reach) -> Report:
    with serving(context) as address:
        return examine_target(Target("tls", address, limits=Limits(request_seconds=5), reach=reach))


def test_an_untrusted_certificate_is_the_reason_and_the_input_is_named(tmp_path: Path) -> None:
    report = examined(Issuer(tmp_path).context("127.0.0.1", self_signed=True), Reach())
    open_ones = [result for result in report.results if result.reason is not None]
    assert {(result.reason, result.input) for result in open_ones} == {(Reason.UNTRUSTED, "ca_file")}
    assert {result.detail.en for result in open_ones if result.detail} == {
        "the system is not in a state to be tested: getRoot the certificate is not trusted (the certificate is "
        "self-signed; if you trust the authority, name its certificate as ca_file: in hutong.yaml)"
    }
    assert [unlock.input for unlock in report.unlock] == ["ca_file"]
    assert (report.gate.exit_code, report.requests) == (3, 0)


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_system_that_asks_who_calls_is_not_called_ill_formed(tmp_path: Path, newest: ssl.TLSVersion) -> None:
    issuer = Issuer(tmp_path)
    report = examined(issuer.context("127.0.0.1", asks=True, newest=newest), Reach(issuer.file))
    reasons = {(result.reason, result.input) for result in report.results if result.reason is not None}
    assert reasons == {(Reason.NO_CREDENTIAL, "client_cert")}


def test_what_is_trusted_but_not_to_the_letter_is_a_note(tmp_path: Path) -> None:
    strict, loose = (tmp_path / name for name in ("strict", "loose"))
    for folder in (strict, loose):
        folder.mkdir()
    right, lacking = Issuer(strict), Issuer(loose, lacks=("key usage",))
    reports = [examined(issuer.context("127.0.0.1"), Reach(issuer.file)) for issuer in (right, lacking)]
    notes = [[note.en for note in report.notes if "RFC 5280" in note.en] for report in reports]
    assert notes[0] == []
    assert len(notes[1]) == 1
    assert notes[1][0].endswith("the authority's certificate lacks the key usage")
    verdicts = [[(it.clause.id, it.verdict, it.reason) for it in report.results] for report in reports]
    assert verdicts[0] == verdicts[1]
    assert reports[0].gate == reports[1].gate
