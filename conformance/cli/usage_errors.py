"""A command line that cannot be read, told as every other wrong use is: in the language asked, with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from conformance.cli.console import refuse, speech, steady_output
from conformance.model.text import Text

LANG = "conformance.cli.lang"
"""Where the context of a command line keeps the language it asks for."""


def asked_language(arguments: Sequence[str]) -> str:
    """What `--lang` says, read before anything else of the line is; empty where it says nothing that can be spoken."""
    words = [word for argument in arguments for word in argument.split("=", 1)]
    after = [words[place + 1] for place, word in enumerate(words[:-1]) if word == "--lang"]
    return after[-1] if after and after[-1] in ("zh", "en") else ""


@contextmanager
def told(asked: str) -> Iterator[None]:
    """A part of reading the line: what is wrong with it is said, with where to read on, and exit code 2."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        _tell(error, asked)


def _tell(error: click.UsageError, asked: str) -> NoReturn:
    steady_output()
    command = error.ctx.command_path if error.ctx else "hutong"
    hint = Text(f"用法见 {command} --help", f"see {command} --help")
    refuse(Text(_in_chinese(error), error.format_message()), speech(asked), hint)


def _in_chinese(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        meant = f"；是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{meant}"
    if isinstance(error, click.MissingParameter) and error.param:
        return f"缺少 {error.param.get_error_hint(error.ctx or click.get_current_context())}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 须有值"
    if isinstance(error, click.BadParameter) and error.param and error.ctx:
        return f"{error.param.get_error_hint(error.ctx)} 的值不可用：{_due(error.param.type) or error.message}"
    return f"命令行有误：{error.format_message()}"


def _due(kind: click.ParamType[Any]) -> str:
    """What a value has to be; empty where only its own message tells."""
    if isinstance(kind, click.Choice):
        return f"应为 {'、'.join(map(str, kind.choices))} 之一"
    if not isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        return ""
    number = "整数" if isinstance(kind, click.types.IntParamType) else "数字"
    bounds = []
    if isinstance(kind, click.IntRange | click.FloatRange):
        if kind.min is not None:
            bounds.append(f"{'大于' if kind.min_open else '不小于'} {kind.min}")
        if kind.max is not None:
            bounds.append(f"{'小于' if kind.max_open else '不大于'} {kind.max}")
    return f"应为{'、'.join(bounds)}{' 的' if bounds else ''}{number}"
