"""What repeats the failure of a pair: lines of shell that go the whole way from the request to the delivery."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from conformance.cli.demo_network import served
from conformance.cli.matrix import examined, network_in, norms_of
from conformance.config.names import DEFAULT_SEED
from conformance.model.target import variable_of
from conformance.model.verdict import Verdict
from conformance.systems.demo_network import DEMO_NETWORK
from conformance.wire.stopping import Stop


def test_the_lines_of_a_failed_pair_show_it_again(tmp_path: Path) -> None:
    with served(tmp_path) as file:
        network = network_in(file)
        interop = examined(network, norms_of(network), DEFAULT_SEED, "en", Stop(), quiet=True)
        (cell,) = (it for it in interop.cells if it.verdict is Verdict.FAIL)
        broken = next(it for it in cell.results if it.clause.id == "application.interop.codes")
        script = broken.findings[0].script
        tokens = next(small.tokens for small in DEMO_NETWORK if small.name == cell.pair.platform.name)
        said = subprocess.run(
            ["bash", "-c", "\n".join(script)],
            env={"PATH": "/usr/bin:/bin", **{variable_of(role): token for role, token in tokens.items()}},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert len(script) >= 3
    back = [line for line in script if "-X DELETE" in line]
    assert back == [*script[-len(back) :]]
    answers = re.findall(r"^HTTP/1.1 (\d)", said.stdout + said.stderr, re.MULTILINE)
    assert answers == ["2"] * len(script), said.stdout[-2000:]
    assert '"企业类型":"9"' in said.stdout.replace(": ", ":"), said.stdout[-2000:]
    assert interop.left_behind == ()
