"""Reads the dates of HTTP (RFC 9110 section 5.6.7), as in Date, Retry-After and Last-Modified."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime


def http_date(text: str | None) -> datetime | None:
    """The moment a header names, with its offset; None where it names none, or does not say by which clock."""
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else None
