"""OSCAL: a catalog, the profile that selects from it, the assessment plan, and the assessment results.

Each file leads to the next by a relative address, so the folder can be handed over as it is.
"""

from __future__ import annotations

import json
from typing import Any

from conformance.model.text import Lang
from conformance.reports.formats.oscal import catalog, plan, results
from conformance.reports.formats.oscal.frame import Frame
from conformance.reports.reading import Document

SUFFIX = ""


def render(document: Document, lang: Lang) -> dict[str, bytes]:
    """The four files by name. A sentence stands in one language, the other beside it as a property."""
    frame = Frame(document, lang)
    files = {
        frame.CATALOG: {"catalog": catalog.catalog(frame)},
        frame.PROFILE: {"profile": catalog.profile(frame)},
        frame.PLAN: {"assessment-plan": plan.plan(frame)},
        frame.RESULTS: {"assessment-results": results.results(frame)},
    }
    return {name: _text(whole) for name, whole in files.items()}


def _text(whole: dict[str, Any]) -> bytes:
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
