"""Changes of text: applied to the old text they give the new one, and their line numbers are right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanso.web.text_changes import FileChange, Line, text_changes

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "kind: sensor", "x\r"]), max_size=40)


def one(old: str | None, new: str | None) -> FileChange:
    before = {} if old is None else {"m.yaml": old.encode()}
    now = {} if new is None else {"m.yaml": new.encode()}
    (found,) = text_changes(before, now)
    return found


def applied(old: list[str], lines: tuple[Line, ...]) -> list[str]:
    """Return what the changes make of *old*; lines that are not told stay."""
    made: list[str] = []
    at = 0
    for line in lines:
        if line.sign == "…":
            continue
        if line.old is not None:
            made += old[at : line.old - 1]
            assert old[line.old - 1] == line.text
            at = line.old
        elif line.new is not None:  # the lines up to it are those that stayed
            made += old[at : at + line.new - 1 - len(made)]
            at += max(0, line.new - 1 - len(made))
        if line.sign != "-":
            made.append(line.text)
            assert line.new == len(made)
    return made + old[at:]


@given(LINES, LINES)
def test_the_lines_make_the_new_text_of_the_old_one(old: list[str], new: list[str]) -> None:
    before, now = "".join(f"{line}\n" for line in old), "".join(f"{line}\n" for line in new)
    if before == now:
        assert text_changes({"m": before.encode()}, {"m": now.encode()}) == ()
        return
    told = one(before, now)
    assert not told.cut
    assert applied(old, told.lines) == new
    assert (told.added, told.removed) == (
        sum(line.sign == "+" for line in told.lines),
        sum(line.sign == "-" for line in told.lines),
    )
    assert told.added - told.removed == len(new) - len(old)


def test_a_change_stands_among_three_lines_and_gaps_are_marked() -> None:
    old = [f"line {n}" for n in range(30)]
    new = [*old[:5], "five", *old[6:20], *old[21:]]
    told = one("\n".join(old) + "\n", "\n".join(new) + "\n")
    assert "".join(line.sign for line in told.lines) == "   -+   …   -   "
    assert Line("+", None, 6, "five") in told.lines
    assert Line("-", 21, None, "line 20") in told.lines
    assert told.lines[-1] == Line(" ", 24, 23, "line 23")


def test_files_come_and_go() -> None:
    came, went = text_changes({"b": b"x\n"}, {"a": b"x\ny\n"})
    assert (came.path, came.whole, came.added, came.removed) == ("a", "came", 2, 0)
    assert (went.path, went.whole, went.added, went.removed) == ("b", "went", 0, 1)
    assert one(None, "").whole == "came"


def test_only_the_end_of_the_last_line() -> None:
    told = one("x: 1", "x: 1\n")
    assert (told.lines, told.cut, told.whole, told.plain) == ((), False, None, True)


def test_what_is_no_text_is_not_shown() -> None:
    (told,) = text_changes({"p.png": b"\xff\x00"}, {"p.png": b"\xfe\x00"})
    assert not told.plain
    assert told.lines == ()


def test_a_long_change_is_cut_and_counted_in_full() -> None:
    told = one("", "".join(f"line {n}\n" for n in range(1000)))
    assert told.cut
    assert len(told.lines) == 400
    assert told.added == 1000
    large = one("x\n", "y\n" * 250_000)
    assert large.cut
    assert large.lines == ()
