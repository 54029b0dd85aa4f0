"""A network for a pipe or a log: one fact a line, in words that a search finds, without colour or width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conformance.model.interop import Acceptance, CatalogueCell, Cell, Comparison, Interop, Repair
from conformance.model.text import Lang, Text
from conformance.model.verdict import Verdict
from conformance.model.visible import visible
from conformance.reports.network import sentences
from conformance.reports.plain import gate, notes, word


def render(interop: Interop, lang: Lang) -> Iterator[str]:
    """The lines, without line ends. The first word of a line says what it is about; the gate comes last."""
    yield _head(interop)
    yield from _systems(interop)
    for cell in interop.cells:
        yield from _pair(cell, lang)
    yield from _undeclared(interop)
    yield from _catalogues(interop.catalogues, lang)
    yield from _resources(interop, lang)
    yield from _shape(interop, lang)
    yield from notes(interop, lang)
    for name in interop.left_behind:
        yield f"left-behind {visible(name)}"
    yield gate(interop, interop.cells, lang)


def _head(interop: Interop) -> str:
    return (
        f"network tool={visible(interop.tool).replace(' ', '/')} release={visible(interop.release)} "
        f"systems={len(interop.network.members)} pairs={len(interop.network.pairs())} "
        f"islands={len(interop.graph.islands)} seed={interop.seed} as-of={interop.today or '-'}"
    )


def _systems(interop: Interop) -> Iterator[str]:
    nodes = {name for island in interop.graph.islands for name in island}
    for it in interop.network.members.values():
        place = f"level={it.level} region={word(it.region)} zone={it.zone} parent={word(it.parent) or '-'}"
        role = "exchanges" if it.name in nodes else "carries"
        address = visible(it.target.address)
        yield f"system name={word(it.name)} {role} kind={word(it.kind)} {place} address={address}"


def _ends(provider: str, consumer: str, item: str = "") -> str:
    ends = f"provider={word(provider)} consumer={word(consumer)}"
    return f"{ends} item={word(item)}" if item else ends


def _pair(cell: Cell, lang: Lang) -> Iterator[str]:
    ends = _ends(*cell.pair.ends)
    blame = cell.blame.value if cell.blame else "-"
    facts = f"zones={'apart' if cell.apart else 'meet'} blame={blame} duty={word(cell.duty) or '-'}"
    yield f"pair {cell.verdict.value} {ends} {facts}{_colon(cell.reason, lang)}"
    if sentences.failing(cell):
        for item in cell.results:
            if item.verdict is Verdict.FAIL:
                why = _colon(item.findings[0].message, lang) if item.findings else ""
                yield f"clause fail {visible(item.clause.id)} {ends}{why}"
        yield from (f"    {visible(line, limit=0)}" for line in sentences.repeating(cell))
    for which, found in cell.compared.items():
        yield from _compared(which, ends, found, lang)
    if cell.breaks:
        yield f"version breaks {ends}{_colon(sentences.BREAKS, lang)}"


def _compared(which: Comparison, ends: str, found: Acceptance, lang: Lang) -> Iterator[str]:
    """What does not fit, or why it stays open whether anything does not."""
    if it := found.misfit:
        due = visible(it.due.into(lang))
        complete = "yes" if it.complete else "no"
        at = f"at={word(it.at) or '-'} tried={it.tried} complete={complete}"
        yield f"misfit of={which} {ends} {at} message={visible(it.text)} due={due}"
    elif found.detail:
        yield f"open of={which} {ends} tried={found.tried}{_colon(found.detail, lang)}"


def _undeclared(interop: Interop) -> Iterator[str]:
    consumers: dict[str, list[str]] = {}
    for provider, consumer in interop.undeclared:
        consumers.setdefault(provider, []).append(consumer)
    for provider, names in consumers.items():
        yield f"undeclared provider={word(provider)} consumers={len(names)}: {_words(names)}"


def _catalogues(cells: Iterable[CatalogueCell], lang: Lang) -> Iterator[str]:
    for cell in cells:
        ends = f"one={word(cell.one)} other={word(cell.other)}"
        ways = " ".join(f"{way}={verdict.value}" for way, verdict in cell.ways().items())
        yield f"catalogues {cell.verdict.value} {ends} {ways}"
        for item in cell.results:
            if item.verdict is Verdict.FAIL and item.findings:
                yield f"clause fail {visible(item.clause.id)} {ends}{_colon(item.findings[0].message, lang)}"


def _resources(interop: Interop, lang: Lang) -> Iterator[str]:
    for same in interop.duplicates:
        entries = _words(f"{system}/{code}" for system, code in same.entries)
        yield f"duplicate {entries}{_colon(same.because, lang)}"
    for it in interop.uses:
        counts = f"listed={it.listed} requested={it.requested} used={it.used}"
        yield f"use system={word(it.system)} item={word(it.resource)} {counts}: {visible(it.name)}"
    for system, code in interop.unreachable:
        yield f"unreachable system={word(system)} item={word(code)}"


def _shape(interop: Interop, lang: Lang) -> Iterator[str]:
    graph = interop.graph
    for number, island in enumerate(graph.islands, 1):
        yield f"island {number} systems={len(island)}: {_words(island)}"
    for link in graph.one_way:
        back = sentences.other_way(interop, link)
        yield f"one-way {_ends(*link)} back={'declared' if back else 'undeclared'}{_colon(back, lang)}"
    for bridge in graph.bridges:
        one, other = bridge.link
        yield f"bridge one={word(one)} other={word(other)} cuts-off={len(bridge.cuts_off)}: {_words(bridge.cuts_off)}"
    for number, repair in enumerate(graph.repairs, 1):
        yield from _repair(number, repair, lang)
    for pair in graph.undecided:
        yield f"undecided-between-islands {_ends(*pair)}"
    for key, found in sentences.ratios(interop).items():
        share = "-" if found.share is None else f"{found.share:.4f}"
        yield f"ratio {key} working={found.working} declared={found.declared} share={share}"


def _repair(number: int, repair: Repair, lang: Lang) -> Iterator[str]:
    joined = f"joins={len(repair.joins)} islands-left={repair.islands}"
    yield f"repair {number} {_ends(*repair.pair)} {joined}{_colon(sentences.repair(repair), lang)}"
    for pair in repair.instead:
        yield f"repair {number} instead {_ends(*pair)}"


def _words(names: Iterable[str]) -> str:
    return " ".join(map(word, names))


def _colon(text: Text | None, lang: Lang) -> str:
    return f": {visible(text.into(lang))}" if text else ""
