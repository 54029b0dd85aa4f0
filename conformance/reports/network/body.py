"""The body of a network's JSON report before a language is chosen, with leaves as in `conformance.reports.body`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain

from conformance.model.declaration import digest_of
from conformance.model.interop import (
    Acceptance,
    Blame,
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
from conformance.model.text import Text, many
from conformance.model.verdict import Verdict
from conformance.reports.body import NOTHING, Body, closing, counts, opening, origin_body, sources
from conformance.reports.clause_body import answered_ids, clause_body, evidence_bodies
from conformance.reports.normaliser import Normaliser


def body(interop: Interop, normaliser: Normaliser | None = None, most: int | None = None) -> Body:
    """The whole body but its times and digest.

    A `normaliser` names request ids and dates; with it what is derived is left out. `most` findings of a clause are
    listed, all where it is None.
    """
    return {
        **opening(interop),
        "counts": counts(interop.cells),
        "interop": {
            "systems": [_system(member, normaliser) for member in interop.network.members.values()],
            "pairs": [_pair(cell, normaliser, most) for cell in interop.cells],
            **_graph(interop.graph),
            "undeclared": _undeclared(interop.undeclared),
            "unreachable": [{"system": system, "resource": code} for system, code in interop.unreachable],
            "catalogues": [_catalogues(cell, normaliser, most) for cell in interop.catalogues],
            "uses": [asdict(it) for it in interop.uses],
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


def addresses(interop: Interop) -> list[str]:
    """Where the systems stood."""
    return [member.target.address for member in interop.network.members.values()]


def _results(interop: Interop) -> Iterator[ClauseResult]:
    for cell in interop.cells:
        yield from cell.results
    for catalogues in interop.catalogues:
        yield from catalogues.results


def _system(member: Member, normaliser: Normaliser | None) -> Body:
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
        **({} if normaliser else {"origin": origin_body(target)}),
        "provides": [it.resource for it in member.provides],
        "consumes": [{"provider": it.provider, "item": it.resource} for it in member.consumes],
    }


def _pair(cell: Cell, normaliser: Normaliser | None, most: int | None) -> Body:
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
        "blamed": _blamed(cell),
        "reason": cell.reason or NOTHING,
        "duty": cell.duty,
        "duty_text": cell.broken.text if cell.broken else "",
        **{which.value: _acceptance(cell.compared.get(which)) for which in Comparison},
        "breaks": cell.breaks,
        "curl": _curl(cell),
        "script": list(_script(cell)),
        "evidence": evidence_bodies(cell.evidence, normaliser),
        "clauses": [clause_body(item, normaliser, most) for item in cell.results],
    }
    named: Body = normaliser.named(shown, answered_ids(cell.evidence)) if normaliser else shown
    return named


def _blamed(cell: Cell) -> str:
    """The name of the system that is to blame; empty where none is, or it is undecided."""
    pair = cell.pair
    parties = {Blame.PROVIDER: pair.provider, Blame.CONSUMER: pair.consumer, Blame.PLATFORM: pair.platform}
    return parties[cell.blame].name if cell.blame in parties else ""


def _curl(cell: Cell) -> str:
    """The line that repeats the exchange that proves a pair's verdict; empty where nothing was exchanged."""
    own = (proof.curl for proof in cell.evidence[-1:])
    return next(chain(own, (found.curl for item in cell.results for found in item.findings)), "")


def _script(cell: Cell) -> tuple[str, ...]:
    """The lines that repeat it: the whole way from the request where that is known, else the last line alone."""
    failed = (item for item in cell.results if item.verdict is Verdict.FAIL)
    script = next((found.script for item in failed for found in item.findings[:1]), ())
    return script or tuple(filter(None, (_curl(cell),)))


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
        "sentence": _sentence(repair),
    }


def _sentence(made: Repair) -> Text:
    """What one repair does to the islands, all repairs before it made."""
    provider, consumer, item = made.pair
    joined = many(len(made.joins), "个系统", "system")
    left = many(made.islands, "个孤岛", "island")
    zh = f"全网余 {left.zh}" if made.islands > 1 else "全网连通"
    en = f"{left.en} left" if made.islands > 1 else "no island left"
    return Text(
        f"修复 {provider}→{consumer} 的 {item}，2 个孤岛合为 1 个（{joined.zh}连通，{zh}）",
        f"repair {item} of {provider} → {consumer} and 2 islands become 1 ({joined.en} joined, {en})",
    )


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


def _catalogues(cell: CatalogueCell, normaliser: Normaliser | None, most: int | None) -> Body:
    return {
        "one": cell.one,
        "other": cell.other,
        "verdict": cell.verdict.value,
        "ways": {way: verdict.value for way, verdict in cell.ways().items()},
        "clauses": [clause_body(item, normaliser, most) for item in cell.results],
    }
