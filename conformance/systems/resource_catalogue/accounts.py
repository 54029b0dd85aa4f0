"""Who calls: the accounts behind the published bearer tokens of the reference system."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request: the account, its role, and the unit it belongs to (empty for a member of the public)."""

    user: str
    role: str
    unit: str = ""


ANONYMOUS = Caller("anonymous", "anonymous")
CALLERS = (
    Caller("citizen-01", "applicant"),
    Caller("citizen-02", "other-applicant"),
    Caller("officer-01", "officer", "labour"),
    Caller("officer-02", "own-unit", "labour"),
    Caller("administrator-01", "administrator", "data"),
    Caller("auditor-01", "auditor", "data"),
    Caller("officer-11", "peer", "civil"),
    Caller("officer-21", "upper", "province"),
    Caller("officer-31", "lower", "county"),
)
GOVERNMENT = frozenset({"officer", "own-unit", "administrator", "auditor", "peer", "upper", "lower"})
# They open nothing but this toy on the loopback, and are printed so that anyone can try it.
TOKENS = {caller.role: f"reference-{caller.role}-token" for caller in CALLERS}


class Accounts:
    """Knows a caller by the Authorization header."""

    def __init__(self) -> None:
        self._by_token = {TOKENS[caller.role]: caller for caller in CALLERS}

    def identify(self, authorization: str | None) -> Caller | None:
        """The caller; ANONYMOUS without a header, None when the header names nobody."""
        if authorization is None:
            return ANONYMOUS
        scheme, _, token = authorization.partition(" ")
        return self._by_token.get(token.strip()) if scheme.lower() == "bearer" else None
