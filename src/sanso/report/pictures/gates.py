"""Marks of an attack path: gates on the way, the layer of a step, where it begins and where it ends.

A gate tells by its shape what is stated of the measure: a full bar for *stated*, two posts with nothing between
for *stated as none*, a dashed box with a question mark for *not stated*, a thin line for *not applicable*.
"""

from __future__ import annotations

from sanso.report.pictures.svg import Canvas, number

__all__ = ["GATE_RULES", "gate", "layer_mark"]

GATE_RULES = """
& .way {fill:none;stroke:var(--gap);stroke-width:2.4;stroke-linejoin:round} & .wayhead {fill:var(--gap)}
& .shut {fill:var(--ink)} & .post {fill:none;stroke:var(--gap);stroke-width:2}
& .asked {fill:var(--bg);stroke:var(--ink);stroke-width:1.3;stroke-dasharray:3 2}
& .thin {stroke:var(--soft);stroke-width:1.3;fill:none}
& .dots {stroke:var(--edge);stroke-width:1;stroke-dasharray:1 3;fill:none}
& .plane {fill:none;stroke:var(--soft);stroke-width:1;stroke-linejoin:round}
& .s1 {fill:var(--l1)} & .s2 {fill:var(--l2)} & .s3 {fill:var(--l3)} & .s0 {fill:var(--soft)} & text.on {fill:var(--bg)}
& .goal {fill:var(--card);stroke:var(--gap);stroke-width:2.4}
"""
"""Style rules of these marks."""

_WIDTH, _HEIGHT = 28.0, 14.0


def gate(canvas: Canvas, status: str, x: float, y: float) -> None:
    """Draw the gate for a stop of *status*, centred on (*x*, *y*), 28 × 14 pixels."""
    left, top = x - _WIDTH / 2, y - _HEIGHT / 2
    if status == "stated":
        canvas.rect(left, y - 4.5, _WIDTH, 9, cls="shut", radius=2)
    elif status == "none":
        for start in (left, x + 6):
            canvas.rect(start + 1, y - 3.5, 7, 7, cls="post", radius=1)
    elif status == "not-applicable":
        canvas.path(f"M{number(left)} {number(y)}H{number(left + _WIDTH)}", cls="thin")
    else:
        canvas.rect(left, top, _WIDTH, _HEIGHT, cls="asked", radius=2)
        canvas.text(x, y + 4, "?", size=11, anchor="middle", cls="bold")


def layer_mark(canvas: Canvas, layer: int | None, x: float, y: float) -> None:
    """Draw three planes around (*x*, *y*), 22 × 20 pixels, with the plane of *layer* filled: 3 above, 1 below."""
    for plane, dy in ((1, 6.0), (2, 0.0), (3, -6.0)):
        data = f"M{number(x - 11)} {number(y + dy)}l11 -4l11 4l-11 4z"
        canvas.path(data, cls=f"plane s{plane}" if plane == layer else "plane")
