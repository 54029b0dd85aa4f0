"""The records of one kind, as the contract states it: found, listed, made, changed, decided on, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from conformance.systems.service.accounts import Caller
from conformance.systems.service.collection import Collection
from conformance.systems.service.part import Part, Record
from conformance.systems.service.record_forms import WITHDRAWN, Filter, member
from conformance.systems.service.refusal import Refusal

if TYPE_CHECKING:
    from conformance.systems.service.system import Service


class Records(Part["Service"]):
    """Keeps the records of one kind, and knows who sees them and what a write makes of them.

    `of` is what the contract calls the kind, `form` what it says of it. What is not said there, who may see what and
    what a decision makes, a kind of system says by overriding the small method that asks it.
    """

    of: ClassVar[str]

    def __init__(self, system: Service) -> None:
        super().__init__(system)
        self.form = system.contract.records[self.of]
        self.kept = Collection(system.connection, self.of, self.form.prefix, self.form.key)

    def get(self, identifier: str) -> Record | None:
        """A record by its key; None when there is none."""
        record = self.kept.get(identifier)
        return None if record is None else self.today(record)

    def all(self, asked: Mapping[str, Any]) -> Iterable[Record]:
        """The records a list is made of: what was withdrawn only where that state is asked for."""
        states = [asked.get(each.parameter) for each in self.form.list.filters if each.member == self.form.state]
        is_sought = self.form.keeps_withdrawn and WITHDRAWN in states
        return map(self.today, self.kept.withdrawn() if is_sought else self.kept.all())

    def today(self, record: Record) -> Record:
        """A record kept, as it stands today."""
        return record

    def known(self, identifier: str) -> Record:
        """A record by its key, whoever asks; else 404."""
        record = self.get(identifier)
        if record is None:
            raise Refusal(404, "不存在。It does not exist.")
        return record

    def found(self, caller: Caller, identifier: str) -> Record:
        """A record that the caller may see, by its key; else 404."""
        record = self.known(identifier)
        if not self.visible(caller, record):
            raise Refusal(404, "不存在，或者不可见。It does not exist, or is not visible.")
        return record

    def own(self, caller: Caller, identifier: str) -> Record:
        """A record that the caller may change; 404 where it is not visible, 403 where it is another's."""
        record = self.found(caller, identifier)
        self.may_change(caller, record)
        return record

    def visible(self, caller: Caller, record: Record) -> bool:
        """Whether a caller may see a record."""
        return True

    def may_change(self, caller: Caller, record: Record) -> None:
        """Refuse (403) what only the unit whose record it is may do."""
        if self.form.owner:
            self._system.rules.may_act_for(caller, member(record, self.form.owner))

    def listed(self, caller: Caller, asked: Mapping[str, Any]) -> Sequence[Record]:
        """The records a question means, of those the caller may see, in their order."""
        seen = (one for one in self.all(asked) if self.within(one, asked) and self.visible(caller, one))
        return [one for one in seen if self.matches(one, asked)]

    def within(self, record: Record, asked: Mapping[str, Any]) -> bool:
        """Whether a record stands under what its address names above it."""
        above = {name: held for name, held in self.form.address.items() if held != self.form.key and name in asked}
        return all(record[held] == asked[name] for name, held in above.items())

    def matches(self, record: Record, asked: Mapping[str, Any]) -> bool:
        """Whether a record has the words looked for and passes every filter given."""
        form = self.form.list
        given = [(each, asked[each.parameter]) for each in form.filters if asked.get(each.parameter) is not None]
        return all(self.passes(record, each, value) for each, value in given) and (
            not asked.get(form.search) or self.has_words(record, asked[form.search])
        )

    def passes(self, record: Record, narrowing: Filter, value: Any) -> bool:
        """Whether a record passes one filter."""
        held = member(record, narrowing.member)
        if narrowing.by == "prefix":
            return str(held).startswith(value)
        return bool(value in (held or ()) if narrowing.by == "among" else value == held)

    def has_words(self, record: Record, words: str) -> bool:
        """Whether every word stands in the members searched, whatever its case."""
        text = self.searched_text(record).casefold()
        return all(word in text for word in words.casefold().split())

    def searched_text(self, record: Record) -> str:
        """The text of a record that is searched."""
        held = [record.get(name, "") for name in self.form.list.searched]
        return " ".join(one if isinstance(one, str) else " ".join(one) for one in held)

    def shown(self, caller: Caller, record: Record) -> Record:
        """A record as a caller is shown it."""
        return record

    def in_list(self, caller: Caller, record: Record) -> Record:
        """A record as it is shown in a list."""
        return self.shown(caller, record)

    def submitted(self, identifier: str) -> Record:
        """What was made under a key that is used again, as it now is."""
        return self.known(identifier)

    def address(self, record: Record) -> str:
        """The path of a record."""
        return self.form.path.format(**{name: record[held] for name, held in self.form.address.items()})

    def submit(self, caller: Caller, parent: str, body: Record) -> Record:
        """Keep a new record, under the key of its parent where it is made under one."""
        return self.kept.add({self.form.key: self.kept.next_id(), **self.beginning(caller, parent), **body})

    def beginning(self, caller: Caller, parent: str) -> Record:
        """What the system itself says in a new record, beside its key."""
        form, moves = self.form, self.form.moves.get("create", {}).get("absent", frozenset())
        said: Record = {form.parent: parent} if form.parent else {}
        if form.owner:
            said[form.owner.partition(".")[0]] = self.party(caller)
        if len(moves) == 1:
            said[form.state] = next(iter(moves))
        return {**said, form.made: self.stamp()} if form.made else said

    def party(self, caller: Caller) -> Record:
        """The unit of a caller, as records name it."""
        unit = self._system.units[caller.unit]
        return {"name": unit.zh, "uscc": unit.uscc}

    def change(self, caller: Caller, record: Record, body: Record) -> Record:
        """Put what was sent into a record; 409 in a state that allows it no more."""
        self.in_turn("change", record)
        self._system.clock.tick()
        return self.save({**record, **body})

    def decide(self, caller: Caller, record: Record, body: Record) -> Record:
        """Decide on a record; 409 in a state that awaits no decision."""
        self.in_turn("decide", record)
        return self.save({**record, **self.decision(caller, record, body)})

    def decision(self, caller: Caller, record: Record, body: Record) -> Record:
        """The members a decision sets."""
        (state,) = self.form.moves["decide"][record[self.form.state]]
        return {self.form.state: state}

    def in_turn(self, act: str, record: Record) -> None:
        """Refuse (409) what the contract allows in other states only."""
        moves = self.form.moves.get(act, {})
        if moves and record[self.form.state] not in moves:
            raise Refusal(409, "现处状态不允许此操作。Its present state does not allow this.")

    def withdraw(self, caller: Caller, record: Record) -> None:
        """Take a record off the list, in the state of what was withdrawn where it has one; a repeat changes nothing."""
        identifier = record[self.form.key]
        if not self.form.keeps_withdrawn:
            self.kept.remove(identifier)
        elif record[self.form.state] != WITHDRAWN:
            self.save({**record, **self.withdrawal()})
            self.kept.unlist(identifier)

    def withdrawal(self) -> Record:
        """The members a withdrawal sets."""
        return {self.form.state: WITHDRAWN}

    def save(self, record: Record) -> Record:
        """Keep a record as it now is."""
        return self.kept.save(record)

    def stamp(self) -> str:
        """The moment of a write."""
        return self._system.clock.stamp(self._system.clock.tick())
