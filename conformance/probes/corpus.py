"""Asks one case, on living objects or on one made for it, after the cases it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from conformance.model.asking import Ask
from conformance.model.case import BEFORE, Case
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Exchange
from conformance.model.spelling import cookie
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided


def sends(contract: Contract) -> Mapping[str, int]:
    """Nothing without cases: where there are some, the plan counts them itself."""
    return {}


def probe(ask: Ask, case: Case) -> None:
    given: list[Exchange] = []
    for earlier in case.after:
        given.append(_asked(ask, earlier, BEFORE, given))
    _asked(ask, case, "case", given)


def _asked(ask: Ask, case: Case, step: str, given: Sequence[Exchange]) -> Exchange:
    operation = ask.contract.operations.get(case.operation)
    if operation is None:
        zh, en = f"被测系统没有操作 {case.operation}", f"the system has no operation {case.operation}"
        raise Undecided(Reason.NOT_AT_THIS_DEPTH, Text(zh, en))
    asked_of_one = any(map(_slot, case.path.values()))
    setup = step if step == BEFORE else "setup"
    own = fresh(ask, operation, setup) if asked_of_one and operation.undo and operation.undo.within else {}
    body = _filled(ask, case.body)
    return ask(
        case.operation,
        step=step,
        parts={
            name: _part(ask, operation, name, value, {**own, **_given(ask, case, given)})
            for name, value in case.path.items()
        },
        query=_filled(ask, case.query),
        headers=_filled(ask, _stated(case.headers, operation)) | cookie(case.cookies),
        body=body,
        raw=b"null" if case.media and body is None else None,
        media=case.media,
        case=case,
    )


def _given(ask: Ask, case: Case, answers: Sequence[Exchange]) -> dict[str, str]:
    """The path parameters that answers to earlier cases gave."""
    found = {}
    for name, value in case.path.items():
        if isinstance(value, Mapping) and set(value) == {"given"}:
            place, member = value["given"]
            data = answers[place].data if place < len(answers) else None
            gave = data.get(member) if isinstance(data, Mapping) else None
            missing = Text(f"先前的应答没有给出 {member}", f"no earlier answer gave {member}")
            ask.need(isinstance(gave, str | int), missing)
            found[name] = str(gave)
    return found


def fresh(ask: Ask, operation: Operation, step: str) -> dict[str, str]:
    """The path of an object made as `step` for one question; of living ones where an operation makes objects itself."""
    if operation.undo is None or not operation.undo.within:
        return ask.parts(operation.id)
    return named_by(ask, operation, made_for(ask, operation, step))


def made_for(ask: Ask, operation: Operation, step: str) -> Exchange:
    """The making, as `step`, of an object that an operation within another one's undo is used on."""
    maker = ask.contract.operations[operation.undo.within if operation.undo else ""]
    where = (operation.undo.where if operation.undo else {}) or None
    body = ask.example(maker.id, where) if maker.body else None
    if isinstance(body, dict) and isinstance(body.get("name"), str):
        body = {**body, "name": ask.unique(body["name"])}
    return ask(maker.id, step=step, parts=ask.parts(maker.id, where), body=body)


def named_by(ask: Ask, operation: Operation, made: Exchange) -> dict[str, str]:
    """The path of what was made for an operation, as the answer of its making names it."""
    undo = operation.undo
    maker = ask.contract.operations[undo.within if undo else ""]
    data = made.data if isinstance(made.data, dict) else {}
    named = (undo.parameters if undo else ()) or (maker.undo.parameters if maker.undo else ())
    found = {name: data[path] for name, path in named if isinstance(data.get(path), str)}
    ask.need(len(found) == len(named), Text("没有做成供测试的对象", "no object could be made for this question"))
    return found


def _part(ask: Ask, operation: Operation, name: str, value: Any, own: Mapping[str, str]) -> Any:
    """A path value; a slot is filled with the fresh object, else with a living one that fits the parameter."""
    if name in own:
        return own[name]
    if not _slot(value):
        return value
    where = next((parameter.where for parameter in operation.parameters if parameter.name == name), {})
    return ask.living(value["live"], where)[0]


def _filled(ask: Ask, value: Any) -> Any:
    if _slot(value):
        return ask.living(value["live"])[0]
    if isinstance(value, dict):
        return {name: _filled(ask, part) for name, part in value.items()}
    if isinstance(value, list):
        return [_filled(ask, part) for part in value]
    return value


def _stated(headers: Mapping[str, Any], operation: Operation) -> dict[str, Any]:
    """The headers that are parameters of the operation: no other is a question's to send, wherever it comes from."""
    names = {each.name for each in operation.parameters if each.location == "header"}
    return {name: value for name, value in headers.items() if name in names}


def _slot(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"live"} and isinstance(value["live"], str)
