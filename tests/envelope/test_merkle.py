"""The tree against its definition, another library, and the published cases."""

from __future__ import annotations

import base64
import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pymerkle
import pytest
import scitt_cose
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import (
    Frontier,
    Leaves,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_at,
    root_from_inclusion,
    root_of,
    verifies_consistency,
    verifies_inclusion,
)

EXTERNAL = os.environ.get("SANSO_EXTERNAL_DATA")
CASES = Path(EXTERNAL or "/nowhere") / "trust/merkle"

REFUSED = "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json"
"""Its two roots have twelve bytes; a root that is no hash is refused here."""


def entries(count: int) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(count)]


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(entry) for entry in entries(count)]


def defined(hashes: list[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word by word."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha256(b"\1" + defined(hashes[:split]) + defined(hashes[split:])).digest()


@pytest.mark.parametrize("count", [*range(1, 34), 255, 256, 257, 1000])
def test_the_root_is_the_defined_one_and_pymerkles(count: int) -> None:
    hashes = leaves(count)
    edge, other = Frontier(), pymerkle.InmemoryTree(algorithm="sha256")
    for entry, leaf in zip(entries(count), hashes, strict=True):
        edge.append(leaf)
        other.append_entry(entry)
    assert root_of(hashes) == edge.root() == root_at(Leaves(hashes), count) == defined(hashes) == other.get_root(count)


@given(st.integers(1, 70), st.data())
def test_every_entry_is_proven_and_no_other_place_is(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves(size)
    root, proof = root_of(hashes), inclusion_proof(Leaves(hashes), index, size)
    assert root_from_inclusion(index, size, hashes[index], proof) == root
    for other in range(size):
        if other != index:
            assert not verifies_inclusion(other, size, hashes[index], proof, root)
    assert not verifies_inclusion(index, size, leaf_hash(b"other"), proof, root)


@given(st.integers(1, 70), st.data())
def test_every_beginning_is_proven_and_no_other_is(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    hashes = leaves(size)
    tree, root = Leaves(hashes), root_of(hashes)
    proof = consistency_proof(tree, old, size)
    assert verifies_consistency(old, size, root_of(hashes[:old]), root, proof)
    forged = [*hashes[: old - 1], leaf_hash(b"forged")]
    assert not verifies_consistency(old, size, root_of(forged), root, proof)
    assert not verifies_consistency(old, size, root_of(hashes[:old]), root_of([*hashes, leaf_hash(b"more")]), proof)


@given(st.integers(2, 40), st.data())
def test_other_libraries_make_the_same_proofs(size: int, data: st.DataObject) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    tree, held = Leaves(leaves(size)), [entry.hex() for entry in entries(size)]
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries(size):
        other.append_entry(entry)
    path = [bytes.fromhex(one) for one in other.prove_inclusion(index + 1, size).serialize()["path"]]
    included = inclusion_proof(tree, index, size)
    assert {leaf_hash(entries(size)[index]), *included} == set(path)
    assert [one.hex() for one in included] == scitt_cose.inclusion_proof(held, index)
    assert [one.hex() for one in consistency_proof(tree, old, size)] == scitt_cose.consistency_proof(held, old, size)


@given(st.integers(2, 40), st.data())
def test_any_flipped_bit_is_found(size: int, data: st.DataObject) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    hashes = leaves(size)
    tree, root, before = Leaves(hashes), root_of(hashes), root_of(hashes[:old])
    included, consistent = inclusion_proof(tree, index, size), consistency_proof(tree, old, size)
    step, bit = data.draw(st.integers(0, len(included) - 1)), data.draw(st.integers(0, 255))
    assert not verifies_inclusion(index, size, hashes[index], _flipped(included, step, bit), root)
    step = data.draw(st.integers(0, len(consistent) - 1))
    assert not verifies_consistency(old, size, before, root, _flipped(consistent, step, bit))


def _flipped(proof: tuple[bytes, ...], step: int, bit: int) -> tuple[bytes, ...]:
    changed = bytearray(proof[step])
    changed[bit // 8] ^= 1 << bit % 8
    return (*proof[:step], bytes(changed), *proof[step + 1 :])


def test_no_tree_of_size_zero_and_no_hash_of_another_length() -> None:
    root = leaf_hash(b"")
    assert not verifies_consistency(0, 0, root, root, ())
    assert not verifies_consistency(0, 1, root, root, ())
    assert not verifies_consistency(1, 1, b"", b"", ())
    assert not verifies_inclusion(0, 0, root, (), root)
    assert not verifies_inclusion(0, 1, b"", (), b"")
    assert not verifies_inclusion(0, 2, root, (b"",), node_hash(root, b""))
    for call in (
        lambda: root_of([]),
        lambda: root_of([b""]),
        lambda: root_at(Leaves([root]), 0),
        lambda: Frontier().root(),
        lambda: inclusion_proof(Leaves([root]), 1, 1),
        lambda: consistency_proof(Leaves([root]), 0, 1),
        lambda: consistency_proof(Leaves([root]), 2, 1),
    ):
        with pytest.raises(Malformed):
            call()


EMPTY = "subtree-is-empty-sizes-are-equal-zero-subtree-root-valid-"
REFUSED_SUBTREES = (
    "sizes-are-equal-one-and-proof-is-empty",
    f"{EMPTY}proof-is-empty",
    f"{EMPTY}tree-root-random-proof-is-empty",
)
"""Roots that are not hashes, and trees without a leaf: good there, refused here."""


def _bytes(value: str | None) -> bytes:
    return base64.b64decode(value or "")


def _included(case: dict[str, Any]) -> bool:
    index, size = case.get("leafIdx", 0), case.get("treeSize", 0)
    if "start" in case:  # a subtree is a tree of its own, and begins at a multiple of its size
        start, end = case["start"], case["end"]
        if end <= start or start % (1 << (end - start - 1).bit_length()):
            return False
        index, size = index - start, end - start
    proof = [_bytes(one) for one in case["proof"] or ()]
    return verifies_inclusion(index, size, _bytes(case["leafHash"]), proof, _bytes(case["root"]))


def _consistent(case: dict[str, Any]) -> bool:
    proof = [_bytes(one) for one in case["proof"] or ()]
    return verifies_consistency(case["size1"], case["size2"], _bytes(case["root1"]), _bytes(case["root2"]), proof)


@pytest.mark.external
@pytest.mark.skipif(not CASES.is_dir(), reason="SANSO_EXTERNAL_DATA holds no trust/merkle")
def test_published_cases_of_subtrees_that_begin_at_the_start() -> None:
    """A subtree from the first leaf on is an older tree; others are not used here."""
    deviations, seen = set(), 0
    for path in sorted((CASES / "subtreeconsistency").rglob("*.json")):
        case = json.loads(path.read_text())
        if case["start"] == 0:
            seen += 1
            if _consistent({**case, "size1": case["end"], "size2": case["size"]}) == case["wantErr"]:
                deviations.add(path.relative_to(CASES).as_posix())
    assert seen == 102
    assert deviations == {f"subtreeconsistency/additional/{name}.json" for name in REFUSED_SUBTREES}


@pytest.mark.external
@pytest.mark.skipif(not CASES.is_dir(), reason="SANSO_EXTERNAL_DATA holds no trust/merkle")
def test_all_published_cases() -> None:
    deviations, seen = set(), 0
    for kind, check in (("inclusion", _included), ("consistency", _consistent), ("subtreeinclusion", _included)):
        for path in sorted((CASES / kind).rglob("*.json")):
            case = json.loads(path.read_text())
            seen += kind != "subtreeinclusion"
            if check(case) == case["wantErr"]:
                deviations.add(path.relative_to(CASES).as_posix())
    assert seen == 196
    assert deviations == {REFUSED}
