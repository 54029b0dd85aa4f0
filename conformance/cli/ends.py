"""Every way in which a command can end beside its own: each is told, and has an exit code of its own."""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from conformance.cli.console import OWN_BUG, WRONG_USE, echo, refuse, speech
from conformance.cli.streams import silence, why_not_shown
from conformance.model.text import Lang, Text

BROKEN_PIPE = 128 + 13
SPENT = (errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE)
"""What a machine can run out of: nobody's bug."""


@contextmanager
def told(asked: str) -> Iterator[None]:
    """A command, or the reading of its line. Interrupted: 128 + the signal; a bug of ours: 70; no output: 141 or 2."""
    try:
        yield
    except (click.exceptions.Exit, click.ClickException):
        raise
    except (KeyboardInterrupt, click.Abort) as end:  # click would end with 1: a gate that is not met
        echo(Text("已中断", "interrupted").into(speech(asked)), err=True)
        raise SystemExit(128 + getattr(end, "signal", signal.SIGINT)) from None
    except OSError as error:
        _must_be_shown(speech(asked))
        if error.errno in SPENT:
            refuse(Text(f"{error.strerror}", f"{error.strerror}"), speech(asked))
        if error.filename is None:
            _broken(error, speech(asked))
        refuse(Text(f"{error.filename}：{error.strerror}", f"{error.filename}: {error.strerror}"), speech(asked))
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends here, and with a code of its own
        _broken(error, speech(asked))


def _must_be_shown(lang: Lang) -> None:
    """End where standard output took something no more."""
    why = why_not_shown()
    if why is not None:
        refused(why, lang)


def refused(why: OSError, lang: Lang) -> NoReturn:
    """End for that: quietly where its reader has gone, as every command in a pipe does."""
    silence(sys.stdout)
    if isinstance(why, BrokenPipeError):
        raise SystemExit(BROKEN_PIPE)
    echo(not_shown(why).into(lang), err=True)
    raise SystemExit(WRONG_USE)


def not_shown(why: OSError) -> Text:
    """What there is to say of an output that could not be written."""
    return Text(f"标准输出无法写入：{why.strerror}", f"standard output takes nothing: {why.strerror}")


def _broken(error: Exception, lang: Lang) -> NoReturn:
    from conformance.cli.own_bug import tell  # loaded only where there is one

    tell(error, lang)
    raise SystemExit(OWN_BUG)
