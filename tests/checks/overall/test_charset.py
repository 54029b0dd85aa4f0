"""The media type of JSON in the forms that a lawful system writes, and in those of a container's default."""

from __future__ import annotations

import re

import pytest

from conformance.checks.generic.values import header_says
from conformance.config.release import the_standard
from tests.checks.making import exchange

(VERIFY,) = the_standard().clauses["overall.encoding.charset"].verify


def departs(media: str) -> bool:
    given = VERIFY.arguments
    pattern = re.compile(given["pattern"], re.IGNORECASE)
    return bool(
        [*header_says(exchange(data={}, media=media), header=given["header"], pattern=pattern, due=given["due"])]
    )


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "; charset=utf-8",
        ';charset="UTF-8"',
        "; Charset=utf8 ; q=1",
        "; profile=https://x",
        "; v=1; profile=x",
        "; odata.metadata=full",
        "; version=2; schema=x",
    ],
)
def test_no_charset_or_utf8_is_lawful(parameters: str) -> None:
    assert not departs("application/json" + parameters)


@pytest.mark.parametrize(
    "parameters",
    [
        ";charset=GBK",
        "; charset=gbk",
        ";\tcharset=gbk",
        ";  charset=gbk",
        " ; charset=utf-16",
        "; profile=x; charset=gbk",
        "; charset=gbk; schema=x",
        "; version=2; schema=x; charset=gbk",
        "; CHARSET=ISO-8859-1",
    ],
)
def test_another_charset_departs(parameters: str) -> None:
    assert departs("application/json" + parameters)
