"""`hutong standard contract`: the contract of a kind whole, its base included, for anyone's tools."""

from __future__ import annotations

import re

import click
import yaml

from conformance.cli.completing import contracts
from conformance.cli.console import echo, lang_option, refuse, speaking
from conformance.model.text import Lang, Text
from conformance.norms.data_files import data
from conformance.norms.errors import near
from conformance.norms.kind_contracts import contract_names, document_of_kind

WIDTH = 120


NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9A-Fa-f]+")
"""How YAML 1.2 writes numbers: `08` and `1e3` are texts to YAML 1.1."""


class Quoting(yaml.SafeDumper):  # type: ignore[misc] # the library states no types
    """Quotes every text that either version of YAML reads as a number."""


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if NUMBER.fullmatch(text) else None)


Quoting.add_representer(str, _quoted)


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
    form = {"allow_unicode": True, "sort_keys": False, "default_flow_style": None, "width": WIDTH}
    written: str = yaml.dump(document, Dumper=Quoting, **form)
    for line in written.splitlines():
        echo(line)


def must_have_contract(kind: str, lang: Lang) -> None:
    """End with exit code 2 where the release has no contract of a kind."""
    known = contract_names(data("standards"))
    if kind not in known:
        refuse(Text(f"没有接口规约 `{kind}`", f"there is no contract `{kind}`"), lang, near(kind, known))
