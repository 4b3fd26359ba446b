import numpy as np

from sanso.attack.worlds.coins import coin_words
from sanso.attack.worlds.keys import COIN, EFFORT, absorb, asset_digests, digest, finish, finish_in_place, mix, stream
from sanso.attack.worlds.play import ALWAYS


def test_finaliser_gives_the_published_first_outputs_of_splitmix64() -> None:
    # SplitMix64 seeded with 1234567: widely published check values
    golden = 0x9E3779B97F4A7C15
    found = [finish(1234567 + golden * (count + 1)) for count in range(3)]
    assert found == [6457827717110365317, 3203168211198807973, 9817491932198370423]
    state = np.uint64(1234567)
    assert absorb(state, np.arange(3, dtype=np.uint64)).tolist() == found


def test_array_and_whole_number_forms_agree() -> None:
    values = [0, 1, 2**63, 2**64 - 1]
    assert finish_in_place(np.array(values, dtype=np.uint64)).tolist() == [finish(value) for value in values]


def test_keys_depend_on_every_part() -> None:
    a, b = asset_digests(["plc", "hmi"])
    one = np.array([a, a, a, b], dtype=np.uint64)
    keys = [
        *mix(one, np.array([1, 2, 1, 1], dtype=np.uint64), "effort", np.array([0, 0, 1, 0], dtype=np.uint64)).tolist(),
        *mix(one[:1], 1, "coin").tolist(),
    ]
    assert len(set(keys)) == len(keys)
    assert asset_digests(["plc"])[0] == digest("plc")
    assert len({stream(seed, purpose) for seed in (-1, 0, 1, 2) for purpose in (COIN, EFFORT)}) == 8


def test_every_bit_is_even_and_neighbours_are_independent() -> None:
    draws = absorb(absorb(np.uint64(stream(1, EFFORT)), np.arange(400, dtype=np.uint64))[:, None], np.arange(1000))
    bits = (draws[..., None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    spread = 0.5 / np.sqrt(draws.size)
    assert np.abs(bits.mean(axis=(0, 1)) - 0.5).max() < 5 * spread
    for same in ((draws[1:] ^ draws[:-1]), (draws[:, 1:] ^ draws[:, :-1])):
        assert abs(np.bitwise_count(same).mean() / 64 - 0.5) < 5 * 0.5 / np.sqrt(same.size * 64)


def test_draws_are_spread_evenly() -> None:
    draws = absorb(np.uint64(stream(7, EFFORT)), np.arange(1 << 18, dtype=np.uint64))
    counts = np.bincount((draws >> np.uint64(54)).astype(np.int64), minlength=1024)
    expected = len(draws) / 1024
    chi = ((counts - expected) ** 2 / expected).sum()
    assert abs(chi - 1023) < 5 * np.sqrt(2 * 1023)


def test_coins_of_different_keys_seeds_and_worlds_are_independent() -> None:
    keys = asset_digests(str(index) for index in range(200))
    half = np.full(200, ALWAYS // 2, dtype=np.uint64)
    words = np.concatenate([coin_words(seed, keys, half, 0, 40) for seed in (1, 2)])
    bits = np.unpackbits(words.view(np.uint8), axis=1).astype(np.float64) - 0.5
    products = bits @ bits.T * 4 / bits.shape[1]
    np.fill_diagonal(products, 0.0)
    assert np.abs(products).max() < 6 / np.sqrt(bits.shape[1])
    lagged = [(bits[:, lag:] * bits[:, :-lag]).mean() * 4 for lag in (1, 8, 64)]
    assert np.abs(lagged).max() < 5 / np.sqrt(bits.size)
