"""Which way the links go: lanes in the channels between rows and in the streets between columns.

Cards stand like houses: links leave a card above or below, run in a channel, cross rows only in the streets, and
so never pass behind a card or a name. Links of one source and one layer share their lanes like one wire.
This module finds channels, streets, ports and lanes as whole numbers; `geometry` turns them into pixels.

Channels are numbered from the top: boundary *i* (above row *i*) has channel ``3 i`` below the cards of the row
above, the band ``3 i + 1`` with the names of systems, and channel ``3 i + 2`` above the cards of row *i*. Where a
boundary has no band, both channels are one. Street *k* lies left of column *k*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sanso.report.pictures.packing import Area, Layout
from sanso.report.pictures.scene import Link, Scene

__all__ = ["Route", "Wiring", "banded", "main_areas", "wire"]

Net = tuple[str, int]
"""Source and layer: links that share lanes."""


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
    leave: int = 0
    arrive: int = 0
    street: int | None = None
    direct: bool = False

    @property
    def net(self) -> Net:
        """Which lanes it shares."""
        return self.link.source, self.link.layer


@dataclass(slots=True)
class Wiring:
    """Routes, and the lanes and ports they use.

    *channel_lanes* and *street_lanes* map (channel or street, net) to a lane; *channels* and *streets* count
    lanes; *ports* maps (column, channel, port) to a slot, *slots* (column, channel) to how many there are.
    *crossings* maps a street to the spans (in channels) of what runs along it, and *links_between* maps (row, street) to the direct links there.
    """

    routes: list[Route] = field(default_factory=list)
    channel_lanes: dict[tuple[int, Net], int] = field(default_factory=dict)
    street_lanes: dict[tuple[int, Net], int] = field(default_factory=dict)
    channels: dict[int, int] = field(default_factory=dict)
    streets: dict[int, int] = field(default_factory=dict)
    ports: dict[tuple[int, int, Port], int] = field(default_factory=dict)
    slots: dict[tuple[int, int], int] = field(default_factory=dict)
    crossings: dict[int, list[tuple[float, float]]] = field(default_factory=dict)
    links_between: dict[tuple[int, int], list[Net]] = field(default_factory=dict)


Port = tuple[str, Net]
"""The card, and the net that leaves or enters it."""


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

    def route(self, link: Link, source: Stop, target: Stop) -> Route:
        if not source.tag and not target.tag and source.row == target.row and abs(source.column - target.column) == 1:
            return Route(link, source, target, direct=True)
        net = (link.source, link.layer)
        if source.tag and target.tag and source.column == target.column:
            return Route(link, source, target, 3 * source.row + 1, 3 * target.row + 1, source.column)
        left, right = _place(source), _place(target)
        best: tuple[float, int, int, int | None] | None = None
        streets = range(min(left, right) // 2, (max(left, right) + 1) // 2 + 1)
        for leave in self.exits(source):
            for arrive in self.exits(target):
                options: Iterable[int | None] = streets if leave != arrive else (None,)
                for street in options:
                    cost = self._cost(net, left, right, leave, arrive, street)
                    if best is None or cost < best[0]:
                        best = cost, leave, arrive, street
        assert best is not None
        _, leave, arrive, chosen = best
        self.load.setdefault(leave, set()).add(net)
        self.load.setdefault(arrive, set()).add(net)
        if chosen is not None:
            self.traffic.setdefault(chosen, set()).add(net)
        return Route(link, source, target, leave, arrive, chosen)

    def _cost(self, net: Net, left: int, right: int, leave: int, arrive: int, street: int | None) -> float:
        load = self.load.get(leave, set())
        cost = 0.0 if net in load else 0.05 * len(load)
        if street is None:
            return cost + abs(left - right)
        traffic = self.traffic.get(street, set())
        cost += 0.0 if net in traffic else 0.6 + 0.1 * len(traffic)
        return cost + abs(left - 2 * street) + abs(right - 2 * street) + 0.9 * abs(leave - arrive)


def _place(stop: Stop) -> int:
    """Return where a stop is across: columns are odd, streets even."""
    return 2 * stop.column if stop.tag else 2 * stop.column + 1


def _stops(layout: Layout) -> dict[str, Stop]:
    stops = {ident: Stop(column, row) for ident, (column, row) in layout.cells.items()}
    for system, area in main_areas(layout).items():
        stops.setdefault(system, Stop(area.column, area.row, tag=True))
    return stops


def wire(scene: Scene, layout: Layout) -> Wiring:
    """Return routes and lanes of all links of *scene* on *layout*."""
    stops, router, wiring = _stops(layout), _Router(layout), Wiring()
    for link in sorted(scene.links, key=lambda one: (one.source, -one.layer, one.target)):
        if link.source in stops and link.target in stops:
            wiring.routes.append(router.route(link, stops[link.source], stops[link.target]))
    _ports(wiring)
    _channel_lanes(wiring)
    _street_lanes(wiring)
    for route in wiring.routes:
        if route.direct:
            between = (route.source.row, max(route.source.column, route.target.column))
            nets = wiring.links_between.setdefault(between, [])
            if route.net not in nets:
                nets.append(route.net)
    return wiring


def out_port(route: Route) -> Port:
    """Return the port by which *route* leaves its card."""
    return route.link.source, route.net


def in_port(route: Route) -> Port:
    """Return the port by which *route* enters its card; a straight drop keeps the port it left by."""
    straight = route.street is None and route.source.column == route.target.column and not route.source.tag
    return out_port(route) if straight else (route.link.target, route.net)


def _ports(wiring: Wiring) -> None:
    """Give every port a slot, ordered by where its links go, so that they cross less."""
    pulls: dict[tuple[int, int], dict[Port, list[int]]] = {}
    for route in wiring.routes:
        if route.direct:
            continue
        here, there = _place(route.source), _place(route.target)
        turn = here if route.street is None else 2 * route.street
        if not route.source.tag:
            at = (route.source.column, route.leave)
            pulls.setdefault(at, {}).setdefault(out_port(route), []).append((there if route.street is None else turn) - here)
        if not route.target.tag:
            at = (route.target.column, route.arrive)
            pulls.setdefault(at, {}).setdefault(in_port(route), []).append((here if route.street is None else turn) - there)
    for (column, channel), ports in pulls.items():
        ordered = sorted(ports, key=lambda port: (sum(ports[port]) / len(ports[port]), port))
        wiring.slots[column, channel] = len(ordered)
        for slot, port in enumerate(ordered):
            wiring.ports[column, channel, port] = slot


def _port_place(wiring: Wiring, stop: Stop, channel: int, port: Port) -> float:
    if stop.tag:
        return 2.0 * stop.column
    slot, slots = wiring.ports[stop.column, channel, port], wiring.slots[stop.column, channel]
    return 2 * stop.column + 0.6 + 0.8 * (slot + 0.5) / slots


def _pack(spans: Mapping[Net, tuple[float, float]], order: Iterable[Net]) -> dict[Net, int]:
    """Give each span the first lane in which it meets no other."""
    lanes: list[list[tuple[float, float]]] = []
    found: dict[Net, int] = {}
    for net in order:
        low, high = spans[net]
        for index, lane in enumerate(lanes):
            if all(high < other_low or other_high < low for other_low, other_high in lane):
                lane.append((low, high))
                found[net] = index
                break
        else:
            lanes.append([(low, high)])
            found[net] = len(lanes) - 1
    return found


def _widen(spans: dict[Net, tuple[float, float]], net: Net, *places: float) -> None:
    low, high = spans.get(net, (places[0], places[0]))
    spans[net] = min(low, *places), max(high, *places)


def _channel_lanes(wiring: Wiring) -> None:
    channels: dict[int, dict[Net, tuple[float, float]]] = {}
    for route in wiring.routes:
        if route.direct:
            continue
        start = _port_place(wiring, route.source, route.leave, out_port(route))
        end = _port_place(wiring, route.target, route.arrive, in_port(route))
        if route.street is None:
            if start != end:
                _widen(channels.setdefault(route.leave, {}), route.net, start, end)
            continue
        turn = 2.0 * route.street
        if start != turn:
            _widen(channels.setdefault(route.leave, {}), route.net, start, turn)
        if end != turn:
            _widen(channels.setdefault(route.arrive, {}), route.net, turn, end)
    for channel, spans in channels.items():
        order = sorted(spans, key=lambda net: (spans[net][1] - spans[net][0], net))
        lanes = _pack(spans, order)
        count = max(lanes.values()) + 1
        wiring.channels[channel] = count
        for net, lane in lanes.items():
            wiring.channel_lanes[channel, net] = count - 1 - lane if channel % 3 == 2 else lane


def _street_lanes(wiring: Wiring) -> None:
    streets: dict[int, dict[Net, tuple[float, float]]] = {}
    sides: dict[tuple[int, Net], list[float]] = {}
    for route in wiring.routes:
        if route.direct:
            continue
        for stop, channel in ((route.source, route.leave), (route.target, route.arrive)):
            if stop.tag:
                level = 3.0 * stop.row + 1
                _widen(streets.setdefault(stop.column, {}), route.net, level, channel)
                sides.setdefault((stop.column, route.net), []).append(1.0)
        if route.street is not None:
            _widen(streets.setdefault(route.street, {}), route.net, route.leave, route.arrive)
            ends = (_place(route.source) + _place(route.target)) / 2 - 2 * route.street
            sides.setdefault((route.street, route.net), []).append(ends)
    for street, spans in streets.items():
        order = sorted(spans, key=lambda net: (sum(sides[street, net]) / len(sides[street, net]), net))
        lanes = _pack(spans, order)
        wiring.streets[street] = max(lanes.values()) + 1
        wiring.crossings[street] = list(spans.values())
        for net, lane in lanes.items():
            wiring.street_lanes[street, net] = lane
