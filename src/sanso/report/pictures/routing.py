"""Which way the links go: through the channels between rows and the streets between columns.

Cards stand like houses: links leave a card above or below, run in a channel, cross rows only in the streets, and
so never pass behind a card or a name. Links of one source and one layer share their lanes like one wire.
This module chooses channels and streets, `wiring` gives ports and lanes, `geometry` turns them into pixels.

Channels are numbered from the top: boundary *i* (above row *i*) has channel ``3 i`` below the cards of the row
above, the band ``3 i + 1`` with the names of systems, and channel ``3 i + 2`` above the cards of row *i*. Where a
boundary has no band, both channels are one. Street *k* lies left of column *k*.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sanso.report.pictures.packing import Area, Layout
from sanso.report.pictures.scene import Link, Scene

__all__ = ["Net", "Port", "Route", "Stop", "banded", "in_port", "main_areas", "out_port", "place", "routes"]

Net = tuple[str, int]
"""What links share lanes by: source and layer, or a target of many links (marked by an arrow) and layer."""

Port = tuple[str, Net]
"""The card, and the net that leaves or enters it."""

_MANY = 6
"""Links of one layer into one mark from which on they gather on one lane."""


@dataclass(frozen=True, slots=True)
class Stop:
    """An end of a link: a card in its cell, or the name of a system (*tag*) in the band of a boundary."""

    column: int
    row: int
    tag: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """How one link runs: channel at the source, street, channel at the target.

    *direct* links go straight to the neighbour in the row. A single channel has *street* None.
    """

    link: Link
    source: Stop
    target: Stop
    net: Net
    leave: int = 0
    arrive: int = 0
    street: int | None = None
    direct: bool = False

    @property
    def gathers(self) -> bool:
        """Whether it shares its lanes with other links to its target."""
        return self.net[0] != self.link.source


def banded(layout: Layout) -> frozenset[int]:
    """Return the boundaries with a band: planes part, or an outline begins or ends there."""
    rows = max((end for _, _, end in layout.planes), default=0)
    found = {0, rows} | {start for _, start, _ in layout.planes}
    for area in layout.areas:
        found |= {area.row, area.row + area.height}
    return frozenset(found)


def main_areas(layout: Layout) -> dict[str, Area]:
    """Return for each system the outline that carries its badge: the one with most cells, the upper one of equals."""
    found: dict[str, Area] = {}
    for area in layout.areas:
        if area.system not in found or area.width * area.height > found[area.system].width * found[area.system].height:
            found[area.system] = area
    return found


class _Router:
    def __init__(self, layout: Layout) -> None:
        self.bands = banded(layout)
        self.traffic: dict[int, set[Net]] = {}
        self.load: dict[int, set[Net]] = {}

    def above(self, row: int) -> int:
        return 3 * row + 2 if row in self.bands else 3 * row

    def exits(self, stop: Stop) -> tuple[int, int]:
        """Return the channels that a stop reaches: above and below."""
        if stop.tag:
            return 3 * stop.row, 3 * stop.row + 2
        return self.above(stop.row), 3 * (stop.row + 1)

    def route(self, link: Link, source: Stop, target: Stop, net: Net) -> Route:
        if not source.tag and not target.tag and source.row == target.row and abs(source.column - target.column) == 1:
            return Route(link, source, target, net, direct=True)
        if source.tag and target.tag and source.column == target.column:
            return Route(link, source, target, net, 3 * source.row + 1, 3 * target.row + 1, source.column)
        left, right = place(source), place(target)
        streets: tuple[int | None, ...] = tuple(range(min(left, right) // 2, (max(left, right) + 1) // 2 + 1))
        choices = [
            (leave, arrive, street)
            for leave in self.exits(source)
            for arrive in self.exits(target)
            for street in (streets if leave != arrive else (None,))
        ]
        leave, arrive, chosen = min(choices, key=lambda choice: self._cost(net, left, right, *choice))
        self.load.setdefault(leave, set()).add(net)
        self.load.setdefault(arrive, set()).add(net)
        if chosen is not None:
            self.traffic.setdefault(chosen, set()).add(net)
        return Route(link, source, target, net, leave, arrive, chosen)

    def _cost(self, net: Net, left: int, right: int, leave: int, arrive: int, street: int | None) -> float:
        load = self.load.get(leave, set())
        cost = 0.0 if net in load else 0.05 * len(load)
        if street is None:
            return cost + abs(left - right)
        traffic = self.traffic.get(street, set())
        cost += 0.0 if net in traffic else 0.6 + 0.1 * len(traffic)
        return cost + abs(left - 2 * street) + abs(right - 2 * street) + 0.9 * abs(leave - arrive)


def place(stop: Stop) -> int:
    """Return where a stop is across: columns are odd, streets even."""
    return 2 * stop.column if stop.tag else 2 * stop.column + 1


def _stops(layout: Layout) -> dict[str, Stop]:
    stops = {ident: Stop(column, row) for ident, (column, row) in layout.cells.items()}
    for system, area in main_areas(layout).items():
        stops.setdefault(system, Stop(area.column, area.row, tag=True))
    return stops


def out_port(route: Route) -> Port:
    """Return the port by which *route* leaves its card."""
    return route.link.source, route.net


def in_port(route: Route) -> Port:
    """Return the port by which *route* enters its card; a straight drop keeps the port it left by."""
    below = route.street is None and route.source.column == route.target.column
    straight = below and not route.source.tag and not route.gathers
    return out_port(route) if straight else (route.link.target, route.net)


def routes(scene: Scene, layout: Layout) -> list[Route]:
    """Return the way of every link of *scene* on *layout*."""
    stops, router = _stops(layout), _Router(layout)
    distinct = {(one.source, one.target, one.layer) for one in scene.links}
    into = Counter((target, layer) for _, target, layer in distinct)
    out = Counter((source, layer) for source, _, layer in distinct)
    found: list[Route] = []
    for link in sorted(scene.links, key=lambda one: (one.source, -one.layer, one.target)):
        if link.source not in stops or link.target not in stops:
            continue
        gather = into[link.target, link.layer] >= _MANY and out[link.source, link.layer] < 3
        net = (f"→{link.target}" if gather else link.source, link.layer)
        found.append(router.route(link, stops[link.source], stops[link.target], net))
    return found
