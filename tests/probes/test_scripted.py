"""A script asks as it says: what it composes, what it leaves out, and where it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from conformance.model.asking import Ask
from conformance.model.choosing import Among
from conformance.model.contract import Contract, Operation
from conformance.model.exchange import Exchange, Outcome, Request, Response
from conformance.model.script import (
    Argument,
    Criterion,
    Day,
    Existing,
    Input,
    Made,
    Reference,
    Script,
    ScriptStep,
    Wording,
)
from conformance.model.text import Text
from conformance.model.verdict import Reason, Undecided
from conformance.probes.composing import composed
from conformance.probes.scripted import Scripted, meets

ID = {"id": ("id",)}
HAS_ID = Criterion(("id",), "!=", None)
MADE = ScriptStep("made", "make", body=Reference("body"), criteria=(HAS_ID,), outputs=ID)
READ = ScriptStep("read", "read", arguments=(Argument("id", "path", Reference("id", "made")),))


@dataclass
class Asked:
    """An `Ask` that answers as it was told to, by operation, and notes what it was asked."""

    answers: Mapping[str, tuple[int, Any]] = field(default_factory=dict)
    sent: list[tuple[str, Any]] = field(default_factory=list)
    contract: Contract = field(default_factory=lambda: Contract("", "", {}, {}))
    today: date = date(2026, 11, 2)
    marks: int = 0

    def __call__(self, operation: str, **asked: Any) -> Exchange:
        self.sent.append((operation, {name: value for name, value in asked.items() if value}))
        status, data = self.answers.get(operation, (200, {}))
        named = Operation(operation, "GET", "/")
        return Exchange(
            named, "peer", Request("GET", "http://a/"), response=Response(status), outcome=Outcome(status, data)
        )

    def example(self, operation: str, where: Any = None, of: Any = None) -> Any:
        return {"name": "名录", "text": "摘要", "kinds": of["kinds"] if of else ["a", "b"], "more": "其他"}

    def unique(self, stem: str) -> str:
        self.marks += 1
        return f"{stem}{self.marks:06x}"

    def need(self, condition: object, missing: Any) -> None:
        if not condition:
            raise Undecided(Reason.PRECONDITION_NOT_MET, missing)


def put(steps: Sequence[ScriptStep], inputs: Mapping[str, Input] | None = None, **answers: tuple[int, Any]) -> Asked:
    ask = Asked(answers)
    Scripted(Script("s", "It asks.", "k", inputs or {"body": Made("make")}, tuple(steps))).probe(ask)  # type: ignore[arg-type] # as much of an Ask as a script needs
    return ask


def made(inputs: Mapping[str, Input], **answers: tuple[int, Any]) -> dict[str, Any]:
    ask: Ask = Asked(answers)  # type: ignore[assignment] # as much of an Ask as composing needs
    return {reference.name: value for reference, value in composed(ask, inputs).items()}


def test_what_an_answer_gives_is_sent_on() -> None:
    ask = put([MADE, READ], make=(201, {"id": "r-1"}))
    assert [name for name, _ in ask.sent] == ["make", "read"]
    assert ask.sent[1][1]["parts"] == {"id": "r-1"}


@pytest.mark.parametrize("answer", [{}, {"id": None}, [], None, "r-1"])
def test_a_need_that_is_not_met_ends_the_trace_in_words(answer: Any) -> None:
    with pytest.raises(Undecided, match="the answer to made has not the id that is needed"):
        put([MADE, READ], make=(201, answer))


def test_where_a_step_ends_nothing_more_is_asked() -> None:
    ask = put([replace(MADE, ends=True), READ], make=(403, {}))
    assert [name for name, _ in ask.sent] == ["make"]


def test_an_expectation_that_is_missed_is_asked_on() -> None:
    refused = ScriptStep("refused", "make", criteria=(Criterion(None, ">=", 400),), goto="read")
    ask = put([refused, ScriptStep("read", "read")], make=(201, {}))
    assert [name for name, _ in ask.sent] == ["make", "read"]


def test_a_criterion_of_the_last_step_is_an_expectation() -> None:
    assert len(put([ScriptStep("last", "make", criteria=(Criterion(None, "==", 404),))], make=(201, {})).sent) == 1


@pytest.mark.parametrize("value", [None, True, {"a": 1}, ["r-1"]])
def test_nothing_is_asked_whose_path_lacks_a_value(value: Any) -> None:
    loose = replace(MADE, criteria=())
    with pytest.raises(Undecided, match="there is no id to ask read of"):
        put([loose, READ], make=(201, {"id": value}))


def test_a_value_that_is_missing_is_never_sent_as_empty() -> None:
    since, loose = Argument("since", "query", Reference("id", "made")), replace(MADE, criteria=())
    listed = ScriptStep("listed", "list", arguments=(since, Argument("pageSize", "query", 100)))
    ask = put([loose, listed, replace(listed, body={"a": Reference("id", "made"), "b": 1})], make=(201, {}))
    assert ask.sent[1][1]["query"] == {"pageSize": 100}
    assert ask.sent[2][1]["body"] == {"b": 1}


@pytest.mark.parametrize(
    ("criterion", "seen", "met"),
    [
        (Criterion(("a",), "==", 1), {"a": True}, False),
        (Criterion(("a",), "!=", 1), {"a": True}, True),
        (Criterion(("a",), "==", True), {"a": True}, True),
        (Criterion(("a", "0"), "==", "x"), {"a": ["x"]}, True),
        (Criterion(("a", "1"), "==", "x"), {"a": ["x"]}, False),
        (Criterion(None, "<", 300), {}, True),
        (Criterion(None, "!=", 200), {}, False),
    ],
)
def test_criteria(criterion: Criterion, seen: Any, met: bool) -> None:
    ask = put(
        [ScriptStep("one", "make", criteria=(criterion,), ends=True), ScriptStep("two", "read")], make=(200, seen)
    )
    assert (len(ask.sent) == 2) is met


@pytest.mark.parametrize("sign", ["==", "!=", "<", ">="])
def test_a_request_without_an_answer_meets_no_criterion(sign: str) -> None:
    unanswered = Exchange(Operation("make", "GET", "/"), "peer", Request("GET", "http://a/"))
    assert not meets(unanswered, Criterion(None, sign, 200))
    assert not meets(unanswered, Criterion(("id",), sign, None))


def test_a_body_is_composed_of_an_example() -> None:
    inputs = {
        "name": Wording("条目{mark}号{digits}"),
        "body": Made(
            "make", members={"name": Reference("name"), "at": {"from": Reference("day")}, "text": "{was}更新。"}
        ),
        "day": Day(1),
        "less": Made(Reference("body"), without=("more", "at"), members={"kinds": ["c", Reference("name")]}),
        "kind": Made(Reference("body"), ("kinds", "1")),
        "gone": Made(Reference("body"), ("kinds", "7")),
        "kept": Made(Reference("less"), members={"text": Reference("gone"), "none": "{was}更新。"}),
    }
    values = made({name: inputs[name] for name in ("name", "day", "body", "less", "kind", "gone", "kept")})
    assert values["name"] == "条目000001号00002"
    assert values["day"] == "2026-11-03"
    assert values["body"]["at"] == {"from": "2026-11-03"}
    assert values["body"]["text"] == "摘要更新。"
    assert values["less"] == {"name": values["name"], "text": "摘要更新。", "kinds": ["c", values["name"]]}
    assert (values["kind"], values["gone"]) == ("b", None)
    assert values["kept"] == values["less"]


RECORDS = [
    {"id": "a", "type": "x", "code": "1", "of": []},
    {"id": "b", "type": "y", "code": "2", "of": ["p", "q"]},
    {"id": "c", "type": "y", "code": "3", "of": ["p"]},
    {"id": "d", "type": ["y", "z"], "code": "4", "of": ["p", "q", "r"]},
    "none",
]
OTHERS = [{"resource": "3"}, {"resource": None}, {}]


@pytest.mark.parametrize(
    ("found", "due"),
    [
        (Existing("list"), "a"),
        (Existing("list", where={"type": "y"}), "b"),
        (Existing("list", where={"type": "z"}), "d"),
        (Existing("list", where={"type": "y"}, most="of"), "d"),
        (Existing("list", where={"type": "y"}, prefer={"code": Among(("others",), "resource")}, most="of"), "c"),
        (Existing("list", where={"code": Among(("others", "again"), "resource")}), "c"),
        (Existing("list", where={"code": Among(("others", "empty"), "resource")}), None),
        (Existing("list", where={"absent": Among(("others",), "absent")}), None),
    ],
)
def test_a_record_is_chosen(found: Existing, due: str | None) -> None:
    inputs = {"one": found, "others": Existing("others"), "again": Existing("others"), "empty": Existing("empty")}
    answers = {"list": (200, {"items": RECORDS}), "others": (200, {"items": OTHERS}), "empty": (200, {"items": 5})}
    values = made(inputs, **answers)
    assert (values["one"] or {}).get("id") == due


def test_an_example_is_of_the_record_that_is_named() -> None:
    inputs = {"one": Existing("list"), "body": Made("make", of=Reference("one"))}
    assert made(inputs, list=(200, {"items": [{"kinds": ["c"]}]}))["body"]["kinds"] == ["c"]
    with pytest.raises(Undecided, match="list lists nothing fit for this"):
        made(inputs, list=(200, {"items": []}))


def test_lists_are_read_in_their_order_before_anything_is_asked() -> None:
    inputs = {"one": Existing("list", "peer", "one", {"page": 1}), "id": Made(Reference("one"), ("id",))}
    step = ScriptStep("read", "read", arguments=(Argument("id", "path", Reference("id")),))
    ask = put([step], inputs, list=(200, {"items": RECORDS}))
    assert ask.sent == [
        ("list", {"role": "peer", "step": "one", "query": {"page": 1}}),
        ("read", {"parts": {"id": "a"}}),
    ]
    with pytest.raises(Undecided, match="list lists nothing fit for this"):
        put([step], inputs, list=(200, {"items": []}))


def test_a_list_that_is_read_whole_is_turned_page_by_page_and_gives_nothing_on() -> None:
    pages = iter([(200, {"items": [1], "next": "?page=2"}), (200, {"items": [2], "next": None})])
    ask = Asked({"list": (200, {})})
    asked = ask.__call__

    def turning(operation: str, **sent: Any) -> Exchange:
        ask.answers = {"list": next(pages)} if operation == "list" else {}
        return asked(operation, **sent)

    script = Script(
        "s", "It reads.", "k", {}, (ScriptStep("books", "list", name="books", whole=True), ScriptStep("two", "read"))
    )
    Scripted(script).probe(_As(turning, ask))  # type: ignore[arg-type] # as much of an Ask as a script needs
    assert [(name, sent.get("query")) for name, sent in ask.sent] == [
        ("list", None),
        ("list", {"page": "2"}),
        ("read", None),
    ]
    assert script.sends["list"] == 50


def test_where_no_list_can_be_read_the_script_says_why() -> None:
    def refused(operation: str, **sent: Any) -> Exchange:
        raise Undecided(Reason.NO_CREDENTIAL, Text("没有凭据", "no credential"))

    script = Script("s", "It reads.", "k", {}, (ScriptStep("books", "list", whole=True),))
    with pytest.raises(Undecided, match="no credential"):
        Scripted(script).probe(_As(refused, Asked()))  # type: ignore[arg-type] # as above


@dataclass
class _As:
    """An `Ask` that asks another way."""

    way: Any
    of: Asked

    def __call__(self, operation: str, **asked: Any) -> Exchange:
        found: Exchange = self.way(operation, **asked)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self.of, name)
