"""Faults of keeping entries up to date, and of their history."""

from __future__ import annotations

from starlette.responses import Response

from conformance.model.text import Text
from conformance.systems.faults.changes import Change, at, before, drop, only
from conformance.systems.faults.fault import Fault, hiding, of_kind
from conformance.systems.faults.mutations import gives, shows, within
from conformance.systems.faults.parts import both, override_part
from conformance.systems.faults.values import later
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.operations import Operations
from conformance.systems.service.call import Call
from conformance.systems.service.part import Record

WEEKLY = "3"
MADE = ("changedAt", "submittedAt", "publishedAt")


def _published(entry: Record) -> bool:
    return "publishedAt" in entry


def _weekly(entry: Record) -> bool:
    return bool(entry["updateFrequency"] == WEEKLY and entry["status"] == "published")


def _for_duty(entry: Record) -> bool:
    return entry.get("changeTrigger", {}).get("kind") == "duty" and _published(entry)


def _three_weeks_later(entry: Record) -> Record:
    return entry | {name: later(21)(entry[name]) for name in MADE if name in entry}


def _forgotten(entry: Record) -> bool:
    """What was submitted before the office moved still lies where nobody looks."""
    return entry["status"] == "draft" and "submittedAt" in entry and before("registeredAt")(entry)


def _submitted_long_ago(entry: Record) -> Record:
    trigger = {"kind": "duty", "at": entry["registeredAt"][:10]}
    return {**entry, "changeTrigger": trigger, "submittedAt": entry["registeredAt"]}


def _consent_filled_in_later(entry: Record) -> Record:
    day = later(3)(entry["publishedAt"][:10])
    return {**entry, "assessment": {**entry["assessment"], "approvedAt": day}}


class PresentRecordForAll(Operations):
    def get_version(self, call: Call) -> Response:
        answer = super().get_version(call)
        entry, _ = self._found(call)
        return self.shown(call, self._system.entries, entry.latest.record) if answer.status_code == 200 else answer


def _of_the_old_interface(link: str) -> str:
    return link.replace("/resources/", "/catalog/").replace("/versions/", "?version=")


FAULTS = of_kind(
    CATALOGUE,
    Fault(
        "management.catalogue.fresh",
        Text("每周任务停摆一个月", "the weekly job stopped a month ago"),
        shows("entry", only(_weekly, at("contentUpdatedAt", later(-30)))),
    ),
    Fault(
        "management.catalogue.updated-in-time",
        Text("职责变化后等月度任务才更新目录", "a change of duties waits for a monthly job"),
        both(
            *(
                shows(record, only(_for_duty, Change(_three_weeks_later, ("changedAt", "publishedAt"))))
                for record in ("entry", "version")
            )
        ),
        also=("overall.catalogue.dcat-details",),
    ),
    Fault(
        "management.catalogue.reviewed-in-time",
        Text("审核通过后每周发布一次", "what is approved is published once a week"),
        shows("entry", only(lambda entry: "changeTrigger" in entry, at("publishedAt", later(7)))),
        also=(
            "management.catalogue.history-agrees",
            "overall.catalogue.dcat-details",
        ),
    ),
    Fault(
        "management.catalogue.reviewed-in-time",
        Text("报送的更新无人审核", "an update that was submitted is never reviewed"),
        shows("entry", only(_forgotten, Change(_submitted_long_ago, ("changeTrigger", "submittedAt")))),
        also=("management.catalogue.history-agrees", "management.catalogue.updated-in-time"),
        variant="never",
    ),
    Fault(
        "management.catalogue.assessed",
        Text("评估结论留待补填", "the outcome of the assessment was to be filled in later"),
        shows("entry", only(before("registeredAt"), drop("assessment.secrecy"))),
        also=("support.description.own-document", "support.contract.answers-match"),
    ),
    Fault(
        "management.catalogue.agreed-first",
        Text("先发布，三日后补填同意日期", "the consent is filled in three days after publication"),
        shows(
            "entry",
            only(
                before("registeredAt"), only(_published, Change(_consent_filled_in_later, ("assessment.approvedAt",)))
            ),
        ),
    ),
    Fault(
        "management.catalogue.changes-kept",
        Text("变更历史只有现行版本", "the history holds the present version only"),
        within("operations.list_versions", "rules.history", lambda sound, *given: sound(*given)[-1:]),
        also=(
            "management.catalogue.versions-in-order",
            "support.sequences.numbered-without-gap",
        ),
        hides=hiding(
            "历史只剩一个版本，没有先后，也没有以前的审核",
            "a history of one version has no order and no earlier review",
            "management.catalogue.reviews-kept",
            "management.catalogue.versions-in-order",
        ),
    ),
    Fault(
        "management.catalogue.versions-in-order",
        Text("历史先新后旧", "the history lists the newest version first"),
        gives("rules.history", lambda versions: versions[::-1]),
    ),
    Fault(
        "management.catalogue.reviews-kept",
        Text("后一次审核覆盖前一次", "a later review takes the place of the one before"),
        shows("version", only(lambda version: version["status"] == "superseded", drop("review"))),
    ),
    Fault(
        "management.catalogue.old-versions",
        Text("旧版本读出的是现行内容", "an old version reads as the present one"),
        override_part("operations", PresentRecordForAll),
        also=("support.sequences.records-as-written", "support.conditional.wherever-tagged"),
    ),
    Fault(
        "management.catalogue.version-links",
        Text("版本的地址仍是旧接口的", "the addresses of versions are those of the old interface"),
        shows("version", at("href", _of_the_old_interface)),
    ),
)
