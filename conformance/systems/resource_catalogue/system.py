"""The reference resource catalogue as a whole."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.resource_catalogue import KIND
from conformance.systems.resource_catalogue.checking import Checking
from conformance.systems.resource_catalogue.code_lists import CODE_LISTS
from conformance.systems.resource_catalogue.dcat import Dcat
from conformance.systems.resource_catalogue.entries import Entries
from conformance.systems.resource_catalogue.feed import Feed
from conformance.systems.resource_catalogue.gathering import Gathering
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.resource_catalogue.pages import Pages
from conformance.systems.resource_catalogue.registry import Registry
from conformance.systems.resource_catalogue.rules import Rules
from conformance.systems.resource_catalogue.seed.planting import plant
from conformance.systems.resource_catalogue.serializers import Serializers
from conformance.systems.resource_catalogue.store import Store
from conformance.systems.service.system import Service


class System(Service):
    """One running catalogue."""

    kind = KIND
    title = Text("政务信息资源目录", "Government Resource Catalogue")
    home = "/resources"
    standards = ("政务数据共享条例", "GB/T 21063", "GB 32100", "GB/T 2260", "RFC 9110", "RFC 9457")
    code_lists = CODE_LISTS

    store: Store
    rules: Rules
    checking: Checking
    entries: Entries
    feed: Feed
    registry: Registry
    gathering: Gathering
    serializers: Serializers
    dcat: Dcat
    pages: Pages
    operations: Operations

    def plant(self) -> None:
        plant(self)
