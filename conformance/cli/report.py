"""`hutong report`: a saved result in other formats, without asking the system again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from conformance.cli.filing import code_after, file, output_option, outputs_of
from conformance.cli.voice import lang_option, refuse, speaking
from conformance.model.text import Lang, Text
from conformance.reports import saved


@click.command()
@click.argument("result", type=click.Path(path_type=Path))
@output_option
@lang_option
@speaking
def report(result: Path, outputs: tuple[str, ...], lang: Lang) -> None:
    """用保存的结果另出报告，不再询问系统。 File a saved result (`-o json`) in other formats; nothing is asked again."""
    document = _saved(result, lang)
    wanted = outputs_of(outputs, lang)
    if not wanted:
        from conformance.reports.formats import render

        click.echo(bytes(render("markdown", document, lang)), nl=False)  # type: ignore[arg-type] # a format of one file
    raise SystemExit(code_after(0, file(document, wanted, lang)))


def _saved(result: Path, lang: Lang) -> dict[str, Any]:
    """The document of a file; refused where it is none."""
    hint = Text("给出以 -o json 保存的结果", "give a result that was filed with -o json")
    try:
        return saved.read(result)
    except OSError as error:
        said = Text(f"读不到 {result}：{error.strerror}", f"cannot read {result}: {error.strerror}")
        refuse(said, lang, hint, "result")
    except saved.Unreadable as error:
        refuse(Text(f"{result}：{error.text.zh}", f"{result}: {error.text.en}"), lang, hint, "result")
