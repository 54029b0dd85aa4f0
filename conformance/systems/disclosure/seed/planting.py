"""Fills a fresh platform: documents, penalties, applications, corrections, and the reports counted from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.systems.disclosure.seed.applications import plant_applications
from conformance.systems.disclosure.seed.documents import plant_documents
from conformance.systems.disclosure.seed.others import plant_corrections, plant_penalties
from conformance.systems.disclosure.seed.reports import plant_reports
from conformance.systems.service.clock import AS_OF
from conformance.systems.service.seed_audit import seed_audit

if TYPE_CHECKING:
    from conformance.systems.disclosure.system import System


def plant(system: System) -> None:
    """Plant what the platform holds, and the audit records of the year before."""
    plant_documents(system)
    plant_penalties(system)
    plant_applications(system)
    plant_corrections(system)
    plant_reports(system)
    for event in seed_audit(AS_OF, "listDocuments", "/documents"):
        system.journal.append(event)
