"""In which language and to which kind of console the command speaks, and how it says that something is wrong."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TextIO, TypeVar

import click

from conformance.config.language import NAME, language, shows
from conformance.model.text import Lang, Text
from conformance.model.visible import visible, visible_json
from conformance.norms.errors import DataError, TrustError
from conformance.wire.stopping import Stop

if TYPE_CHECKING:
    from rich.console import Console

P = ParamSpec("P")
R = TypeVar("R")

WRONG_USE = 2
UNDECIDED = 3
TRUST = 4
OWN_BUG = 70


def interactive() -> bool:
    """Whether a person watches standard error: progress may move there."""
    return sys.stderr.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


def console(stream: TextIO) -> Console:
    """A console on a stream. Colour and movement are set apart: FORCE_COLOR alone must not make a log move."""
    from rich.console import Console

    return Console(file=stream, highlight=False, force_interactive=stream.isatty() and interactive())


def steady_output() -> None:
    """Let no console encoding end a run: what it cannot show is replaced, never raised."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def echo(line: str = "", err: bool = False) -> None:
    """Put one line on standard output or error: whatever names and values it holds, nothing in it acts or ends it."""
    put(f"{visible(line, limit=0)}\n", err)


def echo_json(value: object) -> None:
    """Put a JSON document on standard output."""
    put(visible_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")


def put(text: str | bytes, err: bool = False) -> None:
    """Put what was made to be printed as it is on standard output or error, in the encoding of the console.

    Left to itself, click takes a console of ASCII for one wrongly set up, and sends it UTF-8.
    """
    click.echo(text, nl=False, file=sys.stderr if err else sys.stdout)


def tell(error: DataError, lang: Lang) -> None:
    """Say on standard error what is wrong with a piece of data."""
    put(f"{error.render(lang)}\n", err=True)


def speech(asked: str) -> Lang:
    """The language asked for, else that of the locale; English on a console that cannot show Chinese."""
    if asked or shows(NAME):
        return language(asked)
    return "en"


def both(text: Text) -> dict[str, str]:
    """Both languages of a text, as JSON output holds them."""
    return {"zh": text.zh, "en": text.en}


def refuse(text: Text, lang: Lang, help_text: Text | None = None, about: str = "usage") -> NoReturn:
    """Say what is wrong on standard error and end with exit code 2."""
    tell(DataError(text, help=help_text, about=about), lang)
    raise SystemExit(WRONG_USE)


lang_option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="语言，默认随系统。 Language; by default that of the locale."
)


def speaking(function: Callable[P, R]) -> Callable[P, R]:
    """A command whose data errors are told in its language, never with a traceback: exit code 2, and 4 for trust.

    It may be interrupted anywhere.
    """
    return _speaking(function, lambda kwargs: stop_of().open())


def reporting(function: Callable[P, R]) -> Callable[P, R]:
    """The same of a command that leaves a report, also when it is interrupted: it gets the `stop` that tells it so."""

    def given(kwargs: dict[str, Any]) -> AbstractContextManager[None]:
        kwargs["stop"] = stop_of()
        return nullcontext()

    return _speaking(function, given)


def stop_of() -> Stop:
    """What tells the command at hand that its end is asked for."""
    stop: Stop = click.get_current_context().obj
    return stop


def _speaking(
    function: Callable[P, R], around: Callable[[dict[str, Any]], AbstractContextManager[None]]
) -> Callable[P, R]:
    @wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        steady_output()
        asked: Any = kwargs.get("lang")
        lang = kwargs["lang"] = speech(asked or "")
        try:
            with around(kwargs):
                return function(*args, **kwargs)
        except DataError as error:
            tell(error, lang)
            raise SystemExit(TRUST if isinstance(error, TrustError) else WRONG_USE) from None

    return told
