"""An OpenAPI document into a Contract. What is broken in it costs its own operation and is kept as a flaw."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import Any

from conformance.model.contract import RESERVED_HEADERS, Contract
from conformance.norms import own_words
from conformance.norms.base import BASE, Built, base_of
from conformance.norms.chosen_flaws import chosen_flaws, sequence_flaws
from conformance.norms.data_files import data
from conformance.norms.dialect import as_2020_12
from conformance.norms.openapi_text import read_openapi
from conformance.norms.operations import read_operations
from conformance.norms.plain_json import plain_json
from conformance.norms.records import records_of
from conformance.norms.shared_schemas import at_home
from conformance.norms.soundness import Soundness
from conformance.norms.swagger import as_openapi_3, as_written


def parse_document(raw: bytes, file: str, standards: Traversable | None = None) -> Mapping[str, Any]:
    """Bytes of an OpenAPI 3.x document, JSON or YAML, as a dictionary; one that names a base holds that too.

    The base is one of `standards`, by default those of this release. Raises DataError.
    """
    return built(raw, file, standards).whole()


def built(raw: bytes, file: str, standards: Traversable | None = None, placed: bool = False) -> Built:
    """An OpenAPI 3.x document upon the base it names, if it names one. Raises DataError.

    It keeps the places of its parts where it builds on a base, or where `placed`.
    """
    own = read_openapi(raw, file, placed or BASE.encode() in raw)
    return Built(own, base_of(own, standards or data("standards")))


def read_contract(
    document: Mapping[str, Any], kind: str = "", reserved: Collection[str] = RESERVED_HEADERS
) -> Contract:
    """A Contract from a parsed document. What is broken inside is a flaw of the document, and costs its own operation.

    Header parameters named in `reserved` (lower case) are no part of it. Raises DataError only for a document that is
    nested too deeply to be worked with.
    """
    document = plain_json(document)
    digest = hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    soundness = Soundness(as_2020_12(at_home(as_openapi_3(document))), reserved)
    flaws = soundness.flaws
    whole = own_words.without_odd_rules(soundness.whole(), flaws)
    operations = read_operations(whole, flaws, soundness.unread)
    harvest = own_words.harvest(whole, flaws)
    records, wrong = records_of(whole, operations, harvest) if kind else ({}, [])
    wrong += [*chosen_flaws(operations, harvest), *sequence_flaws(whole, operations)] if kind else ()
    return Contract(
        kind=kind,
        digest=digest,
        document=whole,
        canary=own_words.canary(whole, operations, flaws),
        harvest=harvest,
        operations=operations,
        flaws=tuple(
            dict.fromkeys(replace(each, pointer=as_written(each.pointer, document)) for each in (*flaws, *wrong))
        ),
        records=records,
    )
