"""Whether the DCAT export holds the catalogue, and maps each entry as agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from conformance.checks.moments import moment_of
from conformance.checks.reading import absent, array, first, not_exercised, read_whole, record, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries
from conformance.model.text import Text

THEMES = ("theme", "category")
"""Members of an entry of which `dcat:theme` names one at least."""
DATES = {"dcterms:issued": "publishedAt", "dcterms:modified": "changedAt"}
LISTS = {"dcat:keyword": "keywords", "dcterms:relation": "relatedCodes"}
CODED = {"dcterms:accessRights": "sharingClass", "dcterms:accrualPeriodicity": "updateFrequency"}
"""Places of a dataset, and the members of the entry that they are made from."""
PLAIN = {"dcterms:title": "name", "dcterms:description": "summary", "dcterms:identifier": "code"}


def export_is_mapped(trace: Trace) -> Iterator[Finding]:
    """Each dataset carries title, description, publisher, identifier and theme of the entry it stands for."""
    exchange = succeeded(trace, "dcat")
    listed = _listed(trace)
    judged = 0
    for dataset in datasets(exchange.data):
        entry = listed.get(entry_of(dataset, listed))
        if entry is None:
            continue
        judged += 1
        for place, seen, due in _unlike(dataset, entry):
            yield Finding(
                Text(f"{entry['id']} 的 {place} 为“{shown(seen)}”", f'{place} of {entry["id"]} is "{shown(seen)}"'),
                Text(f"“{shown(due)}”", f'"{shown(due)}"'),
                exchanges=(exchange,),
            )
    if not judged:
        raise not_exercised("没有与目录条目对应的数据集", "no dataset stands for an entry of the list")


def export_is_complete(trace: Trace) -> Iterator[Finding]:
    """The export holds every published entry the same role finds in the list, and nothing else.

    What others publish or withdraw while it is read is in one of two exports, before the list and after it.
    """
    if absent(first(trace, "dcat")) and _listed(trace):
        exchange = first(trace, "dcat")
        seen = Text(f"状态码 {exchange.status}", f"status {exchange.status}")
        yield Finding(seen, Text("200 与导出", "200 and the export"), exchanges=(exchange,))
        return
    exchange = succeeded(trace, "dcat")
    known = _listed(trace)
    listed = {name for name, entry in known.items() if entry.get("status") == "published"}
    exports = (exchange, *(it for it in trace.at("dcat-again") if it.status == 200))
    held = [{entry_of(dataset, known) for dataset in datasets(export.data)} for export in exports]
    if not listed or not record(exchange.data):
        raise not_exercised("没有已发布的条目，或者没有导出", "there is no published entry, or no export")
    lacking, more = listed.difference(*held), set.intersection(*held) - listed
    if lacking:
        yield _differs(exchange, lacking, "缺少", "lacks", len(listed))
    read_whole(trace, "list")
    if more:
        yield _differs(exchange, more, "多出", "also holds", len(listed))


def _differs(exchange: Exchange, names: Set[str], zh: str, en: str, listed: int) -> Finding:
    example = min(names)
    return Finding(
        Text(f"导出{zh} {len(names)} 条，如 {example}", f"it {en} {len(names)} entries, {example} first"),
        Text(f"目录所列的 {listed} 条", f"the {listed} entries the list holds"),
        exchanges=(exchange,),
    )


def _listed(trace: Trace) -> Mapping[str, Mapping[str, Any]]:
    succeeded(trace, "list")
    return {str(item["id"]): item for page in trace.at("list") for item in entries(page.data) if "id" in item}


def datasets(data: Any) -> list[Mapping[str, Any]]:
    """The datasets of an export; none where it holds none."""
    return entries({"datasets": record(data).get("dcat:dataset")}, "datasets")


def entry_of(dataset: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> str:
    """The id of the entry a dataset stands for: the end of its `@id`, or that of the entry which has its code."""
    end = str(dataset.get("@id")).rstrip("/").rpartition("/")[2]
    code = dataset.get("dcterms:identifier")
    return end if end in known else next((name for name, it in known.items() if code and it.get("code") == code), end)


def _unwrapped(dataset: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """A dataset whose dates and lists are written plainly, whichever of its ways JSON-LD took."""
    return {**dataset, **{place: _plain(dataset[place], known) for place in (*DATES, *LISTS) if place in dataset}}


def _plain(said: Any, known: Mapping[str, Mapping[str, Any]]) -> Any:
    """What JSON-LD says in a value: the text of a value object, the code of the entry that a reference leads to."""
    if isinstance(said, list):
        return [_plain(one, known) for one in said]
    if not isinstance(said, Mapping):
        return said
    reference = said.get("@id")
    leads = known.get(entry_of(said, {})) if isinstance(reference, str) else None
    return leads.get("code") if leads else said.get("@value", reference)


def _unlike(dataset: Mapping[str, Any], entry: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """(place, what it holds, what the entry says) of everything mapped otherwise."""
    for place, member in PLAIN.items():
        if dataset.get(place) != entry.get(member):
            yield place, dataset.get(place), entry.get(member)
    publisher, provider = record(dataset.get("dcterms:publisher")), record(entry.get("provider"))
    for place, member in (("foaf:name", "name"), ("dcterms:identifier", "uscc")):
        if publisher.get(place) != provider.get(member):
            yield f"dcterms:publisher/{place}", publisher.get(place), provider.get(member)
    named = dataset.get("dcat:theme")
    themes = named if isinstance(named, list) else [named]
    due = [entry[member] for member in THEMES if member in entry]
    if due and not any(theme in themes for theme in due):
        yield "dcat:theme", named, " / ".join(map(str, due))


def export_tells_the_rest(trace: Trace) -> Iterator[Finding]:
    """Dates, keywords, relations and links that a dataset states are the entry's, and its words tell codes apart."""
    exchange, listed = succeeded(trace, "dcat"), _listed(trace)
    named = ((one, entry_of(one, listed)) for one in datasets(exchange.data))
    pairs = [(one, listed[name]) for one, name in named if name in listed]
    if not pairs:
        raise not_exercised("没有与目录条目对应的数据集", "no dataset stands for an entry of the list")
    stated = {place for dataset, _ in pairs for place in dataset}
    for dataset, entry in pairs:
        for place, seen, due in _otherwise(_unwrapped(dataset, listed), entry, stated):
            told = Text(f"{entry['id']} 的 {place} 为“{shown(seen)}”", f'{place} of {entry["id"]} is "{shown(seen)}"')
            yield Finding(told, Text(f"“{shown(due)}”", f'"{shown(due)}"'), exchanges=(exchange,))
    for place, member in CODED.items():
        yield from _apart(
            place, [(dataset[place], entry.get(member)) for dataset, entry in pairs if place in dataset], exchange
        )


def _otherwise(
    dataset: Mapping[str, Any], entry: Mapping[str, Any], everywhere: Set[str]
) -> Iterator[tuple[str, Any, Any]]:
    """(place, what it holds, what the entry says) of what is stated, there or of others, and is not the entry's."""
    for place, member in DATES.items():
        stated, due = moment_of(dataset.get(place)), moment_of(entry.get(member))
        if stated and due and stated != due:
            yield place, dataset[place], entry[member]
    for place, member in LISTS.items():
        listed, due = dataset.get(place, []), entry.get(member)
        if place in everywhere and not _hold_the_same(listed, due):
            yield place, listed, due
    links = [_plain(one.get("dcat:accessURL"), {}) for one in map(record, array(dataset.get("dcat:distribution")))]
    told, due = [link for link in links if isinstance(link, str)], entry.get("accessUrl")
    if told and isinstance(due, str) and not any(_leads_alike(link, due) for link in told):
        yield "dcat:accessURL", told[0], due  # others may lead to its documentation


def _hold_the_same(one: Any, other: Any) -> bool:
    """Whether two lists hold the same, in whatever order; what is no list is not compared."""
    if not isinstance(one, list) or not isinstance(other, list):
        return True
    return sorted(map(str, one)) == sorted(map(str, other))


def _leads_alike(one: str, other: str) -> bool:
    """Whether two links lead to one place: either may be written without its host."""
    longer, shorter = sorted((one.rstrip("/"), other.rstrip("/")), key=len, reverse=True)
    return longer.endswith(shorter)


def _apart(place: str, said: list[tuple[Any, Any]], exchange: Exchange) -> Iterator[Finding]:
    """Words that stand for two codes of the catalogue, or two for one."""
    words: dict[str, str] = {}
    codes: dict[str, str] = {}
    for held, code in ((shown(held), shown(code)) for held, code in said):
        other = words.setdefault(code, held)
        if other != held:
            seen = Text(f"代码 {code} 的 {place} 为“{held}”", f'{place} of the code {code} is "{held}"')
            yield Finding(seen, Text(f"“{other}”", f'"{other}"'), exchanges=(exchange,))
            return
        if codes.setdefault(held, code) != code:
            seen = Text(f"{place}“{held}”指代码 {codes[held]}、{code}", f'{place} "{held}" is {codes[held]} and {code}')
            yield Finding(seen, Text("不同代码不同写法", "other words for another code"), exchanges=(exchange,))
            return


def export_declares_its_prefixes(trace: Trace) -> Iterator[Finding]:
    """Every prefix that a name or a type of the export begins with is declared in its @context."""
    exchange = succeeded(trace, "dcat")
    context = record(exchange.data).get("@context")
    if not isinstance(context, Mapping) or "@vocab" in context or "@import" in context:
        raise not_exercised("没有写在导出内的 @context", "the export holds no @context of its own")
    used = {name.partition(":")[0] for name in _names(exchange.data) if ":" in name and "//" not in name}
    for prefix in sorted(used - context.keys()):
        seen = Text(f"@context 没有 {prefix}", f"the @context lacks {prefix}")
        yield Finding(seen, Text("所用前缀都有声明", "every prefix used is declared"), exchanges=(exchange,))


def _names(value: Any) -> Iterator[str]:
    """The names of members, and the types, in what JSON-LD says; not what its @context says."""
    if isinstance(value, Mapping):
        for name, held in value.items():
            if name == "@type":
                yield from (each for each in (held if isinstance(held, list) else [held]) if isinstance(each, str))
            elif name != "@context":
                yield name
                yield from _names(held)
    elif isinstance(value, list):
        yield from (name for one in value for name in _names(one))
