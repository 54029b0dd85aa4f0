"""The standards of the release at hand."""

from __future__ import annotations

from functools import cache

from conformance.model.clause import Standard
from conformance.norms.data_files import data
from conformance.norms.standard import load_standard


@cache
def the_standard() -> Standard:
    """The standards of this release, read once. Raises DataError."""
    return load_standard(data("standards"))
