"""Units and accounts of 临澜市, a city that does not exist."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A government unit: name, credit code, division, who keeps its metadata."""

    name: str
    uscc: str
    region: str

    @property
    def level(self) -> str:
        """The level of government, which its division code shows."""
        return "province" if self.region.endswith("0000") else "city" if self.region.endswith("00") else "county"

    @property
    def maintainer(self) -> str:
        return f"{self.name}信息科"


@dataclass(frozen=True)
class Account:
    """Somebody who may call: what the audit calls them, their role, and the unit they belong to."""

    user: str
    role: str
    unit: Unit | None = None


WATER = Unit("临澜市水务局", "11339900HY2000319K", "339900")
CULTURE = Unit("临澜市文化广电旅游局", "11339900HY20004740", "339900")
REVENUE = Unit("临澜市财政局", "11339900HY200052XX", "339900")
DATA_OFFICE = Unit("临澜市数据管理办公室", "11339900HY2000685F", "339900")
PROVINCE = Unit("澜江省数据管理局", "11330000HY1000122F", "330000")
COUNTY = Unit("临澜市汀溪县水利站", "11339921HY3000249L", "339921")
UNITS = (WATER, CULTURE, REVENUE, DATA_OFFICE, PROVINCE, COUNTY)

ANONYMOUS = Account("anonymous", "anonymous")
ACCOUNTS = {
    "tk_apl_6f1c2a": Account("citizen:80017", "applicant"),
    "tk_apl_b93e07": Account("citizen:80052", "other-applicant"),
    "tk_off_41d8c5": Account("water:lin.yue", "officer", WATER),
    "tk_own_77aa10": Account("water:he.an", "own-unit", WATER),
    "tk_adm_0c5e9d": Account("dataoffice:su.ming", "administrator", DATA_OFFICE),
    "tk_aud_e2f440": Account("dataoffice:audit", "auditor", DATA_OFFICE),
    "tk_per_95b713": Account("culture:gateway", "peer", CULTURE),
    "tk_upp_3cd6f8": Account("province:gateway", "upper", PROVINCE),
    "tk_low_18e09b": Account("county:gateway", "lower", COUNTY),
}
CREDENTIALS = {account.role: token for token, account in ACCOUNTS.items()}


def account_of(authorization: str | None) -> Account | None:
    """The account of an Authorization header; anonymous without one, None when nobody issued it."""
    if authorization is None:
        return ANONYMOUS
    scheme, _, token = authorization.partition(" ")
    return ACCOUNTS.get(token.strip()) if scheme.lower() == "bearer" else None
