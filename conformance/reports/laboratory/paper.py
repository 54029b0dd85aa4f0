"""Sets the pages of a laboratory's report. Imported only where one is asked for: what draws them loads slowly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from weasyprint import HTML, Attachment

from conformance.model.text import Lang
from conformance.reports.json_document import text_of
from conformance.reports.laboratory import ledger
from conformance.reports.reading import Document, seen
from conformance.reports.subject import room
from conformance.reports.web.setting import templates

RECORD = "result.json"


def paper(document: Document, lang: Lang) -> bytes:
    """The report as PDF/A-3, the JSON report attached. The same document gives the same bytes."""
    begun = _time(document["run"]["started"])
    record = Attachment(
        string=text_of(document),
        name=RECORD,
        description="Hutong JSON report",
        relationship="Source",
        created=begun,
        modified=begun,
    )
    made: bytes = HTML(string=page(document, lang), url_fetcher=_nothing).write_pdf(
        pdf_variant="pdf/a-3b", pdf_identifier=document["run"]["digest"].encode(), attachments=[record]
    )
    return made


def page(document: Document, lang: Lang) -> str:
    """What is drawn, as HTML."""
    made = templates(__package__, seen(document), lang, bilingual=False)
    return made.get_template(f"{room(document)}.html.j2").render(
        ledger=ledger, created=_time(document["run"]["started"]).isoformat()
    )


def _nothing(url: str, *_: Any, **__: Any) -> Any:
    """Fetches nothing: the pages need nothing, and what a system wrote must not make them ask."""
    raise ValueError(f"nothing is fetched: {url}")


def _time(written: str) -> datetime:
    """When the run began; the epoch where that cannot be read, so that no clock is asked."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
