"""Where the records of each kind come by on their way out: the places at which a fault can change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.disclosure import KIND as DISCLOSURE
from conformance.systems.one_stop import KIND as CENTRE
from conformance.systems.resource_catalogue import KIND as CATALOGUE


@dataclass(frozen=True, slots=True)
class Seam:
    """The method of a part that makes a record as it is shown, and an operation whose answers hold such records."""

    method: str
    operation: str


_EVERYWHERE = {
    "audit-record": Seam("serializers.audit_event", "getAuditRecord"),
    "code-list": Seam("serializers.code_list", "getCodeList"),
    "declaration": Seam("declare.declaration", "getDeclaration"),
}
SHOWN: Mapping[str, Mapping[str, Seam]] = {
    CATALOGUE: _EVERYWHERE
    | {
        "entry": Seam("serializers.record", "getResource"),
        "version": Seam("serializers.version", "listVersions"),
        "change": Seam("serializers.change", "listChanges"),
        "category": Seam("serializers.category", "listCategories"),
    },
    EXCHANGE: _EVERYWHERE
    | {"resource": Seam("resources.resource", "getResource"), "header": Seam("messages.in_list", "listMessages")},
    DISCLOSURE: _EVERYWHERE
    | {
        "document": Seam("documents.shown", "getDocument"),
        "guide": Seam("guide.guide", "getGuide"),
        "heading": Seam("headings.heading", "listHeadings"),
        "application": Seam("applications.shown", "getApplication"),
        "correction": Seam("corrections.shown", "getCorrection"),
    },
    CENTRE: _EVERYWHERE
    | {
        "item": Seam("items.shown", "getItem"),
        "case": Seam("cases.shown", "getCase"),
        "certificate": Seam("certificates.shown", "getCertificate"),
        "publicity": Seam("publicity.shown", "getPublicity"),
        "evaluation": Seam("evaluations.shown", "listEvaluations"),
        "rectification": Seam("rectifications.shown", "listRectifications"),
        "department": Seam("departments.shown", "getDepartment"),
        "complaint": Seam("complaints.shown", "getComplaint"),
    },
}
LISTED: Mapping[str, Mapping[str, Seam]] = {
    CATALOGUE: {"entry": Seam("entries.seen", "listResources")},
    EXCHANGE: {
        "request": Seam("requests.kept.all", "listRequests"),
        "grant": Seam("grants.kept.all", "listGrants"),
        "use": Seam("uses.kept.all", "listUses"),
        "agreement": Seam("agreements.kept.all", "listAgreements"),
        "correction": Seam("corrections.kept.all", "listCorrections"),
        "termination": Seam("terminations.kept.all", "listTerminations"),
        "dispute": Seam("disputes.kept.all", "listDisputes"),
        "disposal": Seam("disposals.kept.all", "listDisposals"),
        "reconciliation": Seam("messages.counts", "getReconciliation"),
    },
    DISCLOSURE: {
        "document": Seam("documents.kept.all", "listDocuments"),
        "application": Seam("applications.kept.all", "listApplications"),
        "report": Seam("reports.kept.all", "listReports"),
        "penalty": Seam("penalties.kept.all", "listPenalties"),
        "correction": Seam("corrections.kept.all", "listCorrections"),
    },
    CENTRE: {
        "item": Seam("items.kept.all", "listItems"),
        "case": Seam("cases.kept.all", "listCases"),
        "publicity": Seam("publicity.kept.all", "listPublicity"),
        "overdue": Seam("overdue.kept.all", "listOverdue"),
        "evaluation": Seam("evaluations.kept.all", "listEvaluations"),
        "rectification": Seam("rectifications.kept.all", "listRectifications"),
        "complaint": Seam("complaints.kept.all", "listComplaints"),
    },
}
"""The lists, each as it stands before it is narrowed and cut into pages."""
MATCHED = {
    CATALOGUE: "entries.matches",
    EXCHANGE: "resources.matches",
    DISCLOSURE: "documents.matches",
    CENTRE: "items.matches",
}
"""Whether a record is one of those a search means."""
