"""`hutong report`: a saved result in other formats, without asking the system again."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli.filing import code_after, file, output_option, outputs_of
from conformance.cli.saved import document_of
from conformance.cli.voice import lang_option, speaking
from conformance.model.text import Lang


@click.command()
@click.argument("result", type=click.Path(path_type=Path))
@output_option
@lang_option
@speaking
def report(result: Path, outputs: tuple[str, ...], lang: Lang) -> None:
    """用保存的结果另出报告，不再询问系统。 File a saved result (`-o json`) in other formats; nothing is asked again."""
    document = document_of(result)
    wanted = outputs_of(outputs, lang)
    if not wanted:
        from conformance.reports.formats import render

        click.echo(bytes(render("markdown", document, lang)), nl=False)  # type: ignore[arg-type] # a format of one file
    raise SystemExit(code_after(0, file(document, wanted, lang)))
