"""`hutong standard contract` prints a contract that needs nothing beside it, and names the kinds there are."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from conformance.cli.app import app
from conformance.config.loading import kind_contract
from conformance.norms.data_files import data
from conformance.norms.kind_contracts import contract_names


@pytest.mark.parametrize("kind", contract_names(data("standards")))
def test_it_says_what_it_is_and_holds_every_operation(kind: str) -> None:
    done = CliRunner().invoke(app, ["standard", "contract", kind])
    assert done.exit_code == 0
    contract = kind_contract(kind)
    assert done.stdout.startswith(f"# hutong standard contract {kind}: sha256 {contract.digest}\nopenapi: 3.1.0\n")
    paths = YAML(typ="safe").load(done.stdout)["paths"]
    named = [each["operationId"] for item in paths.values() for each in item.values() if "operationId" in each]
    assert sorted(named) == sorted(contract.operations)


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
