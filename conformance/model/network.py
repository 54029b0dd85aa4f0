"""A network: the systems of several departments, what each gives and needs, and what they agreed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from conformance.model.contract import Schema
from conformance.model.target import Credential, Target
from conformance.model.text import Text

AdministrativeLevel = Literal["nation", "province", "city", "county"]
Zone = Literal["互联网", "政务外网", "专网"]
Party = Literal["provider", "consumer", "platform"]

LEVELS: tuple[str, ...] = get_args(AdministrativeLevel)
"""From the highest to the lowest."""

ADMINISTRATIVE_WORDS: Mapping[str, Text] = {
    "nation": Text("国家", "national"),
    "province": Text("省级", "province"),
    "city": Text("市级", "city"),
    "county": Text("县级", "county"),
}

ZONE_WORDS: Mapping[str, Text] = {
    "互联网": Text("互联网", "Internet"),
    "政务外网": Text("政务外网", "government extranet"),
    "专网": Text("专网", "private network"),
}

PARTY_WORDS: Mapping[str, Text] = {
    "provider": Text("提供方", "provider"),
    "consumer": Text("使用方", "consumer"),
    "platform": Text("平台", "platform"),
    "either": Text("依协议而定", "either, as their agreement says"),
}
"""The parties, and what stands for one of them where only their agreement tells which."""


@dataclass(frozen=True)
class Provision:
    """A resource a system says it provides, by its code.

    `schema` is that of one delivered record, where the file gives it; else the system's published one is read.
    `previous` is the schema of the version before, for compatibility; `request` that of a request it accepts.
    """

    resource: str
    schema: Schema | None = None
    previous: Schema | None = None
    request: Schema | None = None


@dataclass(frozen=True)
class Consumption:
    """A resource a system needs: from whom, and what it takes.

    `schema` is what the consumer's programme expects of one record; `samples` records it is known to take; `request`
    the schema of what it sends to ask for them. `key` names the member that identifies an entity; `mirror` the resource
    in which the consumer itself holds the same entities.
    """

    resource: str
    provider: str
    schema: Schema | None = None
    samples: tuple[Any, ...] = ()
    key: str = ""
    mirror: str = ""
    methods: tuple[str, ...] = ()
    request: Schema | None = None


@dataclass(frozen=True)
class Member:
    """One system of a network: who answers for it, where it stands in the hierarchy, what it gives and needs.

    `platform` and `catalogue` name the systems through which it exchanges and in which its resources are found; itself
    where it is of that kind. `parent` names the system one level up. `accounts` are what it is known by at systems of
    others, by their names; without one it asks there as the peer, upper or lower unit it is.
    """

    name: str
    target: Target
    department: str
    uscc: str
    level: AdministrativeLevel
    region: str
    zone: Zone = "政务外网"
    parent: str = ""
    platform: str = ""
    catalogue: str = ""
    provides: tuple[Provision, ...] = ()
    consumes: tuple[Consumption, ...] = ()
    accounts: Mapping[str, Credential] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.target.kind


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of an agreement: whose it is, what it says, and the clauses by which it is tested."""

    id: str
    party: Party
    text: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """What provider and consumer of a resource agreed: rights, duties, term, contact and who settles disputes."""

    id: str
    provider: str
    consumer: str
    resource: str
    rights: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    begins: str = ""
    ends: str = ""
    contact: str = ""
    escalation: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A declared exchange: a resource, who provides and who needs it, through which platform, under what agreement."""

    provider: Member
    consumer: Member
    platform: Member
    catalogue: Member | None
    provision: Provision | None
    consumption: Consumption
    agreement: Agreement | None = None

    @property
    def item(self) -> str:
        return self.consumption.resource

    @property
    def ends(self) -> tuple[str, str, str]:
        """Provider, consumer and resource: what the pair is called."""
        return self.provider.name, self.consumer.name, self.item

    @property
    def vertical(self) -> bool:
        """Whether the two stand on different levels of government."""
        return self.provider.level != self.consumer.level

    @property
    def regional(self) -> bool:
        """Whether the two are on one level in different regions."""
        return not self.vertical and self.provider.region != self.consumer.region

    @property
    def apart(self) -> bool:
        """Whether the network zones keep the two from meeting."""
        return len({self.provider.zone, self.consumer.zone, self.platform.zone}) > 1


@dataclass(frozen=True)
class Network:
    """Every system by name, and the agreements between them. Checked: names known, no cycle of parents, USCC single."""

    members: Mapping[str, Member]
    agreements: tuple[Agreement, ...] = ()

    def pairs(self) -> tuple[Pair, ...]:
        """Every declared pair, in the order of the file: one for each resource a system consumes."""
        return tuple(self._pair(member, needs) for member in self.members.values() for needs in member.consumes)

    def _pair(self, consumer: Member, needs: Consumption) -> Pair:
        provider = self.members[needs.provider]
        agreed = (
            agreement
            for agreement in self.agreements
            if (agreement.provider, agreement.consumer, agreement.resource)
            == (provider.name, consumer.name, needs.resource)
        )
        return Pair(
            provider=provider,
            consumer=consumer,
            platform=self.members[provider.platform],
            catalogue=self.members.get(provider.catalogue),
            provision=next((it for it in provider.provides if it.resource == needs.resource), None),
            consumption=needs,
            agreement=next(agreed, None),
        )
