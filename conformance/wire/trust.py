"""Whom we trust in TLS and what we show, on every Python alike: nothing here is left to the interpreter's defaults."""

from __future__ import annotations

import ssl

from conformance.model.target import Reach
from conformance.model.verdict import Reason
from conformance.wire.certificates import UNKNOWN_ISSUER, advice, problem
from conformance.wire.identity import show
from conformance.wire.pem import CERTIFICATE, read_pem
from conformance.wire.tls import ours
from conformance.wire.wire_errors import Broken, UnusableError, protocol

# Alerts in which a system says that it wants to know who calls, or that it does not like who does.
_ABOUT_US = frozenset(
    {
        "TLSV13_ALERT_CERTIFICATE_REQUIRED",
        "SSLV3_ALERT_NO_CERTIFICATE",
        "SSLV3_ALERT_BAD_CERTIFICATE",
        "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
        "SSLV3_ALERT_CERTIFICATE_REVOKED",
        "SSLV3_ALERT_CERTIFICATE_EXPIRED",
        "SSLV3_ALERT_CERTIFICATE_UNKNOWN",
        "TLSV1_ALERT_UNKNOWN_CA",
        "TLSV1_ALERT_ACCESS_DENIED",
    }
)
_NOT_TLS = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE"})  # the latter since OpenSSL 3.2
_HANDSHAKE_FAILURE = "SSLV3_ALERT_HANDSHAKE_FAILURE"


class Untrusted(Broken):
    """A certificate that does not verify; `about` says what it is or lacks."""

    def __init__(self, code: int) -> None:
        self.about, do = problem(code), advice(code)
        lacks = "ca_file" if code in UNKNOWN_ISSUER else ""
        super().__init__(Reason.UNTRUSTED, f"{self.about.zh}；{do.zh}", f"{self.about.en}; {do.en}", lacks)


class Trust:
    """The settings of every TLS connection to one system. Raises UnusableError for files that cannot be used."""

    def __init__(self, reach: Reach, *, to_the_letter: bool = False) -> None:
        self.context = ours(ssl.PROTOCOL_TLS_CLIENT)
        if to_the_letter:
            self.context.verify_flags |= ssl.VERIFY_X509_STRICT
        self.context.set_alpn_protocols(["http/1.1"])
        self.context.load_default_certs()
        if reach.ca_file:
            _believe(self.context, reach.ca_file)
        self._shows = reach.certificate is not None
        if reach.certificate is not None:
            show(self.context, reach.certificate)

    def wrong(self, error: ssl.SSLError, agreed: bool) -> Broken | None:
        """What an error of TLS says of trust, ours or theirs; None where it says nothing of it.

        `agreed`: the two had a cipher in common by then, so that a failed handshake is about something else.
        """
        if isinstance(error, ssl.SSLCertVerificationError):
            return Untrusted(error.verify_code)
        if error.reason in _ABOUT_US or (error.reason == _HANDSHAKE_FAILURE and agreed):
            return self._unknown_to_them(error.reason or "")
        return None

    def _unknown_to_them(self, alert: str) -> Broken:
        if self._shows:
            zh = f"系统不接受所出示的客户端证书（{alert}）"
            en = f"the system does not accept the client certificate it was shown ({alert})"
        else:
            zh = "系统要求客户端证书，本工具没有可出示的；请在 hutong.yaml 中用 client_cert: 与 client_key: 给出"
            en = (
                "the system asks for a client certificate and Hutong has none to show; "
                "name one as client_cert: and client_key: in hutong.yaml"
            )
        return Broken(Reason.NO_CREDENTIAL, zh, en, "client_cert")


def failed(error: ssl.SSLError) -> Broken:
    """A failure of TLS that has nothing to do with trust."""
    if error.reason in _NOT_TLS:
        return protocol(
            "对方应答的不是 TLS；地址可能应以 http:// 开头",
            "what answers does not speak TLS; perhaps the address begins with http://",
        )
    what = error.reason or "unknown"
    return protocol(f"TLS 失败（{what}）", f"TLS failed ({what})")


def _believe(context: ssl.SSLContext, file: str) -> None:
    """Trust the authorities of a file besides the system's own."""
    read_pem(file, "ca_file", CERTIFICATE)
    try:
        context.load_verify_locations(cafile=file)
    except ssl.SSLError as error:
        zh, en = (
            f"{file} 中的证书无法解读（{error.reason}）",
            f"the certificates in {file} cannot be read ({error.reason})",
        )
        raise UnusableError("ca_file", zh, en) from None
