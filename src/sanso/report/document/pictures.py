r"""Pictures for print: one fixed set of colours and a font that is there, for programs that know little of CSS.

Our pictures carry a style sheet with variables for light, dark and print. Typst and Word read plain rules only, so
`still` puts the light colours into the rules and names the font.

>>> drawn = '<svg viewBox="0 0 20 10"><style>.k {--ink:#123}\n.k text {fill:var(--ink)}</style></svg>'
>>> "fill:#123" in still(drawn, "IPAexGothic"), size(drawn)
(True, (20.0, 10.0))
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from sanso.report.document.blocks import Figure
from sanso.report.document.sections import Sheet

__all__ = ["figure", "fitted", "size", "still"]

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_VARIABLE = re.compile(r"--([\w-]+):([^;}]+)")
_USE = re.compile(r"var\(--([\w-]+)\)")
_FONT = re.compile(r"font-family:[^;}]+")
_HOVER = re.compile(r"[^{}\n]*:hover[^{}]*\{[^{}]*\}")
_ROOT_STYLE = re.compile(r'(<svg\b[^>]*?) style="[^"]*"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_VIEW = re.compile(r'<svg\b[^>]*?viewBox="([^"]+)"')

_ROOM: Mapping[Sheet, tuple[float, float]] = MappingProxyType(
    {"upright": (174.0, 205.0), "wide": (261.0, 126.0), "large": (261.0, 335.0)}
)
"""Width and height for a picture in millimetres, with its heading and words on the same page."""

_NATURAL = 0.30
"""Millimetres per pixel at most, so that small pictures are not blown up."""

_READABLE = 0.135
"""Millimetres per pixel from which our pictures can be read on paper: letters of 13 pixels come out at 5 points."""


_SMALLEST = 0.115
"""The same for a picture whose words stand in a table as well."""


def still(svg: str, family: str) -> str:
    """Return *svg* with the colours of paper and with the font called *family*."""

    def fixed(found: re.Match[str]) -> str:
        rules = _HOVER.sub("", _MEDIA.sub("", found[1]))
        values = dict(_VARIABLE.findall(rules))
        rules = _USE.sub(lambda use: values.get(use[1], "#000"), rules)
        rules = _FONT.sub(f'font-family:"{family}"', re.sub(r"--[\w-]+:[^;}]+;?", "", rules))
        return f"<style>{rules}</style>"

    return _ROOT_STYLE.sub(r"\1", _STYLE.sub(fixed, svg), count=1)


def size(svg: str) -> tuple[float, float]:
    """Return width and height of the view of *svg*, in pixels; a square where it does not say."""
    found = _VIEW.search(svg)
    numbers = [float(part) for part in _NUMBER.findall(found[1])] if found else []
    return (numbers[2], numbers[3]) if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0 else (100.0, 100.0)


def fitted(drawn: Figure, sheet: Sheet) -> tuple[float, float]:
    """Return width and height of a picture on a page of the kind *sheet*, in millimetres."""
    width, height = size(drawn.svg)
    scale = _scale(drawn.svg, sheet, drawn.most)
    return width * scale, height * scale


def figure(svg: str, alt: str, caption: str = "", *, sheet: Sheet | None = None, most: float | None = None) -> Figure:
    """Return a picture as a block, on a wide or large page where its letters are too small on an upright one.

    A *sheet* that is asked for is taken even if letters come out smaller, within reason; *most* is the greatest width
    in millimetres there, so that several pictures share a page.
    """
    if sheet is not None and _scale(svg, sheet, most) >= _SMALLEST:
        return Figure(svg, alt, caption, landscape=sheet == "wide", large=sheet == "large", most=most)
    largest: Sheet = max(_ROOM, key=lambda one: _scale(svg, one))
    taken = next((one for one in _ROOM if _scale(svg, one) >= _READABLE), largest)
    return Figure(svg, alt, caption, landscape=taken == "wide", large=taken == "large")


def _scale(svg: str, sheet: Sheet, most: float | None = None) -> float:
    """Return the millimetres per pixel of a picture on a page."""
    width, height = size(svg)
    across, down = _ROOM[sheet]
    return min(min(across, most or across) / width, down / height, _NATURAL)
