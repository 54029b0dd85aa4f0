"""What a network was declared to be, under one digest: wherever its systems stand, and whoever asks them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from conformance.model.contract import Schema
from conformance.model.message import canonical
from conformance.model.network import Network
from conformance.model.target import Target

AS_WHOM = "accounts"
"""The member of a system that says as whom it asks, and is no part of what was declared."""


def digest_of(network: Network) -> str:
    """The SHA-256 of systems, what each provides and consumes with its schemas and samples, and agreements.

    Of a target only its kind and its facts count: address, credentials and limits say how it is asked. A schema counts
    by what it says, not by the file it lies in.
    """
    return hashlib.sha256(canonical(_said(network))).hexdigest()


def _said(value: Any) -> Any:
    if isinstance(value, Target):
        return {"kind": value.kind, "facts": value.facts}
    if isinstance(value, Schema):
        return value.document
    if is_dataclass(value):
        return {it.name: _said(getattr(value, it.name)) for it in fields(value) if it.name != AS_WHOM}
    if isinstance(value, Mapping):
        return {name: _said(item) for name, item in value.items()}
    return [_said(item) for item in value] if isinstance(value, tuple) else value
