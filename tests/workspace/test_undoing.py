"""What undo and redo restate, against two plain stacks."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sanso.workspace.undoing import Undoing, undoing
from sanso.workspace.versions import Author, Version, first

NOTHING = Undoing(None, None, None)


def versions_of(kinds: str) -> list[Version]:
    """c: a change, u: undo, r: redo."""
    names = {"c": "edit", "u": "undo", "r": "redo", "e": "restore"}
    return [replace(first("w"), seq=n, kind=names[kind], author=Author(None, "x")) for n, kind in enumerate(kinds, 1)]


def shown(kinds: str) -> tuple[int | None, int | None, int | None]:
    found = undoing(reversed(versions_of(kinds)))
    return tuple(one and one.seq for one in (found.undo, found.back_to, found.redo))  # type: ignore[return-value]


def test_by_hand():
    assert shown("") == (None, None, None)
    assert shown("c") == (None, None, None)
    assert shown("cc") == (2, 1, None)
    assert shown("ccu") == (None, None, 2)
    assert shown("cccu") == (2, 1, 3)
    assert shown("cccuu") == (None, None, 2)
    assert shown("cccuur") == (2, 1, 3)
    assert shown("cccuurr") == (3, 2, None)
    assert shown("cccuc") == (5, 2, None)
    assert shown("cccucu") == (2, 1, 5)
    assert shown("cccucuu") == (None, None, 2)
    assert shown("cceu") == (2, 1, 3)


@given(st.lists(st.sampled_from("cur"), max_size=40))
def test_against_stacks(wishes):
    kinds, done, undone = "c", [1], []
    for wish in wishes:
        seq = len(kinds) + 1
        if wish == "u" and len(done) > 1:
            undone.append(done.pop())
        elif wish == "r" and undone:
            done.append(undone.pop())
        elif wish == "c":
            done.append(seq)
            undone.clear()
        else:
            continue
        kinds += wish
        top = (done[-1], done[-2]) if len(done) > 1 else (None, None)
        assert shown(kinds) == (*top, undone[-1] if undone else None)


def test_it_reads_no_more_than_it_needs():
    def newest_first():
        yield from reversed(versions_of("cccuc"))
        raise AssertionError("read on")

    assert shown("cccuc")[0] == 5
    given_back = undoing(version for version in newest_first() if version.seq)
    assert given_back != NOTHING
