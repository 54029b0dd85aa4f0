"""Certificates for tests: an authority of our own, and what it issues to systems and callers, sound or not."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.now(datetime.UTC)
PEM = serialization.Encoding.PEM
SIGNS = ("key_cert_sign", "crl_sign")
USES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


class Issuer:
    """An authority that issues whatever it is told to; the words of `lacks` are what its own certificate has not."""

    def __init__(self, folder: Path, lacks: tuple[str, ...] = (), key: Any = None) -> None:
        self._folder, self._number = folder, 0
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        self.name = _named("Test authority")
        builder = _builder(self.name, self.name, self.key, -1, 1)
        if "basic constraints" not in lacks:
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        if "key usage" not in lacks:
            usage = x509.KeyUsage(**{name: name in SIGNS for name in USES})
            builder = builder.add_extension(usage, critical=True)
        if "subject key" not in lacks:
            mine = x509.SubjectKeyIdentifier.from_public_key(self.key.public_key())
            builder = builder.add_extension(mine, critical=False)
        self.certificate = builder.sign(self.key, hashes.SHA256())
        self.file = self._write("ca.pem", self.certificate.public_bytes(PEM))

    def issue(
        self,
        host: str = "localhost",
        begins: int = -1,
        ends: int = 1,
        *,
        self_signed: bool = False,
        key: Any = None,
        lacks: tuple[str, ...] = (),
        for_clients: bool = False,
    ) -> tuple[str, str]:
        """A certificate for a host, valid from and to so many days from now, and its key: two PEM files."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        subject = _named(host)
        builder = _builder(subject, subject if self_signed else self.name, key, begins, ends)
        builder = builder.add_extension(x509.SubjectAlternativeName([_general(host)]), critical=False)
        if "authority key" not in lacks and not self_signed:
            theirs = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
            builder = builder.add_extension(theirs, critical=False)
        purpose = ExtendedKeyUsageOID.CLIENT_AUTH if for_clients else ExtendedKeyUsageOID.SERVER_AUTH
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        certificate = builder.sign(key if self_signed else self.key, hashes.SHA256())
        self._number += 1
        private = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return (
            self._write(f"{self._number}.pem", certificate.public_bytes(PEM)),
            self._write(f"{self._number}.key", private),
        )

    def context(self, *of: Any, asks: bool = False, newest: ssl.TLSVersion | None = None, **issued: Any) -> Any:
        """What a server presents; where it `asks`, callers must show a certificate of this authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.load_cert_chain(*self.issue(*of, **issued))
        if newest is not None:
            context.maximum_version = newest
        if asks:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.file)
        return context

    def _write(self, name: str, text: bytes) -> str:
        (self._folder / name).write_bytes(text)
        return str(self._folder / name)


def short_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 1024)


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(subject: x509.Name, issuer: x509.Name, key: Any, begins: int, ends: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + datetime.timedelta(days=begins))
        .not_valid_after(NOW + datetime.timedelta(days=ends))
    )
