"""Turns cells, channels, streets and lanes into pixels of the view box.

Widths of streets and heights of channels follow from how many lanes they hold; lanes move closer together when
there are many.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sanso.report.pictures.packing import Area, Layout
from sanso.report.pictures.routing import Net, Port, Route, banded, in_port, main_areas, out_port
from sanso.report.pictures.scene import Plane
from sanso.report.pictures.wiring import Wiring

__all__ = ["CARD_HEIGHT", "Geometry", "arrow", "geometry"]

CARD_HEIGHT = 48.0
TAG_HEIGHT = 24.0
_TAG_STEP = 27.0
_GUTTER = 138.0
_MARGIN = 28.0
_PLANE_PAD = 16.0
_PLANE_GAP = 30.0
_STREET = 22.0
_CHANNEL = 16.0
_HULL = 7.0
"""Room between an outline and what is inside, per level."""
_ARROW = 7.0

Point = tuple[float, float]


def _spacing(lanes: int, room: float) -> float:
    """Return how far apart *lanes* lines stand: 6 pixels, less where *room* pixels would not do."""
    return 6.0 if lanes <= 1 else max(2.0, min(6.0, room / lanes))


@dataclass(slots=True)
class Geometry:
    """Coordinates of everything on the grid."""

    layout: Layout
    wiring: Wiring
    card_width: float
    width: float = 0.0
    bottom: float = 0.0
    columns: list[float] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)
    bands: dict[int, float] = field(default_factory=dict)
    channels: dict[int, float] = field(default_factory=dict)
    planes: dict[Plane, tuple[float, float]] = field(default_factory=dict)
    main: dict[str, Area] = field(default_factory=dict)

    def card(self, ident: str) -> Point:
        """Return the upper left corner of a card."""
        column, row = self.layout.cells[ident]
        return self.columns[column], self.rows[row]

    def hull(self, area: Area) -> tuple[float, float, float, float]:
        """Return left, top, width and height of an outline."""
        pad = _HULL * (area.level + 1)
        left = self.columns[area.column] - pad
        right = self.columns[area.column + area.width - 1] + self.card_width + pad
        top = self.tag(area)[1] + TAG_HEIGHT / 2
        last = area.row + area.height - 1
        bottom = self.rows[last] + CARD_HEIGHT + self._lanes_height(3 * (last + 1)) + pad - 4
        return left, top, right - left, bottom - top

    def tag(self, area: Area) -> Point:
        """Return the upper left corner of the name of an outline."""
        return self.columns[area.column] - 4.0, self.bands[area.row] - _TAG_STEP * (area.level + 1)

    def _lanes_height(self, channel: int) -> float:
        lanes = self.wiring.channels.get(channel, 0)
        return _CHANNEL + lanes * _spacing(lanes, 150) if lanes else 10.0

    def tag_width(self, area: Area) -> float:
        """Return how wide the name of an outline may be: up to the outline's edge or the first link that crosses."""
        left, _ = self.tag(area)
        for street in range(area.column + 1, area.column + area.width):
            spans = self.wiring.crossings.get(street, {})
            crossing = [net for net, (low, high) in spans.items() if low <= 3 * area.row + 1 <= high]
            if crossing:
                return min(self._lane_x(street, net) for net in crossing) - 3.0 - left
        hull_left, _, width, _ = self.hull(area)
        return hull_left + width - left

    def lane_y(self, channel: int, route: Route) -> float:
        """Return the height of the lane of *route* in *channel*."""
        lanes = self.wiring.channels.get(channel, 1)
        lane = self.wiring.channel_lanes.get((channel, route.net), 0)
        return self.channels[channel] + _CHANNEL / 2 + (lane + 0.5) * _spacing(lanes, 150)

    def lane_x(self, street: int, route: Route) -> float:
        """Return where the lane of *route* in *street* is across."""
        return self._lane_x(street, route.net)

    def _lane_x(self, street: int, net: Net) -> float:
        lanes = self.wiring.streets.get(street, 1)
        lane = self.wiring.street_lanes.get((street, net), 0)
        width = self._street_width(street)
        left = self.columns[street - 1] + self.card_width if street else self.columns[0] - width
        before, after = self._pads(street)
        middle = left + before + (width - before - after) / 2
        return middle + (lane - (lanes - 1) / 2) * _spacing(lanes, 90)

    def _pads(self, street: int) -> tuple[float, float]:
        """Return the room that outlines need at the left and at the right side of a street."""
        ending = (area.level + 1 for area in self.layout.areas if area.column + area.width == street)
        starting = (area.level + 1 for area in self.layout.areas if area.column == street)
        return max(ending, default=0) * _HULL, max(starting, default=0) * _HULL

    def _street_width(self, street: int) -> float:
        lanes = self.wiring.streets.get(street, 0)
        return max(_STREET, sum(self._pads(street)) + 12.0) + lanes * _spacing(lanes, 90)

    def port_x(self, column: int, channel: int, port: Port) -> float:
        """Return where a port is across."""
        slot, slots = self.wiring.ports[column, channel, port], self.wiring.slots[column, channel]
        step = min(13.0, (self.card_width - 28) / slots)
        return self.columns[column] + self.card_width / 2 + (slot - (slots - 1) / 2) * step

    def points(self, route: Route) -> list[Point]:
        """Return the corners of *route* from its source to the tip of its arrow."""
        if route.direct:
            return self._direct(route)
        head = self._end(route, source=True)
        tail = self._end(route, source=False)
        if route.street is None:
            y = self.lane_y(route.leave, route)
            return [*head, (head[-1][0], y), (tail[-1][0], y), *reversed(tail)]
        x = self.lane_x(route.street, route)
        if len(head) == 2 and route.source.column == route.street:
            middle = [head[-1]]
        else:
            y = self.lane_y(route.leave, route)
            middle = [*head, (head[-1][0], y), (x, y)]
        middle = [*head[:-1], *middle] if middle == [head[-1]] else middle
        if len(tail) == 2 and route.target.column == route.street:
            return [*middle, *reversed(tail)]
        y = self.lane_y(route.arrive, route)
        return [*middle, (x, y), (tail[-1][0], y), *reversed(tail)]

    def _end(self, route: Route, *, source: bool) -> list[Point]:
        """Return the outermost points at one end: at a card one, at a system's name two (name, street)."""
        stop = route.source if source else route.target
        channel = route.leave if source else route.arrive
        if stop.tag:
            ident = route.link.source if source else route.link.target
            left, top = self.tag(self.main[ident])
            y = top + TAG_HEIGHT / 2
            return [(left, y), (self.lane_x(stop.column, route), y)]
        port = out_port(route) if source else in_port(route)
        x = self.port_x(stop.column, channel, port)
        below = channel == 3 * (stop.row + 1)
        return [(x, self.rows[stop.row] + (CARD_HEIGHT if below else 0.0))]

    def _direct(self, route: Route) -> list[Point]:
        between = route.source.row, max(route.source.column, route.target.column)
        nets = self.wiring.links_between[between]
        y = self.rows[route.source.row] + CARD_HEIGHT / 2 + (nets.index(route.net) - (len(nets) - 1) / 2) * 10
        street = between[1]
        left, right = self.columns[street - 1] + self.card_width, self.columns[street]
        return [(left, y), (right, y)] if route.source.column < route.target.column else [(right, y), (left, y)]


def arrow(points: list[Point]) -> tuple[list[Point], str]:
    """Return *points* shortened for an arrowhead at their end, and the path data of the head."""
    kept = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    if len(kept) < 2:
        return points, ""
    (x0, y0), (x1, y1) = kept[-2], kept[-1]
    length = max(abs(x1 - x0) + abs(y1 - y0), 0.1)
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    bx, by = x1 - dx * _ARROW, y1 - dy * _ARROW
    wide = 3.4
    head = f"M{x1:.1f} {y1:.1f}L{bx - dy * wide:.1f} {by + dx * wide:.1f}L{bx + dy * wide:.1f} {by - dx * wide:.1f}Z"
    return [*kept[:-1], (bx, by)], head


def geometry(layout: Layout, wiring: Wiring, card_width: float, top: float) -> Geometry:
    """Return all coordinates; the topmost plane begins at *top*."""
    made = Geometry(layout, wiring, card_width, main=main_areas(layout))
    x = _MARGIN + _GUTTER
    for column in range(layout.columns):
        x += made._street_width(column)
        made.columns.append(x)
        x += card_width
    made.width = x + made._street_width(layout.columns) + _MARGIN + 26
    _rows(made, top)
    return made


def _rows(made: Geometry, top: float) -> None:
    layout, bands = made.layout, banded(made.layout)
    begins = {start: plane for plane, start, _ in layout.planes}
    total = layout.planes[-1][2]
    y, plane_top, plane = top, top, layout.planes[0][0]
    for boundary in range(total + 1):
        made.channels[3 * boundary] = y
        if boundary in bands or made.wiring.channels.get(3 * boundary):
            y += made._lanes_height(3 * boundary) if boundary else made._lanes_height(0) * (0 in made.wiring.channels)
        else:
            y += 12.0
        ending = [area.level + 1 for area in layout.areas if area.row + area.height == boundary]
        y += max(ending, default=0) * _HULL
        if boundary == total or (boundary in begins and boundary):
            y += _PLANE_PAD
            made.planes[plane] = plane_top, y
            y += _PLANE_GAP if boundary < total else 0
        if boundary in begins:
            plane_top, plane = y, begins[boundary]
            y += _PLANE_PAD
        if boundary == total:
            break
        starting = [area.level + 1 for area in layout.areas if area.row == boundary]
        y += max(starting, default=0) * _TAG_STEP + (4 if starting else 0)
        made.bands[boundary] = y
        if boundary in bands:
            made.channels[3 * boundary + 2] = y
            y += made._lanes_height(3 * boundary + 2)
        made.rows.append(y)
        y += CARD_HEIGHT
    made.bottom = y
