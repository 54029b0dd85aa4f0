"""What a system may hold: nothing, one thing, thousands, rare characters, no optional members, ids of another order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from conformance.model.text import Text
from conformance.model.verdict import Reason
from conformance.systems.data_exchange import KIND as EXCHANGE
from conformance.systems.faults.changes import drop, each, put
from conformance.systems.faults.described import described
from conformance.systems.faults.fault import Mutation
from conformance.systems.faults.parts import around, both
from conformance.systems.resource_catalogue import KIND as CATALOGUE
from conformance.systems.resource_catalogue.store import Entry
from conformance.systems.service.accounts import Caller
from conformance.systems.service.clock import Clock
from conformance.systems.twins.twin import Lawful, Order, Twin, fixed, of_kind

RARE = "𠮷𧒽é🏛"
"""Two characters beyond the basic plane, a letter with a combining accent, an emoji."""
THOUSANDS = 5000
LONG_LIVED, VERSIONS = 3, 60
"""How many entries have a long life, and how many versions more."""


def holding_entries(change: Callable[[list[Entry]], list[Entry]]) -> Mutation:
    """The catalogue holds other entries; its feed tells of those alone."""

    def apply(system: Any) -> None:
        held = change([*system.store._entries.values()])
        known = {entry.id for entry in held}
        lines = [line for line in system.store.changes() if line.id in known]
        system.store._entries = {entry.id: entry for entry in held}
        system.store._changes = lines

    return Mutation(apply)


def of_each_version(entry: Entry, change: Callable[[Any], Any]) -> Entry:
    """An entry with every version of its record changed."""
    return replace(entry, versions=tuple(replace(one, record=change(one.record)) for one in entry.versions))


def _alone(entries: list[Entry]) -> list[Entry]:
    first = next(entry for entry in entries if entry.in_force and not entry.withdrawn_at)
    return [of_each_version(first, lambda record: {**record, "relatedCodes": []})]


def _thousands() -> Mutation:
    """Beside what is there, thousands like it, each with an id and a code of its own, and the feed of its model."""

    def apply(system: Any) -> None:
        entries = [*system.store._entries.values()]
        models = [entry for entry in entries if entry.in_force and not entry.withdrawn_at]
        made = dict[str, list[Entry]]()
        for number in range(len(entries) + 1, THOUSANDS + 1):
            model = models[number % len(models)]
            entry = _like(model, number)
            system.store._entries[entry.id] = entry
            made.setdefault(model.id, []).append(entry)
        system.store._changes = [
            each
            for line in system.store.changes()
            for each in (line, *(replace(line, id=one.id, code=one.code) for one in made.get(line.id, ())))
        ]

    return Mutation(apply)


def _like(model: Entry, number: int) -> Entry:
    of = {"id": f"r-{number:06d}", "code": f"{model.code[:-6]}{900000 - number:06d}"}
    of["metadataId"] = of["id"].replace("r-", "md-")
    return replace(of_each_version(model, _renaming(of, number)), id=of["id"], code=of["code"], number=number)


def _renaming(of: dict[str, str], number: int) -> Callable[[Any], Any]:
    return lambda record: {**record, **of, "name": f"{record['name']}{number}"}


def _bare(entries: list[Entry]) -> list[Entry]:
    bare = each(drop("serviceInfo"), put(relatedCodes=[]))
    return [of_each_version(entry, bare) for entry in entries]


def _rare_entries(entries: list[Entry]) -> list[Entry]:
    return [
        of_each_version(entry, lambda it: {**it, "name": it["name"] + RARE, "summary": RARE + it["summary"]})
        for entry in entries
    ]


def _long_lives() -> Mutation:
    """Some entries were changed and published again and again on the morning of the fixed day."""

    def apply(system: Any) -> None:
        standing = [entry for entry in system.store.entries() if entry.latest.status == "published"]
        for entry in standing[:LONG_LIVED]:
            for number in range(VERSIONS):
                _live_on(system, entry.id, number)

    return Mutation(apply)


def _live_on(system: Any, identifier: str, number: int) -> None:
    entry = system.registry.entry(identifier)
    sent = described(CATALOGUE).sent("changeResource")
    record = {name: held for name, held in entry.latest.record.items() if name in sent}
    changed = {
        "openConditions": f"经批准后开放，第{number}次修订",
        "changeTrigger": {"kind": "other", "at": "2026-10-30"},
    }
    system.registry.change(Caller(entry.registered_by, "officer", entry.unit), entry, {**record, **changed})
    approval = {"decision": "approve", "opinion": "要素齐全，同意发布。"}
    system.registry.review(system.accounts.of("administrator"), system.registry.entry(identifier), approval)


def _holdings(change: Callable[[Any], Any]) -> Mutation:
    """The platform holds other resources, and has the past it has with them."""

    def apply(system: Any) -> None:
        system.connection.execute("delete from records")
        system.connection.execute("delete from audit")
        system.holdings = tuple(change(system.holdings))
        system.clock = Clock()
        type(system.resources).__init__(system.resources, system)
        system.plant()

    return Mutation(apply)


def _rare_holdings(holdings: Any) -> Any:
    return [replace(one, name=one.name + RARE, summary=RARE + one.summary) for one in holdings]


def _many_holdings(holdings: Any) -> Any:
    models = [one for one in holdings if one.share_type == "unconditional"]
    return [
        *holdings,
        *(
            replace(models[at % len(models)], code=f"30100101/{900000 - at:06d}", name=f"登记信息{at}")
            for at in range(400)
        ),
    ]


def _ids(chance: Random) -> Mutation:
    """Numbers of entries by no order; the list is ordered by id all the same."""
    given: dict[int, str] = {}

    def new_id(sound: Callable[[int], str], number: int) -> str:
        while number not in given:
            drawn = f"r-{chance.randrange(100000, 1000000)}"
            if drawn not in given.values():
                given[number] = drawn
        return given[number]

    return both(
        around("registry.new_id", new_id),
        around("store.entries", lambda sound: sorted(sound(), key=lambda entry: entry.id)),
    )


def _steps(chance: Random) -> Mutation:
    """Numbers of requests and uses that leave gaps."""
    step = chance.randrange(2, 9)

    def next_id(sound: Callable[[], str]) -> str:
        stem, _, number = sound().rpartition("-")
        return f"{stem}-{int(number) * step + 100000:06d}"

    return both(*(around(f"{part}.kept.next_id", next_id) for part in ("requests", "uses", "corrections")))


_NO_DUTY = Lawful(
    Text("没有条款要求系统中必有多少数据。", "No clause asks a system to hold so many records."), "support.paging"
)
_TEXTS = Lawful(
    Text(
        "文本可含任何 Unicode 字符，含基本平面之外的汉字。",
        "A text may hold any character of Unicode, beyond the basic plane too.",
    ),
    "RFC 8259 8.1, GB 18030",
)
_IDS = Lawful(
    Text("标识的形式由规约定，次序与连续由系统自定。", "The contract gives ids a form, and says nothing of gaps."),
    "contract",
)
_NOTHING = frozenset({Reason.PRECONDITION_NOT_MET, Reason.NOTHING_EXERCISED})
TWINS = (
    *of_kind(
        CATALOGUE,
        Twin(
            "empty",
            Text("没有任何条目", "holds no entry"),
            _NO_DUTY,
            fixed(holding_entries(lambda held: [])),
            frozenset({"held"}),
            order=Order.FIRST,
            lacks=_NOTHING,
        ),
        Twin(
            "one-entry",
            Text("只有一个条目", "holds one entry"),
            _NO_DUTY,
            fixed(holding_entries(_alone)),
            frozenset({"held"}),
            moot=frozenset(f"support.sharing.{name}" for name in ("one-source", "conditions-stated", "reason-stated")),
            order=Order.FIRST,
            lacks=_NOTHING,
        ),
        Twin(
            "five-thousand-entries",
            Text("有五千个条目", "holds five thousand entries"),
            _NO_DUTY,
            fixed(_thousands()),
            frozenset({"held"}),
            leaves={
                "overall.identifiers.credit-code": Reason.BUDGET,
                "security.access.unlisted-unread": Reason.PRECONDITION_NOT_MET,
                "support.changes.exact": Reason.BUDGET,
                "support.changes.in-order": Reason.BUDGET,
                "support.changes.lives-in-order": Reason.BUDGET,
                "support.sharing.class": Reason.BUDGET,
            },
            order=Order.FIRST,
        ),
        Twin(
            "long-histories",
            Text("有的条目有六十多个版本", "holds entries of more than sixty versions"),
            _NO_DUTY,
            fixed(_long_lives()),
            frozenset({"held"}),
            order=Order.FIRST,
        ),
        Twin(
            "rare-characters",
            Text("名称与摘要含扩展区汉字、组合字符与表情符号", "holds rare characters in names and summaries"),
            _TEXTS,
            fixed(holding_entries(_rare_entries)),
            frozenset({"held"}),
            order=Order.FIRST,
        ),
        Twin(
            "ids-in-no-order", Text("条目标识不按登记次序", "gives out ids in no order"), _IDS, _ids, frozenset({"ids"})
        ),
        Twin(
            "no-optional-members",
            Text(
                "既有条目没有可选的服务信息与关联资源", "holds entries without service information or related entries"
            ),
            Lawful(Text("规约中为可选成员。", "The contract has them as optional."), "contract"),
            fixed(holding_entries(_bare)),
            frozenset({"held"}),
            order=Order.FIRST,
        ),
    ),
    *of_kind(
        EXCHANGE,
        Twin(
            "no-resource",
            Text("没有任何资源", "holds no resource"),
            _NO_DUTY,
            fixed(_holdings(lambda held: [])),
            frozenset({"held"}),
            order=Order.FIRST,
            lacks=_NOTHING,
        ),
        Twin(
            "one-resource",
            Text("只有一个资源", "holds one resource"),
            _NO_DUTY,
            fixed(_holdings(lambda held: held[:1])),
            frozenset({"held"}),
            moot=frozenset(
                f"support.exchange.{name}"
                for name in ("conditions-stated", "refusal-of-sharing-based", "refusals-on-record")
            ),
            order=Order.FIRST,
            lacks=_NOTHING,
        ),
        Twin(
            "four-hundred-resources",
            Text("有四百个资源", "holds four hundred resources"),
            _NO_DUTY,
            fixed(_holdings(_many_holdings)),
            frozenset({"held"}),
            order=Order.FIRST,
        ),
        Twin(
            "rare-characters",
            Text("名称与摘要含扩展区汉字、组合字符与表情符号", "holds rare characters in names and summaries"),
            _TEXTS,
            fixed(_holdings(_rare_holdings)),
            frozenset({"held"}),
            order=Order.FIRST,
        ),
        Twin(
            "ids-with-gaps",
            Text("申请与使用记录的编号有间隔", "leaves gaps between ids"),
            _IDS,
            _steps,
            frozenset({"ids"}),
        ),
        Twin(
            "no-dispute",
            Text("没有争议记录", "holds no dispute"),
            _NO_DUTY,
            fixed(
                Mutation(lambda system: system.connection.execute("delete from records where collection = 'dispute'"))
            ),
            frozenset({"held"}),
            order=Order.FIRST,
            leaves={
                "management.exchange.disputes-recorded": Reason.NOTHING_EXERCISED,
                "security.exchange.own-agreements": Reason.PRECONDITION_NOT_MET,
            },
        ),
    ),
)
