"""What a contract says of its records and its operations do not bear out: who does what, asked for by which word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.model.contract import Flaw, Operation, Parameter
from conformance.model.record import Party, RecordKind, Word
from conformance.model.text import Text
from conformance.norms.errors import near
from conformance.norms.record_members import odd_value, unshown
from conformance.norms.record_shape import WORD
from conformance.norms.schemas import escaped

WRITES: frozenset[Word] = frozenset(["create", "change", "withdraw", "decide"])
DOES: Mapping[Party, tuple[Word, ...]] = {
    "creator": ("create", "change", "withdraw"),
    "decider": ("decide",),
    "outsider": ("list", "read"),
    "reader": ("list", "read"),
}
"""What a probe asks as each party: the contract must let it."""

Operations = Mapping[str, Operation]


def misfits(kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """What a kind of record says and its operations do not bear out; of one that is not there nothing more is told."""
    place = f"/{WORD}/{escaped(kind.id)}"
    unknown = [*_unknown(place, kind, operations)]
    yield from unknown
    for look in () if unknown else (_misused, _foreign, _barred, _involved, unshown, _unasked, _unlisted):
        yield from look(place, kind, operations)


def _unknown(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    for word, name in kind.operations.items():
        if name not in operations:
            text = Text(f"没有操作 `{name}`", f"there is no operation `{name}`")
            yield Flaw(f"{place}/operations/{word}", text, hint=near(name, [*operations]), word=name)


def _misused(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """A read that writes, or a write that reads."""
    for word, name in kind.operations.items():
        operation, writes = operations[name], word in WRITES
        if operation.safe is writes:
            zh = f"`{name}` 是 {operation.method}，应为{'写' if writes else '读'}操作"
            en = f"`{name}` is a {operation.method}; it should {'write' if writes else 'read'}"
            hint = near(name, [each.id for each in operations.values() if each.safe is not writes])
            yield Flaw(f"{place}/operations/{word}", Text(zh, en), hint=hint, word=name)


def _foreign(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """A withdrawal that is not what the creation is taken back by (`x-hutong-undo`)."""
    made, withdraw = operations.get(kind.operations.get("create", "")), kind.operations.get("withdraw", "")
    back = made.undo.operation if made and made.undo else ""
    if made and back and withdraw and withdraw != back:
        zh, en = (
            f"`{made.id}` 由 `{back}` 撤销，不是 `{withdraw}`",
            f"`{made.id}` is undone by `{back}`, not `{withdraw}`",
        )
        yield Flaw(f"{place}/operations/withdraw", Text(zh, en), hint=near(withdraw, [back]), word=withdraw)


def _barred(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """Parties that may not do what is asked as them."""
    for party, role in kind.roles.items():
        does = (operations[kind.operations[word]] for word in DOES[party] if kind.has(word))
        barred = next((each for each in does if each.roles and role not in each.roles), None)
        if barred is not None:
            text = Text(f"角色 {role} 不得调用 `{barred.id}`", f"the role {role} may not call `{barred.id}`")
            yield Flaw(f"{place}/roles/{party}", text, hint=near(role, [*barred.roles]), word=role)


def _involved(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """An outsider who makes the record, or decides on it."""
    outsider = kind.roles.get("outsider", "")
    if outsider and outsider in (kind.roles.get("creator"), kind.roles.get("decider")):
        text = Text("outsider 不得经手该数据对象", "the outsider should have no part in the record")
        hint = Text("取另一部门的角色", "name a role of another department")
        yield Flaw(f"{place}/roles/outsider", text, hint=hint, word=outsider)


def _unasked(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """Parameters that the list does not take."""
    form, taken = kind.listing, _taken(kind, operations)
    named = {"list/search": form.search, "list/since": form.since}
    named |= {"list/page": form.page, "list/size": form.size} if form.page else {}
    named |= {f"list/filters/{at}/parameter": each.parameter for at, each in enumerate(form.filters)}
    named |= {f"public/{escaped(name)}": name for name in kind.public}
    for where, name in named.items() if kind.has("list") else ():
        if name and name not in taken:
            listed = kind.operations["list"]
            text = Text(f"`{listed}` 没有查询参数 `{name}`", f"`{listed}` has no query parameter `{name}`")
            yield Flaw(f"{place}/{where}", text, hint=near(name, [*taken]), word=name)


def _unlisted(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """Values no parameter can have, filters whose values cannot add up, a search of nothing."""
    taken = _taken(kind, operations)
    for name, value in kind.public.items():
        if name in taken:
            yield from odd_value(f"{place}/public/{escaped(name)}", value, taken[name].schema)
    for at, each in enumerate(kind.listing.filters):
        if each.parts and each.parameter in taken and "enum" not in taken[each.parameter].schema:
            zh, en = (
                f"`{each.parameter}` 没有列出取值，不能相加",
                f"`{each.parameter}` names no values that could add up",
            )
            hint = Text("删去 parts，或在模式中写明 enum", "take out `parts`, or state an enum in its schema")
            yield Flaw(f"{place}/list/filters/{at}/parts", Text(zh, en), hint=hint)
    if kind.listing.search and not kind.listing.searched:
        text = Text("未写明检索哪些成员", "it does not say which members are searched")
        yield Flaw(f"{place}/list/search", text, hint=Text("补上 searched", "add `searched`"))


def _taken(kind: RecordKind, operations: Operations) -> dict[str, Parameter]:
    """The query parameters of the list, by name."""
    asked = operations.get(kind.operations.get("list", ""))
    return {each.name: each for each in asked.parameters if each.location == "query"} if asked else {}
