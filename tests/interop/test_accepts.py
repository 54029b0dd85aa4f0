"""Whether one side takes all the other may send: the smallest message that shows it does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance.config.loading import kind_contract
from conformance.interop.accepts import Comparer, acceptance
from conformance.model.contract import Schema
from conformance.model.interop import Acceptance
from conformance.model.verdict import Reason, Verdict

SEED = 20261101
Document = dict[str, Any]


@pytest.fixture(scope="module")
def comparer() -> Iterator[Comparer]:
    with Comparer() as one:
        yield one


@pytest.fixture(scope="module")
def hurried() -> Iterator[Comparer]:
    with Comparer(seconds=6) as one:
        yield one


def record(required: list[str] | None = None, closed: bool = True, **members: Any) -> Document:
    """An object schema with these members."""
    document: Document = {"type": "object", "required": required or [], "properties": members}
    return {**document, "additionalProperties": False} if closed else document


def told(answer: Acceptance) -> tuple[Any, ...]:
    found = answer.misfit
    return (answer.verdict, found.message, found.at, found.due.en) if found else (answer.verdict, answer.reason)


TEXT, WHOLE, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
SEX = {"enum": ["0", "1", "2"]}
HOME = record(["code"], code={"type": "string", "pattern": "^[0-9]{6}$"})

TAKEN: dict[str, tuple[Document, Document]] = {
    "the same": (record(["id"], id=TEXT, sex=SEX), record(["id"], id=TEXT, sex=SEX)),
    "fewer codes": (record(sex={"enum": ["0", "1"]}), record(sex=SEX)),
    "narrower bounds": (
        record(age={"type": "integer", "minimum": 1, "maximum": 100}),
        record(age={"type": "integer", "minimum": 0, "maximum": 150}),
    ),
    "always sent, need not be": (record(["a"], a=TEXT), record(a=TEXT)),
    "integers are numbers": (record(n=WHOLE), record(n=NUMBER)),
    "one of several": (record(v=TEXT), record(v={"oneOf": [TEXT, WHOLE]})),
    "dates": (record(["d"], d={"type": "string", "format": "date"}), record(d={"type": "string", "format": "date"})),
    "a recursive one": (
        record(name=TEXT, parts={"type": "array", "items": {"$ref": "#"}}),
        record(name=TEXT, parts={"type": "array"}),
    ),
    "whole numbers of 32 bits": (
        record(n={"type": "integer", "format": "int32"}),
        record(n={"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1}),
    ),
    "a member only the taker knows": (record(closed=False, a=TEXT), record(closed=False, a=TEXT, note=WHOLE)),
    "read-only members are sent": (record(["id"], id={**TEXT, "readOnly": True}), record(["id"], id=TEXT)),
    "references into components": (
        {"$ref": "#/components/schemas/One", "components": {"schemas": {"One": record(a=SEX)}}},
        {"$ref": "#/$defs/one", "$defs": {"one": record(a=SEX)}},
    ),
}

REFUSED: dict[str, tuple[Document, Document, Any, str, str]] = {
    "a code more": (
        record(sex={"enum": ["0", "1", "2", "9"]}),
        record(sex=SEX),
        {"sex": "9"},
        "/sex",
        "one of 0, 1, 2",
    ),
    "among much else": (
        record(["id"], id=TEXT, name=TEXT, home=HOME, sex={"enum": ["0", "1", "2", "9"]}),
        record(["id"], id=TEXT, name=TEXT, home=HOME, sex=SEX),
        {"id": "", "sex": "9"},
        "/sex",
        "one of 0, 1, 2",
    ),
    "codes as numbers": (record(sex={"enum": [0, 1, 2]}), record(sex=SEX), {"sex": 0}, "/sex", "one of 0, 1, 2"),
    "codes as consts": (
        record(sex={"enum": ["1", "9"]}),
        record(sex={"oneOf": [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}]}),
        {"sex": "9"},
        "/sex",
        "one of 1, 2",
    ),
    "text for a number": (record(n=TEXT), record(n=WHOLE), {"n": ""}, "/n", "of type integer"),
    "no upper bound": (record(n=WHOLE), record(n={"type": "integer", "maximum": 150}), {"n": 151}, "/n", "at most 150"),
    "beyond what a double holds": (
        record(n={"type": "integer", "minimum": 0, "format": "int64"}),
        record(n={"type": "integer", "maximum": 2**53 - 1}),
        {"n": 2**53},
        "/n",
        "at most 9007199254740991",
    ),
    "a fraction": (record(n=NUMBER), record(n=WHOLE), {"n": 0.5}, "/n", "of type integer"),
    "longer": (
        record(a={"type": "string", "maxLength": 20}),
        record(a={"type": "string", "maxLength": 3}),
        {"a": "0000"},
        "/a",
        "at most 3 characters",
    ),
    "shorter": (record(a=TEXT), record(a={"type": "string", "minLength": 1}), {"a": ""}, "/a", "at least 1 characters"),
    "null": (record(a={"type": ["string", "null"]}), record(a=TEXT), {"a": None}, "/a", "of type string"),
    "left out": (record(["a"], a=TEXT, b=TEXT), record(["a", "b"], a=TEXT, b=TEXT), {"a": ""}, "/b", "a member b"),
    "left out inside": (
        record(home=record(code=TEXT)),
        record(home=record(["code"], code=TEXT)),
        {"home": {}},
        "/home/code",
        "a member code",
    ),
    "a member more": (record(a=TEXT, b=TEXT), record(a=TEXT), {"b": ""}, "/b", "no member b"),
    "silent about further members": (
        record(closed=False, a=TEXT),
        record(a=TEXT),
        {"unknownMember": 0},
        "/unknownMember",
        "no member unknownMember",
    ),
    "further members allowed": (
        {**record(a=TEXT), "additionalProperties": True},
        record(closed=False, a=TEXT, note=WHOLE),
        {"note": {}},
        "/note",
        "of type integer",
    ),
    "written otherwise": (
        record(["day"], day={"type": "string", "pattern": "^[0-9]{8}$"}),
        record(["day"], day={"type": "string", "format": "date"}),
        {"day": "00000000"},
        "/day",
        "of format date",
    ),
    "no format": (
        record(["d"], d=TEXT),
        record(d={"type": "string", "format": "date"}),
        {"d": ""},
        "/d",
        "of format date",
    ),
    "pattern": (
        record(["c"], c=TEXT),
        HOME | {"properties": {"c": HOME["properties"]["code"]}, "required": ["c"]},
        {"c": ""},
        "/c",
        "written as ^[0-9]{6}$",
    ),
    "more entries": (
        record(l={"type": "array", "items": WHOLE}),
        record(l={"type": "array", "items": WHOLE, "maxItems": 2}),
        {"l": [0, 0, 0]},
        "/l",
        "at most 2 entries",
    ),
    "inside a list": (
        record(l={"type": "array", "items": record(sex={"enum": ["1", "9"]})}),
        record(l={"type": "array", "items": record(sex=SEX)}),
        {"l": [{"sex": "9"}]},
        "/l/0/sex",
        "one of 0, 1, 2",
    ),
    "one branch of several": (
        record(v={"oneOf": [TEXT, WHOLE]}),
        record(v=TEXT),
        {"v": 0},
        "/v",
        "of type string",
    ),
    "on a condition": (
        {**record(["kind"], closed=False, kind={"enum": ["a", "b"]}, n=TEXT)},
        {**record(kind=TEXT, n=TEXT), "if": {"properties": {"kind": {"const": "b"}}}, "then": {"required": ["n"]}},
        {"kind": "b"},
        "/n",
        "a member n",
    ),
    "deep down a recursion": (
        record(parts={"type": "array", "items": {"$ref": "#"}}, t=TEXT),
        {
            "$ref": "#/$defs/top",
            "$defs": {
                "top": record(t=TEXT, parts={"type": "array", "items": {"$ref": "#/$defs/low"}}),
                "low": record(parts={"type": "array", "items": {"$ref": "#/$defs/low"}}),
            },
        },
        {"parts": [{"t": ""}]},
        "/parts/0/t",
        "no member t",
    ),
    "three hundred members": (
        record(**{f"m{i:03}": TEXT for i in range(300)}),
        record(**{f"m{i:03}": TEXT for i in range(300) if i != 77}),
        {"m077": ""},
        "/m077",
        "no member m077",
    ),
}

CHAIN = {f"d{i}": {"anyOf": [{"$ref": f"#/$defs/d{i + 1}"}] * 4} for i in range(10)} | {"d10": TEXT}
UNDECIDED: dict[str, tuple[Document, Document, Reason]] = {
    "no schema": ({"type": "strng"}, TEXT, Reason.UNREADABLE_DOCUMENT),
    "no schema to take": (TEXT, {"pattern": "("}, Reason.UNREADABLE_DOCUMENT),
    "elsewhere": ({"$ref": "https://schemas.invalid/person"}, TEXT, Reason.UNREADABLE_DOCUMENT),
    "a file": ({"$ref": "file:///etc/passwd"}, TEXT, Reason.UNREADABLE_DOCUMENT),
    "dangling": ({"$ref": "#/$defs/nothing"}, TEXT, Reason.UNREADABLE_DOCUMENT),
    "itself": ({"$ref": "#"}, TEXT, Reason.UNREADABLE_DOCUMENT),
    "nothing admitted": ({"type": "string", "minLength": 5, "maxLength": 2}, TEXT, Reason.NOTHING_EXERCISED),
    "never ends": (record(["a"], a={"$ref": "#"}), {"type": "object"}, Reason.NOTHING_EXERCISED),
    "a member that cannot be": (
        record(a=TEXT, b={"type": "string", "minLength": 5, "maxLength": 2}),
        record(a=TEXT, b=TEXT),
        Reason.NOTHING_EXERCISED,
    ),
    "too large to make": (record(l={"type": "array", "minItems": 100_000}), record(l={}), Reason.NOTHING_EXERCISED),
    "a rule the taker alone names": (
        record(a=TEXT),
        record(a={"type": "string", "format": "uscc"}),
        Reason.NOTHING_EXERCISED,
    ),
    "a rule the sender alone names": (
        record(a={"type": "string", "format": "uscc"}),
        record(a={"type": "string", "pattern": "^[0-9A-Z]{18}$"}),
        Reason.NOTHING_EXERCISED,
    ),
    "a million alternatives": ({"$ref": "#/$defs/d0", "$defs": CHAIN}, TEXT, Reason.BUDGET),
}


@pytest.mark.parametrize("name", TAKEN)
def test_everything_is_taken(name: str, comparer: Comparer) -> None:
    sent, taken = TAKEN[name]
    answer = comparer.acceptance(Schema(sent), Schema(taken), SEED)
    assert answer.verdict is Verdict.PASS, answer
    assert answer.tried > 1


def test_a_sender_that_lists_its_messages_sends_no_others(comparer: Comparer) -> None:
    taken = Schema(record(["id"], id=TEXT, sex=SEX))
    listed: list[Any] = [{"id": "1", "sex": "0"}, {"id": "22", "sex": "9"}, {"id": "3", "sex": "X"}, {"id": "1"}]
    answer = comparer.acceptance(Schema({"enum": listed}), taken, SEED)
    assert told(answer) == (Verdict.FAIL, {"id": "3", "sex": "X"}, "/sex", "one of 0, 1, 2")
    fitting = Schema({"enum": [listed[0], listed[3]]})
    assert comparer.acceptance(fitting, taken, SEED) == Acceptance(Verdict.PASS, 2)
    assert told(comparer.acceptance(taken, fitting, SEED))[0] is Verdict.FAIL


@pytest.mark.parametrize("name", REFUSED)
def test_the_smallest_message_that_is_refused(name: str, comparer: Comparer) -> None:
    sent, taken, message, at, due = REFUSED[name]
    answer = comparer.acceptance(Schema(sent), Schema(taken), SEED)
    assert told(answer) == (Verdict.FAIL, message, at, due)
    assert answer.misfit
    assert answer.misfit.complete


@pytest.mark.parametrize("name", UNDECIDED)
def test_what_cannot_be_told_says_why(name: str, hurried: Comparer) -> None:
    sent, taken, reason = UNDECIDED[name]
    answer = hurried.acceptance(Schema(sent), Schema(taken), SEED)
    assert told(answer) == (Verdict.INCONCLUSIVE, reason), answer
    assert answer.detail
    assert hurried.acceptance(Schema(TEXT), Schema(TEXT), SEED).verdict is Verdict.PASS, "the next one is compared"


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_a_pattern_that_takes_for_ever_elsewhere_ends(pattern: str, comparer: Comparer) -> None:
    schema = Schema(record(["a"], a={"type": "string", "pattern": pattern, "maxLength": 60}))
    assert comparer.acceptance(schema, schema, SEED).verdict is Verdict.PASS
    shorter = Schema(record(["a"], a={"type": "string", "maxLength": 0}))
    assert comparer.acceptance(schema, shorter, SEED).verdict is Verdict.FAIL


def test_what_takes_more_work_than_is_allowed_is_not_decided() -> None:
    pattern = r"^(?=.*[A-Z])(?=.*\d)(?=.*[#&]{3}).{8,}$"  # strings of it are met by chance alone, in seconds
    sent, taken = (
        Schema(record(["a"], a={"type": "string", "pattern": pattern, "maxLength": 60})),
        Schema(record(a=TEXT)),
    )
    with Comparer(seconds=1) as hasty:
        assert told(hasty.acceptance(sent, taken, SEED)) == (Verdict.INCONCLUSIVE, Reason.BUDGET)
    with Comparer(seconds=150) as patient:  # about 15 on a quiet core, and half as much again beside other work
        assert patient.acceptance(sent, taken, SEED).verdict is Verdict.PASS


def test_a_schema_nested_without_end_is_unreadable(comparer: Comparer) -> None:
    deep: Document = TEXT
    for _ in range(5000):
        deep = {"items": deep}
    answer = comparer.acceptance(Schema(deep), Schema(TEXT), SEED)
    assert told(answer)[1] in (Reason.UNREADABLE_DOCUMENT, Reason.BUDGET)
    assert comparer.acceptance(Schema(TEXT), Schema(TEXT), SEED).verdict is Verdict.PASS


def test_what_a_whole_contract_states_is_taken_by_itself_and_not_by_less(comparer: Comparer) -> None:
    stated = kind_contract("resource-catalogue").operations["getAuditRecord"].responses["200"]["application/json"]
    assert stated
    assert comparer.acceptance(stated, stated, SEED).verdict is Verdict.PASS
    document = json.loads(json.dumps(stated.document))
    record = document["components"]["schemas"][document["$ref"].rpartition("/")[2]]
    last = sorted(set(record["properties"]) & set(record["required"]))[-1]
    record["properties"][last] = {"type": "boolean"}
    misfit = comparer.acceptance(stated, Schema(document), SEED).misfit
    assert misfit
    assert (misfit.at, misfit.due.en) == (f"/{last}", "of type boolean")
    assert set(misfit.message) == set(record["required"]), "nothing is in it that may be left out"


def test_due_is_said_in_chinese_too(comparer: Comparer) -> None:
    sent, taken, *_ = REFUSED["a code more"]
    misfit = comparer.acceptance(Schema(sent), Schema(taken), SEED).misfit
    assert misfit
    assert misfit.due.zh == "取值为 0, 1, 2 之一"


def test_one_comparison_alone() -> None:
    sent, taken, message, *_ = REFUSED["a code more"]
    misfit = acceptance(Schema(sent), Schema(taken), SEED).misfit
    assert misfit
    assert misfit.message == message


def test_the_same_answers_whatever_python_hashes_and_nothing_left_on_disk(tmp_path: Path) -> None:
    pairs = [(s, t) for s, t, *_ in [*REFUSED.values()][:12]] + [*TAKEN.values()]
    (tmp_path / "pairs.json").write_text(json.dumps(pairs), encoding="utf-8")
    code = (
        "import json\nfrom conformance.interop.judging import judged\n"
        "from conformance.model.contract import Schema\n"
        "for one, other in json.load(open('pairs.json')): print(judged(Schema(one), Schema(other), 7))\n"
    )
    said = []
    for seed in ("0", "4242"):
        home = Path(tempfile.mkdtemp(dir=tmp_path))
        env = {**os.environ, "PYTHONHASHSEED": seed, "TMPDIR": str(home), "HOME": str(home)}
        env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), env.get("PYTHONPATH")]))
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert not [*home.iterdir()]
        said.append(done.stdout)
    assert said[0] == said[1]
    assert said[0].count("Acceptance(") == len(pairs)
    assert sorted(each.name for each in tmp_path.iterdir() if each.is_file()) == ["pairs.json"]
