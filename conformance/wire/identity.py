"""The certificate we show a system that asks who calls, tried on ourselves before anybody else sees it."""

from __future__ import annotations

import ssl

from conformance.model.target import ClientCertificate
from conformance.wire.certificates import problem
from conformance.wire.pem import CERTIFICATE, KEY, read_pem
from conformance.wire.tls import ours
from conformance.wire.wire_errors import UnusableError

# What loading already refuses, by the code verification would have for it.
_TOO_WEAK = {"EE_KEY_TOO_SMALL": 66, "CA_KEY_TOO_SMALL": 67, "CA_MD_TOO_WEAK": 68}
_ROUNDS = 8  # of a handshake in memory; three are needed


def show(context: ssl.SSLContext, given: ClientCertificate) -> None:
    """Let a context show the certificate; raises UnusableError for files that are missing, wrong, locked or expired."""
    read_pem(given.file, "client_cert", CERTIFICATE)
    read_pem(given.key or given.file, "client_key", KEY)
    _load(context, given)
    _rehearse(given)


def _load(context: ssl.SSLContext, given: ClientCertificate) -> None:
    asked: list[bool] = []

    def password() -> str:
        asked.append(True)
        return given.password

    try:
        context.load_cert_chain(given.file, given.key or None, password)
    except ssl.SSLError as error:
        raise _refused(given, error.reason or "", bool(asked)) from None
    except ValueError:  # longer than any password Python hands on
        raise _refused(given, "", True) from None


def _refused(given: ClientCertificate, reason: str, locked: bool) -> UnusableError:
    key = given.key or given.file
    if reason in ("KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH"):
        zh, en = (
            f"私钥 {key} 与证书 {given.file} 不配",
            f"the key {key} does not belong to the certificate {given.file}",
        )
        return UnusableError("client_key", f"client_key：{zh}", f"client_key: {en}")
    if locked and not given.password:
        zh, en = f"私钥 {key} 有口令保护", f"the key {key} is locked with a password"
        do = "client_key_password: ${env:NAME}"
        return UnusableError("client_key", f"client_key：{zh}，请用 {do} 给出", f"client_key: {en}; give it as {do}")
    if locked:
        zh, en = f"{key} 的口令不正确", f"the password of {key} is wrong"
        return UnusableError("client_key_password", f"client_key_password：{zh}", f"client_key_password: {en}")
    if reason in _TOO_WEAK:
        return _bad(given, _TOO_WEAK[reason])
    zh, en = f"{given.file} 与 {key} 无法使用", f"{given.file} and {key} cannot be used"
    return UnusableError("client_cert", f"client_cert：{zh}（{reason}）", f"client_cert: {en} ({reason})")


def _bad(given: ClientCertificate, code: int) -> UnusableError:
    what = problem(code)
    zh, en = f"client_cert：{given.file}：{what.zh}", f"client_cert: {given.file}: {what.en}"
    return UnusableError("client_cert", zh, en)


def _rehearse(given: ClientCertificate) -> None:
    """Show the certificate to a system of our own that believes nothing else: is it valid today, and for clients."""
    system, caller = ours(ssl.PROTOCOL_TLS_SERVER), ours(ssl.PROTOCOL_TLS_CLIENT)
    for each in (system, caller):
        _load(each, given)
    system.load_verify_locations(cafile=given.file)
    system.verify_mode = ssl.CERT_REQUIRED
    caller.check_hostname, caller.verify_mode = False, ssl.CERT_NONE
    try:
        _shake_hands(system, caller)
    except ssl.SSLCertVerificationError as error:
        raise _bad(given, error.verify_code) from None
    except ssl.SSLError as error:
        raise _refused(given, error.reason or "", False) from None


def _shake_hands(system: ssl.SSLContext, caller: ssl.SSLContext) -> None:
    to_system, to_caller = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = caller.wrap_bio(to_caller, to_system), system.wrap_bio(to_system, to_caller, server_side=True)
    for _ in range(_ROUNDS):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
