"""Differences give back what was put in, and stay short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.workspace.contents import MAX_DEPTH, Base, Blob, Remembered, checked, packed, unpacked
from sanso.workspace.errors import Damaged
from sanso.workspace.files import content_digest

SOME = st.binary(max_size=300) | st.text("ab\n", max_size=300).map(str.encode)


@given(st.lists(SOME, min_size=1, max_size=60))
def test_a_chain_of_contents_comes_back(contents):
    base: Base | None = None
    for content in contents:
        blob = packed(content_digest(content), content, base)
        assert unpacked(blob, base.content if blob.base and base else None) == content
        assert blob.digest == content_digest(content)
        assert blob.depth <= MAX_DEPTH
        base = Base(blob.digest, content, blob.depth)


@given(SOME, SOME, SOME, SOME)
def test_an_edit_in_the_middle_comes_back(head, tail, one, other):
    base = Base("b" * 64, head + one + tail, 0)
    blob = packed(content_digest(head + other + tail), head + other + tail, base)
    assert unpacked(blob, base.content if blob.base else None) == head + other + tail


def test_a_small_edit_of_a_large_file_is_small():
    before = b"".join(b"component %d\n" % number for number in range(50_000))
    after = before.replace(b"component 25000\n", b"component 25000 with a name\n")
    blob = packed(content_digest(after), after, Base(content_digest(before), before, 0))
    assert blob.base is not None
    assert len(blob.data) < 100


def test_chains_end():
    content, base, depths = b"x" * 1000, None, []
    for number in range(2 * MAX_DEPTH + 5):
        content = content[:500] + str(number).encode() + content[500:]
        blob = packed(content_digest(content), content, base)
        depths.append(blob.depth)
        base = Base(blob.digest, content, blob.depth)
    assert max(depths) == MAX_DEPTH
    assert depths.count(0) == 3


def test_wrong_bytes_are_noticed():
    blob = packed(content_digest(b"hello"), b"hello", None)
    with pytest.raises(Damaged):
        unpacked(Blob(blob.digest, None, 0, 0, b"no zlib", 0), None)
    with pytest.raises(Damaged):
        checked(blob.digest, b"hallo")


def test_the_memory_is_bounded():
    held = Remembered(10)
    for name, content in (("a", b"12345"), ("b", b"12345")):
        held.put("w", name, content)
    assert held.get("w", "a") == b"12345"
    held.put("w", "c", b"123")
    assert held.get("w", "b") is None
    assert (held.get("w", "a"), held.get("w", "c")) == (b"12345", b"123")
    held.put("w", "d", b"more than ten")
    assert held.get("w", "d") is None
    assert held.get("other", "a") is None
