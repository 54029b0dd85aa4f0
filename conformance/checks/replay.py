"""Replays the steps of a trace on the model of its records, and says where an answer departs from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from conformance.checks.reading import asker, record, sent_body, shown
from conformance.checks.records import Content, Record
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.record import entries, whole
from conformance.model.sequence import Read, SequenceRules, Step, Write
from conformance.model.text import Text

Aspect = Literal["content", "list", "feed", "numbers", "end", "turn", "update", "admitted"]
GONE = (404, 410)
TOO_MANY = 429
TELLS_NOTHING = (401, TOO_MANY, 503)
"""Statuses that say nothing of a record."""
NOT_OF_THE_STATE = (*TELLS_NOTHING, 403, 501)
"""Statuses that say nothing of what the state of a record admits."""


@dataclass(frozen=True)
class Remark:
    """One thing judged at one step: what aspect it is of, and the finding where it departed."""

    aspect: Aspect
    finding: Finding | None = None


class BlockedError(Exception):
    """A step that its record admitted was refused: what should have come of it cannot be judged."""

    def __init__(self, step: Step, exchange: Exchange) -> None:
        super().__init__(f"{step}: {exchange.status}")
        self.step, self.status = worded(step, exchange), exchange.status


class Known(Record):
    """A record with its id in the system. What departed once is not held against it again under another aspect."""

    id: str = ""
    settled: str = ""
    """The operation that decided last and left all as it stood: until another is done there is no more to decide."""
    lost = torn = odd = False


class Replay:
    """Walks one trace. Follows the answers: what was accepted has happened, what was refused has not."""

    def __init__(self, trace: Trace, rules: SequenceRules) -> None:
        self._trace, self._rules = trace, rules
        self._records: dict[str, Known] = {}

    def remarks(self) -> Iterator[Remark]:
        """Everything judged, in order. Raises BlockedError where a step due was refused."""
        for place, exchange in enumerate(self._trace.exchanges):
            action, _, rest = exchange.step.partition(" ")
            if exchange.response is None or not rest or action not in {*self._rules.writes, *self._rules.reads}:
                continue
            step = Step.parse(exchange.step)
            known = self._records.setdefault(step.record, Known(self._rules.start))
            if known.lost:
                continue
            write = self._rules.writes.get(step.action)
            judged = (
                self._write(write, step, known, exchange)
                if write
                else self._read(self._rules.reads[step.action], step, known, exchange)
            )
            for aspect, departure in judged:
                yield Remark(aspect, departure and self._finding(departure, step, place))

    def _finding(self, departure: tuple[Text, Text], step: Step, place: int) -> Finding:
        seen, due = departure
        before = self._trace.exchanges[: place + 1]
        done = worded(step, before[-1])
        return Finding(Text(f"{done.zh}：{seen.zh}", f"{done.en}: {seen.en}"), due, exchanges=before)

    def _write(self, write: Write, step: Step, known: Known, exchange: Exchange) -> Iterator[Judged]:
        accepted = 200 <= exchange.status < 300
        if self._rules.ends(known.state):
            if write.makes != "end":
                known.lost = accepted
                yield from refusal("end", exchange, Text("4xx，记录已撤销", "4xx: it was withdrawn"))
            return
        if known.state in write.refused:
            known.lost = accepted
            due = Text(f"4xx，状态为 {known.state}", f"4xx: its state is {known.state}")
            yield from refusal("turn", exchange, due)
            return
        if not known.admits(write):
            known.lost = accepted
            return
        rests = bool(write.basis) and exchange.request.header(write.basis) is not None
        if rests and known.is_stale(step.writer):
            due = Text("412，其后已有他人的变更", "412: another change has been made since")
            yield from refusal("update", exchange, due)
        elif not rests or known.is_fresh(step.writer):
            if exchange.operation.id != known.settled:
                yield from admission(exchange, known.state)
            if not accepted:
                raise BlockedError(step, exchange)
        if accepted:
            stood = known.state
            yield from self._taken(write, step, known, exchange)
            known.settled = exchange.operation.id if known.state == stood and write.makes == "nothing" else ""

    def _taken(self, write: Write, step: Step, known: Known, exchange: Exchange) -> Iterator[Judged]:
        names = self._rules.names
        answer = record(exchange.data)
        sent = sent_body(exchange)
        known.take(write, {name: sent[name] for name in names.content if name in sent})
        known.id = known.id or str(answer.get(names.id, ""))
        tagged = exchange.response is not None and exchange.response.header("etag") is not None
        if step.writer:
            known.hold(step.writer, tagged)
        if write.makes == "version" and names.number:
            yield from self._numbered(known, answer)
        if write.makes in ("version", "force"):
            yield from self._same(known, self._due(known, len(known.versions), state=True), answer)

    def _numbered(self, known: Known, answer: Mapping[str, Any]) -> Iterator[Judged]:
        """The number of a version just made: one more than the last."""
        number, due = whole(answer.get(self._rules.names.number)), len(known.versions)
        if known.odd:
            return
        known.odd = number != due
        yield "numbers", _unlike(number != due, shown(number), Text(f"版本 {due}", f"version {due}"), VERSION)

    def _due(self, known: Known, number: int, *, state: bool) -> Content:
        """The content of a version; with the state of the record, where it is of the record as it stands and tells."""
        name = self._rules.names.state
        return {**known.versions[number - 1], **({name: known.state} if state and name else {})}

    def _same(self, known: Known, due: Content, answer: Mapping[str, Any]) -> Iterator[Judged]:
        """The content of a record: what was sent for it."""
        differs = [name for name in due if answer.get(name) != due[name]]
        known.torn = known.torn or bool(differs)
        told = Text(*[shown("，".join(f"{name} {due[name]}" for name in differs))] * 2)
        values = "，".join(f"{name} {shown(answer.get(name))}" for name in differs)
        yield "content", _unlike(bool(differs), values, told, CONTENT)

    def _read(self, read: Read, step: Step, known: Known, exchange: Exchange) -> Iterator[Judged]:
        number = known.shown(read.views[step.role])
        if read.of == "record" and step.writer:
            tagged = exchange.response is not None and exchange.response.header("etag") is not None
            known.hold(step.writer, tagged)
        if read.of == "feed":
            yield from self._told(read, known, exchange)
        elif self._rules.ends(known.state):
            yield from self._ended(read, known, exchange)
        elif read.of == "versions":
            yield from self._history(known, exchange)
        elif read.of == "list" and number:
            yield from self._listed(read, known, number, exchange)
        elif read.of == "record" and number:
            yield from self._shown(known, self._due(known, number, state=True), exchange)
        elif read.of == "version" and not known.odd and step.number <= len(known.versions):
            yield from self._shown(known, self._due(known, step.number, state=False), exchange)

    def _told(self, read: Read, known: Known, exchange: Exchange) -> Iterator[Judged]:
        """What the feed tells of a record: each change once. In which order is for another clause."""
        if exchange.status != 200 or record(exchange.data).get(self._rules.names.more):
            return
        told = [str(line.get(read.kind)) for line in self._mine(read, known, exchange)]
        due = "、".join(known.told) or "-"
        yield "feed", _unlike(Counter(told) != Counter(known.told), "、".join(told) or "-", Text(due, due), FEED)

    def _ended(self, read: Read, known: Known, exchange: Exchange) -> Iterator[Judged]:
        """Nothing of a withdrawn record is shown, or nothing but that it is withdrawn."""
        names = self._rules.names
        if read.of == "list" and exchange.status == 200:
            mine = bool([*self._mine(read, known, exchange)])
            known.lost = mine
            if mine or not record(exchange.data).get(names.more):
                yield "end", _unlike(mine, "", Text("不再列出", "listed no more"), Text("仍在列表中", "still listed"))
        elif read.of == "record" and names.state and exchange.status == 200:
            seen = record(exchange.data).get(names.state)
            known.lost = seen != known.state
            yield "end", _unlike(known.lost, shown(seen), Text(known.state, known.state), STATE)
        elif read.of == "record" and (exchange.status < 300 or exchange.status in GONE):
            known.lost = exchange.status not in GONE
            yield "end", departed(not known.lost, exchange.status, Text("410 或 404", "410 or 404"))

    def _history(self, known: Known, exchange: Exchange) -> Iterator[Judged]:
        """The versions listed: numbered from one, none missing. In which order is for another clause."""
        if exchange.status in TELLS_NOTHING:
            return
        name = self._rules.names.number
        listed = [whole(item.get(name)) for item in entries(exchange.data)] if exchange.status == 200 else []
        numbers = sorted(listed, key=lambda number: number or 0)
        due = [*range(1, len(known.versions) + 1)]
        known.odd = known.odd or numbers != due
        yield "numbers", _unlike(numbers != due, shown(numbers), Text(shown(due), shown(due)), VERSION)

    def _listed(self, read: Read, known: Known, number: int, exchange: Exchange) -> Iterator[Judged]:
        """A list holds a record, or what has come of it, once and as it is."""
        mine = [*self._mine(read, known, exchange)]
        if exchange.status != 200 or known.torn or (not mine and record(exchange.data).get(self._rules.names.more)):
            return
        stands = self._due(known, number, state=True)
        due = {name: stands[name] for name in (stands if read.holds is None else read.holds)}
        found = [{name: item.get(name) for name in due} for item in mine]
        values = "；".join(map(shown, found)) or "-"
        yield "list", _unlike(found != [due], values, Text(shown(due), shown(due)), LISTED)

    def _shown(self, known: Known, due: Content, exchange: Exchange) -> Iterator[Judged]:
        if exchange.status == 200:
            yield from self._same(known, due, record(exchange.data))
        elif exchange.status not in TELLS_NOTHING:
            known.torn = True
            yield "content", departed(False, exchange.status, Text("200", "200"))

    def _mine(self, read: Read, known: Known, exchange: Exchange) -> Iterator[Mapping[str, Any]]:
        names = self._rules.names
        items = entries(exchange.data, names.items)
        return (item for item in items if str(item.get(read.by or names.id)) == known.id)


def worded(step: Step, exchange: Exchange) -> Text:
    """A step in words: who called which operation, about which record."""
    number = f"第 {step.number} 版" if step.number else ""
    by = {"first": "（甲）", "second": "（乙）"}.get(step.writer, "")
    return Text(f"{asker(exchange).zh}{by}对记录 {step.record} {number}调用 {exchange.operation.id}", str(step))


Judged = tuple[Aspect, tuple[Text, Text] | None]

VERSION = Text("版本号为 ", "the version number is ")
CONTENT = Text("内容为 ", "it holds ")
STATE = Text("状态为 ", "its state is ")
FEED = Text("变更清单所记为 ", "the feed tells ")
LISTED = Text("列表中为 ", "the list holds ")


def refusal(aspect: Aspect, exchange: Exchange, due: Text) -> Iterator[Judged]:
    """A refusal that was due. An answer that neither does what was asked nor refuses it shows nothing."""
    status = exchange.status
    if 200 <= status < 300 or (400 <= status < 500 and status != TOO_MANY):
        yield aspect, departed(status >= 400, status, due)


def admission(exchange: Exchange, state: str) -> Iterator[Judged]:
    """That what a state admits is done. A status that is not about the state shows nothing."""
    if exchange.status not in NOT_OF_THE_STATE:
        due = Text(f"2xx，状态 {state} 容许此项操作", f"2xx: the state {state} admits it")
        yield "admitted", departed(200 <= exchange.status < 300, exchange.status, due)


def departed(held: bool, status: int, due: Text) -> tuple[Text, Text] | None:
    """What was answered instead of what was due; None where it held."""
    return None if held else (Text(f"应答 {status}", f"answers {status}"), due)


def _unlike(departed: bool, values: str, due: Text, what: Text) -> tuple[Text, Text] | None:
    return (Text(what.zh + values, what.en + values), due) if departed else None
