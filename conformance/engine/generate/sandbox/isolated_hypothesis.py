"""Hypothesis and Schemathesis sealed off from their surroundings: nobody's constants, hooks or folders."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from hypothesis import configuration
from hypothesis.internal import charmap
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

from conformance.engine.generate.corpus.readable import readable
from conformance.engine.generate.sandbox.sandbox import FOREIGN

# Hypothesis' own provider under another name: the engine then takes every draw as it comes, and does not vary earlier
# ones by labels that depend on Python's hashes.
BACKEND = "hutong"

DRAWS = ("draw_boolean", "draw_integer", "draw_float", "draw_string", "draw_bytes")


@contextmanager
def _without_settings() -> Iterator[None]:
    """Of the user's environment nothing reaches generation: a module of hooks named there would be loaded."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    with patch.dict(os.environ, kept, clear=True):
        yield


def _say_utf_8() -> None:
    """Lay Hypothesis' table of what UTF-8 can say where it looks for it: to find it out would take it 200 MB.

    It is everything but the surrogates, and nothing comes back as another character. The table bears the name of its
    form, of which there have been two; a version that looks for a third finds it out as ever.
    """
    everything = [[0, 0xD7FF], [0xE000, 0x10FFFF]]
    for name, table in (("codec-utf-8", everything), ("codec-v2-utf-8", [everything, []])):
        file = charmap.charmap_file(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(gzip.compress(json.dumps(table).encode()))


@contextmanager
def sealed(drawn: Callable[[object], None] = lambda value: None) -> Iterator[None]:
    """While it lasts, what is drawn depends on seed and schema alone. `drawn` hears of every value.

    Hypothesis collects the literals of every local module that happens to be imported and mixes them into its draws.
    That collection is replaced by an empty one, and the cache that may hold some is emptied on the way in and out.
    """
    nothing = Constants()
    home = vars(configuration)["__hypothesis_home_directory"]
    provider = providers.HypothesisProvider
    with (
        _without_settings(),
        tempfile.TemporaryDirectory(prefix="hutong-") as folder,
        patch.object(providers, "_get_local_constants", lambda: nothing),
        patch.object(provider, "draw_string", readable(provider.draw_string)),
        patch.dict(providers.AVAILABLE_PROVIDERS, {BACKEND: provider}),
        ExitStack() as stack,
    ):
        for name in DRAWS:
            stack.enter_context(patch.object(provider, name, _told(getattr(provider, name), drawn)))
        configuration.set_hypothesis_home_dir(folder)
        _say_utf_8()
        providers.CONSTANTS_CACHE.cache.clear()
        try:
            yield
        finally:
            providers.CONSTANTS_CACHE.cache.clear()
            configuration.set_hypothesis_home_dir(home)


def _told(draw: Callable[..., Any], drawn: Callable[[object], None]) -> Callable[..., Any]:
    """A way of drawing, of whose every value `drawn` hears."""

    def telling(self: providers.HypothesisProvider, *given: Any, **named: Any) -> Any:
        value = draw(self, *given, **named)
        drawn(value)
        return value

    return telling
