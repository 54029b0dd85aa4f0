"""When the plugin wakes, what it says of wrong use, and a vendor's own checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vendor.conftest import OWN, Call


def test_it_sleeps_and_loads_no_engine_unless_asked(pytester: pytest.Pytester, call: Call) -> None:
    (pytester.path / "conftest.py").unlink()
    pytester.makepyfile(
        """
        import sys

        def test_nothing_is_loaded():
            loaded = {name for name in sys.modules if name.startswith("conformance")}
            allowed = ("conformance", "conformance.pytest_plugin")
            assert not [name for name in loaded if name not in allowed and not name.startswith(allowed[1] + ".")]
            assert "conformance.pytest_plugin.items" not in loaded
            assert not {"click", "rich", "requests", "jsonschema"} & set(sys.modules)
        """
    )
    call("--strict-markers", apart=True).assert_outcomes(passed=1)


def test_the_ini_file_wakes_it_where_no_test_is_named(pytester: pytest.Pytester, call: Call) -> None:
    pytester.makeini("[pytest]\nhutong_config = hutong.yaml::city\n")
    pytester.makepyfile("def test_other(): pass")
    assert "hutong.yaml::city::gate" in call("--collect-only", "-q").outlines
    named = call("--collect-only", "-q", "test_the_ini_file_wakes_it_where_no_test_is_named.py").outlines
    assert not [line for line in named if line.startswith("hutong.yaml")]
    call("hutong.yaml::city::support.paging.bounded").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("word", "code", "said"),
    [
        ("nowhere.yaml", pytest.ExitCode.USAGE_ERROR, "There is no file nowhere.yaml"),
        ("hutong.yaml::citty", pytest.ExitCode.INTERRUPTED, "did you mean `city`?"),
        ("secret.yaml", pytest.ExitCode.INTERRUPTED, "the environment variable NOT_SET_HERE is not set"),
    ],
)
def test_wrong_use_is_told_before_anything_is_sent(call: Call, project: Path, word: str, code: int, said: str) -> None:
    secret = "targets: {far: {address: 'http://127.0.0.1:9', credentials: {officer: {token: '${env:NOT_SET_HERE}'}}}}\n"
    (project / "secret.yaml").write_text(secret, encoding="utf-8")
    result = call("--hutong", word)
    assert result.ret == code
    assert said in result.stdout.str() + result.stderr.str()
    assert not (project / "runs.txt").exists()


@pytest.mark.parametrize("option", ["--hutong-waivers", "--hutong-known"])
def test_a_file_of_marks_that_is_not_there_is_told_once(call: Call, option: str) -> None:
    result = call("--hutong", "hutong.yaml", option, "nowhere.yaml")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert (result.stdout.str() + result.stderr.str()).count(f"{option}: 没有文件 nowhere.yaml") == 1


def test_own_checks_run_once_for_each_target_and_note_what_they_asked(call: Call, project: Path) -> None:
    (project / "test_own.py").write_text(OWN.read_text(encoding="utf-8"), encoding="utf-8")
    result = call("--hutong", "hutong.yaml", "test_own.py", "-k", "test_own", "-v", "--junitxml", "out.xml")
    result.assert_outcomes(passed=10)
    result.stdout.fnmatch_lines(["test_own.py::test_what_is_registered_is_read_back?hutong:city? PASSED*"])
    text = (project / "out.xml").read_text(encoding="utf-8")
    assert 'name="hutong.clause" value="support.errors.problem-details"' in text
    assert "$HUTONG_OFFICER" in text
    assert "reference-officer-token" not in text


def test_own_checks_without_a_target_do_not_pass(call: Call, project: Path) -> None:
    (project / "test_own.py").write_text(OWN.read_text(encoding="utf-8"), encoding="utf-8")
    result = call("test_own.py")
    result.assert_outcomes(errors=5)
    result.stdout.fnmatch_lines(["*There is no target to ask*"])


def test_a_clause_nobody_knows_is_refused(pytester: pytest.Pytester, call: Call) -> None:
    pytester.makepyfile("import pytest\n@pytest.mark.clause('support.paging.complet')\ndef test_it(): pass")
    result = call("--hutong", "hutong.yaml::city", "-k", "test_it")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "did you mean `support.paging.complete`?" in result.stdout.str() + result.stderr.str()
