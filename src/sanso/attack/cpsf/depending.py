"""What stands still when something else does: links of power, supplies and services, with their tolerance."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sanso.attack.cpsf.cast import FLEET, Cast
from sanso.model.connections import Connection

__all__ = ["alone", "cast_dependents", "link_stop"]


def link_stop(cast: Cast, ident: str, connection: Connection) -> None:
    """Add what makes *dependent* stand still when *provider* does, after the tolerance: one instance, then all."""
    provider, dependent = _ends(connection)
    needed, relying = cast.devices(provider, acting=True), cast.devices(dependent, acting=False)
    rooms = cast.rooms(provider, dependent, (*needed, *relying))
    crowd = any(part in cast.fleets for part in needed)
    for number in range(rooms):
        starts = _providers(cast, provider, connection.quantity, fleet=False)
        starts += [("ComponentNeed", device) for part in needed for device in alone(cast, part, number, rooms)]
        ends = _dependents(cast, dependent)
        for part in relying:
            devices = alone(cast, part, number, rooms) if crowd else cast.of_one(part)
            ends += [("ComponentReliance", device) for device in devices]
        _joined(cast, ident + (f"#{number + 1}" if number else ""), ident, connection, starts, ends)
    starts = _providers(cast, provider, connection.quantity, fleet=True)
    starts += [("ComponentNeed", cast.fleets.get(part, cast.units[part])) for part in needed]
    ends = [("ComponentReliance", cast.fleets[part]) for part in relying if part in cast.fleets]
    _joined(cast, ident + FLEET, ident, connection, starts, ends, fleet=True)


def cast_dependents(cast: Cast, connection: Connection) -> None:
    """Add the physical thing that depends on something, so that others find it whatever the order of the file."""
    _dependents(cast, _ends(connection)[1])


def alone(cast: Cast, ident: str, number: int, rooms: int) -> tuple[int, ...]:
    """Return the objects of a component in one of several instances, else the object that stands for any one."""
    return cast.of_room(ident, number, rooms) if rooms > 1 else (cast.units[ident],)


def _ends(connection: Connection) -> tuple[str, str]:
    """Return who provides and who depends on it."""
    turned = connection.kind == "depends-on"
    return (connection.to, connection.from_) if turned else (connection.from_, connection.to)


def _joined(
    cast: Cast,
    name: str,
    ident: str,
    connection: Connection,
    starts: Iterable[tuple[str, int]],
    ends: Collection[tuple[str, int]],
    *,
    fleet: bool = False,
) -> None:
    if not ends:
        return
    index = cast.stock.add(f"{name}/stop", "Dependency", ident, fleet=fleet)
    if connection.tolerance is not None:
        cast.stock.days[index, "outlasted"] = connection.tolerance.days_on_average
    for association, needed in starts:
        cast.stock.link(association, needed, index)
    for association, end in ends:
        cast.stock.link(association, index, end)


def _providers(cast: Cast, ident: str, quantity: str | None, *, fleet: bool) -> list[tuple[str, int]]:
    """Return what is needed besides components."""
    if ident in cast.organizations:
        return [("OrganizationNeed", cast.organizations[ident])]
    if ident in cast.model.physical:
        return [("PhysicalNeed", aspect) for aspect in cast.aspects(ident, quantity, fleet=fleet)]
    return []


def _dependents(cast: Cast, ident: str) -> list[tuple[str, int]]:
    """Return what stands still besides components."""
    found = [
        (association, known[ident])
        for association, known in (
            ("OrganizationReliance", cast.organizations),
            ("ProcedureReliance", cast.procedures),
            ("DataReliance", cast.data),
        )
        if ident in known
    ]
    if ident in cast.model.physical:
        found.append(("PhysicalReliance", cast.aspect(ident, None)))
    return found
