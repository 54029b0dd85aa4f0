"""Years of working days that a tester adds to those the release knows: files beside the hutong.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from conformance.model.clause import Standard
from conformance.model.text import Text
from conformance.model.working_days import WorkingDays, YearOfWork
from conformance.norms.data_files import data
from conformance.norms.files import NotRead, read_plain
from conformance.norms.working_days import year_of_work, year_problems
from conformance.norms.yaml_text import Document, read_yaml


def years_beside(config: Document, names: Sequence[str]) -> tuple[YearOfWork, ...]:
    """The years in these files. Raises DataError with the file and the line of what is wrong."""
    years = [_year(config, number, name) for number, name in enumerate(names)]
    for number, year in enumerate(years):
        if year.year in {before.year for before in years[:number]}:
            text = Text(f"{names[number]}：已另有 {year.year} 年", f"{names[number]}: {year.year} is there already")
            help_ = Text("每年只列一个文件", "list one file for a year")
            raise config.error(("working_days", number), text, help_, "config", names[number])
    return tuple(years)


def _year(config: Document, number: int, name: str) -> YearOfWork:
    file = Path(config.file).parent / name
    try:
        document = read_yaml(read_plain(file), str(file))
    except NotRead as error:
        text = Text(f"无法使用 {name}：{error.why.zh}", f"cannot use {name}: {error.why.en}")
        raise config.error(("working_days", number), text, error.help, "config") from None
    for problem in year_problems(document, data("standards")):
        raise problem
    return year_of_work(document)


def with_years(standard: Standard, years: Iterable[YearOfWork]) -> Standard:
    """The standard with these years beside, or instead of, those it knows."""
    added = {year.year: year for year in years}
    return replace(standard, working_days=WorkingDays({**standard.working_days.years, **added})) if added else standard


def note_of(years: Sequence[YearOfWork]) -> tuple[Text, ...]:
    """What a report says of years that are not the release's own."""
    named = ", ".join(str(year.year) for year in years)
    zh, en = f"工作日历另由测试方给出：{named} 年", f"working days given by the tester: {named}"
    return (Text(zh, en),) if years else ()
