"""What a hutong.yaml says of operations and hours: read, refused where it cannot be, kept from the first request on."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema_rs import validator_for

from conformance.cli.app import app
from conformance.cli.schema import schema_of
from conformance.config.choosing import DAYS
from conformance.config.file import load_config, target_of
from conformance.model.target import Target
from conformance.model.verdict import Reason, Verdict
from conformance.model.window import Window
from tests.engine.acting_system import acting
from tests.examining import examine_target

CHINA = timezone(timedelta(hours=8))


def far_day() -> str:
    """A day on which no window is open today or tomorrow, whatever the hour."""
    return DAYS[(datetime.now(CHINA).weekday() + 3) % 7]


def file(folder: Path, address: str = "http://127.0.0.1:9", **keys: Any) -> Path:
    found = folder / "hutong.yaml"
    found.write_text(json.dumps({"targets": {"it": {"address": address, **keys}}}, ensure_ascii=False), "utf-8")
    return found


def target(folder: Path, **keys: Any) -> Target:
    return target_of(*load_config(file(folder, **keys)), "it")


def ran(*words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--lang", "en"])


def test_a_window_is_its_hours_in_china(tmp_path: Path) -> None:
    window = target(tmp_path, window="22:00-06:00").window
    assert window is not None
    assert (window.start, window.end, len(window.days)) == (time(22), time(6), 7)
    assert window.zone.utcoffset(None) == timedelta(hours=8)
    assert window.text == "22:00-06:00 Asia/Shanghai"


@pytest.mark.parametrize("days", [["mon", "fri"], ["周一", "星期五"]])
def test_days_are_said_in_both_languages(days: list[str], tmp_path: Path) -> None:
    window = target(tmp_path, window={"hours": "0:00-24:00", "days": days, "zone": "+09:00"}).window
    assert window is not None
    assert window.days == {0, 4}
    assert window.zone.utcoffset(None) == timedelta(hours=9)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ("22-06", "22-06 is no span of hours; write it as 22:00-06:00"),
        ("22:00-22:00", "is no span of hours"),
        ("24:00-06:00", "is no span of hours"),
        ("06:00-24:30", "is no span of hours"),
        ("25:00-26:00", "is no span of hours"),
        ({"hours": "22:00-06:00", "zone": "Asia/Nowhere"}, "there is no time zone Asia/Nowhere"),
        ({"hours": "22:00-06:00", "zone": "../etc/passwd"}, "there is no time zone ../etc/passwd"),
        ({"hours": "22:00-06:00", "days": ["someday"]}, "someday"),
        ({"day": ["mon"]}, "unknown field `day`"),
        (7, "window"),
    ],
)
def test_a_window_nobody_can_read_is_refused(window: Any, words: str, tmp_path: Path) -> None:
    done = ran("run", "-c", str(file(tmp_path, window=window)))
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"hold_back": ["/logout"]}, "hold_back"),
        ({"hold_back": {"alow": ["/logout"]}}, "did you mean `allow`?"),
        ({"exclude": "/logout"}, "should be a list"),
        ({"exclude": [7]}, "should be text"),
        ({"only": ["nothing-of-that-name"]}, "only: there is no operation `nothing-of-that-name`"),
        ({"profile": "resource-catalogue", "exclude": ["getResorce"]}, "did you mean `getResource`?"),
    ],
)
def test_a_choice_nobody_can_keep_is_refused(keys: dict[str, Any], words: str, tmp_path: Path) -> None:
    done = ran("run", "-c", str(file(tmp_path, **keys)))
    assert done.exit_code == 2, done.output
    assert words in done.stderr


def test_the_schema_for_an_editor_takes_what_the_command_takes(tmp_path: Path) -> None:
    keys = {
        "hold_back": {"allow": ["/logout"]},
        "only": ["list*"],
        "exclude": ["tag:导出"],
        "window": {"hours": "22:00-06:00", "days": ["周一"], "zone": "Asia/Shanghai"},
    }
    schema = validator_for(schema_of("config"))
    for window in (keys["window"], "22:00-06:00"):
        assert schema.is_valid(json.loads(file(tmp_path, **{**keys, "window": window}).read_text("utf-8")))
    assert not schema.is_valid(json.loads(file(tmp_path, window={"days": ["mon"]}).read_text("utf-8")))


@pytest.mark.parametrize(
    "words",
    [("run", "it"), ("run", "it", "--clause", "overall.json.strict"), ("replay", "0123456789ab", "it")],
    ids=["run", "clause", "replay"],
)
def test_outside_its_hours_nothing_is_sent(words: tuple[str, ...], tmp_path: Path) -> None:
    with acting() as system:
        given = file(tmp_path, system.address, window={"hours": "00:00-24:00", "days": [far_day()]})
        done = ran(*words, "-c", str(given))
        assert not system.asked
    assert done.exit_code == 2
    assert f"it may be asked in {far_day()} 00:00-24:00 Asia/Shanghai only, and it is not that time" in done.stderr
    assert "it opens at 20" in done.stderr


def test_outside_its_hours_its_document_is_not_fetched_either(tmp_path: Path) -> None:
    with acting() as system:
        document = f"{system.address}/openapi.json"
        given = file(tmp_path, system.address, openapi=document, window={"hours": "00:00-24:00", "days": [far_day()]})
        assert ran("run", "-c", str(given), "--dry-run").exit_code == 2
        assert not system.asked


def test_the_plan_is_shown_at_any_hour(tmp_path: Path) -> None:
    given = file(tmp_path, window={"hours": "00:00-24:00", "days": [far_day()]})
    done = ran("run", "-c", str(given), "--dry-run")
    assert done.exit_code == 0
    assert f"window: {far_day()} 00:00-24:00 Asia/Shanghai" in done.stdout


def test_a_network_waits_for_the_hours_of_all_its_systems(tmp_path: Path) -> None:
    system = {
        "address": "http://127.0.0.1:9",
        "profile": "data-exchange",
        "department": "云州市民政局",
        "uscc": "11459900HT10000281",
        "level": "city",
        "region": "459900",
    }
    other = {**system, "address": "http://127.0.0.1:10", "uscc": "11459900HT100001X1", "window": "00:00-24:00"}
    closed = {"hours": "00:00-24:00", "days": [far_day()]}
    provides, consumes = [{"resource": "30100101/200001"}], [{"resource": "30100101/200001"}]
    network = {"one": {**system, "window": closed, "consumes": consumes}, "two": {**other, "provides": provides}}
    given = tmp_path / "hutong.yaml"
    given.write_text(json.dumps({"systems": network}), "utf-8")
    done = ran("matrix", "-c", str(given))
    assert done.exit_code == 2
    assert "one may be asked in" in done.stderr


@dataclass(frozen=True)
class Closing(Window):
    """A window that closes once it has been looked at so often."""

    looks: tuple[int, list[int]] = (0, [])

    def rest(self, now: datetime) -> float:
        most, seen = self.looks
        seen.append(1)
        return 3600.0 if len(seen) <= most else 0.0


@pytest.mark.parametrize("most", [0, 1, 5, 20])
def test_a_run_that_reaches_the_end_is_cut_as_by_a_budget(most: int) -> None:
    window = Closing(time(0), time(0), CHINA, text="22:00-06:00 Asia/Shanghai", looks=(most, []))
    with acting() as system:
        report = examine_target(replace(Target("it", system.address), window=window), shrink=False)
        assert system.asked.total() <= most
    open_ones = [it for it in report.results if it.verdict is Verdict.INCONCLUSIVE and it.reason is Reason.BUDGET]
    assert open_ones
    assert report.gate.exit_code == 3
    said = {it.detail.en for it in open_ones if it.detail}
    assert any(
        "outside the window 22:00-06:00 Asia/Shanghai in which the system may be asked; not sent" in it for it in said
    )
    assert not any("raise limits" in it for it in said)
