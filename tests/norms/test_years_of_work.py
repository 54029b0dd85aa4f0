"""A file of one year's working days: what is wrong with it is told with its line."""

from __future__ import annotations

import pytest

from conformance.model.working_days import WorkingDays
from conformance.norms.data_files import data
from conformance.norms.working_days import year_of_work, year_problems
from conformance.norms.yaml_text import read_yaml

SOUND = """\
year: 2027
notice: {zh: 关于2027年部分节假日安排的通知, en: Holidays of 2027}
number: 国办发明电〔2026〕1号
issued: "2026-11-03"
basis: own
off:
  - {name: {zh: 元旦, en: New Year}, from: "2027-01-01", to: "2027-01-03"}
  - {name: {zh: 国庆节, en: National Day}, from: "2027-10-01", to: "2027-10-07"}
worked: ["2027-10-09"]
"""


def problems(text: str) -> list[str]:
    found = year_problems(read_yaml(text.encode(), "2027.yaml"), data("standards"))
    return [f"{problem.line}: {problem.text.en}" for problem in found]


def test_a_sound_year() -> None:
    assert problems(SOUND) == []
    year = year_of_work(read_yaml(SOUND.encode(), "2027.yaml"))
    known = WorkingDays({2027: year})
    days = [day for day in sorted({*year.off, *year.worked}) if known.is_working(day)]
    assert [day.isoformat() for day in days] == ["2027-10-09"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("year: 2027", "year: next", "1: "),
        ('to: "2027-01-03"', 'to: "2027-01-32"', "7: there is no day 2027-01-32"),
        ('from: "2027-10-01"', 'from: "2027-10-08"', "8: 2027-10-08 is after 2027-10-07"),
        ('from: "2027-10-01"', 'from: "2027-01-03"', "8: 2027-01-03 was said already"),
        ('["2027-10-09"]', '["2027-10-07"]', "9: 2027-10-07 was said already"),
        ('["2027-10-09"]', '["2027-10-08"]', "9: 2027-10-08 is no weekend day"),
        ('["2027-10-09"]', '["2026-10-10"]', "9: 2026-10-10 is not in 2027"),
        ('["2027-10-09"]', '["2027-10-09", "2027-10-09"]', "9: 2027-10-09 was said already"),
        ("worked:", "work:", "9: "),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert old in SOUND
    found = problems(SOUND.replace(old, new, 1))
    assert found
    assert found[0].startswith(told)
