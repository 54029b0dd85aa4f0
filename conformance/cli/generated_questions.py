"""Questions beyond those of the release: of a system's own document, and those Schemathesis thinks up as it goes."""

from __future__ import annotations

from typing import Any

from conformance.cli.console import echo, refuse
from conformance.config.loading import GENERAL, Loaded
from conformance.config.own_questions import lacks_questions, with_questions
from conformance.engine.plan import Exploration
from conformance.model.target import Target
from conformance.model.text import Lang, Text


def tell_reading(target: Target, options: dict[str, Any], lang: Lang) -> None:
    """Say that the system's own document is being read: a large one takes a while."""
    if target.document and not options["quiet"]:
        echo(Text("正在读取接口文档……", "reading the interface document …").into(lang), err=True)


def with_own_questions(
    target: Target, loaded: Loaded, options: dict[str, Any], lang: Lang
) -> tuple[Loaded, tuple[Text, ...]]:
    """The data of a run with questions made of the system's own document, and what there is to tell of them.

    They are made only where one is given and a clause of the run asks for them.
    """
    if not options["corpus"] or not lacks_questions(target, loaded, options["clauses"]):
        return loaded, ()
    if not options["quiet"]:
        zh, en = (
            "正在由接口文档生成问题（操作多时约需一分钟）",
            "making questions of the interface document (of many operations, a minute or so)",
        )
        echo(Text(zh, en).into(lang), err=True)
    return with_questions(target, loaded, options["seed"])


def exploration(target: Target, options: dict[str, Any], lang: Lang) -> Exploration | None:
    """How far Schemathesis may explore; None where it was not asked for. It needs an interface document."""
    if not options["explore"]:
        return None
    if target.kind == GENERAL and not target.document:
        zh, en = "--explore 需要接口文档", "--explore needs an interface document"
        refuse(Text(zh, en), lang, Text("用 --openapi 给出", "name it with --openapi"))
    return Exploration(options["explore_requests"], options["explore_seconds"] or target.limits.seconds)
