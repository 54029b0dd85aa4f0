"""A reference system of any kind: small collaborators that look each other up when they are used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, get_type_hints

from conformance.model.text import Text
from conformance.systems.service.accounts import Accounts
from conformance.systems.service.audit import Audit
from conformance.systems.service.checking import Checking
from conformance.systems.service.clock import Clock
from conformance.systems.service.code_lists import CodeList
from conformance.systems.service.contract_index import contract_index
from conformance.systems.service.database import connect
from conformance.systems.service.declaration import Declaration
from conformance.systems.service.dispatch import Dispatch
from conformance.systems.service.identity import YUNZHOU, Identity
from conformance.systems.service.journal import Journal
from conformance.systems.service.listing import Listing
from conformance.systems.service.operations import Operations
from conformance.systems.service.pages import Pages
from conformance.systems.service.part import Part
from conformance.systems.service.record_forms import RecordForm
from conformance.systems.service.records import Records
from conformance.systems.service.responses import Responses
from conformance.systems.service.rules import Rules
from conformance.systems.service.serializers import Serializers
from conformance.systems.service.submissions import Submissions


class Service:
    """One running system. A kind is a subclass: it states what follows, and lays parts of its own over these.

    `kind` names its contract too. `title` is what such a system is called after its place, `home` the path its pages
    start from, `standards` the texts it declares. `code_lists` are all it publishes, by id.

    The parts are the attributes declared below with a subclass of `Part`; a kind that declares one of the same name has
    its own instead. Every decisive behaviour is a small method of a part, found through this object each time it is
    needed: a layer over the part (`faults.parts.around`) changes what the system does from then on.
    `contract` is its own too: a path added to `contract.paths` before the application is made is served.
    """

    kind: ClassVar[str]
    title: ClassVar[Text]
    home: ClassVar[str]
    standards: ClassVar[tuple[str, ...]]
    code_lists: ClassVar[Mapping[str, CodeList]]

    accounts: Accounts
    journal: Journal
    rules: Rules
    checking: Checking
    submissions: Submissions
    listing: Listing
    serializers: Serializers
    declare: Declaration
    pages: Pages
    responses: Responses
    audit: Audit
    operations: Operations
    dispatch: Dispatch

    def __init__(self, identity: Identity = YUNZHOU) -> None:
        self.identity = identity
        self.units = identity.units
        self.connection = connect()
        self.clock = Clock()
        self.contract = contract_index(self.kind)
        for name, part in parts(type(self)):
            setattr(self, name, part(self))
        self._keepers = {part.of: name for name, part in parts(type(self)) if issubclass(part, Records)}
        self.plant()

    def records(self, form: RecordForm) -> Records:
        """The part that keeps the records of a kind."""
        keeper: Records = getattr(self, self._keepers[form.name])
        return keeper

    def plant(self) -> None:
        """Fill the fresh system with what it holds on the day it starts."""


def parts(kind: type[Service]) -> Iterator[tuple[str, type[Part[Service]]]]:
    """The parts a kind of system declares, by the names of its attributes."""
    for name, declared in get_type_hints(kind).items():
        if isinstance(declared, type) and issubclass(declared, Part):
            yield name, declared
