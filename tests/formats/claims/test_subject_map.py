"""The file that remembers what partners' subjects are: one reading only, and the same bytes for the same entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope.malformed import Malformed
from sanso.formats.claims.subject_map import SubjectMap, read_subject_map
from sanso.trust.claims.claim import SUBJECTS

NAMES = st.text("abc装:/-", min_size=1, max_size=8)
KEYS = st.tuples(NAMES, st.sampled_from(SUBJECTS), NAMES)


@given(st.dictionaries(KEYS, NAMES))
def test_it_comes_back_whatever_the_order(entries: dict[tuple[str, str, str], str]) -> None:
    known = SubjectMap(entries)
    assert read_subject_map(known.raw).entries == entries
    turned = SubjectMap(dict(reversed(entries.items())))
    assert turned.raw == known.raw


def test_an_entry_holds_for_its_issuer_only() -> None:
    known = SubjectMap({}).with_entry(("a", "system", "x"), "mine")
    assert known.element("a", "system", "x") == "mine"
    assert known.element("b", "system", "x") is None
    assert known.element("a", "device-type", "x") is None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b'{"format": "sanso-subjects/2", "subjects": []}',
        b'{"format": "sanso-subjects/1", "subjects": [{}]}',
        b'{"format": "sanso-subjects/1", "subjects": [], "more": 1}',
        b'{"format": "sanso-subjects/1", "subjects": [{"issuer":"a","kind":"thing","subject":"x","element":"e"}]}',
        b'{"format": "sanso-subjects/1", "subjects": [{"issuer": "a", "kind": "flow", "subject": "x", "element": "e"},'
        b'{"issuer": "a", "kind": "flow", "subject": "x", "element": "f"}]}',
    ],
)
def test_anything_else_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_subject_map(raw)
