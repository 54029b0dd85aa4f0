"""What a contract says of its records and its operations do not bear out: who does what, asked for by which word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from conformance.model.contract import Flaw, Operation
from conformance.model.pointer import escaped
from conformance.model.record import Party, RecordKind, Word
from conformance.model.sequence import SequenceRules
from conformance.model.text import Text
from conformance.norms.errors import near
from conformance.norms.record_lists import EACH, twofold, unasked, unlisted, unnarrowed
from conformance.norms.record_members import unshown
from conformance.norms.record_shape import WORD

WRITES: frozenset[Word] = frozenset(["create", "change", "withdraw", "decide"])
DOES: Mapping[Party, tuple[Word, ...]] = {
    "creator": ("create", "change", "withdraw"),
    "decider": ("decide",),
    "outsider": ("list", "read"),
    "reader": ("list", "read"),
}
"""What a probe asks as each party: the contract must let it."""

ON_A_RECORD: tuple[Word, ...] = ("change", "withdraw", "decide", "versions", "version")
"""What is done on one record: at its address, or below it."""

Operations = Mapping[str, Operation]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a contract states beside its records: its operations, where living objects are read, its sequences."""

    operations: Operations
    harvest: Mapping[str, tuple[str, str]]
    rules: SequenceRules | None = None


def misfits(kind: RecordKind, stated: Stated) -> Iterator[Flaw]:
    """What a kind of record says and its contract does not bear out; of one that is not there nothing more is told."""
    place, operations = f"/{WORD}/{escaped(kind.id)}", stated.operations
    unknown = [*_unknown(place, kind, operations)]
    yield from unknown
    for look in () if unknown else LOOKS:
        yield from look(place, kind, operations)
    if not unknown:
        yield from _unharvested(place, kind, stated)
        yield from _begun(place, kind, stated)


def shared(kinds: Iterable[RecordKind]) -> Iterator[Flaw]:
    """A list that is said to be of two kinds of record."""
    seen: dict[str, str] = {}
    for kind in kinds:
        listed = kind.operations.get("list", "")
        if listed in seen:
            text = Text(f"`{listed}` 已是 {seen[listed]} 的列表", f"`{listed}` is the list of {seen[listed]} already")
            yield Flaw(f"/{WORD}/{escaped(kind.id)}/operations/list", text, word=listed)
        seen |= {listed: kind.id} if listed else {}


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


def _doubled(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """One operation under two words of one record."""
    seen: dict[str, str] = {}
    for word, name in kind.operations.items():
        if name in seen:
            text = Text(f"`{name}` 已是 {seen[name]}", f"`{name}` is its {seen[name]} already")
            yield Flaw(
                f"{place}/operations/{word}",
                text,
                hint=EACH,
                word=name,
            )
        seen.setdefault(name, word)


def _twice(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """One member in two parts of one record."""
    seen: dict[str, str] = {kind.key: "key"} if kind.key else {}
    for part, path in kind.members.items():
        if path in seen:
            text = Text(f"`{path}` 已是 {seen[path]}", f"`{path}` is its {seen[path]} already")
            yield Flaw(f"{place}/members/{part}", text, hint=EACH, word=path)
        seen.setdefault(path, part)


def _unsent(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """Words that nobody can send: the creation's example does not hold them."""
    made = operations.get(kind.operations.get("create", ""))
    sent = made.example if made is not None and isinstance(made.example, Mapping) else None
    for part in ("title", "text"):
        path = kind.members.get(part, "")
        if sent is not None and path and path not in sent:
            zh, en = f"`{path}` 不在登记的示例中", f"`{path}` is not in the example of `{made.id if made else ''}`"
            yield Flaw(f"{place}/members/{part}", Text(zh, en), hint=near(path, [*sent]), word=path)


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


def _elsewhere(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """What is done on one record, at an address that is not below that of its read."""
    at = operations[kind.operations["read"]].path if kind.has("read") else ""
    for word in ON_A_RECORD if at else ():
        operation = operations.get(kind.operations.get(word, ""))
        if operation is not None and not f"{operation.path}/".startswith(f"{at}/"):
            zh, en = f"`{operation.id}` 的路径不在 {at} 之下", f"`{operation.id}` does not stand below {at}"
            near_by = [each.id for each in operations.values() if f"{each.path}/".startswith(f"{at}/")]
            yield Flaw(f"{place}/operations/{word}", Text(zh, en), hint=near(operation.id, near_by), word=operation.id)


def _unharvested(place: str, kind: RecordKind, stated: Stated) -> Iterator[Flaw]:
    """A read whose living objects are not the keys of the list (`x-hutong-harvest`)."""
    read = stated.operations.get(kind.operations.get("read", ""))
    named = [each.live for each in read.parameters if each.location == "path"] if read else []
    harvested = stated.harvest.get(named[-1]) if named else None
    if harvested is None or not (kind.has("list") and kind.key):
        return
    due = (kind.operations["list"], f"{kind.listing.items}[*].{kind.key}")
    if harvested != due:
        said, seen = " ".join(due), " ".join(harvested)
        zh = f"`{named[-1]}`（x-hutong-harvest）取自 {seen}，不是 {said}"
        en = f"`{named[-1]}` (x-hutong-harvest) is read from {seen}, not from {said}"
        where = "key" if harvested[0] == due[0] else "operations/read"
        word = kind.key if where == "key" else kind.operations["read"]
        hint = Text("使二者一致", "let the two agree")
        yield Flaw(f"{place}/{where}", Text(zh, en), hint=hint, word=word)


def _begun(place: str, kind: RecordKind, stated: Stated) -> Iterator[Flaw]:
    """A state that a new record has anyway (`x-hutong-sequence`): that somebody sent it could never be seen."""
    created, state = kind.operations.get("create"), kind.members.get("state", "")
    writes = stated.rules.writes.values() if stated.rules else ()
    begins = [to for each in writes if each.operation == created for to in each.moves.values()]
    if state in kind.advanced and kind.advanced[state] in begins:
        value = kind.advanced[state]
        text = Text(f"新登记的即为 `{value}`", f"what is just made is `{value}` anyway")
        hint = Text("取审核之后才有的状态", "name a state that only a decision brings")
        yield Flaw(f"{place}/advanced/{escaped(state)}", text, hint=hint, word=str(value))


def _stateless(place: str, kind: RecordKind, operations: Operations) -> Iterator[Flaw]:
    """What only the system may set, and not the state among it."""
    state = kind.members.get("state", "")
    if kind.advanced and state and state not in kind.advanced:
        text = Text(f"advanced 没有状态 `{state}`", f"`advanced` does not hold the state, `{state}`")
        yield Flaw(f"{place}/members/state", text, hint=near(state, [*kind.advanced]), word=state)


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


LOOKS = (
    *(_misused, _doubled, _foreign, _elsewhere, _barred, _involved),
    *(unshown, _twice, _unsent, _stateless, unasked, twofold, unlisted, unnarrowed),
)
"""What is looked for, the likeliest cause first."""
