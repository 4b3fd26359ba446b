"""Status lists are a set: the order in which they are named changes no verdict, and contradictions stay refused."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust.chain import DAY, START, SUSPENDED, WITHDRAWN, Chain, status, verifier

from sanso.envelope.malformed import Malformed

CHAIN = Chain()
CLAIM = CHAIN.issue()
"""Its place in both lists is 7."""
PLACES = st.sets(st.integers(5, 8), max_size=2)


@st.composite
def known(draw: st.DrawFn) -> list[str]:
    """Status lists of a few days; what is withdrawn stays so, and what is suspended need not."""
    days = draw(st.lists(st.integers(0, 9), min_size=1, max_size=4, unique=True))
    times = [START + day * DAY for day in sorted(days)]
    withdrawn = accumulate(draw(st.lists(PLACES, min_size=len(times), max_size=len(times))), set.union)
    found = [status(WITHDRAWN, places, time) for places, time in zip(withdrawn, times, strict=True)]
    return found + [status(SUSPENDED, draw(PLACES), time) for time in times]


@settings(max_examples=40, deadline=None)
@given(known(), st.data(), st.integers(0, 12))
def test_any_order_gives_the_same_verdict(lists: list[str], data: st.DataObject, day: int) -> None:
    clock = verifier(START + day * DAY, required=False, statuses=False)
    order = data.draw(st.permutations(lists + data.draw(st.lists(st.sampled_from(lists), max_size=2))))
    oldest, other = clock.with_statuses(lists), clock.with_statuses(order)
    assert other == oldest
    assert other.verdict(CLAIM) == oldest.verdict(CLAIM)


def test_the_newest_list_decides_wherever_it_stands() -> None:
    lists = (status(), status(places=[7], time=START + DAY / 2), status(SUSPENDED))
    for order in permutations(lists):
        assert verifier(required=False, statuses=False).with_statuses(order).verdict(CLAIM).status.code == "withdrawn"


@pytest.mark.parametrize(
    ("later", "time", "code"),
    [((8,), START, "status-rollback"), ((), START + DAY, "status-unwithdrawn")],
)
def test_what_contradicts_is_refused_in_every_order(later: tuple[int, ...], time: dt.datetime, code: str) -> None:
    lists = (status(places=[7]), status(places=later, time=time), status(SUSPENDED))
    for order in permutations(lists):
        with pytest.raises(Malformed) as raised:
            verifier(statuses=False).with_statuses(order)
        assert raised.value.code == code
