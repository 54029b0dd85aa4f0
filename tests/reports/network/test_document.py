"""The JSON document of a network keeps the one published schema, and is sealed by what the systems did."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from conformance.model.interop import Interop
from conformance.model.text import Lang
from conformance.model.verdict import Verdict
from conformance.model.visible import visible
from conformance.reports import json_document
from conformance.reports.normaliser import address_renamer
from tests.interop.sample_network import good_interop, hostile_interop, interop
from tests.reports.sample import report
from tests.reports.snapshots import same_as
from tests.reports.test_json_document import LANGS, strings

VALIDATOR = jsonschema.Draft202012Validator(json_document.schema())


@pytest.mark.parametrize("lang", LANGS)
def test_looks_as_kept(lang: Lang) -> None:
    same_as(f"network.{lang}.json", json_document.render(interop(), lang))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("make", [interop, good_interop, hostile_interop])
def test_every_document_keeps_the_schema(lang: Lang, make: Any) -> None:
    text = json_document.render(make(), lang)
    VALIDATOR.validate(json.loads(text))
    assert text.encode("utf-8")


@pytest.mark.parametrize("part", ["pairs", "repairs", "catalogues", "systems", "bridges"])
def test_the_schema_knows_every_part_of_a_network(part: str) -> None:
    document = json_document.document(interop(), "en")
    document["interop"][part][0]["surprise"] = 1
    assert not VALIDATOR.is_valid(document)


def test_a_document_is_of_a_system_or_of_a_network() -> None:
    one, many = json_document.document(report(), "en"), json_document.document(interop(), "en")
    assert not VALIDATOR.is_valid({**one, "interop": many["interop"]})
    assert not VALIDATOR.is_valid({key: value for key, value in many.items() if key != "interop"})
    assert not VALIDATOR.is_valid({key: value for key, value in one.items() if key != "clauses"})


@pytest.mark.parametrize(
    ("part", "value"),
    [("profile", ""), ("contract", "0" * 64), ("profile", {"\x1b[2J": "0" * 64}), ("profile", {"pair": "x"})],
)
def test_a_network_has_its_profiles_and_contracts_by_name(part: str, value: object) -> None:
    document = json_document.document(interop(), "en")
    document["digests"][part] = value
    assert not VALIDATOR.is_valid(document)


def test_what_was_declared_is_of_a_network_alone() -> None:
    one, many = json_document.document(report(), "en"), json_document.document(interop(), "en")
    declared = many["digests"].pop("network")
    one["digests"]["network"] = declared
    assert not VALIDATOR.is_valid(many)
    assert not VALIDATOR.is_valid(one)


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_text_does_nothing(lang: Lang) -> None:
    for string in strings(json.loads(json_document.render(hostile_interop(), lang))):
        assert string == visible(string, limit=0, keep_newlines=True)


def test_the_language_chooses_sentences_and_nothing_else() -> None:
    zh, en = (json_document.document(interop(), lang) for lang in LANGS)
    assert zh["run"] == en["run"]
    repair = zh["interop"]["repairs"][0]
    assert repair["translations"] == en["interop"]["repairs"][0]["translations"]
    assert repair["sentence"].startswith("修复 社保→水务 的 440300-SB-0001，2 个孤岛合为 1 个")


def test_says_what_the_design_asks_of_a_network() -> None:
    document = json_document.document(interop(), "en")
    found = document["interop"]
    broken = next(pair for pair in found["pairs"] if pair["blame"] == "provider")
    assert (broken["provider"], broken["consumer"], broken["verdict"]) == ("社保", "水务", "fail")
    assert (broken["blamed"], broken["duty"]) == ("社保", "D-1")
    assert json.loads(broken["acceptance"]["misfit"]["message"]) == {"sex": "9"}
    assert broken["evidence"][0]["request"]["url"] in broken["curl"]
    assert found["islands"] == [["民政", "省目录", "社保"], ["档案"], ["水务"]]
    assert found["repairs"][0]["pair"] == {"provider": "社保", "consumer": "水务", "item": "440300-SB-0001"}
    assert found["vertical"] == {"working": 2, "declared": 5, "share": 0.4}
    assert document["counts"]["fail"] == 2
    assert sum(document["counts"].values()) == len(found["pairs"])


def test_where_and_when_the_systems_stood_does_not_change_the_digest() -> None:
    first = json_document.document(interop(), "zh")["run"]
    for port in (9900, 53124, 18101):
        moved = json_document.document(interop(port, "2026-12-01T00:00:00+08:00", "f3b9-77-8"), "en")["run"]
        assert moved["digest"] == first["digest"]
        assert moved["id"] != first["id"]


def _crossed(what: Interop) -> Interop:
    """The run as it would be if one pair's evidence were of another system of the same network."""
    broken, other = [cell for cell in what.cells if cell.verdict is Verdict.FAIL]
    swapped = {id(broken): other.evidence, id(other): broken.evidence}
    return replace(what, cells=tuple(replace(it, evidence=swapped.get(id(it), it.evidence)) for it in what.cells))


def test_which_system_did_what_changes_the_digest() -> None:
    base = interop()
    others = [
        replace(base, seed=1),
        replace(base, cells=base.cells[:-1]),
        replace(base, undeclared=()),
        replace(base, profile_digests={**base.profile_digests, "pair": "0" * 64}),
        replace(base, contract_digests={**base.contract_digests, "general": "0" * 64}),
        replace(base, network=replace(base.network, agreements=())),
        replace(base, cells=tuple(replace(cell, blame=None) for cell in base.cells)),
        _crossed(base),
    ]
    assert len({json_document.seal(one) for one in (base, *others)}) == 1 + len(others)


def test_several_addresses_have_several_names() -> None:
    rename = address_renamer(
        "http://127.0.0.1:81", "http://127.0.0.1:8100", "https://ml.example.test", "http://[::1]:9"
    )
    seen = {
        "http://127.0.0.1:81/a http://127.0.0.1:8100/b": "<address>/a <address-2>/b",
        "http%3A%2F%2F127.0.0.1%3A8100%2Fb 127.0.0.1:810 127.0.0.1": "<address-2>%2Fb <host>:810 <host>",
        "https://ML.example.test:443/x ml.example.test": "<address-3>/x <host-3>",
        "http://ml.example.test:8100/ http://[::1]:9/": "http://<host-3>:8100/ <address-4>/",
        "x127.0.0.1:81 ml.example.test.cn 127.0.0.1:81abc": "x127.0.0.1:81 ml.example.test.cn <host>:81abc",
        f"127.0.0.1:{'9' * 5000}": f"<host>:{'9' * 5000}",
    }
    assert {text: rename(text) for text in seen} == seen
