"""Small drawings that tell the kinds of elements apart, and the marks for category and statement.

Every glyph is 20 × 20 pixels around its centre and drawn with lines only, so it reads without colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.report.pictures.lettering import fit_width
from sanso.report.pictures.states import Share, Standing
from sanso.report.pictures.svg import Canvas, number

__all__ = ["GLYPHS", "badge", "glyph", "ring", "seal", "shape", "share_mark"]

GLYPHS: Mapping[str, str] = MappingProxyType({
    "sensor": "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M-6-5.5a8 8 0 0 0 0 11M6-5.5a8 8 0 0 1 0 11",
    "actuator": "M-9-5h10v10h-10zM1 0h6M7-5v10",
    "controller": "M-6-6h12v12h-12zM-2.5-2.5h5v5h-5zM-3-9v3M3-9v3M-3 6v3M3 6v3M-9-3h3M-9 3h3M6-3h3M6 3h3",
    "gateway": "M0-9L9 0L0 9L-9 0ZM-4.5-1.8h8M1.6-3.9l2.1 2.1l-2.1 2.1M4.5 2h-8M-1.6 4.1l-2.1-2.1",
    "server": "M-8-8.5h16v7h-16zM-8 1.5h16v7h-16zM-5-5h.1M-5 5h.1M0-5h5M0 5h5",
    "application": "M-9-7.5h18v15h-18zM-9-3.5h18M-6.5-5.5h.1M-4-5.5h.1M-4.5 2l2.5 0M1 2h4",
    "network": "M0-8.6a2.4 2.4 0 1 0 .1 0M-6.6 3.8a2.4 2.4 0 1 0 .1 0M6.6 3.8a2.4 2.4 0 1 0 .1 0"
               "M-1.2-4.2L-5.4 4M1.2-4.2L5.4 4M-4.2 6.2h8.4",
    "safety-function": "M0-9L8-6V0C8 5 4 8 0 9.5C-4 8-8 5-8 0V-6ZM-3.5 0l2.5 2.8l4.6-5.4",
    "organization": "M-8 9V-8.5h10V9M2-2.5h6V9M-9.5 9h19"
                    "M-5-5h.1M-1-5h.1M-5-1h.1M-1-1h.1M-5 3h.1M-1 3h.1M5 1.5h.1M5 5h.1",
    "people": "M-3.4-5a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0 -6.8 0M-7.5 9C-7.5 2-4 .5 0 .5S7.5 2 7.5 9Z",
    "procedure": "M-9.5-6.5h13l6 6.5l-6 6.5h-13l4.5-6.5zM-2-2.2h5M-2 2.2h5",
    "data": "M-7.5-6c0-4 15-4 15 0v12c0 4-15 4-15 0zM-7.5-6c0 4 15 4 15 0M-7.5 0c0 4 15 4 15 0",
    "system": "M-9-9h7v7h-7zM2-9h7v7h-7zM-9 2h7v7h-7zM2 2h7v7h-7z",
    "physical": "M0-9.5L8.5-4.7V4.7L0 9.5L-8.5 4.7V-4.7ZM-8.5-4.7L0 0L8.5-4.7M0 0V9.5",
    "group": "M-9-3h12v12h-12zM-6-3v-3h12v12h-3M-3-6v-3h12v12h-3",
})  # fmt: skip
"""Path data by glyph name."""


def glyph(canvas: Canvas, name: str, x: float, y: float, scale: float = 1.0) -> None:
    """Draw the glyph *name* around (*x*, *y*)."""
    grow = f" scale({scale:g})" if scale != 1 else ""
    canvas.raw(f'<path d="{GLYPHS[name]}" transform="translate({number(x)} {number(y)}){grow}" class="icon"/>')


def badge(canvas: Canvas, standing: Standing, x: float, y: float, *, width: float = 24) -> None:
    """Draw the category as numeral on its colour, centred on (*x*, *y*), 18 pixels high."""
    label = standing.badge
    width = max(width, fit_width(label, 13) + 6)
    if standing.category is None:
        canvas.rect(x - width / 2, y - 9, width, 18, cls="bx", radius=4)
        canvas.text(x, y + 4.5, label, size=13, anchor="middle", cls="soft")
        return
    canvas.rect(x - width / 2, y - 9, width, 18, cls=f"b{standing.category}", radius=4)
    canvas.rect(x - width / 2, y - 9, width, 18, cls="rim", radius=4)
    canvas.text(x, y + 4.6, label, size=13, anchor="middle", cls=f"bold n{standing.category}")


def ring(canvas: Canvas, share: Share | None, x: float, y: float, radius: float = 6) -> None:
    """Draw how much is stated: an empty, half or full circle; nothing where there is nothing to state against."""
    if share is None:
        return
    canvas.circle(x, y, radius, cls="ring")
    r = number(radius)
    if share == "part":
        canvas.path(f"M{number(x)} {number(y - radius)}a{r} {r} 0 0 0 0 {number(2 * radius)}z", cls="half")
    elif share == "all":
        canvas.circle(x, y, radius - 0.2, cls="half")


def seal(canvas: Canvas, share: Share | None, x: float, y: float, radius: float = 6) -> None:
    """Draw how much is proven: an empty, half or full diamond, so that it is never taken for a statement."""
    if share is None:
        return
    r = number(radius + 1.6)
    top = f"M{number(x)} {number(y - radius - 1.6)}"
    canvas.path(f"{top}l{r} {r}l-{r} {r}l-{r} -{r}z", cls="half" if share == "all" else "ring")
    if share == "part":
        canvas.path(f"{top}v{number(2 * radius + 3.2)}l-{r} -{r}z", cls="half")


def share_mark(canvas: Canvas, standing: Standing, x: float, y: float, radius: float = 6) -> None:
    """Draw what is proven where evidence was looked at, else what is stated."""
    if standing.proven is not None:
        seal(canvas, standing.proven, x, y, radius)
    else:
        ring(canvas, standing.stated, x, y, radius)


def shape(canvas: Canvas, share: Share | None, x: float, y: float, *, system: bool, outline: bool = False) -> None:
    """Draw the mark of the map: a circle for a device, a square for a system, filled by how much is stated.

    Dashed where there is nothing to state against; *outline* draws the bare mark, without a statement.
    """
    if not system and share is not None:
        ring(canvas, share, x, y, 6.5)
        return
    cls = "ring" if outline or share is not None else "open"
    if not system:
        canvas.circle(x, y, 6.2, cls=cls)
        return
    canvas.rect(x - 6.2, y - 6.2, 12.4, 12.4, cls=cls, radius=1.5)
    if share == "part":
        canvas.rect(x - 6.2, y - 6.2, 6.2, 12.4, cls="half")
    elif share == "all":
        canvas.rect(x - 6.2, y - 6.2, 12.4, 12.4, cls="half", radius=1.5)
