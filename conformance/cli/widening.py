"""Questions beyond those of the release: of a system's own document, and those Schemathesis thinks up as it goes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import click

from conformance.cli.loading import GENERAL, Loaded
from conformance.cli.voice import refuse
from conformance.engine.plan import Exploration
from conformance.model.target import Target
from conformance.model.text import Lang, Text


def with_own_questions(
    target: Target, loaded: Loaded, options: dict[str, Any], lang: Lang
) -> tuple[Loaded, tuple[Text, ...]]:
    """The data of a run with questions made of the system's own document, and what there is to tell of them.

    They are made only where one is given and a clause of the run asks for them.
    """
    clauses: Collection[str] = options["clauses"] or loaded.profile.clauses
    known = loaded.standard.clauses
    asking = any(verify.probe == "corpus" for name in clauses if name in known for verify in known[name].verify)
    if loaded.corpus is not None or not target.document or not options["corpus"] or not asking:
        return loaded, ()
    if not options["quiet"]:
        zh, en = "正在由接口文档生成问题（至多一分钟）", "making questions of the interface document (a minute at most)"
        click.echo(Text(zh, en).into(lang), err=True)
    from conformance.engine.generate.own import own_corpus  # Schemathesis is imported only where it is used

    corpus, notes = own_corpus(loaded.contract, options["seed"])
    return replace(loaded, corpus=corpus, questions=corpus.digest), notes


def exploration(target: Target, options: dict[str, Any], lang: Lang) -> Exploration | None:
    """How far Schemathesis may explore; None where it was not asked for. It needs an interface document."""
    if not options["explore"]:
        return None
    if target.kind == GENERAL and not target.document:
        zh, en = "--explore 需要接口文档", "--explore needs an interface document"
        refuse(Text(zh, en), lang, Text("用 --openapi 给出", "name it with --openapi"))
    return Exploration(options["explore_requests"], options["explore_seconds"] or target.limits.seconds)
