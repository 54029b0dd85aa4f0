"""Who calls: the accounts behind the published bearer tokens of a reference system."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.systems.service.identity import Identity


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request: the account, its role, and the unit it belongs to (empty for a member of the public)."""

    user: str
    role: str
    unit: str = ""


ANONYMOUS = Caller("anonymous", "anonymous")
GOVERNMENT = frozenset({"officer", "own-unit", "administrator", "auditor", "peer", "upper", "lower"})


def callers(identity: Identity) -> tuple[Caller, ...]:
    """The accounts of a system, one for each role."""
    return (
        Caller("citizen-01", "applicant"),
        Caller("citizen-02", "other-applicant"),
        Caller("officer-01", "officer", identity.own.key),
        Caller("officer-02", "own-unit", identity.own.key),
        Caller("administrator-01", "administrator", identity.owner.key),
        Caller("auditor-01", "auditor", identity.owner.key),
        Caller("officer-11", "peer", identity.peer.key),
        Caller("officer-21", "upper", identity.upper.key),
        Caller("officer-31", "lower", identity.lower.key),
    )


def token(caller: Caller) -> str:
    """The bearer token of an account. It opens nothing but a toy on the loopback, and is printed for anyone to try."""
    return f"reference-{caller.role}-token"


class Accounts:
    """Knows a caller by the Authorization header."""

    def __init__(self, identity: Identity) -> None:
        self._by_token = {token(caller): caller for caller in callers(identity)}

    def of(self, role: str) -> Caller:
        """The account of a role of the published ones."""
        return next(caller for caller in self._by_token.values() if caller.role == role)

    def tokens(self) -> dict[str, str]:
        """The bearer token of each role."""
        return {caller.role: token for token, caller in self._by_token.items()}

    def identify(self, authorization: str | None) -> Caller | None:
        """The caller; ANONYMOUS without a header, None when the header names nobody."""
        if authorization is None:
            return ANONYMOUS
        scheme, _, token = authorization.partition(" ")
        return self._by_token.get(token.strip()) if scheme.lower() == "bearer" else None
