"""The Merkle tree of a log (RFC 9162 §2): leaves and nodes, roots, proofs of inclusion and of consistency.

Trees have at least one leaf and every hash has exactly 32 bytes; anything else is no proof. Where the hashes are kept
is the business of `Nodes`.

>>> leaves = [leaf_hash(entry) for entry in (b"a", b"b", b"c")]
>>> tree = Leaves(leaves)
>>> root_from_inclusion(2, 3, leaves[2], inclusion_proof(tree, 2, 3)) == root_of(leaves)
True
>>> verifies_consistency(2, 3, root_of(leaves[:2]), root_of(leaves), consistency_proof(tree, 2, 3))
True
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Protocol

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

__all__ = [
    "Frontier",
    "Leaves",
    "Nodes",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "root_at",
    "root_from_inclusion",
    "root_of",
    "verifies_consistency",
    "verifies_inclusion",
]

HASH_BYTES = 32


class Nodes(Protocol):
    """The hashes of the complete subtrees of a tree, wherever they are kept."""

    def node(self, level: int, index: int) -> bytes:
        """Return the root of the *index*-th complete subtree of 2^*level* leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256 over 0x00 and the entry (RFC 9162 §2.1.1)."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 over 0x01 and its two children (RFC 9162 §2.1.1)."""
    return sha256(b"\1" + left + right).digest()


class Frontier:
    """The roots of the complete subtrees along the right edge: all that appending and the root need.

    >>> edge = Frontier()
    >>> for entry in (b"a", b"b", b"c"):
    ...     edge.append(leaf_hash(entry))
    >>> edge.size, edge.root() == root_of([leaf_hash(entry) for entry in (b"a", b"b", b"c")])
    (3, True)
    """

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        """How many leaves there are."""
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add the hash of the next leaf."""
        size, peaks = self.size, self._peaks
        while size & 1:
            leaf = sha256(b"\1" + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Return the root.

        Raises:
            Malformed: there is no leaf.

        """
        if not self._peaks:
            raise _no_tree("0")
        return _folded(self._peaks)


class Leaves:
    """A small tree in memory."""

    __slots__ = ("_levels",)

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._levels = [list(hashes)]
        while len(below := self._levels[-1]) > 1:
            self._levels.append([node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])

    def node(self, level: int, index: int) -> bytes:
        """Return the root of the *index*-th complete subtree of 2^*level* leaves."""
        return self._levels[level][index]


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the root over the hashes of leaves.

    Raises:
        Malformed: there is none, or one has not 32 bytes.

    """
    _check_hashes(hashes)
    edge = Frontier()
    for leaf in hashes:
        edge.append(leaf)
    return edge.root()


def root_at(nodes: Nodes, size: int) -> bytes:
    """Return the root of the first *size* leaves.

    Raises:
        Malformed: *size* is not positive.

    """
    if size < 1:
        raise _no_tree(str(size))
    return _range_root(nodes, 0, size)


def inclusion_proof(nodes: Nodes, index: int, size: int) -> tuple[bytes, ...]:
    """Return the hashes that lead from leaf *index* to the root of the first *size* leaves (RFC 9162 §2.1.3.1).

    Raises:
        Malformed: there is no such leaf.

    """
    _check_leaf(index, size)
    return _path(nodes, 0, index, size)


def consistency_proof(nodes: Nodes, old: int, size: int) -> tuple[bytes, ...]:
    """Return the hashes that show the first *old* leaves unchanged among *size* (RFC 9162 §2.1.4.1).

    Raises:
        Malformed: *old* is not between 1 and *size*.

    """
    if not 1 <= old <= size:
        raise _no_tree(f"{old}/{size}")
    if old == size:
        return ()
    level = _trailing_zeros(old)
    index = (old - 1) >> level
    own = () if old == 1 << level else (nodes.node(level, index),)
    return own + _path(nodes, level, index, size)


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """Return the root to which *proof* leads from the hash of leaf *index* (RFC 9162 §2.1.3.2).

    Raises:
        Malformed: there is no such leaf, or the proof has not the length that it must have.

    """
    _check_leaf(index, size)
    inner = (index ^ (size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        raise _no_proof(f"{len(proof)} hashes")
    _check_hashes((leaf, *proof))
    here, digest, left = leaf, sha256, index | -1 << inner  # where a path only goes up, all siblings stand to the left
    for step in proof:
        here = digest(b"\1" + step + here).digest() if left & 1 else digest(b"\1" + here + step).digest()
        left >>= 1
    return here


def verifies_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether *proof* shows that the leaf stands at *index* in the tree of *root*."""
    try:
        return root_from_inclusion(index, size, leaf, proof) == root
    except Malformed:
        return False


def verifies_consistency(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """Return whether *proof* shows that the tree of *root* begins with that of *old_root* (RFC 9162 §2.1.4.2)."""
    if not 1 <= old <= size or len(old_root) != HASH_BYTES or len(root) != HASH_BYTES:
        return False
    if old == size:
        return not proof and old_root == root
    level = _trailing_zeros(old)
    index = (old - 1) >> level
    if old == 1 << level:
        proof = (old_root, *proof)
    inner = (index ^ ((size - 1) >> level)).bit_length()
    if len(proof) != 1 + inner + (index >> inner).bit_count() or {*map(len, proof)} != {HASH_BYTES}:
        return False
    before = after = proof[0]
    for step in proof[1 : inner + 1]:
        if index & 1:
            before, after = node_hash(step, before), node_hash(step, after)
        else:
            after = node_hash(after, step)
        index >>= 1
    for step in proof[inner + 1 :]:
        before, after = node_hash(step, before), node_hash(step, after)
    return before == old_root and after == root


def _path(nodes: Nodes, level: int, index: int, size: int) -> tuple[bytes, ...]:
    last = (size - 1) >> level
    found: list[bytes] = []
    while last:
        if index & 1:
            found.append(nodes.node(level, index - 1))
        elif index < last:
            beside = (index + 1) << level
            found.append(_range_root(nodes, beside, min(beside + (1 << level), size)))
        level, index, last = level + 1, index >> 1, last >> 1
    return tuple(found)


def _range_root(nodes: Nodes, start: int, end: int) -> bytes:
    """Return the root over the leaves from *start* to *end*; *start* is a multiple of the size of the subtree."""
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(nodes.node(level, start >> level))
        start += 1 << level
    return _folded(peaks)


def _folded(peaks: Sequence[bytes]) -> bytes:
    here = peaks[-1]
    for peak in reversed(peaks[:-1]):
        here = node_hash(peak, here)
    return here


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1


def _check_leaf(index: int, size: int) -> None:
    if not 0 <= index < size:
        said = Text(en="the log has no such entry", ja="ログにそのエントリーはありません")
        raise Malformed("merkle-index", said, f"{index}/{size}")


def _check_hashes(hashes: Sequence[bytes]) -> None:
    if not hashes:
        raise _no_tree("0")
    if {*map(len, hashes)} != {HASH_BYTES}:
        raise _no_proof("32 bytes")


def _no_tree(detail: str) -> Malformed:
    said = Text(en="there is no tree of that size in the log", ja="ログにその大きさの木はありません")
    return Malformed("merkle-size", said, detail)


def _no_proof(detail: str) -> Malformed:
    said = Text(
        en="the proof has not the form that its place in the log asks for",
        ja="証明の形が、ログの中の位置と合いません",
    )
    return Malformed("merkle-proof", said, detail)
