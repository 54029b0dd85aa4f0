"""Drives the Schemathesis engine: its settings, its session taken by ours, nothing registered and nothing left."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import hypothesis
import schemathesis
from schemathesis.config import CacheConfig, ProjectConfig, SchemathesisConfig
from schemathesis.engine import context, from_schema
from schemathesis.engine.core import EventStream

from conformance.engine.generate.explore.asker import STEPS
from conformance.engine.generate.sandbox.isolated_hypothesis import BACKEND, sealed

NOWHERE = "http://target.invalid"
"""The address the engine is told. It leads nowhere, so that whatever passes by our session reaches nobody."""

# Those that look at an answer alone. The others send requests of their own.
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "positive_data_acceptance",
    "negative_data_rejection",
    "missing_required_header",
]
SEQUENCE_CHECKS = ["use_after_free", "ensure_resource_availability"]


@contextmanager
def engine(
    document: dict[str, Any], session: Callable[[], Any], seed: int, drawn: int, sequences: int
) -> Iterator[EventStream]:
    """The engine's events on a document. `drawn` bounds the random cases of an operation, `sequences` the scenarios.

    While it lasts, every session the engine makes is ours. Neither its configuration files nor its hooks are read.
    """

    def own(*_: Any, **__: Any) -> Any:
        return session()

    with (
        sealed(),
        _settings_of_ours(),
        warnings.catch_warnings(),
        patch.object(context, "make_session", own),
    ):
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_dict(
            json.loads(json.dumps(document)), config=_config(seed, max(drawn, 1), max(sequences, 1))
        )
        stream = from_schema(schema).execute()
        try:
            yield stream
        finally:
            stream.stop()
            stream.generator.close()


def _config(seed: int, drawn: int, sequences: int) -> SchemathesisConfig:
    config = SchemathesisConfig(seed=seed, cache=CacheConfig(enabled=False))
    project = config.projects.default
    project.update(base_url=NOWHERE, workers=1, continue_on_failure=True, max_redirects=0)
    project.generation.update(
        codec=None, database="none", no_shrink=True, with_security_parameters=False, max_examples=drawn
    )
    project.checks.update(included_check_names=CHECKS)
    project.auth.auto_signup = False
    project.phases.coverage.unexpected_methods = set()
    project.phases.stateful.max_steps = STEPS
    project.phases.stateful.generation.update(max_examples=sequences)
    project.phases.stateful.checks.update(included_check_names=SEQUENCE_CHECKS)
    return config


@contextmanager
def _settings_of_ours() -> Iterator[None]:
    """Draws taken as they come, so that they depend on the seed and not on Python's hashes."""
    original = ProjectConfig.get_hypothesis_settings

    def settings(self: ProjectConfig, **given: Any) -> hypothesis.settings:
        return hypothesis.settings(
            original(self, **given), backend=BACKEND, suppress_health_check=list(hypothesis.HealthCheck)
        )

    with patch.object(ProjectConfig, "get_hypothesis_settings", settings):
        yield
