"""The connections of a model as objects that carry an attack, and the links at their ends."""

from __future__ import annotations

from collections.abc import Iterable

from sanso.attack.cpsf.cast import FLEET, Cast
from sanso.attack.cpsf.depending import alone, cast_dependents, link_stop
from sanso.attack.cpsf.entering import ATTACKER
from sanso.model.connections import Connection
from sanso.model.responsibility import deployed, maintained

__all__ = ["link_connections"]

_LINKS = {
    "transmits": "Transmission",
    "shares": "Sharing",
    "commands": "Command",
    "configures": "Configuration",
    "updates": "Update",
    "remote-access": "RemoteAccess",
    "authenticates": "Authentication",
}
_KEYS = ("remote-access", "authenticates")
"""Kinds whose data are taken for what opens them."""
_ORDERS = ("transmits", "commands", "configures", "updates")
"""Kinds over which altered data act on the far end."""
_ON_WIRES = ("transmits", "commands")
_HANDS = ("hosts", "entrusts")


def link_connections(cast: Cast) -> None:
    """Add an object for every connection that carries an attack, and link its ends."""
    _maintenance(cast)
    for connection in cast.model.connections.values():
        if connection.kind == "actuates":
            _actuation(cast, connection)
        elif connection.kind in ("feeds", "depends-on"):
            cast_dependents(cast, connection)
    for ident, connection in cast.model.connections.items():
        if connection.kind in _LINKS:
            _cyber(cast, ident, connection)
        elif connection.kind in ("displays", "operates"):
            _person(cast, ident, connection)
        elif connection.kind in _HANDS:
            provider, customer = connection.from_, connection.to
            if connection.kind == "entrusts":
                provider, customer = customer, provider
            _service(cast, ident, provider, _cared(cast, connection), (ident, customer))
        elif connection.kind in ("supplies", "develops", "integrates"):
            _delivery(cast, ident, connection)
        stops = connection.kind in ("supplies", "maintains") and connection.tolerance is not None
        if stops or connection.kind in ("feeds", "depends-on", "hosts"):
            link_stop(cast, ident, connection)


def _cyber(cast: Cast, ident: str, connection: Connection) -> None:
    medium = cast.medium(connection.medium or "")
    type_ = _LINKS[connection.kind]
    if medium is not None and medium.carries == "signal" and connection.kind in _ON_WIRES:
        type_ = "Signal"
    senders = cast.devices(connection.from_, acting=True)
    if connection.kind == "commands" and senders and all(_is_safety(cast, part) for part in senders):
        type_ = "StopLine"
    receivers = cast.devices(connection.to, acting=True)
    answers = (ident, *senders[:1], *receivers[:1], connection.from_, connection.to)
    rooms = cast.rooms(connection.from_, connection.to, (*senders, *receivers))
    for number in range(rooms):
        one = cast.stock.add(f"{ident}#{number + 1}" if number else ident, type_, ident, answers=answers)
        for part in senders:
            for device in cast.of_room(part, number, rooms):
                cast.stock.link("Sending", device, one)
        for part in receivers:
            for device in cast.of_room(part, number, rooms):
                cast.stock.link("Receiving", one, device)
        _outer_ends(cast, connection, one, type_)
        _contents(cast, connection, one, {connection.from_, *senders})
        _carriers(cast, (*senders, *receivers), one, number, rooms)
        if medium is not None and medium.tapped == "nearby":
            cast.stock.link("AirEntry", ATTACKER, one)
    if any(part in cast.fleets for part in receivers):
        _fleet_link(cast, ident, type_, senders, receivers, answers, connection)


def _is_safety(cast: Cast, part: str) -> bool:
    component = cast.model.components.get(part)
    return component is not None and component.kind == "safety-function"


def _fleet_link(
    cast: Cast,
    ident: str,
    type_: str,
    senders: Iterable[str],
    receivers: Iterable[str],
    answers: tuple[str, ...],
    connection: Connection,
) -> None:
    """Add the link that strikes all instances at once: from all senders, or from one that is alone."""
    everyone = cast.stock.add(ident + FLEET, type_, ident, fleet=True, answers=answers)
    for part in senders:
        cast.stock.link("Sending", cast.fleets.get(part, cast.units[part]), everyone)
    for part in receivers:
        cast.stock.link("Receiving", everyone, cast.fleets.get(part, cast.units[part]))
    _outer_ends(cast, connection, everyone, type_)
    alone_ = {part for part in senders if part not in cast.fleets}
    _contents(cast, connection, everyone, {connection.from_, *alone_} - set(cast.fleets))


def _outer_ends(cast: Cast, connection: Connection, link: int, type_: str) -> None:
    if connection.from_ in cast.organizations:
        cast.stock.link("OrganizationSending", cast.organizations[connection.from_], link)
    if connection.from_ in cast.people:
        cast.stock.link("Access", cast.people[connection.from_], link)
    if connection.to in cast.organizations:
        cast.stock.link("OrganizationReceiving", link, cast.organizations[connection.to])
    if connection.to in cast.people and type_ == "Authentication":
        cast.stock.link("Vouching", link, cast.people[connection.to])


def _contents(cast: Cast, connection: Connection, link: int, sending: set[str]) -> None:
    for name in connection.data:
        data, index = cast.model.data[name], cast.data[name]
        cast.stock.link("Flow", link, index)
        if connection.kind in _KEYS:
            cast.stock.link("Key", index, link)
        origins = {part for place in (*data.stored_in, *data.produced_by) for part in cast.devices(place, acting=True)}
        if connection.kind in _ORDERS and (not origins or origins & sending):
            cast.stock.link("OrderContent", index, link)


def _carriers(cast: Cast, ends: Iterable[str], link: int, number: int, rooms: int) -> None:
    for part in ends:
        component = cast.model.components.get(part)
        if component is not None and component.kind == "network":
            for carrier in alone(cast, part, number, rooms):
                cast.stock.link("Carriage", carrier, link)


def _actuation(cast: Cast, connection: Connection) -> None:
    """Link devices to what they move: one instance to one of the things, all instances to all of them."""
    if connection.to not in cast.model.physical:
        return
    one = cast.aspect(connection.to, connection.quantity)
    everything = cast.aspect(connection.to, connection.quantity, fleet=True)
    for part in cast.devices(connection.from_, acting=False):
        for device in cast.of_one(part):
            cast.stock.link("Actuation", device, one)
        cast.stock.link("Actuation", cast.fleets.get(part, cast.units[part]), everything)


def _person(cast: Cast, ident: str, connection: Connection) -> None:
    if connection.kind == "displays":
        display = cast.stock.add(ident, "Display", ident)
        cast.stock.link("View", display, cast.people[connection.to])
        for part in cast.devices(connection.from_, acting=True):
            for device in cast.of_one(part):
                cast.stock.link("Screen", device, display)
        return
    hand = cast.stock.add(ident, "Operation", ident)
    cast.stock.link("Hand", cast.people[connection.from_], hand)
    for part in cast.devices(connection.to, acting=True):
        for device in cast.of_one(part):
            cast.stock.link("Grip", hand, device)
            if part not in cast.fleets:
                cast.stock.link("Desk", hand, device)
            cast.stock.link("Handling", cast.people[connection.from_], device)


def _maintenance(cast: Cast) -> None:
    """Add a service per maintainer and agreement; who maintains its own things misuses nothing but its own hands."""
    services: dict[tuple[str, str], dict[str, None]] = {}
    for organization, target, name in maintained(cast.model, cast.structure.responsibility):
        if cast.structure.responsibility.get(target) != organization:
            for part in cast.devices(target, acting=False):
                services.setdefault((organization, name), {})[part] = None
    covered = {(organization, part) for (organization, name), parts in services.items() if name for part in parts}
    for (organization, name), parts in services.items():
        rest = [part for part in parts if name or (organization, part) not in covered]
        if rest:
            subject = name or organization
            _service(cast, name or f"{organization}/maintains", organization, rest, (subject, *rest[:1]), subject)


def _cared(cast: Cast, connection: Connection) -> list[str]:
    targets = connection.subject or (connection.to,)
    return [part for target in targets for part in cast.devices(target, acting=False)]


def _service(
    cast: Cast,
    ident: str,
    provider: str,
    parts: Iterable[str],
    answers: tuple[str, ...],
    subject: str | None = None,
) -> None:
    parts = tuple(parts)
    if not parts or provider not in cast.organizations:
        return
    service = cast.stock.add(ident, "Service", subject or ident, answers=answers)
    cast.stock.link("Provision", cast.organizations[provider], service)
    for part in parts:
        for device in cast.of_one(part):
            cast.stock.link("Care", service, device)


def _delivery(cast: Cast, ident: str, connection: Connection) -> None:
    types = deployed(cast.model)
    delivery = cast.stock.add(ident, "Delivery", ident, answers=(ident, connection.to))
    cast.stock.link("Shipment", cast.organizations[connection.from_], delivery)
    for subject in connection.subject or (connection.to,):
        if subject in types:
            cast.stock.link("Consignment", delivery, cast.products[subject])
            continue
        for part in cast.devices(subject, acting=False):
            if cast.structure.responsibility.get(part) != connection.from_:
                for device in cast.of_all(part):
                    cast.stock.link("Installation", delivery, device)
