"""Ports and lanes of the links: which of them run beside one another, in which order, and how many there are.

Links of one net share a lane; two nets never share one where they would overlap. All numbers are whole; `geometry`
turns them into pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sanso.report.pictures.packing import Layout
from sanso.report.pictures.routing import Net, Port, Route, Stop, in_port, out_port, place, routes
from sanso.report.pictures.scene import Scene

__all__ = ["Wiring", "wire"]


@dataclass(slots=True)
class Wiring:
    """Routes, and the lanes and ports they use.

    *channel_lanes* and *street_lanes* map (channel or street, net) to a lane; *channels* and *streets* count
    lanes; *ports* maps (column, channel, port) to a slot, *slots* (column, channel) to how many there are.
    *crossings* maps a street to the span (in channels) of each net that runs along it, and *links_between* maps
    (row, street) to the direct links there.
    """

    routes: list[Route] = field(default_factory=list)
    channel_lanes: dict[tuple[int, Net], int] = field(default_factory=dict)
    street_lanes: dict[tuple[int, Net], int] = field(default_factory=dict)
    channels: dict[int, int] = field(default_factory=dict)
    streets: dict[int, int] = field(default_factory=dict)
    ports: dict[tuple[int, int, Port], int] = field(default_factory=dict)
    slots: dict[tuple[int, int], int] = field(default_factory=dict)
    crossings: dict[int, dict[Net, tuple[float, float]]] = field(default_factory=dict)
    links_between: dict[tuple[int, int], list[Net]] = field(default_factory=dict)


def wire(scene: Scene, layout: Layout) -> Wiring:
    """Return routes and lanes of all links of *scene* on *layout*."""
    wiring = Wiring(routes(scene, layout))
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


def _ports(wiring: Wiring) -> None:
    """Give every port a slot, ordered by where its links go, so that they cross less."""
    pulls: dict[tuple[int, int], dict[Port, list[int]]] = {}
    for route in wiring.routes:
        if route.direct:
            continue
        here, there = place(route.source), place(route.target)
        ends = (
            (route.source, route.leave, out_port(route), (there if route.street is None else 2 * route.street) - here),
            (route.target, route.arrive, in_port(route), (here if route.street is None else 2 * route.street) - there),
        )
        for stop, channel, port, pull in ends:
            if not stop.tag:
                pulls.setdefault((stop.column, channel), {}).setdefault(port, []).append(pull)
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
            ends = (place(route.source) + place(route.target)) / 2 - 2 * route.street
            sides.setdefault((route.street, route.net), []).append(ends)
    for street, spans in streets.items():
        order = sorted(spans, key=lambda net: (sum(sides[street, net]) / len(sides[street, net]), net))
        lanes = _pack(spans, order)
        wiring.streets[street] = max(lanes.values()) + 1
        wiring.crossings[street] = spans
        for net, lane in lanes.items():
            wiring.street_lanes[street, net] = lane
