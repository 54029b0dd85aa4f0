"""Whether list, change feed, export and single reads tell each role the same of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from conformance.checks.management.versions import OF_THE_DATA
from conformance.checks.moments import are_alike
from conformance.checks.overall.export import datasets, entry_of
from conformance.checks.places import ABOUT_THE_CALLER, tells_nothing
from conformance.checks.reading import asker, not_exercised, read_whole, record, shown
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import altered, entries
from conformance.model.statuses import Statuses
from conformance.model.text import Text

AS_LISTED = Text("与列表一致", "as the list has it")
LEVELS = ("peer", "upper", "lower")
"""Roles of government departments beside, above and below the one that keeps the catalogue."""
PUBLIC = ("anonymous", "applicant")
"""Roles from which an entry may be withheld again: what they were told of it before still stands in their feed."""
WITHHELD = Statuses.of(("3XX", 401, 403, 404, 406, 410))
"""What keeps an entry from the public: a page may lead to a login, and some entries have no page."""
Item = Mapping[str, Any]


@dataclass
class View:
    """What one role was shown: entries and lines of the feed by id, ids exported; None where not read whole."""

    role: Text
    listed: dict[str, Item] | None = None
    told: dict[str, list[Item]] | None = None
    exported: set[str] | None = None
    proof: dict[str, Exchange] = field(default_factory=dict)

    def leave_out(self, names: Set[str]) -> None:
        """Forget these entries."""
        if self.listed is not None:
            self.listed = {name: entry for name, entry in self.listed.items() if name not in names}
        if self.told is not None:
            self.told = {name: lines for name, lines in self.told.items() if name not in names}
        if self.exported is not None:
            self.exported -= names


def export_agrees_with_list(trace: Trace) -> Iterator[Finding]:
    """In each role the export holds every published entry the list shows, and none that the list does not show."""
    judged = 0
    for view in _views(trace).values():
        if view.listed is None or view.exported is None:
            continue
        published = _published(view)
        judged += bool(published)
        proof = (view.proof["list"], view.proof["export"])
        for name in _first(published - view.exported):
            yield _differs(view, Text(f"导出缺少 {name}", f"the export lacks {name}"), proof)
        for name in _first(view.exported - view.listed.keys()):
            yield _differs(view, Text(f"导出多出 {name}", f"the export also holds {name}"), proof)
    if not judged:
        read_whole(trace, "list")
        raise not_exercised("没有角色读到列表与导出", "no role was given both list and export")


def feed_agrees_with_list(trace: Trace) -> Iterator[Finding]:
    """In each role the feed names all published entries of the list by their code, and the list what still stands."""
    judged = 0
    for name, view in _views(trace).items():
        if view.listed is None or view.told is None:
            continue
        judged += bool(view.told)
        proof = (view.proof["list"], view.proof["feed"])
        for seen in (*_untold(view.listed, view.told), *_unlisted(view.listed, view.told, name in PUBLIC)):
            yield _differs(view, seen, proof)
    if not judged:
        read_whole(trace, "list", "feed")
        raise not_exercised("没有角色读到列表与变更清单", "no role was given both list and feed")


def levels_are_listed_the_same(trace: Trace) -> Iterator[Finding]:
    """Peers, upper and lower units are listed the same published entries."""
    views = {name: view for name, view in _views(trace).items() if name in LEVELS and view.listed is not None}
    seen = {name: _published(view) for name, view in views.items()}
    if len(seen) < 2 or not any(seen.values()):
        read_whole(trace, "list")
        raise not_exercised("没有两级单位读到列表", "no two levels were given the list")
    for name, view in views.items():
        for level, other in views.items():
            for missing in _first(seen[level] - seen[name]):
                told = Text(f"没有列出 {missing}", f"{missing} is not listed")
                due = Text(f"与{other.role.zh}一致", f"as for {other.role.en}")
                yield _differs(view, told, (view.proof["list"], other.proof["list"]), due)


def _published(view: View) -> set[str]:
    return {name for name, entry in (view.listed or {}).items() if entry.get("status") == "published"}


def _untold(listed: Mapping[str, Item], told: Mapping[str, list[Item]]) -> Iterator[Text]:
    for name, entry in listed.items():
        lines = told.get(name)
        if lines is None and entry.get("status") == "published":
            yield Text(f"变更清单没有提到所列的 {name}", f"the feed says nothing of {name}, which is listed")
        elif lines and lines[-1].get("code") != entry.get("code"):
            code = shown(lines[-1].get("code"))
            yield Text(f"变更清单中 {name} 的代码为 {code}", f"the feed gives {name} the code {code}")


def _unlisted(listed: Mapping[str, Item], told: Mapping[str, list[Item]], may_be_withheld: bool) -> Iterator[Text]:
    for name, lines in told.items():
        is_withdrawn = lines[-1].get("change") == "withdrawn"
        if is_withdrawn and name in listed:
            yield Text(f"变更清单称已撤销的 {name} 仍被列出", f"{name} is listed, though the feed says it is withdrawn")
        elif not is_withdrawn and name not in listed and not may_be_withheld:
            yield Text(f"变更清单中的 {name} 没有列出", f"the feed tells of {name}, which is not listed")


def feed_tells_lives_in_order(trace: Trace) -> Iterator[Finding]:
    """Of each entry the whole feed tells first that it was registered, once, and nothing after its withdrawal."""
    judged = 0
    for name, view in _views(trace).items():
        if view.told is None or name in PUBLIC:
            continue
        for identifier, lines in view.told.items():
            judged += 1
            changes = [str(line.get("change")) for line in lines]
            if (
                changes[0] != "registered"
                or "registered" in changes[1:]
                or changes.count("withdrawn") > (changes[-1] == "withdrawn")
            ):
                seen = Text(f"{identifier}：{'、'.join(changes)}", f"{identifier}: {', '.join(changes)}")
                due = Text("登记在先且仅一次，撤销之后不再有", "registered first and once, and nothing after withdrawn")
                yield Finding(seen, due, exchanges=(view.proof["feed"],))
    if not judged:
        read_whole(trace, "feed")
        raise not_exercised("没有读全变更清单", "no feed was read to its end")


def public_is_shown_no_more(trace: Trace) -> Iterator[Finding]:
    """What the list withholds from the public is not read, exported or told to it, and departments see all it sees."""
    views = _views(trace)
    public, peer = views.get("anonymous"), views.get("peer")
    if public is None or peer is None or public.listed is None or peer.listed is None:
        raise not_exercised("没有读全两个角色的列表", "the lists of the public and of a peer were not both read")
    due = Text("列表未向公众列出的，均不给出", "nothing of what the list withholds from the public")
    for name in _first(public.listed.keys() - peer.listed.keys()):
        seen = Text(f"公众见到而同级单位见不到 {name}", f"the public is shown {name}, and a peer is not")
        more = Text("公众所见，同级单位都能见到", "a peer is shown all that the public is")
        yield Finding(seen, more, exchanges=(public.proof["list"], peer.proof["list"]))
    hidden = {name: entry for name, entry in peer.listed.items() if name not in public.listed}
    if not hidden:
        raise not_exercised("没有只对政府部门列出的条目", "no entry is listed to departments alone")
    for name in _first(hidden.keys() & (public.exported or set())):
        seen = Text(f"向公众导出 {name}", f"{name} is exported to the public")
        yield Finding(seen, due, exchanges=(public.proof["list"], public.proof["export"]))
    never = {name for name, entry in hidden.items() if entry.get("version") == 1}  # later ones may have been open once
    for name in _first(never & (public.told or {}).keys()):
        seen = Text(f"向公众通告 {name}", f"the public is told of {name}")
        yield Finding(seen, due, exchanges=(public.proof["list"], public.proof["feed"]))
    moved = _moved(trace)
    yield from _given([it for it in trace.at("withheld") if not _is_of(it, moved)], due)
    if public.exported is None or public.told is None or not trace.at("withheld"):
        raise not_exercised("公众的导出、变更清单或条目没有读到", "export, feed or entries were not read as the public")


def _given(asked: Sequence[Exchange], due: Text) -> Iterator[Finding]:
    """The reads that give what is withheld. Raises Undecided at the end for one that does not tell."""
    for exchange in (it for it in asked if 200 <= it.status < 300):
        zh, en = f"{exchange.operation.id} 应答 {exchange.status}", f"{exchange.operation.id} is {exchange.status}"
        yield Finding(Text(zh, en), due, exchanges=(exchange,))
    for exchange in (it for it in asked if not 200 <= it.status < 300 and it.status not in WITHHELD):
        raise tells_nothing(exchange)


def listed_is_readable(trace: Trace) -> Iterator[Finding]:
    """What the list shows a role it can read: the entry as listed, its history, and the version the list shows."""
    listed, moved = {name: view.listed or {} for name, view in _views(trace).items()}, _moved(trace)
    judged = 0
    for exchange in trace.at("shown"):
        if exchange.status in ABOUT_THE_CALLER or _is_of(exchange, moved):
            continue
        judged += 1
        if exchange.status != 200:
            seen = Text(f"应答 {exchange.status}", f"status {exchange.status}")
            yield Finding(
                _told_of(exchange, seen), Text("200：列表向其列出", "200, as it is listed"), exchanges=(exchange,)
            )
            continue
        read = record(exchange.data)
        entry = listed.get(exchange.role, {}).get(str(read.get("id")), {})
        told = (entry.keys() & read.keys()) - (OF_THE_DATA if exchange.operation.path.endswith("{version}") else set())
        other = [name for name in sorted(told) if not are_alike(entry[name], read[name])]
        for name in _first(other):
            seen = Text(f"{name} 为 {shown(read.get(name))}", f"{name} is {shown(read.get(name))}")
            due = Text(f"与列表相同：{shown(entry[name])}", f"{shown(entry[name])}, as in the list")
            yield Finding(_told_of(exchange, seen), due, exchanges=(exchange,))
    if not judged:
        raise not_exercised("没有读到所列的条目", "no entry that is listed was read")


def _first(names: Iterable[str]) -> list[str]:
    """The first of some names: one finding is enough of a kind."""
    found = sorted(names)
    return found[:1]


def _told_of(exchange: Exchange, seen: Text) -> Text:
    by, operation = asker(exchange), exchange.operation.id
    return Text(f"{by.zh}的 {operation}：{seen.zh}", f"{operation} as {by.en}: {seen.en}")


def _differs(view: View, seen: Text, proof: tuple[Exchange, ...], due: Text = AS_LISTED) -> Finding:
    return Finding(Text(f"{view.role.zh}：{seen.zh}", f"{view.role.en}: {seen.en}"), due, exchanges=proof)


def _views(trace: Trace) -> dict[str, View]:
    """What each role was shown, by role, but for what others altered meanwhile; none of what was not read whole."""
    views = dict[str, View]()
    known = {item["id"]: item for item in _items((*trace.at("list"), *trace.at("list-again")))}
    for step in ("list", "feed", "export"):
        for role, asked in _by_role(trace, step).items():
            view = views.setdefault(role, View(asker(asked[0])))
            view.proof[step] = asked[0]
            if not all(exchange.status == 200 for exchange in asked):
                continue
            if step == "export":
                view.exported = {entry_of(one, known) for one in datasets(asked[0].data)}
            elif not record(asked[-1].data).get("next"):
                _keep(view, step, _items(asked))
    moved = _moved(trace)
    for view in views.values():
        view.leave_out(moved)
    return views


def _moved(trace: Trace) -> set[str]:
    """The entries that some role's list shows otherwise at the end than at the beginning: others are at work."""
    later = _by_role(trace, "list-again")
    found: set[str] = set()
    for role, asked in _by_role(trace, "list").items():
        both = asked, later.get(role, ())
        if not all(pages and _is_whole(pages) for pages in both):
            continue
        found |= altered(*map(_items, both))
    return found


def _is_whole(pages: Sequence[Exchange]) -> bool:
    return all(page.status == 200 for page in pages) and not record(pages[-1].data).get("next")


def _items(pages: Iterable[Exchange]) -> list[Item]:
    return [item for page in pages for item in entries(page.data) if isinstance(item.get("id"), str)]


def _is_of(exchange: Exchange, names: Set[str]) -> bool:
    """Whether what was asked for is one of these entries, or stands below it."""
    return not names.isdisjoint(urlsplit(exchange.request.url).path.split("/"))


def _keep(view: View, step: str, items: list[Item]) -> None:
    if step == "list":
        view.listed = {item["id"]: item for item in items}
    else:
        view.told = {}
        for item in items:
            view.told.setdefault(item["id"], []).append(item)


def _by_role(trace: Trace, step: str) -> dict[str, list[Exchange]]:
    found: dict[str, list[Exchange]] = {}
    for exchange in trace.at(step):
        found.setdefault(exchange.role, []).append(exchange)
    return found
