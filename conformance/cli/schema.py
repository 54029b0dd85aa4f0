"""`hutong schema`: the JSON Schemas an editor or another tool needs."""

from __future__ import annotations

import click

from conformance.cli.console import echo_json, lang_option, speaking
from conformance.model.text import Lang


@click.command()
@click.argument("of", type=click.Choice(["config", "report", "clause", "profile", "waivers"]))
@lang_option
@speaking
def schema(of: str, lang: Lang) -> None:
    """输出 JSON Schema。 Print the JSON Schema of hutong.yaml, the JSON report, a topic file, a profile, waivers."""
    echo_json(schema_of(of))


def schema_of(of: str) -> object:
    """One of the schemas, as JSON values."""
    if of == "config":
        from conformance.config.file import Config

        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Config.model_json_schema()}
    if of == "report":
        from conformance.reports.json_document import schema as report_schema

        return report_schema()
    from conformance.norms.data_files import data
    from conformance.norms.release_files import bytes_of, json_of

    folder = "standards" if of == "clause" else "profiles"
    name = f"{folder}/{of}.schema.json"
    return json_of(bytes_of(data(folder) / f"{of}.schema.json", name), name)
