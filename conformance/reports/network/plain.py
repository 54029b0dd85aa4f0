"""A network in lines for a pipe or a log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.model.interop import Comparison
from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.reports.lines import colon, notes, word, words_of
from conformance.reports.network import sentences
from conformance.reports.reading import Document, Node, line, of, said


def lines(document: Document, lang: Lang) -> Iterator[str]:
    """The systems, every pair, the catalogues, what becomes of resources, and the shape of the whole."""
    found = document["interop"]
    yield _head(document)
    yield from _systems(document)
    for pair in found["pairs"]:
        yield from _pair(pair, lang)
    for one in found["undeclared"]:
        names = one["consumers"]
        yield f"undeclared provider={word(one['provider'])} consumers={len(names)}: {words_of(names)}"
    for cell in found["catalogues"]:
        yield from _catalogues(cell, lang)
    yield from _resources(found, lang)
    yield from _shape(document, lang)
    yield from notes(document, lang)


def _head(document: Document) -> str:
    run, found = document["run"], document["interop"]
    return (
        f"network tool={run['tool'].replace(' ', '/')} release={run['release']} "
        f"systems={len(found['systems'])} pairs={len(found['pairs'])} "
        f"islands={len(found['islands'])} seed={run['seed']} as-of={run['as_of'] or '-'}"
    )


def _systems(document: Document) -> Iterator[str]:
    carriers = sentences.carriers(document)
    for it in document["interop"]["systems"]:
        place = f"level={it['level']} region={word(it['region'])} zone={it['zone']} parent={word(it['parent']) or '-'}"
        role = "carries" if it["name"] in carriers else "exchanges"
        yield f"system name={word(it['name'])} {role} kind={word(it['kind'])} {place} address={it['address']}"


def _ends(ends: Mapping[str, str]) -> str:
    return " ".join(f"{name}={word(ends[name])}" for name in ("provider", "consumer", "item") if name in ends)


def _pair(pair: Node, lang: Lang) -> Iterator[str]:
    ends = _ends(pair)
    zones, duty = "apart" if pair["apart"] else "meet", word(pair["duty"]) or "-"
    facts = f"zones={zones} blame={pair['blame'] or '-'} duty={duty}"
    yield f"pair {pair['verdict']} {ends} {facts}{colon(said(pair, 'reason', lang))}"
    if sentences.failing(pair):
        yield from _broken(pair, ends, lang)
        yield from (f"    {each}" for each in pair["script"])
    for which, found in sentences.compared(pair):
        yield from _compared(which, ends, found, lang)
    if pair["breaks"]:
        yield f"version breaks {ends}{colon(sentences.BREAKS.into(lang))}"


def _broken(node: Node, ends: str, lang: Lang) -> Iterator[str]:
    """The failed clauses of a pair or of two catalogues, each with its first finding."""
    for clause in of(node["clauses"], Verdict.FAIL):
        why = said(clause["findings"][0], "message", lang) if clause["findings"] else ""
        yield f"clause fail {clause['id']} {ends}{colon(why)}"


def _compared(which: Comparison, ends: str, found: Node, lang: Lang) -> Iterator[str]:
    """What does not fit, or why it stays open whether anything does not."""
    if it := found["misfit"]:
        complete = "yes" if it["complete"] else "no"
        at = f"at={word(it['at']) or '-'} tried={it['tried']} complete={complete}"
        yield f"misfit of={which} {ends} {at} message={it['message']} due={said(it, 'due', lang)}"
    elif found["detail"]:
        yield f"open of={which} {ends} tried={found['tried']}{colon(line(found, 'detail', lang))}"


def _catalogues(cell: Node, lang: Lang) -> Iterator[str]:
    ends = f"one={word(cell['one'])} other={word(cell['other'])}"
    ways = " ".join(f"{way}={verdict}" for way, verdict in cell["ways"].items())
    yield f"catalogues {cell['verdict']} {ends} {ways}"
    yield from _broken(cell, ends, lang)


def _resources(found: Node, lang: Lang) -> Iterator[str]:
    for same in found["duplicates"]:
        entries = words_of(f"{it['system']}/{it['resource']}" for it in same["entries"])
        yield f"duplicate {entries}{colon(said(same, 'because', lang))}"
    for it in found["uses"]:
        counts = f"listed={it['listed']} requested={it['requested']} used={it['used']}"
        yield f"use system={word(it['system'])} item={word(it['resource'])} {counts}: {it['name']}"
    for it in found["unreachable"]:
        yield f"unreachable system={word(it['system'])} item={word(it['resource'])}"


def _shape(document: Document, lang: Lang) -> Iterator[str]:
    found = document["interop"]
    for number, island in enumerate(found["islands"], 1):
        yield f"island {number} systems={len(island)}: {words_of(island)}"
    for link in found["one_way"]:
        back = sentences.other_way(document, link)
        way = f"declared: {back.into(lang)}" if back else "undeclared"
        yield f"one-way {_ends(link)} back={way}"
    for it in found["bridges"]:
        ends = f"one={word(it['one'])} other={word(it['other'])}"
        yield f"bridge {ends} cuts-off={len(it['cuts_off'])}: {words_of(it['cuts_off'])}"
    for number, repair in enumerate(found["repairs"], 1):
        yield from _repair(number, repair, lang)
    for pair in found["undecided"]:
        yield f"undecided-between-islands {_ends(pair)}"
    for key, ratio in sentences.ratios(document):
        share = "-" if ratio["share"] is None else f"{ratio['share']:.4f}"
        yield f"ratio {key} working={ratio['working']} declared={ratio['declared']} share={share}"


def _repair(number: int, repair: Node, lang: Lang) -> Iterator[str]:
    joined = f"joins={len(repair['joins'])} islands-left={repair['islands']}"
    yield f"repair {number} {_ends(repair['pair'])} {joined}{colon(said(repair, 'sentence', lang))}"
    for pair in repair["instead"]:
        yield f"repair {number} instead {_ends(pair)}"
