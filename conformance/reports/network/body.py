"""The body of a network's JSON report before a language is chosen, with leaves as in `conformance.reports.body`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.model.declaration import digest_of
from conformance.model.interop import (
    Acceptance,
    CatalogueCell,
    Cell,
    Comparison,
    Graph,
    Incompatibility,
    Interop,
    Ratio,
    Repair,
)
from conformance.model.network import Member
from conformance.model.report import ClauseResult
from conformance.reports import words
from conformance.reports.body import (
    NOTHING,
    Body,
    answered_ids,
    clause_body,
    closing,
    evidence_bodies,
    opening,
    origin_body,
    sources,
)
from conformance.reports.network import sentences
from conformance.reports.steady import Steady


def body(interop: Interop, steady: Steady | None = None) -> Body:
    """The whole body but its times and digest. `steady` names request ids and dates, and leaves out what is derived."""
    return {
        **opening(interop),
        "counts": {verdict.value: number for verdict, number in words.counts(interop.cells).items()},
        "interop": {
            "systems": [_system(member, steady) for member in interop.network.members.values()],
            "pairs": [_pair(cell, steady) for cell in interop.cells],
            **_graph(interop.graph),
            "undeclared": _undeclared(interop.undeclared),
            "unreachable": [{"system": system, "resource": code} for system, code in interop.unreachable],
            "catalogues": [_catalogues(cell, steady) for cell in interop.catalogues],
            "uses": [
                {
                    "system": it.system,
                    "resource": it.resource,
                    "name": it.name,
                    "listed": it.listed,
                    "requested": it.requested,
                    "used": it.used,
                }
                for it in interop.uses
            ],
            "duplicates": [
                {
                    "entries": [{"system": system, "resource": code} for system, code in it.entries],
                    "because": it.because,
                }
                for it in interop.duplicates
            ],
        },
        "digests": {
            "release": interop.release_digest,
            "profile": dict(interop.profile_digests),
            "contract": dict(interop.contract_digests),
            "corpus": "",
            "network": digest_of(interop.network),
            "tool": interop.tool_digest,
        },
        "sources": sources(_results(interop)),
        **closing(interop),
    }


def _results(interop: Interop) -> Iterator[ClauseResult]:
    for cell in interop.cells:
        yield from cell.results
    for catalogues in interop.catalogues:
        yield from catalogues.results


def _system(member: Member, steady: Steady | None) -> Body:
    target = member.target
    return {
        "name": member.name,
        "kind": member.kind,
        "department": member.department,
        "uscc": member.uscc,
        "level": member.level,
        "region": member.region,
        "zone": member.zone,
        "parent": member.parent,
        "platform": member.platform,
        "catalogue": member.catalogue,
        "address": target.address,
        "environment": target.environment,
        "writes": target.may_write,
        **({} if steady else {"origin": origin_body(target)}),
        "provides": [it.resource for it in member.provides],
        "consumes": [{"provider": it.provider, "item": it.resource} for it in member.consumes],
    }


def _pair(cell: Cell, steady: Steady | None) -> Body:
    pair = cell.pair
    shown: Body = {
        "provider": pair.provider.name,
        "consumer": pair.consumer.name,
        "item": pair.item,
        "platform": pair.platform.name,
        "catalogue": pair.catalogue.name if pair.catalogue else "",
        "agreement": pair.agreement.id if pair.agreement else "",
        "vertical": pair.vertical,
        "regional": pair.regional,
        "apart": cell.apart,
        "verdict": cell.verdict.value,
        "blame": cell.blame.value if cell.blame else None,
        "blamed": sentences.blamed(cell),
        "reason": cell.reason or NOTHING,
        "duty": cell.duty,
        "duty_text": cell.broken.text if cell.broken else "",
        **{which.value: _acceptance(cell.compared.get(which)) for which in Comparison},
        "breaks": cell.breaks,
        "curl": sentences.curl(cell),
        "script": list(sentences.repeating(cell)),
        "evidence": evidence_bodies(cell.evidence, steady),
        "clauses": [clause_body(item, steady) for item in cell.results],
    }
    named: Body = steady.named(shown, answered_ids(cell.evidence)) if steady else shown
    return named


def _acceptance(found: Acceptance | None) -> Body | None:
    if found is None:
        return None
    return {
        "verdict": found.verdict.value,
        "reason": found.reason.value if found.reason else None,
        "detail": found.detail or NOTHING,
        "tried": found.tried,
        "misfit": _misfit(found.misfit) if found.misfit else None,
    }


def _misfit(found: Incompatibility) -> Body:
    """The message stands as JSON text: what another system may send must not be taken for a part of the report."""
    return {
        "message": found.text,
        "at": found.at,
        "due": found.due,
        "tried": found.tried,
        "complete": found.complete,
    }


def _graph(graph: Graph) -> Body:
    return {
        "islands": [list(island) for island in graph.islands],
        "one_way": [{"provider": provider, "consumer": consumer} for provider, consumer in graph.one_way],
        "bridges": [
            {"one": bridge.link[0], "other": bridge.link[1], "cuts_off": list(bridge.cuts_off)}
            for bridge in graph.bridges
        ],
        "repairs": [_repair(repair) for repair in graph.repairs],
        "undecided": [_named(pair) for pair in graph.undecided],
        "vertical": _ratio(graph.vertical),
        "horizontal": _ratio(graph.horizontal),
        "regional": _ratio(graph.regional),
    }


def _repair(repair: Repair) -> Body:
    return {
        "pair": _named(repair.pair),
        "joins": list(repair.joins),
        "islands": repair.islands,
        "instead": [_named(pair) for pair in repair.instead],
        "sentence": sentences.repair(repair),
    }


def _named(pair: tuple[str, str, str]) -> Body:
    provider, consumer, item = pair
    return {"provider": provider, "consumer": consumer, "item": item}


def _ratio(found: Ratio) -> Body:
    return {
        "working": found.working,
        "declared": found.declared,
        "share": None if found.share is None else round(found.share, 4),
    }


def _undeclared(links: Iterable[tuple[str, str]]) -> list[Body]:
    """What was not declared, by provider: there may be nearly as many as the square of the systems."""
    consumers: dict[str, list[str]] = {}
    for provider, consumer in links:
        consumers.setdefault(provider, []).append(consumer)
    return [{"provider": provider, "consumers": names} for provider, names in consumers.items()]


def _catalogues(cell: CatalogueCell, steady: Steady | None) -> Body:
    return {
        "one": cell.one,
        "other": cell.other,
        "verdict": cell.verdict.value,
        "ways": {way: verdict.value for way, verdict in cell.ways().items()},
        "clauses": [clause_body(item, steady) for item in cell.results],
    }
