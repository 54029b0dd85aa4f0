"""A hutong.yaml adds a year of working days; the release does not know 2027."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from conformance.config.file import load_config, target_of
from conformance.config.loading import load, planned
from conformance.model.verdict import Undecided
from conformance.norms.errors import DataError

YEAR = """\
year: 2027
notice: {zh: 关于2027年部分节假日安排的通知, en: Holidays of 2027}
number: ""
issued: "2026-11-03"
basis: own
off: [{name: {zh: 元旦, en: New Year}, from: "2027-01-01", to: "2027-01-03"}]
worked: ["2027-01-09"]
"""
CONFIG = """\
working_days: [2027.yaml]
targets:
  city: {address: "http://127.0.0.1:9", profile: resource-catalogue}
"""


def written(folder: Path, year: str = YEAR) -> Path:
    (folder / "2027.yaml").write_text(year, encoding="utf-8")
    (folder / "hutong.yaml").write_text(CONFIG, encoding="utf-8")
    return folder / "hutong.yaml"


def test_a_year_is_added_and_the_report_says_so(tmp_path: Path) -> None:
    target = target_of(*load_config(written(tmp_path)), "city")
    loaded = load(target)
    assert loaded.standard.working_days.is_working(date(2027, 1, 9))
    assert not loaded.standard.working_days.is_working(date(2027, 1, 1))
    assert [note.en for note in planned(target, loaded).notes] == ["working days given by the tester: 2027"]


def test_without_it_the_year_is_not_known(tmp_path: Path) -> None:
    written(tmp_path).write_text(CONFIG.partition("\n")[2], encoding="utf-8")
    loaded = load(target_of(*load_config(tmp_path / "hutong.yaml"), "city"))
    with pytest.raises(Undecided):
        loaded.standard.working_days.is_working(date(2027, 1, 9))


@pytest.mark.parametrize(
    ("year", "file", "line", "said"),
    [
        (YEAR.replace("2027-01-09", "2027-01-04"), "2027.yaml", 7, "2027-01-04 is no weekend day"),
        (YEAR.replace("worked", "work"), "2027.yaml", 7, "work"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(tmp_path: Path, year: str, file: str, line: int, said: str) -> None:
    with pytest.raises(DataError) as raised:
        target_of(*load_config(written(tmp_path, year)), "city")
    assert (Path(raised.value.file).name, raised.value.line) == (file, line)
    assert said in raised.value.text.en


@pytest.mark.parametrize("names", ["2027.yaml, 2027.yaml", "2027.yaml, ./again.yaml"])
def test_a_year_is_given_once(tmp_path: Path, names: str) -> None:
    config = written(tmp_path)
    (tmp_path / "again.yaml").write_text(YEAR.replace("2027-01-09", "2027-01-16"), encoding="utf-8")
    config.write_text(CONFIG.replace("2027.yaml", names), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        target_of(*load_config(config), "city")
    assert (Path(raised.value.file).name, raised.value.line) == ("hutong.yaml", 1)
    assert "2027 is there already" in raised.value.text.en
    assert raised.value.help is not None


def test_a_file_that_is_not_there_is_told_at_its_name(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "2027.yaml").unlink()
    with pytest.raises(DataError) as raised:
        target_of(*load_config(tmp_path / "hutong.yaml"), "city")
    assert (Path(raised.value.file).name, raised.value.line) == ("hutong.yaml", 1)
