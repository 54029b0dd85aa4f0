"""A target: the system under test as its tester describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from conformance.model.window import Window
from conformance.model.working_days import YearOfWork

Environment = Literal["test", "production"]


@dataclass(frozen=True)
class Credential:
    """What one role sends to be known: a header and its value. `variable` is the name it has in every output."""

    role: str
    variable: str
    header: str = "Authorization"
    prefix: str = "Bearer "
    secret: str = field(default="", repr=False)


def variable_of(role: str) -> str:
    """The name of a role's credential in every output, and the environment variable that holds it for curl."""
    plain = role.upper().replace("-", "_")
    return "HUTONG_" + re.sub("[^A-Z0-9_]", lambda sign: f"{ord(sign[0]):X}", plain)  # a shell knows no other names


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a run on one system: seconds for a request, requests a second, counts and decoded bytes.

    `connections` may read at once; what writes goes one by one.
    """

    request_seconds: float = 5.0
    rate: float = 5.0
    requests: int = 5000
    seconds: float = 600.0
    body_bytes: int = 8 * 1024 * 1024
    connections: int = 1


@dataclass(frozen=True, slots=True)
class ClientCertificate:
    """What a system that asks who calls is shown: PEM files, and the password of the key where it is locked.

    An empty `key` stands in the file of the certificate.
    """

    file: str
    key: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """How a target is reached: whom to trust, what to show, and which addresses its name may stand for.

    `allow` holds addresses and networks that are asked though they are of a kind that never is. `addresses` are the
    numbers the name stood for when it was looked up; empty: nobody has looked yet.
    """

    ca_file: str = ""
    certificate: ClientCertificate | None = None
    allow: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """Address, kind, credentials by role, limits, and the facts a clause may ask for (`mlps`, `zone`, `level`).

    `origin` is the file and line in which the tester wrote it down; the file there would be where it was not. `client`
    is who had it tested, `version` what of it.

    `only` and `exclude` choose operations, by id, path, `METHOD path` or `tag:NAME`; what is `allowed` is called in
    spite of what its names say it ends, sends or destroys. Nothing is sent outside the `window`. `years` are those of
    working days that the release does not know.
    """

    name: str
    address: str
    kind: str = "general"
    environment: Environment = "production"
    writes: bool = False
    credentials: Mapping[str, Credential] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    document: str = ""
    reach: Reach = field(default_factory=Reach)
    origin: tuple[str, int] = ("hutong.yaml", 1)
    client: str = ""
    version: str = ""
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    window: Window | None = None
    years: tuple[YearOfWork, ...] = ()

    @property
    def may_write(self) -> bool:
        """Whether this run may send an unsafe method: the target is a test environment and the run allows it."""
        return self.environment == "test" and self.writes
