"""The five-part mark of a device of layer 2: what is stated about its transcription, question by question.

Each part differs in shape: full is stated, crossed is required and open, empty is not required and open, a dot is not
asked of this device. A device with several connections shows the worst answer to each question.
"""

from __future__ import annotations

from collections.abc import Mapping

from sanso.model.text import Language
from sanso.report.pictures.svg import Canvas, number
from sanso.report.transcription_words import QUESTION_SHORT, STATE, State, state_of
from sanso.transcription import Transcription

__all__ = ["MARK_RULES", "MARK_WIDTH", "Marks", "five_parts", "mark", "marks_of", "part", "words_of"]

Marks = tuple[State, ...]
"""The answers to the five questions in their order."""

_PART = 4.0
_STEP = 5.7
_HEIGHT = 10.0
MARK_WIDTH = 4 * _STEP + _PART

MARK_RULES = """
& .blank {fill:none;stroke:var(--soft);stroke-width:1} & .miss {fill:none;stroke:var(--gap);stroke-width:1.7}
"""
"""Style of the marks, for pictures that show any."""

_WORST: tuple[State, ...] = ("open", "free", "stated", "none")


def marks_of(transcription: Transcription | None) -> Mapping[str, Marks]:
    """Return the mark of every device that senses, acts, shows or takes input."""
    found: dict[str, Marks] = {}
    for row in transcription.rows if transcription is not None else ():
        states = tuple(state_of(answer) for answer in row.answers)
        before = found.get(row.device, states)
        found[row.device] = tuple(min(pair, key=_WORST.index) for pair in zip(before, states, strict=True))
    return found


def words_of(marks: Marks, lang: Language) -> list[str]:
    """Say a mark in words, a line per question."""
    heads = [word.show(lang) for word in QUESTION_SHORT.values()]
    return [f"{head}: {STATE[state].show(lang)}" for head, state in zip(heads, marks, strict=True)]


def part(canvas: Canvas, state: State, x: float, y: float) -> None:
    """Draw one part with its left edge at *x*, around the height *y*."""
    top, middle = y - _HEIGHT / 2, x + _PART / 2
    if state == "none":
        canvas.circle(middle, y, 1.1, cls="half")
    elif state == "stated":
        canvas.rect(x, top, _PART, _HEIGHT, cls="half")
    elif state == "free":
        canvas.rect(x, top, _PART, _HEIGHT, cls="blank")
    else:
        left, right, bottom = number(x), number(x + _PART), number(top + _HEIGHT - 1.8)
        canvas.path(
            f"M{left} {number(top + 1.8)}L{right} {bottom}M{right} {number(top + 1.8)}L{left} {bottom}", cls="miss"
        )


def five_parts(canvas: Canvas, marks: Marks, x: float, y: float) -> None:
    """Draw a mark from *x* on, around the height *y*."""
    for index, state in enumerate(marks):
        part(canvas, state, x + index * _STEP, y)


def mark(canvas: Canvas, marks: Marks, middle: float, y: float) -> None:
    """Draw a mark around (*middle*, *y*)."""
    five_parts(canvas, marks, middle - MARK_WIDTH / 2, y)
