"""Reads filed reports with libraries nobody here wrote; each must take what was filed and refuse what was spoilt."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from junitparser import JUnitXml
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif
from trestle.core.validator_factory import validator_factory
from trestle.oscal.assessment_plan import AssessmentPlan
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.catalog import Catalog
from trestle.oscal.profile import Profile

MODELS = {
    "catalog": Catalog,
    "profile": Profile,
    "assessment-plan": AssessmentPlan,
    "assessment-results": AssessmentResults,
}


class Wrong(ValueError):  # noqa: N818 - it says what the file is
    """What a reader says of a file it does not take."""


def oscal(file: Path, text: str) -> None:
    """The models of compliance-trestle, and its rules on duplicates, references, links and catalogs."""
    raw = json.loads(text)[file.stem]
    model = MODELS[file.stem].model_validate(raw)
    for rule in validator_factory.get_all():
        if not rule.model_is_valid(model, quiet=True):
            raise Wrong(f"{type(rule).__name__}: {rule.error_msg()}")


def sarif(_file: Path, text: str) -> None:
    """The models of pydantic-sarif, which know every member of the schema and no other."""
    Sarif.model_validate(json.loads(text))


def junit(_file: Path, text: str) -> None:
    """What junitparser reads is what the file says of itself."""
    for suite in JUnitXml.fromstring(text.encode()):
        cases = [*suite]
        said = (suite.tests, suite.failures, suite.errors, suite.skipped)
        kinds = [type(outcome).__name__ for case in cases for outcome in case.result]
        seen = (len(cases), *(kinds.count(kind) for kind in ("Failure", "Error", "Skipped")))
        if said != seen:
            raise Wrong(f"{suite.name} says {said}, holds {seen}")


def badge(_file: Path, text: str) -> None:
    """Well-formed XML with the root of SVG."""
    if Xml.fromstring(text).tag != "{http://www.w3.org/2000/svg}svg":  # noqa: S314 - a file of our own
        raise Wrong("no SVG")


READERS: dict[str, tuple[str, Callable[[Path, str], None], str, str]] = {
    "OSCAL": ("*.oscal/*.json", oscal, '"metadata"', '"surprise"'),
    "SARIF": ("*.sarif", sarif, '"runs"', '"surprise"'),
    "JUnit": ("*.junit.xml", junit, "<testcase", "<surprise"),
    "badge": ("*.badge.svg", badge, "</svg>", ""),
}
"""What is read: its files, its reader, and how a file of it is spoilt."""


def refuses(reader: Callable[[Path, str], None], file: Path, text: str) -> Any:
    """What the reader says against a text; None where it takes it."""
    try:
        reader(file, text)
    except (ValidationError, Wrong, Xml.ParseError) as error:
        return error
    return None


def main(folder: Path) -> int:
    """How many readers found something wrong, or nothing to read, or nothing wrong with what was spoilt."""
    wrong = 0
    for name, (pattern, reader, sound, spoilt) in READERS.items():
        files = {file: file.read_text(encoding="utf-8") for file in sorted(folder.glob(pattern))}
        taken = {file: refuses(reader, file, text) for file, text in files.items()}
        missed = [file for file, text in files.items() if not refuses(reader, file, text.replace(sound, spoilt))]
        bad = [f"{file.relative_to(folder)}: {said}" for file, said in taken.items() if said]
        bad += [f"{file.relative_to(folder)}: taken although spoilt" for file in missed]
        print(f"{name}: {len(files)} files read", *bad, sep="\n  ")
        wrong += bool(bad or not files)
    return wrong


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
