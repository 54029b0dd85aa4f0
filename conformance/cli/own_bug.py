"""What is said of a bug of our own: that it is one, where its trace went, and exit code 70."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType

from conformance import __version__
from conformance.cli import console as voice
from conformance.model.network import Member
from conformance.model.target import Credential, Target
from conformance.model.text import Lang, Text
from conformance.model.visible import visible
from conformance.norms.data_files import state
from conformance.norms.errors import DataError
from conformance.wire.masking import mask_personal
from conformance.wire.redaction import Redactor

VARIABLE = "HUTONG_"
"""How the environment variables begin that hold secrets."""
SHORTEST = 8
"""Characters of a value of theirs that is taken for one: others, such as a language, would blank ordinary words."""


def tell(error: Exception, lang: Lang, what: Text | None = None) -> None:
    """Say that a bug of ours got in the way of something, or of everything, and where its trace is kept."""
    tell_trace(Redactor(_secrets(error)).clean("".join(traceback.format_exception(error))), lang, what)


def end_if_broken(trace: str, lang: Lang) -> None:
    """Say what of ours broke a run, by its trace, and end with exit code 70; nothing where there is none."""
    if trace:
        tell_trace(trace, lang)
        raise SystemExit(voice.OWN_BUG)


def tell_trace(trace: str, lang: Lang, what: Text | None = None) -> None:
    """The same of a trace without secrets."""
    last = visible(mask_personal(trace.strip().rpartition("\n")[2]), limit=300)
    zh, en = ("Hutong 自身出错", "a bug of Hutong") if what is None else (what.zh, what.en)
    text = Text(f"{zh}：{last}", f"{en}: {last}")
    kept = _kept(trace)
    hint = Text(
        "这不是被测系统的问题；请将上述文件交给 Hutong 的维护者（其中的凭据已隐去）",
        "the system under test is not to blame; give that file to the maintainers of Hutong (credentials are blanked)",
    )
    nowhere = Text(
        "这不是被测系统的问题；无处可存放出错记录", "the system is not to blame; the trace could be kept nowhere"
    )
    voice.tell(DataError(text, kept, help=hint if kept else nowhere, about="bug"), lang)


def _kept(trace: str) -> str:
    """The file the trace went to: in the user's state folder, else among the temporary files; empty for nowhere."""
    head = f"hutong {__version__} · Python {platform.python_version()} · {platform.system()} {platform.machine()}\n\n"
    told = (head + visible(mask_personal(trace), limit=0, keep_newlines=True) + "\n").encode(
        "utf-8", "backslashreplace"
    )
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(prefix="trace-", suffix=".txt", dir=folder)  # its owner's alone
            with os.fdopen(handle, "wb") as file:
                file.write(told)
        except OSError:
            continue
        return name
    return ""


def _folders() -> Iterator[Path]:
    with suppress(RuntimeError):  # there is no home
        yield state() / "traces"
    yield Path(tempfile.gettempdir())


def _secrets(error: BaseException | None) -> Iterator[Credential]:
    """Every credential at hand where the error, or one before it, came up or is told, and those of the environment."""
    given = ((name, value) for name, value in os.environ.items() if name.startswith(VARIABLE))
    yield from (Credential("", name, secret=value) for name, value in given if len(value) >= SHORTEST)
    for frame, _ in traceback.walk_stack(None):
        yield from _at_hand(frame)
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            yield from _at_hand(frame)
        error = error.__cause__ or error.__context__


def _at_hand(frame: FrameType) -> Iterator[Credential]:
    for value in [*frame.f_locals.values()]:
        yield from _held(value)


def _held(value: object) -> Iterator[Credential]:
    if isinstance(value, Credential):
        yield value
    elif isinstance(value, Target):
        yield from value.credentials.values()
    elif isinstance(value, Member):
        yield from (*value.target.credentials.values(), *value.accounts.values())
    elif isinstance(members := getattr(value, "members", None), Mapping):
        for member in members.values():
            yield from _held(member) if isinstance(member, Member) else ()
