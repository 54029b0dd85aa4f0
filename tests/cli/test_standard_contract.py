"""`hutong standard contract` prints a contract that needs nothing beside it, and names the kinds there are."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner
from ruamel.yaml import YAML

from conformance.cli.app import app
from conformance.cli.contract import Quoting
from conformance.config.loading import kind_contract
from conformance.norms.data_files import data
from conformance.norms.kind_contracts import contract_names, document_of_kind


@pytest.mark.parametrize("kind", contract_names(data("standards")))
def test_it_says_what_it_is_and_holds_every_operation(kind: str) -> None:
    done = CliRunner().invoke(app, ["standard", "contract", kind])
    assert done.exit_code == 0
    contract = kind_contract(kind)
    assert done.stdout.startswith(f"# hutong standard contract {kind}: sha256 {contract.digest}\nopenapi: 3.1.0\n")
    paths = YAML(typ="safe").load(done.stdout)["paths"]
    named = [each["operationId"] for item in paths.values() for each in item.values() if "operationId" in each]
    assert sorted(named) == sorted(contract.operations)


@pytest.mark.parametrize("kind", contract_names(data("standards")))
def test_either_version_of_yaml_reads_it_as_it_is(kind: str) -> None:
    printed = CliRunner().invoke(app, ["standard", "contract", kind]).stdout
    document = document_of_kind(data("standards"), kind)
    assert yaml.safe_load(printed) == document
    assert YAML(typ="safe").load(printed) == document


def test_a_text_that_looks_like_a_number_stays_a_text() -> None:
    texts = ["08", "1e3", "0o17", "0x1F", "+1", ".5", "1.", "1_0", "0.0.1", "a1"]
    printed = yaml.dump(texts, Dumper=Quoting)
    assert yaml.safe_load(printed) == YAML(typ="safe").load(printed) == texts


@pytest.mark.parametrize(
    ("lang", "said", "hint"),
    [
        ("zh", "没有接口规约 `resource-catalog`", "是不是 `resource-catalogue`？"),
        ("en", "there is no contract `resource-catalog`", "did you mean `resource-catalogue`?"),
    ],
)
@pytest.mark.parametrize("command", ["contract", "corpus"])
def test_a_kind_without_a_contract_is_told(command: str, lang: str, said: str, hint: str) -> None:
    done = CliRunner().invoke(app, ["standard", command, "resource-catalog", "--lang", lang])
    assert done.exit_code == 2
    assert said in done.stderr
    assert hint in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("name", ["base", "../contracts/general", ""])
def test_only_the_contract_of_a_kind_is_printed(name: str) -> None:
    done = CliRunner().invoke(app, ["standard", "contract", name, "--lang", "en"])
    assert done.exit_code == 2
    assert f"there is no contract `{name}`" in done.stderr
    assert "known are: data-exchange, disclosure, general, one-stop, resource-catalogue" in done.stderr
