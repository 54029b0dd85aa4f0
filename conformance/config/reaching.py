"""Targets made sure of before anything is sent: address, numbers and certificate files, or an error at their line."""

from __future__ import annotations

from dataclasses import replace

from conformance.model.target import Target
from conformance.norms.errors import DataError
from conformance.norms.yaml_text import Document
from conformance.wire.dial import pinned
from conformance.wire.scope import Scope
from conformance.wire.wire_errors import UnusableError


def reached(target: Target, document: Document | None = None) -> Target:
    """The target with the numbers its name stands for, which hold for the whole run; nothing is sent to it.

    Raises DataError for an address that is never asked, or a certificate or key that cannot be used.
    """
    try:
        reach = pinned(Scope.of(target.address), target.reach, target.limits.request_seconds)
    except UnusableError as error:
        if document is None:
            raise DataError(error.text, about="usage") from None
        section = "targets" if ("targets", target.name) in document.places else "systems"
        raise document.error((section, target.name, error.key), error.text, about="config") from None
    return replace(target, reach=reach)
