"""The command `hutong`."""

from __future__ import annotations

import sys

from conformance import __version__


def main() -> None:
    """Run the command line. The version is told without loading anything else."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from conformance.config.language import NAME, shows

        try:
            print(f"Hutong {NAME} {__version__}" if shows(NAME) else f"Hutong {__version__}", flush=True)
        except OSError as error:
            from conformance.cli.console import speech
            from conformance.cli.ends import refused

            refused(error, speech(""))
        return
    from conformance.wire.stopping import Stop, listening

    with listening(
        Stop(), is_last=True
    ) as stop:  # from here on, so that no signal finds a process that has nothing to say
        from conformance.cli.app import app

        app(prog_name="hutong", obj=stop)
