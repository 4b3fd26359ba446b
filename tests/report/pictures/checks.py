"""What every picture must keep to: no label on another, none outside, names inside their cards."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from sanso.report.pictures import Box, text_boxes, view_box

__all__ = ["assert_sound"]

_SVG = "{http://www.w3.org/2000/svg}"


def _collisions(boxes: list[Box]) -> list[tuple[str, str]]:
    found = []
    active: list[Box] = []
    for box in sorted(boxes, key=lambda one: one.top):
        active = [other for other in active if other.bottom > box.top]
        found += [(box.text, other.text) for other in active if box.meets(other)]
        active.append(box)
    return found


def _outside_cards(svg: str) -> list[str]:
    """Return names that leave the card which is drawn in the same group."""
    found = []
    for group in ElementTree.fromstring(svg).iter(f"{_SVG}g"):
        card = group.find(f"{_SVG}rect")
        if card is None or not card.get("class", "").startswith("card"):
            continue
        left, top = float(card.attrib["x"]), float(card.attrib["y"])
        right, bottom = left + float(card.attrib["width"]), top + float(card.attrib["height"])
        inner = ElementTree.tostring(group, encoding="unicode")
        found += [
            box.text
            for box in text_boxes(inner)
            if box.left < left or box.right > right or box.top < top - 0.5 or box.bottom > bottom + 0.5
        ]
    return found


def assert_sound(svg: str) -> None:
    """Fail where a label covers another one, leaves the view, or leaves its card."""
    boxes = text_boxes(svg)
    left, top, right, bottom = view_box(svg)
    assert boxes
    assert not _collisions(boxes)
    assert not [
        box.text for box in boxes if box.left < left or box.top < top or box.right > right or box.bottom > bottom
    ]
    assert not _outside_cards(svg)
