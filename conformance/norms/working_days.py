"""The working days of each year: `standards/management/working-days/<year>.yaml`, and files a tester adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.text import Text
from conformance.model.working_days import ONE_DAY, SATURDAY, YearOfWork
from conformance.norms import yaml_text
from conformance.norms.errors import DataError
from conformance.norms.release_files import bytes_of, folder, shape_of
from conformance.norms.shape import departures
from conformance.norms.yaml_text import Document, Path

FOLDER = "working-days"
SHAPE = "working-days.schema.json"


def years_of_work(root: Traversable) -> Iterator[tuple[bytes, YearOfWork | None, list[DataError]]]:
    """The years a release knows: the bytes of each file, the year unless something is wrong with it, and what is."""
    if not (root / "management" / FOLDER).is_dir():
        return
    shown = f"standards/management/{FOLDER}"
    for file in folder(root / "management", FOLDER, shown):
        raw = bytes_of(file, f"{shown}/{file.name}")
        document = yaml_text.read_yaml(raw, f"{shown}/{file.name}")
        wrong = [*_misnamed(document, file.name)] or [*year_problems(document, root)]
        yield raw, None if wrong else year_of_work(document), wrong


def year_of_work(document: Document) -> YearOfWork:
    """What a file of one year says, once nothing is wrong with it."""
    raw = document.value
    off = frozenset(day for _, day in _days_off(raw))
    return YearOfWork(raw["year"], off, frozenset(date.fromisoformat(day) for day in raw["worked"]))


def year_problems(document: Document, root: Traversable) -> Iterator[DataError]:
    """What is wrong with a file of one year: its form, days there are not, of another year, or said twice."""
    found = [*departures(document, shape_of(root / SHAPE, f"standards/{SHAPE}"), "data")]
    found = found or [*_no_days(document)]
    yield from found or _contradictions(document)


def _misnamed(document: Document, name: str) -> Iterator[DataError]:
    year = document.value.get("year") if isinstance(document.value, Mapping) else None
    if isinstance(year, int) and name != f"{year}.yaml":
        text = Text(f"{year} 年应写在 {year}.yaml", f"the year {year} belongs in {year}.yaml")
        yield document.error(("year",), text, about="data", word=str(year))


def _no_days(document: Document) -> Iterator[DataError]:
    """Days the calendar does not have, and spans that run backwards."""
    raw = document.value
    for path, day in _written(raw):
        try:
            date.fromisoformat(day)
        except ValueError:
            text = Text(f"没有 {day} 这一天", f"there is no day {day}")
            yield document.error(path, text, about="data", word=day)
    for index, span in enumerate(raw["off"]):
        if span["from"] > span["to"]:
            text = Text(f"{span['from']} 在 {span['to']} 之后", f"{span['from']} is after {span['to']}")
            yield document.error(("off", index, "from"), text, about="data", word=span["from"])


def _written(raw: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    yield ("issued",), raw["issued"]
    for index, span in enumerate(raw["off"]):
        yield ("off", index, "from"), span["from"]
        yield ("off", index, "to"), span["to"]
    for index, day in enumerate(raw["worked"]):
        yield ("worked", index), day


def _contradictions(document: Document) -> Iterator[DataError]:
    """Days of another year, days said twice, and days worked that are no weekend or off as well."""
    raw, seen = document.value, set[date]()
    for path, day in _days_off(raw):
        said = _said(day, raw["year"], seen)
        if said:
            yield document.error(path, said, about="data")
        seen.add(day)
    for index, written in enumerate(raw["worked"]):
        day = date.fromisoformat(written)
        said = _said(day, raw["year"], seen)
        if not said and day.weekday() < SATURDAY:
            said = Text(f"{day} 不是周末", f"{day} is no weekend day")
        if said:
            yield document.error(("worked", index), said, about="data", word=written)
        seen.add(day)


def _said(day: date, year: int, seen: set[date]) -> Text | None:
    if day.year != year:
        return Text(f"{day} 不在 {year} 年", f"{day} is not in {year}")
    return Text(f"{day} 已写过", f"{day} was said already") if day in seen else None


def _days_off(raw: Mapping[str, Any]) -> Iterator[tuple[Path, date]]:
    for index, span in enumerate(raw["off"]):
        day, last = date.fromisoformat(span["from"]), date.fromisoformat(span["to"])
        while day <= last:
            yield ("off", index, "from"), day
            day += ONE_DAY
