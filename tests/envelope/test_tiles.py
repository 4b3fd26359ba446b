"""Tiles and bundles: paths as C2SP writes them, and the tree that they hold."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import Leaves, consistency_proof, inclusion_proof, leaf_hash, root_at, root_of
from sanso.envelope.tiles import (
    TileNodes,
    bundle_of,
    bundle_path,
    check_tile,
    read_bundle,
    subtree_root,
    tile_path,
    tile_width,
)

SIZE = 70_000
HASHES = [leaf_hash(number.to_bytes(4)) for number in range(SIZE)]


def tiles(size: int) -> TileNodes:
    levels = [HASHES[:size]]
    while len(levels[-1]) >= 256:
        below = levels[-1]
        levels.append([root_of(below[at : at + 256]) for at in range(0, len(below) - 255, 256)])

    def read(level: int, index: int, width: int) -> bytes:
        return b"".join(levels[level][index * 256 : index * 256 + width])

    return TileNodes(read, size, most=3)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_535, 65_536, SIZE])
def test_the_tree_of_the_tiles_is_the_tree(size: int) -> None:
    nodes, tree = tiles(size), Leaves(HASHES[:size])
    assert root_at(nodes, size) == root_of(HASHES[:size])
    for index in {0, size // 3, size - 1}:
        assert inclusion_proof(nodes, index, size) == inclusion_proof(tree, index, size)
        assert consistency_proof(nodes, index + 1, size) == consistency_proof(tree, index + 1, size)


def test_paths() -> None:
    assert tile_path(2, 0) == "tile/2/000"
    assert tile_path(0, 999_999_999) == "tile/0/x999/x999/999"
    assert bundle_path(1000, 1) == "tile/entries/x001/000.p/1"


@given(st.integers(0, 10**12), st.integers(0, 3), st.integers(1, 256))
def test_no_two_tiles_have_one_path(index: int, level: int, width: int) -> None:
    path = tile_path(level, index, width)
    name, _, partial = path.removeprefix(f"tile/{level}/").partition(".p/")
    assert int(name.replace("x", "").replace("/", "")) == index
    assert int(partial or 256) == width
    assert all(len(part.lstrip("x")) == 3 for part in name.split("/"))


@given(st.integers(0, 2**24))
def test_tiles_hold_every_hash_once(size: int) -> None:
    for level in range(4):
        count = size >> (8 * level)
        last = count // 256
        assert tile_width(level, last, size) == count % 256
        assert tile_width(level, last + 1, size) == 0
        if last:
            assert tile_width(level, last - 1, size) == 256


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_return_their_entries(entries: list[bytes]) -> None:
    raw = bundle_of(entries)
    assert read_bundle(raw, len(entries)) == tuple(entries)
    for end in range(max(0, len(raw) - 5), len(raw)):
        with pytest.raises(Malformed):
            read_bundle(raw[:end], len(entries))


@given(st.binary(max_size=200))
def test_only_malformed_escapes(raw: bytes) -> None:
    with contextlib.suppress(Malformed):
        assert bundle_of(read_bundle(raw)) == raw


def test_limits() -> None:
    assert read_bundle(bundle_of([bytes(65_535)])) == (bytes(65_535),)
    for call in (
        lambda: bundle_of([bytes(65_536)]),
        lambda: check_tile(bytes(31), 1),
        lambda: check_tile(bytes(64), 1),
        lambda: tiles(300).node(8, 1),
        lambda: tiles(300).node(16, 0),
    ):
        with pytest.raises(Malformed):
            call()
    assert subtree_root(b"".join(HASHES[:256])) == root_of(HASHES[:256])
