"""Who calls: the accounts behind the published bearer tokens of a reference system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.systems.service.identity import Identity
from conformance.systems.service.part import Part

if TYPE_CHECKING:
    from conformance.systems.service.system import Service


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


def guests(identity: Identity) -> tuple[Caller, ...]:
    """The accounts of the further departments a system serves, each in the role of a peer."""
    return tuple(Caller(f"{one.key}-01", "peer", one.key) for one in identity.guests)


def token(name: str) -> str:
    """The bearer token of a role, or a guest. It opens nothing but a toy on the loopback; anyone may try it."""
    return f"reference-{name}-token"


def tokens(identity: Identity) -> dict[str, str]:
    """The bearer token of each role."""
    return {caller.role: token(caller.role) for caller in callers(identity)}


class Accounts(Part["Service"]):
    """Knows a caller by the Authorization header."""

    def __init__(self, system: Service) -> None:
        super().__init__(system)
        by_role = {token(caller.role): caller for caller in callers(system.identity)}
        self._by_token = by_role | {token(caller.unit): caller for caller in guests(system.identity)}

    def of(self, role: str) -> Caller:
        """The account of a role of the published ones."""
        return self._by_token[token(role)]

    def identify(self, authorization: str | None) -> Caller | None:
        """The caller; ANONYMOUS without a header, None when the header names nobody."""
        if authorization is None:
            return ANONYMOUS
        scheme, _, token = authorization.partition(" ")
        return self._by_token.get(token.strip()) if scheme.lower() == "bearer" else None
