"""`hutong standard contract`: the contract of a kind whole, its base included, for anyone's tools."""

from __future__ import annotations

import click
import yaml

from conformance.cli.completing import contracts
from conformance.cli.console import echo, lang_option, refuse, speaking
from conformance.model.text import Lang, Text
from conformance.norms.data_files import data
from conformance.norms.errors import near
from conformance.norms.kind_contracts import contract_names, document_of_kind

WIDTH = 120


@click.command()
@click.argument("kind", shell_complete=contracts)
@lang_option
@speaking
def contract(kind: str, lang: Lang) -> None:
    """打印一类系统的完整接口规约。 Print the contract of a kind whole: an OpenAPI 3.1 document in YAML."""
    from conformance.config.loading import kind_contract  # loaded only where it is used

    must_have_contract(kind, lang)
    echo(f"# hutong standard contract {kind}: sha256 {kind_contract(kind).digest}")
    document = document_of_kind(data("standards"), kind)
    written = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, default_flow_style=None, width=WIDTH)
    for line in written.splitlines():
        echo(line)


def must_have_contract(kind: str, lang: Lang) -> None:
    """End with exit code 2 where the release has no contract of a kind."""
    known = contract_names(data("standards"))
    if kind not in known:
        refuse(Text(f"没有接口规约 `{kind}`", f"there is no contract `{kind}`"), lang, near(kind, known))
