"""Secrets are looked for where one may begin, and found exactly where a search for every writing finds them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conformance.model.target import Credential
from conformance.wire.writings import Writings
from tests.pumping import at_most

ALIKE = ("reference-officer-token", "reference-officer", "aaaaaaaaaaaa", "密-令牌-0001")
WRITINGS = Writings(Credential("", f"HUTONG_{number}", secret=secret) for number, secret in enumerate(ALIKE))
KNOWN = sorted(WRITINGS._names)


PIECES = st.one_of(
    st.sampled_from(KNOWN),
    st.sampled_from(KNOWN).map(bytes.upper),
    st.builds(lambda writing, most: writing[:most], st.sampled_from(KNOWN), st.integers(0, 40)),
    st.binary(max_size=6),
)


@given(st.lists(PIECES, max_size=8).map(b"".join))
def test_the_same_places_are_found_as_by_looking_everywhere(data: bytes) -> None:
    assert WRITINGS._pattern is not None
    assert [it.span() for it in WRITINGS._found(data)] == [it.span() for it in WRITINGS._pattern.finditer(data)]


def test_a_megabyte_of_the_first_characters_of_a_secret_is_read_in_no_time() -> None:
    for piece in (b"referenc", b"a", ALIKE[0].encode().hex()[:8].encode().upper()):
        with at_most(6.0, f"{piece!r}"):
            found = WRITINGS.places(piece * (1_000_000 // len(piece)))
        assert bool(found) == (piece == b"a")
