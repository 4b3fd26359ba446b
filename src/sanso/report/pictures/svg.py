"""A small SVG writer, and a reader that gives the boxes of all texts back.

Everything is written with explicit coordinates and without ids, so that several pictures stand on one page.
Names are escaped here and nowhere else. All lengths are pixels of the view box.

>>> canvas = Canvas()
>>> canvas.text(10, 20, "a < b", size=10)
>>> canvas.body()
'<text x="10" y="20" font-size="10">a &lt; b</text>'
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape

from sanso.report.pictures.lettering import LINE_HEIGHT, clean, text_width

__all__ = ["Box", "Canvas", "number", "polyline", "text_boxes", "view_box"]

Point = tuple[float, float]
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_ABOVE = 0.93
"""Part of the line height model that lies above the baseline, in em."""


@dataclass(frozen=True, slots=True)
class Box:
    """The box of one text, by the box model of `lettering`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether the two boxes overlap by more than a rounding error."""
        slack = 0.05
        return (
            self.left + slack < other.right
            and other.left + slack < self.right
            and self.top + slack < other.bottom
            and other.top + slack < self.bottom
        )


def number(value: float) -> str:
    """Return *value* with at most one decimal, and never ``-0``."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def polyline(points: Sequence[Point], radius: float = 5.0) -> str:
    """Return path data through *points* (axis-parallel pieces) with corners rounded by *radius* pixels."""
    kept: list[Point] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > 0.05:
            kept.append(point)
    if len(kept) < 2:
        return ""
    data = [f"M{number(kept[0][0])} {number(kept[0][1])}"]
    for before, corner, after in zip(kept, kept[1:], kept[2:], strict=False):
        into, out = _towards(corner, before, radius), _towards(corner, after, radius)
        data.append(f"L{number(into[0])} {number(into[1])}")
        data.append(f"Q{number(corner[0])} {number(corner[1])} {number(out[0])} {number(out[1])}")
    data.append(f"L{number(kept[-1][0])} {number(kept[-1][1])}")
    return "".join(data)


def _towards(corner: Point, other: Point, radius: float) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = abs(dx) + abs(dy)
    part = min(radius, length / 2) / length
    return corner[0] + dx * part, corner[1] + dy * part


class Canvas:
    """Collects SVG elements in drawing order."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def text(self, x: float, y: float, content: str, *, size: float = 13, anchor: str = "start", cls: str = "") -> None:
        """Write *content* on the baseline *y*; nothing where it is empty."""
        content = clean(content)
        if not content:
            return
        extra = f' text-anchor="{anchor}"' if anchor != "start" else ""
        extra += f' class="{cls}"' if cls else ""
        self._parts.append(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}"{extra}>{escape(content)}</text>'
        )

    def rect(self, x: float, y: float, width: float, height: float, *, cls: str, radius: float = 0) -> None:
        """Draw a rectangle with corners of *radius* pixels."""
        corner = f' rx="{number(radius)}"' if radius else ""
        self._parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
            f'{corner} class="{cls}"/>'
        )

    def circle(self, x: float, y: float, radius: float, *, cls: str) -> None:
        """Draw a circle around (*x*, *y*)."""
        self._parts.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" class="{cls}"/>')

    def path(self, data: str, *, cls: str) -> None:
        """Draw path data as it is."""
        if data:
            self._parts.append(f'<path d="{data}" class="{cls}"/>')

    def raw(self, element: str) -> None:
        """Add one element as it is; never give it text from a model."""
        self._parts.append(element)

    @contextmanager
    def group(
        self, *, cls: str = "", title: str = "", href: str = "", data: Mapping[str, str] | None = None
    ) -> Iterator[None]:
        """Put what is drawn inside into a group; *title* is its tooltip.

        With *href* the group is a link there. *data* gives it attributes whose names begin with ``data-``, or
        ``tabindex``.
        """
        tag = "a" if href else "g"
        name = f' class="{cls}"' if cls else ""
        name += f' href="{escape(href)}"' if href else ""
        name += "".join(f' {key}="{escape(value)}"' for key, value in (data or {}).items())
        tip = "\n".join(clean(line) for line in title.split("\n")) if title else ""
        self._parts.append(f"<{tag}{name}>" + (f"<title>{escape(tip)}</title>" if tip else ""))
        yield
        self._parts.append(f"</{tag}>")

    def body(self) -> str:
        """Return all that was drawn."""
        return "\n".join(self._parts)


def _root(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  (a picture that was drawn here)


def text_boxes(svg: str) -> list[Box]:
    """Return the boxes of all texts of a picture drawn here, in drawing order."""
    found: list[Box] = []
    for node in _root(svg).iter("{http://www.w3.org/2000/svg}text"):
        content, size = "".join(node.itertext()), float(node.attrib["font-size"])
        width = text_width(content, size)
        left = float(node.attrib["x"]) - _ANCHORS[node.get("text-anchor", "start")] * width
        top = float(node.attrib["y"]) - _ABOVE * size
        found.append(Box(content, left, top, left + width, top + LINE_HEIGHT * size))
    return found


def view_box(svg: str) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the picture's view."""
    x, y, width, height = map(float, _root(svg).attrib["viewBox"].split())
    return x, y, x + width, y + height
