"""A network in hutong.yaml: what it comes to, and what is said of one that cannot be, with its line."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from conformance.cli.app import app
from conformance.config.file import load_config
from conformance.config.network_config import network_of
from conformance.model.network import Network
from conformance.model.strict_json import read_json
from conformance.norms.errors import DataError

PERSON = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "sex": {"enum": ["0", "1"]}}}
GOOD = """\
version: 1
systems:
  hub:
    address: http://127.0.0.1:9001
    profile: data-exchange
    department: 省大数据局
    uscc: 11110000HT00000187
    level: 省
    region: 110000
    environment: test
    writes: true
    credentials:
      officer: {token: abc}
  catalogue:
    address: http://127.0.0.1:9002
    profile: resource-catalogue
    department: 市大数据局
    uscc: 12310000HT0000026C
    level: city
    region: "310100"
    parent: hub
  civil:
    address: http://127.0.0.1:9003/api
    department: 市民政局
    uscc: 11440300HT0000034W
    level: 市
    region: 310100
    parent: hub
    catalogue: catalogue
    provides:
      - resource: R-1
        schema: person.json
        previous: person.yaml
        request: wanted.yaml
  labour:
    address: http://127.0.0.1:9004
    department: 县人社局
    uscc: 91110000HT0000042F
    level: county
    region: 310101
    parent: civil
    zone: private
    limits: {rate: 2}
    facts: {mlps: 3}
    consumes:
      - resource: R-1
        schema: person.json
        samples: samples.json
        request: asked.json
        key: id
        methods: [file]
agreements:
  - id: A-1
    provider: civil
    consumer: labour
    resource: R-1
    rights: [核验身份]
    duties:
      - {id: D-1, party: 提供方, text: 一日内更新, clauses: [support.paging.complete]}
    begins: 2026-01-01
    ends: 2027-12-31
    contact: 市民政局信息中心
    escalation: [省大数据局]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "person.json").write_text(json.dumps(PERSON), encoding="utf-8")
    with (tmp_path / "person.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(PERSON, file)
    (tmp_path / "wanted.yaml").write_text("required: [id]\n", encoding="utf-8")
    (tmp_path / "asked.json").write_text('{"required": ["id", "use"]}', encoding="utf-8")
    (tmp_path / "samples.json").write_text('[{"id": "1"}, {"id": "2", "sex": "0"}]', encoding="utf-8")
    return tmp_path


def read(folder: Path, text: str = GOOD, clauses: Collection[str] | None = None) -> Network:
    file = folder / "hutong.yaml"
    file.write_text(text, encoding="utf-8")
    return network_of(*load_config(file), clauses)


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_what_a_network_comes_to(folder: Path) -> None:
    network = read(folder)
    hub, catalogue, civil, labour = network.members.values()
    assert [(each.level, each.region, each.zone) for each in network.members.values()] == [
        ("province", "110000", "政务外网"),
        ("city", "310100", "政务外网"),
        ("city", "310100", "政务外网"),
        ("county", "310101", "专网"),
    ]
    assert [each.platform for each in network.members.values()] == ["hub"] * 4
    assert [each.catalogue for each in network.members.values()] == ["", "catalogue", "catalogue", "catalogue"]
    assert hub.target.may_write
    assert hub.target.credentials["officer"].secret == "abc"
    assert catalogue.kind == "resource-catalogue"
    assert (labour.target.limits.rate, labour.target.facts) == (2, {"mlps": 3})
    assert civil.provides[0].schema
    assert civil.provides[0].schema.document == PERSON
    assert civil.provides[0].previous
    assert civil.provides[0].previous.document == PERSON
    assert civil.provides[0].request
    assert civil.provides[0].request.document == {"required": ["id"]}
    (needs,) = labour.consumes
    assert needs.request
    assert needs.request.document == {"required": ["id", "use"]}
    assert (needs.provider, needs.samples) == ("civil", ({"id": "1"}, {"id": "2", "sex": "0"}))
    assert needs.schema is civil.provides[0].schema, "the same file is the same schema"


def test_its_pairs_and_agreements(folder: Path) -> None:
    (pair,) = read(folder).pairs()
    assert (pair.provider.name, pair.consumer.name, pair.platform.name, pair.item) == ("civil", "labour", "hub", "R-1")
    assert pair.catalogue
    assert pair.catalogue.name == "catalogue"
    assert pair.vertical
    assert pair.apart
    assert pair.agreement
    assert pair.agreement.duties[0].party == "provider"
    assert (pair.agreement.begins, pair.agreement.escalation) == ("2026-01-01", ("省大数据局",))


def test_targets_and_systems_stand_beside_each_other(folder: Path) -> None:
    network = read(folder, GOOD + "targets:\n  alone: {address: 'http://127.0.0.1:9009'}\n")
    assert "alone" not in network.members


def test_one_of_several_providers_is_named(folder: Path) -> None:
    other = changed(
        "    consumes:\n      - resource: R-1\n", "    consumes:\n      - resource: R-1\n        provider: hub\n"
    )
    text = other.replace("    writes: true\n", "    writes: true\n    provides: [{resource: R-1}]\n")
    agreed = text.replace("    provider: civil\n    consumer", "    provider: hub\n    consumer")
    assert [pair.provider.name for pair in read(folder, agreed).pairs()] == ["hub"]


WRONG = {
    "an unknown parent": ("    parent: civil\n", "    parent: civl\n", ["no system `civl`", "did you mean `civil`?"]),
    "an unknown platform": (
        "    zone: private\n",
        "    platform: hib\n",
        ["there is no system `hib`", "did you mean `hub`?"],
    ),
    "a platform that is none": (
        "    zone: private\n",
        "    platform: civil\n",
        ["`civil` is not of kind data-exchange", "of this kind are: hub"],
    ),
    "an unknown provider": (
        "        key: id\n",
        "        provider: cvil\n",
        ["there is no system `cvil`", "did you mean `civil`?"],
    ),
    "a provider without it": (
        "        key: id\n",
        "        provider: hub\n",
        ["`hub` does not provide R-1", "name one as provider: civil"],
    ),
    "nobody provides it": (
        "    consumes:\n      - resource: R-1\n",
        "    consumes:\n      - resource: R-11\n",
        ["no other system provides the resource R-11", "did you mean `R-1`?"],
    ),
    "two provide it": (
        "    writes: true\n",
        "    writes: true\n    provides: [{resource: R-1}]\n",
        ["several systems provide R-1", "name one as provider: hub, civil"],
    ),
    "provided twice": (
        "        request: wanted.yaml\n",
        "        request: wanted.yaml\n      - resource: R-1\n",
        ["R-1 is provided twice"],
    ),
    "consumed twice": (
        "        key: id\n",
        "        key: id\n      - resource: R-1\n",
        ["`labour` consumes R-1 of `civil` twice"],
    ),
    "no platform above": (
        "    profile: data-exchange\n",
        "",
        ["`civil` has no exchange platform", "name its platform"],
    ),
    "a cycle of parents": (
        "    writes: true\n",
        "    writes: true\n    parent: labour\n",
        ["the parents form a cycle: hub → labour → civil → hub", "take out one"],
    ),
    "its own parent": ("    writes: true\n", "    parent: hub\n", ["the parents form a cycle: hub → hub"]),
    "a level not below": (
        "    level: county\n",
        "    level: 市\n",
        ["`labour` is of level city, and its parent `civil` of level city is not above it", "correct level or parent"],
    ),
    "an unknown level": ("    level: county\n", "    level: conty\n", ["level", "did you mean `county`?"]),
    "an unknown zone": ("    zone: private\n", "    zone: 政务外\n", ["zone", "did you mean `政务外网`?"]),
    "one USCC twice": (
        "    uscc: 91110000HT0000042F\n",
        "    uscc: 11440300HT0000034W\n",
        ["`labour` and `civil` have the same USCC", "each system has its own"],
    ),
    "a USCC that does not hold": (
        "    uscc: 91110000HT0000042F\n",
        "    uscc: 91110000HT0000042X\n",
        ["91110000HT0000042X is not a unified social credit code", "the last one a check"],
    ),
    "a USCC of digits": (
        "    uscc: 91110000HT0000042F\n",
        "    uscc: 137000000450302701\n",
        ["137000000450302701 is not"],
    ),
    "no such region": ("    region: 310101\n", "    region: 990101\n", ["990101 is not a division code", "GB/T 2260"]),
    "an address with a password": (
        "http://127.0.0.1:9004",
        "http://me:pw@127.0.0.1:9004",
        ["must not hold a user name or password"],
    ),
    "a secret that is not there": (
        "    facts: {mlps: 3}\n",
        "    credentials:\n      officer: {token: '${env:HUTONG_NOT_SET}'}\n",
        ["HUTONG_NOT_SET is not set", "systems.labour.credentials.officer", "nothing was sent"],
    ),
    "a secret of production": (
        "    facts: {mlps: 3}\n",
        "    credentials:\n      officer: {token: abc}\n",
        ["must not stand in the file", "use ${env:HUTONG_OFFICER}"],
    ),
    "an unknown word of a system": (
        "    zone: private\n",
        "    zne: private\n",
        ["unknown field `zne`", "did you mean `zone`?"],
    ),
    "an unknown word of a need": ("        key: id\n", "        sample: x\n", ["unknown field `sample`", "`samples`"]),
    "an unknown word of a duty": (
        "party: 提供方",
        "partei: 提供方",
        ["unknown field `partei`", "did you mean `party`?"],
    ),
    "a missing word": ("    department: 县人社局\n", "", ["missing field `department`"]),
    "no schema file": (
        "        schema: person.json\n        samples",
        "        schema: nowhere.json\n        samples",
        ["cannot read nowhere.json", "the folder of this file"],
    ),
    "a schema that is none": (
        "        schema: person.json\n        samples",
        "        schema: none.json\n        samples",
        ["none.json: not a JSON Schema: /properties/id/type"],
    ),
    "a schema that leads out": (
        "        schema: person.json\n        samples",
        "        schema: out.yaml\n        samples",
        ["out.yaml: $ref https://schemas.invalid/x leads out", "put what it refers to into $defs"],
    ),
    "a schema that is no object": (
        "        schema: person.json\n        samples",
        "        schema: samples.json\n        samples",
        ["samples.json: a schema should be an object"],
    ),
    "an accepted request that is none": (
        "        request: wanted.yaml\n",
        "        request: none.json\n",
        ["none.json: not a JSON Schema: /properties/id/type"],
    ),
    "a sent request that leads out": (
        "        request: asked.json\n",
        "        request: out.yaml\n",
        ["out.yaml: $ref https://schemas.invalid/x leads out", "put what it refers to into $defs"],
    ),
    "a sent request that is not there": (
        "        request: asked.json\n",
        "        request: nowhere.json\n",
        ["cannot read nowhere.json", "the folder of this file"],
    ),
    "samples that are not JSON": (
        "        samples: samples.json\n",
        "        samples: person.yaml\n",
        ["person.yaml: not JSON"],
    ),
    "an agreement with a stranger": (
        "    consumer: labour\n",
        "    consumer: labor\n",
        ["no system `labor`", "`labour`?"],
    ),
    "an agreement on nothing declared": (
        "    resource: R-1\n    rights",
        "    resource: R-2\n    rights",
        ["`labour` does not declare to consume R-2 of `civil`", "say so in its consumes"],
    ),
    "a day that is none": ("    begins: 2026-01-01\n", "    begins: 2026-02-30\n", ["2026-02-30 is not a date"]),
    "a term that ends first": ("    ends: 2027-12-31\n", "    ends: 2025-12-31\n", ["ends before it begins"]),
    "a second agreement": (
        "    escalation: [省大数据局]\n",
        "    escalation: []\n  - {id: A-2, provider: civil, consumer: labour, resource: R-1}\n",
        ["the agreement A-2 is a second one"],
    ),
    "an unknown clause of a duty": (
        "clauses: [support.paging.complete]",
        "clauses: [support.paging.complet]",
        ["there is no clause `support.paging.complet`", "did you mean `support.paging.complete`?"],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_told_with_its_line(name: str, folder: Path) -> None:
    old, new, said = WRONG[name]
    (folder / "none.json").write_text('{"properties": {"id": {"type": "strng"}}}', encoding="utf-8")
    (folder / "out.yaml").write_text("$ref: https://schemas.invalid/x\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read(folder, changed(old, new), {"support.paging.complete"})
    told = caught.value.render("en")
    for words in said:
        assert words in told
    assert f"--> {folder / 'hutong.yaml'}:{caught.value.line}:" in told
    assert caught.value.line > 1
    assert caught.value.text.zh != caught.value.text.en


@pytest.mark.parametrize(
    "name",
    [
        "an unknown parent",
        "one USCC twice",
        "no schema file",
        "an accepted request that is none",
        "a sent request that leads out",
    ],
)
def test_the_line_is_that_of_the_word(name: str, folder: Path) -> None:
    old, new, _ = WRONG[name]
    text = changed(old, new)
    with pytest.raises(DataError) as caught:
        read(folder, text)
    wrong = next(line for line in new.splitlines() if line not in old.splitlines())
    assert text.splitlines()[caught.value.line - 1] == wrong


def test_a_name_stands_once_and_something_stands_at_all(folder: Path) -> None:
    with pytest.raises(DataError, match="`hub` stands in targets and in systems") as caught:
        read(folder, GOOD + "targets:\n  hub: {address: 'http://127.0.0.1:9009'}\n")
    assert caught.value.line == line_of(GOOD, "  hub:")
    with pytest.raises(DataError, match="missing field `targets` or `systems`"):
        read(folder, "version: 1\n")


def test_a_system_of_a_network_can_be_run_alone(folder: Path) -> None:
    read(folder)
    done = CliRunner().invoke(app, ["run", "civil", "-c", str(folder / "hutong.yaml"), "--dry-run"])
    assert done.exit_code == 0, done.output


def test_a_system_may_be_known_at_another_by_an_account_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIVIL_AT_LABOUR", "secret-of-civil")
    read(folder)
    file = folder / "hutong.yaml"
    text = file.read_text(encoding="utf-8")
    member = "  civil:\n"
    assert member in text
    account = '    accounts: {labour: {token: "${env:CIVIL_AT_LABOUR}"}}\n'
    file.write_text(text.replace(member, member + account, 1), encoding="utf-8")
    civil = network_of(*load_config(file)).members["civil"]
    assert civil.accounts["labour"].secret == "secret-of-civil"
    assert (civil.accounts["labour"].role, civil.accounts["labour"].variable) == ("civil", "CIVIL_AT_LABOUR")
    file.write_text(text.replace(member, member + account.replace("labour", "labor"), 1), encoding="utf-8")
    with pytest.raises(DataError, match="did you mean `labour`"):
        network_of(*load_config(file))


@pytest.mark.parametrize("flag", ["--dry-run", "--explore", "--clause=support.http.head", "--waivers=w.yaml", "-j2"])
def test_what_is_said_of_one_system_is_refused_for_a_network(flag: str, folder: Path) -> None:
    read(folder)
    done = CliRunner().invoke(app, ["run", "-c", str(folder / "hutong.yaml"), flag, "--lang", "en"])
    assert done.exit_code == 2
    assert "nothing was sent" in done.output


def test_an_address_needs_no_file_that_holds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "hutong.yaml").write_text("targets: [", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert CliRunner().invoke(app, ["run", "http://127.0.0.1:9", "--dry-run"]).exit_code == 0


def test_a_network_of_which_no_system_is_named_is_tested_whole(folder: Path) -> None:
    read(folder)
    done = CliRunner().invoke(app, ["run", "-c", str(folder / "hutong.yaml"), "-q"])
    assert done.exit_code == 3, "nobody answers at these addresses"
    assert "network tool=hutong" in done.output


def test_requests_are_compared_though_nobody_answers(folder: Path) -> None:
    read(folder, changed("    zone: private\n", ""))
    (folder / "asked.json").write_text("{}", encoding="utf-8")
    words = ["matrix", "-c", str(folder / "hutong.yaml"), "-q", "--lang", "en", "-o", f"csv:{folder / 'out.csv'}"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1, done.output
    facts = "provider=civil consumer=labour item=R-1"
    assert f"pair fail {facts} zones=meet blame=undecided duty=-: the consumer may send the request {{}}" in done.output
    assert re.search(rf"^misfit of=requests {facts} at=/id .* message={{}} due=a member id$", done.output, re.MULTILINE)
    (row,) = csv.DictReader((folder / "out.csv").read_text(encoding="utf-8-sig").splitlines())
    assert row["message"] == "{}"


def test_the_schema_of_the_config_covers_it(folder: Path) -> None:
    printed = CliRunner().invoke(app, ["schema", "config"])
    schema = read_json(printed.output.encode()).value
    value = load_config_value(folder)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(value, schema)
    for broken in (
        {**value, "systems": {"one": {"address": "http://127.0.0.1:1"}}},
        {"version": 1},
        {**value, "agreements": [{"id": "A", "party": "x"}]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema)


def load_config_value(folder: Path) -> dict[str, object]:
    read(folder)
    _, document = load_config(folder / "hutong.yaml")
    assert isinstance(document.value, dict)
    return document.value


def test_the_network_of_the_readme_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    block = next(part for part in readme.split("```")[1::2] if part.startswith("yaml\nsystems:"))
    file = tmp_path / "hutong.yaml"
    file.write_text(block.removeprefix("yaml\n"), encoding="utf-8")
    (tmp_path / "what-we-take.json").write_text('{"type": "object"}', encoding="utf-8")
    monkeypatch.setenv("HUTONG_PEER", "secret")
    assert [pair.ends for pair in network_of(*load_config(file)).pairs()] == [("labour", "civil", "30100101/200001")]
