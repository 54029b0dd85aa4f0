"""The catalogue mapped onto DCAT 3, as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from conformance.systems.resource_catalogue.code_lists import label
from conformance.systems.service.part import Part, Record

if TYPE_CHECKING:
    from conformance.systems.resource_catalogue.system import System

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Dcat(Part["System"]):
    """Maps entries to datasets."""

    def catalogue(self, records: Sequence[Record]) -> Record:
        """A dcat:Catalog of the records given."""
        identity = self._system.identity
        return {
            "@context": CONTEXT,
            "@id": "/dcat",
            "@type": "dcat:Catalog",
            "dcterms:title": f"{identity.place.zh}政务信息资源目录",
            "dcterms:publisher": self.agent(identity.department.zh, identity.uscc),
            "dcat:dataset": [self.dataset(record) for record in records],
        }

    def dataset(self, record: Record) -> Record:
        """A dcat:Dataset; what an entry lacks is left out."""
        mapped: dict[str, Any] = {
            "@id": f"/resources/{record['id']}",
            "@type": "dcat:Dataset",
            "dcterms:title": record["name"],
            "dcterms:description": record["summary"],
            "dcterms:identifier": record["code"],
            "dcterms:publisher": self.agent(record["provider"]["name"], record["provider"]["uscc"]),
            "dcterms:accessRights": label("sharing-class", record["sharingClass"]),
            "dcterms:accrualPeriodicity": label("update-frequency", record["updateFrequency"]),
            "dcterms:modified": record["changedAt"],
            "dcat:theme": [record["theme"], record["category"]],
            "dcat:keyword": record["keywords"],
            "dcat:distribution": [self.distribution(record, name) for name in record["formats"]],
        }
        if "publishedAt" in record:
            mapped["dcterms:issued"] = record["publishedAt"]
        if record["relatedCodes"]:
            mapped["dcterms:relation"] = record["relatedCodes"]
        return mapped

    def distribution(self, record: Record, name: str) -> Record:
        """A dcat:Distribution: one format of a dataset."""
        return {"@type": "dcat:Distribution", "dcterms:format": name, "dcat:accessURL": {"@id": record["accessUrl"]}}

    def agent(self, name: str, uscc: str) -> Record:
        """A publisher with its unified social credit code."""
        return {"@type": "foaf:Agent", "foaf:name": name, "dcterms:identifier": uscc}
