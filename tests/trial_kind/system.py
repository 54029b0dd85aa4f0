"""The register as a whole: what every service has, and the three kinds of record of its contract."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.service.system import Service
from tests.trial_kind.code_lists import CODE_LISTS
from tests.trial_kind.register import Inspections, Openings, Venues
from tests.trial_kind.release import KIND
from tests.trial_kind.seed import plant


class System(Service):
    """One running register."""

    kind = KIND
    title = Text("公共场馆登记", "Register of Public Venues")
    home = "/venues"
    standards = ("GB 32100", "GB/T 2260", "RFC 9110", "RFC 9457")
    code_lists = CODE_LISTS

    venues: Venues
    openings: Openings
    inspections: Inspections

    def plant(self) -> None:
        plant(self)
