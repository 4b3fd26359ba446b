"""Playing worlds: cut in pieces or not, by either kernel, interrupted or not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.attack.small_plays import everything, same, years

from sanso.attack.playing import BLOCK, cuts, play_block, play_worlds
from sanso.attack.tally import added


@given(st.integers(1, 20_000))
def test_pieces_follow_one_another(worlds: int) -> None:
    pieces = list(cuts(worlds))
    assert pieces[0][0] == 0
    assert pieces[-1][1] == worlds
    assert all(before[1] == after[0] for before, after in pairwise(pieces))
    assert all(0 < last - first <= BLOCK for first, last in pieces)


def test_pieces_add_up_to_the_whole() -> None:
    play, watches = everything()
    asked = years(2 * BLOCK + 77)
    whole = play_worlds(play, asked, watches)
    assert not whole.partial
    pieces = added([play_block(play, asked, watches, "plain", first, last) for first, last in cuts(asked.worlds)])
    assert same(whole.tally, pieces)


@pytest.mark.long
def test_the_kernels_tally_alike() -> None:
    play, watches = everything()
    asked = years(1_500)
    plain, timed = (play_worlds(play, asked, watches, kernel=kernel).tally for kernel in ("plain", "timed"))
    assert same(plain, timed)


def test_progress_is_told() -> None:
    play, watches = everything()
    told: list[tuple[int, int]] = []
    play_worlds(play, years(50), watches, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (50, 50)


class Interrupts:
    """Presses Ctrl-C when it is told of progress for the n-th time."""

    def __init__(self, at: int) -> None:
        self.at, self.done = at, 0

    def __call__(self, done: int, of: int) -> None:
        self.at -= 1
        self.done = done
        if self.at == 0:
            raise KeyboardInterrupt


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanso.attack.kernels.blocks._DENSE_CELLS", 9 * 100)


@pytest.mark.usefixtures("small_blocks")
def test_an_interruption_keeps_what_is_done() -> None:
    play, watches = everything()
    asked, interrupts = years(1_000), Interrupts(at=3)
    played = play_worlds(play, asked, watches, progress=interrupts)
    assert played.partial
    assert played.tally.worlds == interrupts.done < 1_000
    assert same(played.tally, play_block(play, asked, watches, "plain", 0, interrupts.done))


def test_an_interruption_after_the_last_block_loses_nothing() -> None:
    play, watches = everything()
    assert not play_worlds(play, years(10), watches, progress=Interrupts(at=1)).partial


def test_an_interruption_before_the_first_block_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sanso.attack.playing.tallied", interrupted)
    play, watches = everything()
    with pytest.raises(KeyboardInterrupt):
        play_worlds(play, years(10), watches)
