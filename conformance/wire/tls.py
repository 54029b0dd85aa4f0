"""TLS as we speak it, on every Python alike: versions, ciphers and flags are not left to the interpreter's defaults."""

from __future__ import annotations

import ssl

# What is named is trusted, an authority in the middle of a chain too. RFC 5280 to the letter (VERIFY_X509_STRICT, a
# default since Python 3.13) would refuse authorities that offices really run: what they lack is remarked, not refused.
FLAGS = ssl.VERIFY_X509_TRUSTED_FIRST | ssl.VERIFY_X509_PARTIAL_CHAIN
# Level 2: RSA of 2048 bits, no SHA-1. The list is that of TLS 1.2; the suites of TLS 1.3 are all good.
CIPHERS = "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM"


def ours(side: int) -> ssl.SSLContext:
    """A context of our own choice for one side (ssl.PROTOCOL_TLS_CLIENT or _SERVER), which trusts nobody yet."""
    context = ssl.SSLContext(side)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.maximum_version = ssl.TLSVersion.TLSv1_3
    context.verify_flags = FLAGS
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.set_ciphers(CIPHERS)
    return context
