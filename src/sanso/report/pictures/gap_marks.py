"""The bar of the trust gap: a frame for what is required, hatched for what is stated, solid for what is proven.

The three differ in form, so that the bar is read without colour; what is required and not proven is a dashed frame.
"""

from __future__ import annotations

from sanso.report.pictures.gap_rows import Tally
from sanso.report.pictures.svg import Canvas, number

__all__ = ["GAP_RULES", "bar", "hatched"]

GAP_RULES = """
& .hatch {fill:none;stroke:var(--have);stroke-width:1.1} & .wash {fill:var(--have);fill-opacity:.1;stroke:none}
& .said {fill:none;stroke:var(--have);stroke-width:1}
"""
"""Style of the bar."""

_STEP = 6.0


def hatched(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Draw a hatched rectangle: lines that rise to the right, cut at its edges."""
    if width <= 0:
        return
    parts = []
    start = _STEP
    while start < width + height:
        left, right = max(0.0, start - height), min(start, width)
        parts.append(f"M{number(x + left)} {number(y + start - left)}L{number(x + right)} {number(y + start - right)}")
        start += _STEP
    canvas.rect(x, y, width, height, cls="wash")
    canvas.path("".join(parts), cls="hatch")
    canvas.rect(x, y, width, height, cls="said")


def bar(canvas: Canvas, tally: Tally, x: float, y: float, width: float, height: float) -> None:
    """Draw *tally* into *width* pixels from (*x*, *y*) on: the frame is all that is required.

    Above lies what is stated, below what is proven; without evidence what is stated takes the whole height.
    """
    if not tally.required:
        return
    stated = width * tally.stated / tally.required
    if tally.proven is None:
        hatched(canvas, x, y, stated, height)
        _gap(canvas, x + stated, y, width - stated, height)
    else:
        half, proven = height / 2, width * min(tally.proven, tally.required) / tally.required
        hatched(canvas, x, y, stated, half)
        if proven:
            canvas.rect(x, y + half, proven, half, cls="have")
        _gap(canvas, x + proven, y + half, width - proven, half)
    canvas.rect(x, y, width, height, cls="need", radius=1.5)


def _gap(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Draw the gap a little inside the frame, where there is room to see it."""
    inside = 2.2
    if width > 2 * inside + 1 and height > 2 * inside + 1:
        canvas.rect(x + inside, y + inside, width - 2 * inside, height - 2 * inside, cls="lack")
