"""`hutong completion`: the lines that make a shell offer commands, options, clauses, targets, formats and profiles."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from conformance.cli.console import put

SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
VARIABLE = "_HUTONG_COMPLETE"
"""The variable by which the shell asks, as click derives it from the name of the command."""

HOWTO = {
    "bash": 'eval "$(hutong completion bash)"    # ~/.bashrc',
    "zsh": 'eval "$(hutong completion zsh)"    # ~/.zshrc',
    "fish": "hutong completion fish > ~/.config/fish/completions/hutong.fish",
}


@click.command()
@click.argument("shell", type=click.Choice([*SHELLS]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """输出 shell 补全脚本。 Print the completion script of a shell."""
    script = SHELLS[shell](context.find_root().command, {}, "hutong", VARIABLE)
    # Not `source()`, which runs the shell to ask for its version: the script may be made for another machine.
    put(f"# {HOWTO[shell]}\n{script.source_template % script.source_vars()}\n")
