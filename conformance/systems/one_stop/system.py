"""The reference one-stop centre as a whole."""

from __future__ import annotations

from conformance.model.text import Text
from conformance.systems.one_stop import KIND
from conformance.systems.one_stop.cases import Cases
from conformance.systems.one_stop.certificates import Certificates
from conformance.systems.one_stop.checking import Checking
from conformance.systems.one_stop.code_lists import CODE_LISTS
from conformance.systems.one_stop.complaints import Complaints
from conformance.systems.one_stop.departments import Departments
from conformance.systems.one_stop.evaluations import Evaluations, Rectifications
from conformance.systems.one_stop.items import Items
from conformance.systems.one_stop.operations import Operations
from conformance.systems.one_stop.pages import Pages
from conformance.systems.one_stop.publicity import Overdue, Publicity
from conformance.systems.one_stop.responses import Responses
from conformance.systems.one_stop.seed.history import plant
from conformance.systems.service.system import Service


class System(Service):
    """One running centre, where the departments of a city have their items handled."""

    kind = KIND
    title = Text("一站式行政便民服务中心", "One-stop Centre of Administrative Services")
    home = "/items"
    standards = ("行政许可法", "优化营商环境条例", "GB/T 39046", "GB 32100", "GB/T 36904", "RFC 9110", "RFC 9457")
    code_lists = CODE_LISTS

    items: Items
    cases: Cases
    certificates: Certificates
    publicity: Publicity
    overdue: Overdue
    evaluations: Evaluations
    rectifications: Rectifications
    departments: Departments
    complaints: Complaints
    checking: Checking
    pages: Pages
    responses: Responses
    operations: Operations

    def plant(self) -> None:
        plant(self)
