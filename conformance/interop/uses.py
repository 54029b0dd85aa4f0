"""What becomes of advertised resources: listed, requested, used; and which of them several departments keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from conformance.interop.party import Party, Remembering
from conformance.model.exchange import Trace
from conformance.model.interop import Duplicate, Use
from conformance.model.text import Text
from conformance.model.verdict import Undecided
from conformance.probes.pages import turned

MOST_PAGES = 50
PAGE = {"pageSize": 100}

Entry = Mapping[str, Any]


def entries(traces: Iterable[Trace]) -> list[Entry]:
    """The entries of a catalogue, each once, as its harvest found them."""
    listed = (item for trace in traces for page in trace.at("list") for item in _items(page.data))
    return [*{str(item.get("id")): item for item in listed}.values()]


def uses(parties: Mapping[str, Party], catalogues: Mapping[str, Sequence[Entry]]) -> tuple[Use, ...]:
    """What becomes of each resource of every exchange platform: how many systems list it, requests, requests served."""
    found = Counter(_known(item) for listed in catalogues.values() for item in listed)
    return tuple(use for name, party in parties.items() if party.lost is None for use in _of(name, party, found))


def _of(name: str, party: Party, found: Counter[tuple[str, str]]) -> Iterator[Use]:
    if not {"listResources", "listRequests"} <= party.system.contract.operations.keys():
        return
    asking = Remembering(party, "uses", "officer", [])
    with suppress(Undecided):
        pages = list(turned(asking, "listResources", "resources", PAGE, MOST_PAGES))
        asked = list(turned(asking, "listRequests", "requests", PAGE, MOST_PAGES))
        requests = [request for page in asked for request in _items(page)]
        requested = Counter(str(request.get("resource")) for request in requests)
        used = Counter(str(request.get("resource")) for request in requests if request.get("firstDeliveredAt"))
        for item in (item for page in pages for item in _items(page)):
            code = str(item.get("code"))
            listed = 1 + found[_known(item)]
            yield Use(name, code, str(item.get("name")), listed, requested[code], used[code])


def duplicates(catalogues: Mapping[str, Sequence[Entry]]) -> tuple[Duplicate, ...]:
    """Resources of one region kept by several departments under one name with the same items, and codes that name two.

    An entry that is found in several catalogues under its own provider and code is one entry.
    """
    alike: dict[tuple[Any, ...], dict[tuple[str, str], str]] = {}
    coded: dict[str, dict[tuple[str, str], str]] = {}
    for system, listed in catalogues.items():
        for item in listed:
            who, code = _known(item)
            names = tuple(sorted(str(part.get("name")) for part in _list(item.get("items"))))
            alike.setdefault((str(item.get("name")), names, str(item.get("regionCode"))), {}).setdefault(
                (who, code), system
            )
            coded.setdefault(code, {}).setdefault((who, str(item.get("name"))), system)
    return tuple(sorted(_same_names(alike) + _same_codes(coded), key=lambda found: found.entries))


def _same_names(alike: Mapping[tuple[Any, ...], Mapping[tuple[str, str], str]]) -> list[Duplicate]:
    return [
        Duplicate(
            tuple(sorted((system, code) for (_, code), system in kept.items())),
            Text(f"不同单位的同名同项资源：{name}", f"one name and the same items from different units: {name}"),
        )
        for (name, _, _), kept in alike.items()
        if len({who for who, _ in kept}) > 1
    ]


def _same_codes(coded: Mapping[str, Mapping[tuple[str, str], str]]) -> list[Duplicate]:
    return [
        Duplicate(
            tuple(sorted((system, code) for system in kept.values())),
            Text(
                "同一代码用于不同的资源：" + "、".join(names), "one code for different resources: " + ", ".join(names)
            ),
        )
        for code, kept in coded.items()
        for names in [sorted(f"{name}（{who}）" for who, name in kept)]
        if len(kept) > 1
    ]


def _known(item: Entry) -> tuple[str, str]:
    """The provider and code of an entry: what makes it the same wherever it is listed."""
    provider = item.get("provider")
    return str(provider.get("uscc") if isinstance(provider, Mapping) else None), str(item.get("code"))


def _items(page: object) -> list[Entry]:
    return _list(page.get("items")) if isinstance(page, Mapping) else []


def _list(value: object) -> list[Entry]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
