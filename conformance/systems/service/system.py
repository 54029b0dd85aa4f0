"""A reference system of any kind: small collaborators that look each other up when they are used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from conformance.model.text import Text
from conformance.systems.service.accounts import Accounts
from conformance.systems.service.audit import Audit
from conformance.systems.service.checking import Checking
from conformance.systems.service.clock import Clock
from conformance.systems.service.code_lists import CodeList
from conformance.systems.service.database import connect
from conformance.systems.service.declaration import Declaration
from conformance.systems.service.dispatch import Dispatch
from conformance.systems.service.identity import YUNZHOU, Identity
from conformance.systems.service.journal import Journal
from conformance.systems.service.listing import Listing
from conformance.systems.service.operations import Operations
from conformance.systems.service.pages import Pages
from conformance.systems.service.present import Present
from conformance.systems.service.respond import Respond
from conformance.systems.service.rules import Rules
from conformance.systems.service.shape import shape
from conformance.systems.service.submissions import Submissions


class Service:
    """One running system. A kind is a subclass: it states what follows, and puts collaborators of its own in place.

    `kind` names its contract too. `title` is what such a system is called after its place, `home` the path its pages
    start from, `standards` the texts it declares. `tables` are its own in SQL, `code_lists` all it publishes, by id.

    Every decisive behaviour is a small method of a collaborator, found through this object each time it is needed:
    replacing it on the instance (`system.rules.may_call = ...`) changes what the system does from then on. `shape` is
    its own too: a path added to `shape.paths` before the application is made is served.
    """

    kind: ClassVar[str]
    title: ClassVar[Text]
    home: ClassVar[str]
    standards: ClassVar[tuple[str, ...]]
    tables: ClassVar[str]
    code_lists: ClassVar[Mapping[str, CodeList]]

    def __init__(self, identity: Identity = YUNZHOU) -> None:
        self.identity = identity
        self.units = identity.units
        self.connection = connect(self.tables)
        self.clock = Clock()
        self.shape = shape(self.kind)
        self.accounts = Accounts(identity)
        self.journal = Journal(self.connection)
        self.rules = Rules(self)
        self.checking = Checking(self)
        self.submissions = Submissions(self)
        self.listing = Listing(self)
        self.present = Present(self)
        self.declare = Declaration(self)
        self.pages = Pages(self)
        self.respond = Respond(self)
        self.audit = Audit(self)
        self.operations = Operations(self)
        self.dispatch = Dispatch(self)
