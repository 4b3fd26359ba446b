import numpy as np
import pytest
from tests.attack.kernels.plays import play

from sanso.attack.worlds.coins import chance_of, coin_words, guards_down
from sanso.attack.worlds.keys import COIN, absorb, asset_digests, stream
from sanso.attack.worlds.play import ALWAYS


def test_a_coin_compares_a_32_bit_number_with_the_chance() -> None:
    key, chance, seed = asset_digests(["x"]), np.array([0x9ABC_DEF1], dtype=np.uint64), 5
    state = absorb(absorb(np.uint64(stream(seed, COIN)), key), 3)[0]
    planes = absorb(state, np.arange(32, dtype=np.uint64)).tolist()
    numbers = [int("".join(str(word >> world & 1) for word in planes), 2) for world in range(64)]
    word = int(coin_words(seed, key, chance, 3, 1)[0, 0])
    assert [word >> world & 1 for world in range(64)] == [int(number < 0x9ABC_DEF1) for number in numbers]


def test_certain_coins_and_how_often_others_come_up() -> None:
    probabilities = np.array([0.0, 1e-3, 0.25, 0.5, 0.9, 1.0])
    chances = np.array([chance_of(p) for p in probabilities], dtype=np.uint64)
    words = coin_words(3, asset_digests("abcdef"), chances, 0, 4000)
    share = np.bitwise_count(words).mean(axis=1) / 64
    spread = np.sqrt(probabilities * (1 - probabilities) / (64 * 4000))
    assert (np.abs(share - probabilities) <= 4 * spread).all()
    assert share[0] == 0.0
    assert share[-1] == 1.0


def test_a_greater_chance_only_adds_worlds() -> None:
    key = asset_digests(["x"])
    less, more = (coin_words(3, key, np.array([c * 2**32], dtype=np.uint64), 0, 50) for c in (0.4, 0.6))
    assert not (less & ~more).any()
    assert (more & ~less).any()


def test_chances_are_checked() -> None:
    assert chance_of(1.0) == ALWAYS
    for wrong in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match=r"0\.\.1"):
            chance_of(wrong)


def test_guards_are_down_where_a_coin_fails() -> None:
    made = play(["or", "guard", "guard"], [], [0], {1: 0.5}, {1: ("x", 0.5), 2: ("x", 0.5)})
    worlds = np.array([0, 1, 63, 64, 999, 5])
    down = guards_down(made, 1, np.array([1, 2]), worlds)
    assert down.shape == (2, 6)
    assert (down[0] >= down[1]).all()
    every = guards_down(made, 1, np.array([1, 2]), np.arange(20_000))
    assert abs(every[0].mean() - 0.75) < 0.015
    assert (every[:, worlds] == down).all()
    with pytest.raises(ValueError, match="guards"):
        guards_down(made, 1, np.array([0]), worlds)
