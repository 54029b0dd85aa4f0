"""Files every format of every sample into a folder, for validators that live elsewhere: `python -m … FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from conformance.model.text import Lang
from conformance.reports import formats, json_document
from conformance.reports.writing import write
from tests.interop.sample_network import good_interop, hostile_interop, interop
from tests.reports import sample

SAMPLES = (
    sample.report,
    sample.waived_report,
    sample.good_report,
    sample.open_report,
    sample.hostile_report,
    interop,
    good_interop,
    hostile_interop,
)
LANGS: tuple[Lang, Lang] = ("zh", "en")


def file_all(folder: Path) -> None:
    """Each as `<sample>.<language>.<kind>` with the ending of its kind."""
    folder.mkdir(parents=True)
    for make in SAMPLES:
        for lang in LANGS:
            document = json_document.document(make(), lang)
            for kind in formats.kinds():
                if "interop" not in document or formats.of_network(kind):
                    place = folder / f"{make.__name__}.{lang}.{kind}{formats.suffix(kind)}"
                    write(formats.render(kind, document, lang), place)


if __name__ == "__main__":
    file_all(Path(sys.argv[1]))
