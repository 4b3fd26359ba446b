import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.attack.kernels.plays import play, plays

from sanso.attack.kernels.blocks import timed_blocks
from sanso.attack.kernels.counting import reach_counts
from sanso.attack.worlds.play import GUARD, Play
from sanso.attack.worlds.pruning import forward, forward_backward, pruned
from sanso.attack.worlds.years import Years

MANY = settings(max_examples=150, deadline=None)


@MANY
@given(plays(), st.data())
def test_steps_kept_fall_exactly_as_before(made: Play, data: st.DataObject) -> None:
    targets = data.draw(st.lists(st.integers(0, made.size - 1), max_size=3))
    keep = forward_backward(made, targets)
    small, place = pruned(made, keep)
    assert (place[keep] == np.arange(len(keep))).all()
    kept = keep[made.role[keep] != GUARD]
    years = Years(1, 80, 1.0, 20 * 1440)
    whole, part = (list(timed_blocks(p, years, kernel="timed", block=80)) for p in (made, small))
    for before, after in zip(whole, part, strict=True):
        mine = np.isin(before.steps, kept)
        assert (place[before.steps[mine]] == after.steps).all()
        assert (before.times[mine] == after.times).all()
    counts = reach_counts(made, 1, 0, 300)
    assert (reach_counts(small, 1, 0, 300)[place[kept]] == counts[kept]).all()
    watched = reach_counts(made, 1, 0, 300, watched=np.array(targets, dtype=np.int64))
    assert (watched[targets] == counts[targets]).all()


@MANY
@given(plays())
def test_what_forward_leaves_out_never_falls(made: Play) -> None:
    counts = reach_counts(made, 1, 0, 2_000)
    assert not counts[~forward(made)].any()


def test_an_and_step_that_loses_a_parent_cannot_fall() -> None:
    made = play(["or", "or", "and"], [(0, 2), (1, 2)], [0, 1])
    small, place = pruned(made, np.array([0, 2]))
    assert reach_counts(small, 1, 0, 64).tolist() == [64, 0]
    assert place.tolist() == [0, -1, 1]


def test_only_what_lies_between_entries_and_targets_is_kept() -> None:
    roles = ["or", "or", "and", "guard", "or", "or", "and", "or"]
    made = play(roles, [(0, 1), (1, 2), (3, 2), (1, 4), (5, 2), (5, 6), (0, 6), (2, 7)], [0], {3: 0.5})
    assert forward(made).tolist() == [True, True, False, True, True, False, False, False]
    assert forward_backward(made, [4]).tolist() == [0, 1, 4]
    assert forward_backward(made, [7]).tolist() == []
