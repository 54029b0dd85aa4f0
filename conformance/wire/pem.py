"""Files of certificates and keys, looked at before OpenSSL is, whose words help nobody."""

from __future__ import annotations

import os
import stat

from conformance.wire.wire_errors import UnusableError

CERTIFICATE = b"-----BEGIN CERTIFICATE-----"
KEY = b"PRIVATE KEY-----"
_LARGEST = 8 * 1024 * 1024  # all authorities of a system are about 250 kB
_DER = b"\x30"


def read_pem(file: str, key: str, holds: bytes) -> bytes:
    """The bytes of a PEM file that `key` of a target names; raises UnusableError where it holds something else."""
    text = _read(file, key)
    if holds in text:
        return text
    if text.startswith(_DER):
        raise UnusableError(
            key,
            f"{key}：{file} 是二进制（DER 或 PKCS#12）；请用 openssl x509 -inform der 或 openssl pkcs12 转为 PEM",
            f"{key}: {file} is binary (DER or PKCS#12); turn it into PEM with "
            "openssl x509 -inform der, or openssl pkcs12",
        )
    zh, en = ("证书", "certificate") if holds == CERTIFICATE else ("私钥", "private key")
    raise UnusableError(key, f"{key}：{file} 中没有 PEM 格式的{zh}", f"{key}: {file} holds no {en} in PEM")


def _read(file: str, key: str) -> bytes:
    try:
        if not stat.S_ISREG(os.stat(file).st_mode):
            raise UnusableError(key, f"{key}：{file} 不是文件", f"{key}: {file} is not a file")
        with open(file, "rb") as opened:
            text = opened.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, UnusableError):
            raise
        why = getattr(error, "strerror", None) or error
        raise UnusableError(key, f"{key}：无法读取 {file}（{why}）", f"{key}: {file} cannot be read ({why})") from None
    if len(text) > _LARGEST:
        raise UnusableError(key, f"{key}：{file} 过大", f"{key}: {file} is too large")
    return text
