"""How a clause cites the law or standard it rests on."""

from __future__ import annotations

import pytest

from conformance.model.clause import Division, Document, Source
from conformance.model.text import Text


@pytest.mark.parametrize(
    ("division", "clause", "zh", "en"),
    [
        ("article", "13", "《某法》第13条", "Some Law, article 13"),
        ("article", "23(3)", "《某法》第23条第3项", "Some Law, article 23(3)"),
        ("section", "8.1", "《某法》 第 8.1 节", "Some Law, section 8.1"),
        ("article", "", "《某法》", "Some Law"),
    ],
)
def test_a_place_is_cited_as_the_document_is_divided(division: Division, clause: str, zh: str, en: str) -> None:
    law = Document("LAW", Text("某法（1 号令）", "Some Law (Order 1)"), Text("《某法》", "Some Law"), True, division)
    assert Source(law, clause, "read").cited == Text(zh, en)
