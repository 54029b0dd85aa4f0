"""The reference resource catalogue as a whole: small collaborators that look each other up when they are used."""

from __future__ import annotations

from conformance.systems.resource_catalogue.accounts import Accounts
from conformance.systems.resource_catalogue.audit import Audit
from conformance.systems.resource_catalogue.checking import Checking
from conformance.systems.resource_catalogue.clock import Clock
from conformance.systems.resource_catalogue.database import connect
from conformance.systems.resource_catalogue.dcat import Dcat
from conformance.systems.resource_catalogue.declaration import Declaration
from conformance.systems.resource_catalogue.dispatch import Dispatch
from conformance.systems.resource_catalogue.feed import Feed
from conformance.systems.resource_catalogue.journal import Journal
from conformance.systems.resource_catalogue.listing import Listing
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.pages import Pages
from conformance.systems.resource_catalogue.present import Present
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.respond import Respond
from conformance.systems.resource_catalogue.rules import Rules
from conformance.systems.resource_catalogue.seed.planting import plant
from conformance.systems.resource_catalogue.shape import shape
from conformance.systems.resource_catalogue.store import Store


class System:
    """One running catalogue.

    Every decisive behaviour is a small method of a collaborator, found through this object each time it is needed:
    replacing it on the instance (`system.rules.may_read = ...`) changes what the system does from then on. `shape` is
    its own too: a path added to `shape.paths` before the application is made is served.
    """

    def __init__(self) -> None:
        connection = connect()
        self.clock = Clock()
        self.shape = shape()
        self.accounts = Accounts()
        self.store = Store(connection)
        self.journal = Journal(connection)
        self.rules = Rules(self)
        self.checking = Checking(self)
        self.listing = Listing(self)
        self.feed = Feed(self)
        self.registry = Registry(self)
        self.present = Present(self)
        self.dcat = Dcat(self)
        self.declare = Declaration(self)
        self.pages = Pages(self)
        self.respond = Respond(self)
        self.audit = Audit(self)
        self.operations = Operations(self)
        self.dispatch = Dispatch(self)
        plant(self)
