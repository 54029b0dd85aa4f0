"""The reference disclosure platform as a whole."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.disclosure import KIND
from conformance.systems.disclosure.applications import Applications
from conformance.systems.disclosure.books import Corrections, Penalties, Reports
from conformance.systems.disclosure.checking import Checking
from conformance.systems.disclosure.code_lists import CODE_LISTS
from conformance.systems.disclosure.declaration import Declaration
from conformance.systems.disclosure.documents import Documents
from conformance.systems.disclosure.guide import Guide
from conformance.systems.disclosure.headings import Headings
from conformance.systems.disclosure.operations import Operations
from conformance.systems.disclosure.pages import Pages
from conformance.systems.disclosure.responses import Responses
from conformance.systems.disclosure.seed.planting import plant
from conformance.systems.service.system import Service


class System(Service):
    """One running platform of a city; applications made on line go to the department `identity.own`."""

    kind = KIND
    title = Text("政府信息公开平台", "Government Information Disclosure Platform")
    home = "/documents"
    standards = ("政府信息公开条例", "行政复议法", "行政处罚法", "GB 32100", "RFC 9110", "RFC 9457", "RFC 9530")
    code_lists = CODE_LISTS

    guide: Guide
    headings: Headings
    documents: Documents
    reports: Reports
    penalties: Penalties
    applications: Applications
    corrections: Corrections
    checking: Checking
    declare: Declaration
    pages: Pages
    responses: Responses
    operations: Operations

    def plant(self) -> None:
        plant(self)
