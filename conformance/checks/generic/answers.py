"""Whether a step was answered as it was due: with which status, with which content, with data or without.

`control` names steps that must have been served first: else what comes of the others proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

from conformance.checks.markup import unbroken, words
from conformance.checks.places import ABOUT_THE_CALLER, at_path, held, served, tells_nothing, value_at
from conformance.checks.reading import asker, first, not_exercised, read_whole, shown, succeeded
from conformance.model.exchange import Exchange, Trace
from conformance.model.finding import Finding
from conformance.model.parameters import Member, Place, Step, Values
from conformance.model.record import keys
from conformance.model.statuses import NONE, Statuses
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided

OfAnswer = Annotated[Text, Values(("status", "role", "method", "operation"))]
OfQuestion = Annotated[Text, Values(("status", "role", "question"))]
OfStatuses = Annotated[Text, Values(("statuses",))]
OfMember = Annotated[Text, Values(("name", "value"))]

ANSWERED = Text("应答 {status}", "status {status}")
ASKED = Text("状态码 {status}{question}", "status {status}{question}")
ONE_OF_THEM = Text("{statuses}", "{statuses}")
NAMED = Text("{name} 为 {value}", "{name} is {value}")
SHUT_OUT = (403, 404, 405, 410, 501)
"""Refusals that are about who asks, or about an operation that nobody has."""
EVERY, SERVED, CLOSED = Statuses.of("100-599"), Statuses.of("2XX"), Statuses.of((403, 404, 409, 410))


def step_answers(
    trace: Trace,
    *,
    step: Step,
    statuses: Statuses,
    wrong: Statuses = SERVED,
    untold: Statuses = NONE,
    control: tuple[Place, ...] = (),
    after: tuple[Step, ...] = (),
    due: OfStatuses = ONE_OF_THEM,
    seen: OfAnswer = ANSWERED,
) -> Iterator[Finding]:
    """Every answer of a step has a status that is due and none that is wrong; one that is neither tells nothing.

    `untold` are those that are not about the matter. `after` names the steps that led there, whatever they
    were answered.
    """
    proof = (*served(trace, control), *(first(trace, each) for each in after))
    first(trace, step)
    judged = [(exchange, _departs(exchange, statuses, wrong, untold)) for exchange in trace.at(step)]
    for exchange in (it for it, is_wrong in judged if is_wrong):
        yield Finding(_told(seen, exchange), due.filled(statuses=statuses.text), exchanges=(*proof, exchange))
    for exchange in (it for it, is_wrong in judged if is_wrong is None):
        raise tells_nothing(exchange)


def status_is_one_of(
    exchange: Exchange,
    *,
    statuses: Statuses,
    wrong: Statuses = EVERY,
    untold: Statuses = NONE,
    due: OfStatuses = ONE_OF_THEM,
    seen: OfQuestion = ASKED,
) -> Iterator[Finding]:
    """The answer has a status that is due and none that is wrong; one that is neither tells nothing."""
    is_wrong = _departs(exchange, statuses, wrong, untold)
    if is_wrong is None:
        raise tells_nothing(exchange)
    if is_wrong:
        told = seen.filled(status=exchange.status, role=asker(exchange), question=_question(exchange))
        yield Finding(told, due.filled(statuses=statuses.text))


def status_is_stated(
    exchange: Exchange, *, statuses: Statuses, untold: Statuses = NONE, seen: OfQuestion = ASKED
) -> Iterator[Finding]:
    """The answer has one of the statuses that is also stated for its operation, by number; any, where none is."""
    if exchange.status in untold:
        raise tells_nothing(exchange)
    stated = sorted(int(one) for one in exchange.operation.responses if one.isdigit() and int(one) in statuses)
    due = Statuses.of(stated) if stated else statuses
    if exchange.status not in due:
        told = seen.filled(status=exchange.status, role=asker(exchange), question=_question(exchange))
        yield Finding(told, due.text)


def step_is_not_the_same(trace: Trace, *, step: Step, of: Step, due: Text, seen: OfAnswer) -> Iterator[Finding]:
    """A step is refused, or answered with something else than another step."""
    control, exchange = succeeded(trace, of), first(trace, step)
    if 200 <= exchange.status < 300 and exchange.data == control.data:
        yield Finding(_told(seen, exchange), due, exchanges=(control, exchange))


def answers_are_the_same(
    trace: Trace, *, step: Step, of: Step, statuses: Statuses = NONE, due: Text, seen: OfAnswer
) -> Iterator[Finding]:
    """Each answer of a step is refused with one of the statuses, or is that of another step to the same question.

    Of what is served the data counts too; a refusal may word itself anew each time. Where the other step is answered
    otherwise each time, the same members do where they hold single values, as a clock does; else that cannot be said of
    the step, nor of a system that has but one answer to everything, unless it lists records.
    """
    judged, moves = False, ""
    for exchange in (it for it in trace.at(step) if it.status not in statuses):
        controls = [it for it in trace.at(of) if _asked(it) == _asked(exchange)]
        if not controls:
            continue
        judged = True
        if any(_said(it) != _said(controls[0]) for it in controls):
            if len({_singly(it) for it in (exchange, *controls)}) > 1 or _singly(exchange) is None:
                moves = moves or exchange.operation.id
        elif _said(exchange) != _said(controls[0]):
            yield Finding(_told(seen, exchange), due, exchanges=(controls[0], exchange))
    if moves:
        zh, en = f"{moves} 对同一请求每次应答不同", f"{moves} answers one and the same request otherwise each time"
        raise Undecided(Reason.FLAKY, Text(zh, en))
    if not judged and not any(it.status in statuses for it in trace.at(step)):
        raise not_exercised(f"步骤 {step} 没有可比的应答", f"no answer of the step {step} can be compared")
    if _has_one_answer(trace):
        raise not_exercised("对各种请求的应答都相同", "every question got one and the same answer")


def _has_one_answer(trace: Trace) -> bool:
    """Whether all that was asked was answered the same, and without a record that its key tells from others."""
    answers = [it for it in trace.exchanges if it.response is not None]
    lists_records = trace.record is not None and any(keys(trace.record, answers[0].data)) if answers else False
    return not lists_records and all((it.status, it.data) == (answers[0].status, answers[0].data) for it in answers)


def _said(exchange: Exchange) -> tuple[int, object]:
    """The status, and the data of what was served."""
    return exchange.status, exchange.data if 200 <= exchange.status < 300 else None


def _singly(exchange: Exchange) -> tuple[int, frozenset[str]] | None:
    """The status and the members of an answer that is an object of single values; None for any other."""
    data = exchange.data
    if not isinstance(data, dict) or any(isinstance(value, dict | list) for value in data.values()):
        return None
    return exchange.status, frozenset(data)


def _asked(exchange: Exchange) -> tuple[str, str]:
    return exchange.role, exchange.request.url


def _departs(exchange: Exchange, statuses: Statuses, wrong: Statuses, untold: Statuses) -> bool | None:
    """Whether a status is wrong; None for one that does not tell."""
    if exchange.status in untold:
        return None
    return False if exchange.status in statuses else exchange.status in wrong or None


def _question(exchange: Exchange) -> Text:
    """What a case of the corpus did to the request; nothing for other questions."""
    why = exchange.why
    if why is None:
        return Text("", "")
    place = f"{why.location} {why.pointer} ({why.keyword})"
    return Text(f"，所问 {place}", f" to a request about {place}")


def step_gives_nothing(
    trace: Trace,
    *,
    step: Step,
    statuses: Statuses = CLOSED,
    among: Member = "items",
    control: tuple[Place, ...] = (),
    ended: Step = "",
    due: Text,
    seen: OfAnswer,
) -> Iterator[Finding]:
    """No answer of a step gives data: it is refused with a status that says so, or it holds none.

    What was accepted (202) gives what it has come to where it was looked at as `ended`: a job that failed gives none.
    """
    proof, puzzling = served(trace, control), None
    first(trace, step)
    for exchange in trace.at(step):
        if exchange.status == 202 and ended:
            gives, looks = _came_to(trace, ended, exchange)
            if gives:
                yield Finding(_told(seen, exchange), due, exchanges=(*proof, exchange, *looks))
            elif gives is None:
                puzzling = exchange
        elif 200 <= exchange.status < 300 and not _is_empty_read(exchange):
            if value_at(exchange.data, among) != []:
                yield Finding(_told(seen, exchange), due, exchanges=(*proof, exchange))
        elif exchange.status not in statuses:
            puzzling = exchange
    if puzzling:
        raise tells_nothing(puzzling)


def _came_to(trace: Trace, ended: str, started: Exchange) -> tuple[bool | None, tuple[Exchange, ...]]:
    """Whether a job gave data, None where it runs still or is not shown; with the last look at it."""
    name = value_at(started.data, "id")
    looks = [it for it in trace.at(ended) if 200 <= it.status < 300 and value_at(it.data, "id") == name]
    job = looks[-1].data if name is not None and looks else None
    if value_at(job, "state") not in ("done", "failed"):
        return None, ()
    empty = value_at(job, "messages") == [] or value_at(job, "count") == 0
    return value_at(job, "state") == "done" and not empty, (looks[-1],)


def _is_empty_read(exchange: Exchange) -> bool:
    """Whether a read was answered 204: no data came, and no refusal. What starts something may have begun with it."""
    return exchange.status == 204 and exchange.request.method == "GET"


def step_says(
    trace: Trace,
    *,
    step: Step,
    member: Member,
    values: tuple[str, ...],
    control: tuple[Place, ...] = (),
    due: Text,
    seen: OfMember = NAMED,
) -> Iterator[Finding]:
    """A member of the answer of a step has one of the values named."""
    proof, exchange = served(trace, control), succeeded(trace, step)
    found = value_at(exchange.data, member)
    if found not in values:
        yield Finding(seen.filled(name=member, value=shown(found)), due, exchanges=(*proof, exchange))


def attempts_change_nothing(
    trace: Trace, *, steps: tuple[Step, ...], before: Step, after: Step, due: Text, seen: OfAnswer
) -> Iterator[Finding]:
    """No attempt that was made succeeds, and what was read before reads the same after it.

    Only a refusal of who asked, or of the operation, counts: one for what was sent says nothing of other attempts.
    """
    start = succeeded(trace, before)
    attempts = [exchange for step in steps for exchange in trace.at(step)]
    if not attempts:
        raise not_exercised("没有试过", "nothing was attempted")
    for exchange in attempts:
        if 200 <= exchange.status < 300:
            yield Finding(_told(seen, exchange), due, exchanges=(exchange,))
    last = first(trace, after)
    is_read = last.status < 500 and last.status not in ABOUT_THE_CALLER
    if is_read and (last.status != start.status or last.data != start.data):
        zh, en = f"其后读取 {last.status}，内容已变", f"read afterwards: {last.status}, and it is not what it was"
        yield Finding(Text(zh, en), Text("与此前相同", "as before"), exchanges=(start, last))
    for exchange in attempts:
        if not (200 <= exchange.status < 300 or exchange.status in SHUT_OUT or _is_unknown_caller(exchange)):
            raise tells_nothing(exchange)
    if not is_read:
        raise tells_nothing(last)


def _is_unknown_caller(exchange: Exchange) -> bool:
    return exchange.status == 401 and exchange.role == "anonymous"


def step_lists(
    trace: Trace,
    *,
    step: Step,
    of: Place,
    among: Member = "items[].id",
    control: tuple[Place, ...] = (),
    due: Text,
    seen: Text,
) -> Iterator[Finding]:
    """The list of a step names what another step answered; a list that goes on may name it further on."""
    proof, wanted, listed = served(trace, control), held(trace, of), succeeded(trace, step)
    if wanted not in at_path(listed.data, among):
        read_whole(trace, step)
        yield Finding(seen, due, exchanges=(*proof, listed))


def step_leaves_out(
    trace: Trace,
    *,
    step: Step,
    listed: Step,
    of: Place,
    among: Member = "items[].id",
    control: tuple[Place, ...] = (),
    due: Text,
    seen: Text,
) -> Iterator[Finding]:
    """The list of a step does not name what the list of another step does (`listed`), by what `of` answered."""
    served(trace, control)
    wanted = held(trace, of)
    succeeded(trace, listed)
    if not any(wanted in at_path(page.data, among) for page in trace.at(listed)):
        raise not_exercised(f"步骤 {listed} 的列表中也没有", f"the list of the step {listed} does not name it either")
    succeeded(trace, step)
    found = next((page for page in trace.at(step) if wanted in at_path(page.data, among)), None)
    if found is not None:
        yield Finding(seen, due, exchanges=(found,))
    else:
        read_whole(trace, step)


def step_does_not_show(
    trace: Trace,
    *,
    step: Step,
    listed: Step,
    of: Place,
    statuses: Statuses = CLOSED,
    control: tuple[Place, ...] = (),
    due: Text,
    seen: Text,
) -> Iterator[Finding]:
    """No answer of a step holds the text another step answered, where what another step gives does (`listed`)."""
    proof, hidden, puzzling = served(trace, control), held(trace, of), None
    if not isinstance(hidden, str) or not _holds(succeeded(trace, listed), hidden):
        raise not_exercised(f"步骤 {listed} 的应答中也没有", f"the answer of the step {listed} does not hold it either")
    first(trace, step)
    for exchange in trace.at(step):
        if 200 <= exchange.status < 300:
            if _holds(exchange, hidden):
                yield Finding(seen, due, exchanges=(*proof, exchange))
        elif exchange.status not in statuses:
            puzzling = exchange
    if puzzling:
        raise tells_nothing(puzzling)


def _holds(exchange: Exchange, text: str) -> bool:
    """Whether an answer holds a text, of a page also in its words, whatever marks and breaks stand between them."""
    response = exchange.response
    if response is None:
        return False
    if text in response.text or _spelt(text)[1:-1] in _spelt(exchange.data):  # JSON may write characters as escapes
        return True
    return "html" in response.media and unbroken(text) in unbroken(words(response.text))


def _spelt(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _told(seen: Text, exchange: Exchange) -> Text:
    asked = {"method": exchange.request.method, "operation": exchange.operation.id}
    return seen.filled(status=exchange.status, role=asker(exchange), **asked)
