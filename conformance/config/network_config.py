"""The network of a `hutong.yaml`: names resolved, codes and hierarchy checked, schemas and samples read."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from conformance.config.agreements import agreements
from conformance.config.file import Config, target_of
from conformance.config.network_entries import ConsumptionConfig, SystemConfig
from conformance.config.network_systems import KINDS, Systems
from conformance.config.record_files import RecordFiles
from conformance.config.secrets import credential
from conformance.model.network import Consumption, Member, Network, Provision
from conformance.model.target import Credential
from conformance.model.text import Text
from conformance.norms.errors import near
from conformance.norms.yaml_text import Document, Path


def network_of(config: Config, document: Document, clauses: Collection[str] | None = None) -> Network:
    """The network a file describes. `clauses` are the ids an agreement's duties may name; None: not looked at.

    Raises DataError, with the line and what to do, for the first thing wrong: a code, a name, the hierarchy, a file.
    """
    systems = Systems(config.systems, document)
    systems.check()
    reader = _Reader(config, document, systems)
    members = {name: reader.member(name) for name in config.systems}
    return Network(members, tuple(agreements(config.agreements, members, systems, clauses)))


class _Reader:
    """Makes members of the systems of one file; the same schema file is the same Schema in all of them."""

    def __init__(self, config: Config, document: Document, systems: Systems) -> None:
        self._config, self._document, self._systems = config, document, systems
        self._files = RecordFiles(document)

    def member(self, name: str) -> Member:
        """One system with everything it names resolved and read."""
        entry = self._systems.entries[name]
        return Member(
            name=name,
            target=target_of(self._config, self._document, name),
            department=entry.department,
            uscc=entry.uscc,
            level=entry.level,
            region=entry.region,
            zone=entry.zone,
            parent=entry.parent,
            platform=self._systems.through(name, "platform"),
            catalogue=self._systems.through(name, "catalogue"),
            provides=tuple(self._provides(name, entry)),
            consumes=tuple(self._consumes(name, entry)),
            accounts=dict(self._accounts(name, entry)),
        )

    def _accounts(self, name: str, entry: SystemConfig) -> Iterator[tuple[str, Credential]]:
        """What the system is known by at others; the name of each stands where a role would."""
        for system, given in entry.accounts.items():
            path = ("systems", name, "accounts", system)
            self._systems.known(system, path)
            yield system, credential(name, given, entry, self._document, (*path, "token"))

    def _provides(self, name: str, entry: SystemConfig) -> Iterator[Provision]:
        seen: set[str] = set()
        for index, given in enumerate(entry.provides):
            path: Path = ("systems", name, "provides", index)
            if given.resource in seen:
                zh, en = f"资源 {given.resource} 提供了两次", f"the resource {given.resource} is provided twice"
                raise self._systems.wrong((*path, "resource"), zh, en, Text("删去一处", "take one out"))
            seen.add(given.resource)
            yield Provision(
                given.resource,
                self._files.schema(given.record, (*path, "schema")),
                self._files.schema(given.previous, (*path, "previous")),
                self._files.schema(given.request, (*path, "request")),
            )

    def _consumes(self, name: str, entry: SystemConfig) -> Iterator[Consumption]:
        seen: set[tuple[str, str]] = set()
        for index, given in enumerate(entry.consumes):
            path: Path = ("systems", name, "consumes", index)
            provider = self._provider(name, given, path)
            if (given.resource, provider) in seen:
                zh = f"`{name}` 两次使用 `{provider}` 的资源 {given.resource}"
                en = f"`{name}` consumes {given.resource} of `{provider}` twice"
                raise self._systems.wrong((*path, "resource"), zh, en, Text("合为一处", "make one of them"))
            seen.add((given.resource, provider))
            yield Consumption(
                resource=given.resource,
                provider=provider,
                schema=self._files.schema(given.record, (*path, "schema")),
                samples=self._files.samples(given.samples, (*path, "samples")),
                request=self._files.schema(given.request, (*path, "request")),
                key=given.key,
                mirror=given.mirror,
                methods=tuple(given.methods),
            )

    def _provider(self, consumer: str, given: ConsumptionConfig, path: Path) -> str:
        """The system a resource comes from: named and really providing it, or the only one that does."""
        resource = given.resource
        if given.provider:
            self._systems.known(given.provider, (*path, "provider"))
        providing = [
            name for name, entry in self._systems.entries.items() if self._offers(entry, resource) and name != consumer
        ]
        if not providing:
            every = sorted({each.resource for entry in self._systems.entries.values() for each in entry.provides})
            zh, en = f"没有别的系统提供资源 {resource}", f"no other system provides the resource {resource}"
            raise self._systems.wrong((*path, "resource"), zh, en, near(resource, every))
        if given.provider and given.provider not in providing:
            zh, en = f"`{given.provider}` 不提供 {resource}", f"`{given.provider}` does not provide {resource}"
            raise self._systems.wrong((*path, "provider"), zh, en, _named(providing))
        if not given.provider and len(providing) > 1:
            zh, en = f"资源 {resource} 有多个提供方", f"several systems provide {resource}"
            raise self._systems.wrong((*path, "resource"), zh, en, _named(providing))
        provider = given.provider or providing[0]
        if not self._systems.through(provider, "platform"):
            zh, en = f"`{provider}` 没有交换平台", f"`{provider}` has no exchange platform"
            hint = Text(
                "写明 platform，或其上级有一个", f"name its platform, or a parent that has one ({KINDS['platform']})"
            )
            raise self._systems.wrong(("systems", provider), zh, en, hint)
        return provider

    @staticmethod
    def _offers(entry: SystemConfig, resource: str) -> bool:
        return any(each.resource == resource for each in entry.provides)


def _named(providing: list[str]) -> Text:
    names = ", ".join(providing)
    return Text(f"在 provider 中写明：{names}", f"name one as provider: {names}")
