"""When two changes touch each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.workspace.merging import touching

GPS, BUS, NAME = ("components", "gps"), ("components", "bus"), ("components", "gps", "name")
PLACES = st.lists(
    st.lists(st.sampled_from(["components", "harms", "a", "b", 0, 1]), min_size=1, max_size=4).map(tuple), max_size=3
).map(tuple)


@pytest.mark.parametrize(
    ("one", "other", "touched"),
    [
        ([GPS], [BUS], ()),
        ([GPS], [GPS], (GPS,)),
        ([NAME], [GPS], (GPS,)),
        ([GPS], [NAME], (GPS,)),
        ([NAME], [("components", "gps", "kind")], ()),
        ([GPS], [("components", "gps2")], ()),
        ([GPS], [("harms", "gps")], ()),
        ([GPS, BUS], [("harms", "h"), BUS], (BUS,)),
        ([("components",)], [GPS], (("components",),)),
        ([("confirmations", 1)], [("confirmations", 7, "result")], (("confirmations",),)),
        ([("confirmations", 1)], [GPS], ()),
        ([("harms", "h", "ratings", 1)], [("harms", "h", "ratings", 2)], (("harms", "h", "ratings"),)),
        ([("name",)], [GPS], ((),)),
        ([("include",)], [GPS], ((),)),
        ([()], [GPS], ((),)),
        ([], [GPS], ((),)),
        ([GPS], [], ((),)),
    ],
)
def test_by_hand(one, other, touched):
    assert touching(tuple(one), tuple(other)) == touched
    assert touching(tuple(other), tuple(one)) == touched


@given(PLACES, PLACES)
def test_laws(one, other):
    found = touching(one, other)
    assert found == touching(other, one)
    if one:
        assert touching(one, one)
    if not found:
        assert not any(a[: len(b)] == b or b[: len(a)] == a for a in one for b in other)
