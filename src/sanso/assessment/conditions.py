"""The conditions of table T5: to which elements an incident can happen at all.

Each condition is one function from the model to a set of ids; the catalogue names them. ``None`` means that
the condition holds for every element.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sanso.assessment.participation import Participation, Surroundings
from sanso.catalogue import Catalogue
from sanso.model.responsibility import deployed
from sanso.model.structure import Structure

__all__ = ["ASKING_FOR_KINDS", "CONDITIONS", "Situation"]

_DELIVERY = ("supplies", "develops", "integrates", "maintains", "hosts")


@dataclass(frozen=True, slots=True)
class Situation:
    """What conditions look at."""

    structure: Structure
    catalogue: Catalogue
    around: Surroundings
    participation: Participation

    def ends(self, kinds: Iterable[str], *, sides: str = "both") -> set[str]:
        """Return the ends of connections of *kinds*; *sides* is ``both``, ``from`` or ``to``."""
        wanted = frozenset(kinds)
        found: set[str] = set()
        for connection in self.structure.model.connections.values():
            if connection.kind in wanted:
                if sides != "to":
                    found.add(connection.from_)
                if sides != "from":
                    found.add(connection.to)
        return found

    def control_kinds(self) -> set[str]:
        """Return the kinds of connection that are control."""
        return {kind for kind, record in self.catalogue.connections.items() if record.control}

    def layer_kinds(self, layer: int) -> set[str]:
        """Return the kinds of connection of *layer*."""
        return {kind for kind, record in self.catalogue.connections.items() if record.layer == layer}

    def handlers(self, data: set[str]) -> set[str]:
        """Return the components, systems and organizations that produce, store or move one of *data*."""
        model = self.structure.model
        found = {place for ident in data for place in (*model.data[ident].stored_in, *model.data[ident].produced_by)}
        for connection in model.connections.values():
            if data.intersection(connection.data):
                found.update((connection.from_, connection.to))
        return found

    def devices(self, idents: Iterable[str]) -> set[str]:
        """Keep components and systems."""
        model = self.structure.model
        return {ident for ident in idents if ident in model.components or ident in model.systems}


def _everything(_: Situation) -> None:
    """No condition."""


def _keeps_data(s: Situation) -> set[str]:
    model = s.structure.model
    moved = s.ends(("transmits", "shares")) | s.handlers(set(model.data))
    others = set(model.organizations) | set(model.people) | set(model.data) | set(model.procedures)
    return others | s.around.wholes(s.devices(moved))


def _delivery(s: Situation, *, receiving: bool) -> set[str]:
    """Organizations at one end of deliveries to another one, and the elements that they answer for."""
    model, get = s.structure.model, s.structure.responsibility.get
    organizations: set[str | None] = set()
    for connection in model.connections.values():
        if connection.kind in _DELIVERY:
            receiver = connection.to if connection.to in model.organizations else get(connection.to)
            if receiver != connection.from_:
                organizations.add(receiver if receiving else connection.from_)
    organizations.discard(None)
    return {ident for ident in model.elements if get(ident) in organizations}


def _reachable(s: Situation) -> set[str]:
    model = s.structure.model
    exposed = {ident for ident, component in model.components.items() if component.exposure}
    exposed |= {ident for ident, system in model.systems.items() if system.exposure}
    ends = s.ends(s.layer_kinds(3))
    return s.around.everyone(exposed | s.devices(ends)) | ends


def _controlled(s: Situation) -> set[str]:
    ends = s.ends({*s.control_kinds(), "operates"})
    return s.around.everyone(s.devices(ends)) | ends


def _controls_layer_2(s: Situation) -> set[str]:
    return s.around.wholes(s.around.upstream(s.participation.devices[2]))


def _communicates(s: Situation) -> set[str]:
    return s.around.everyone(s.devices(s.ends(("transmits", "commands"))))


def _safety_relevant(s: Situation) -> set[str]:
    model = s.structure.model
    base = {ident for ident, c in model.components.items() if c.kind in ("actuator", "safety-function")}
    base |= s.around.upstream(base)
    commanding = {
        data
        for connection in model.connections.values()
        if connection.to in base and s.catalogue.connections[connection.kind].control
        for data in connection.data
    }
    devices = s.devices(base)
    return s.around.everyone(devices) | base | commanding


def _has_product(s: Situation) -> set[str]:
    base = {ident for ident, c in s.structure.model.components.items() if c.product is not None}
    return base | s.around.procedures(base) | s.around.responsible(base)


def _layer_2_component(s: Situation) -> set[str]:
    base = {ident for ident in s.participation.devices[2] if ident in s.structure.model.components}
    wholes = s.around.wholes(base)
    return wholes | s.around.procedures(wholes) | s.around.responsible(wholes) | _produced_by(s, base)


def _produced_by(s: Situation, devices: set[str]) -> set[str]:
    return {ident for ident, data in s.structure.model.data.items() if devices.intersection(data.produced_by)}


def _senses(s: Situation) -> set[str]:
    sensors = s.devices(s.ends(("senses",)))
    carried = {d for c in s.structure.model.connections.values() if c.kind == "senses" for d in c.data}
    data = carried | _produced_by(s, sensors)
    return sensors | data | s.around.procedures(sensors | data)


def _sensitive_data(s: Situation) -> set[str]:
    return _with_handlers(s, {ident for ident, data in s.structure.model.data.items() if data.categories})


def _with_handlers(s: Situation, data: set[str]) -> set[str]:
    """*data* with who and what handles it, owns it, works on it or reaches into where it is kept."""
    model = s.structure.model
    handlers = s.handlers(data)
    wholes = s.around.wholes(s.devices(handlers))
    procedures = s.around.procedures(wholes | data)
    reaching = {
        connection.from_
        for connection in model.connections.values()
        if connection.kind in ("remote-access", "operates") and connection.to in wholes
    }
    owners = s.around.responsible(wholes | data)
    people = {who for who in (*s.around.performers(procedures), *reaching, *handlers) if who in model.people}
    organizations = {who for who in (*handlers, *reaching) if who in model.organizations}
    return data | wholes | procedures | owners | people | organizations


def _handled_data(s: Situation) -> set[str]:
    model = s.structure.model
    moved = {data for connection in model.connections.values() for data in connection.data}
    return _with_handlers(s, moved | {ident for ident, data in model.data.items() if data.stored_in})


def _depends(s: Situation) -> set[str]:
    hosted = {subject for c in s.structure.model.connections.values() if c.kind == "hosts" for subject in c.subject}
    instances = deployed(s.structure.model)
    dependent = s.ends(("depends-on",), sides="from") | s.ends(("hosts",))
    dependent.update(ident for subject in hosted for ident in instances.get(subject, (subject,)))
    return s.around.everyone(s.devices(dependent)) | dependent


def _processes(s: Situation) -> set[str]:
    model = s.structure.model
    base = {ident for ident, c in model.components.items() if c.kind in ("server", "application")}
    systems = set(model.systems)
    return s.around.everyone(base) | systems | s.around.procedures(systems)


def _receives_data(s: Situation) -> set[str]:
    kinds = ("transmits", "shares", "commands")
    receivers = s.devices(s.ends(kinds, sides="to"))
    carried = {d for c in s.structure.model.connections.values() if c.kind in kinds for d in c.data}
    return s.around.wholes(receivers) | carried


def _legal_data(s: Situation) -> set[str]:
    legal = {
        ident
        for ident, data in s.structure.model.data.items()
        if any((record := s.catalogue.data_category(name)) is not None and record.legal for name in data.categories)
    }
    return legal | s.around.responsible(legal) | s.around.procedures(legal)


def _shared_data(s: Situation) -> set[str]:
    model = s.structure.model
    shares = [c for c in model.connections.values() if c.kind == "shares"]
    data = {ident for c in shares for ident in c.data}
    parties = {end for c in shares for end in (c.from_, c.to)}
    devices = s.around.wholes(s.devices(parties))
    procedures = s.around.procedures(data)
    people = s.around.performers(procedures)
    return data | parties | devices | procedures | people | s.around.responsible(devices | data)


CONDITIONS: Mapping[str, Callable[[Situation], set[str] | None]] = {
    "always": _everything,
    "keeps-data": _keeps_data,
    "delivers": lambda s: _delivery(s, receiving=False),
    "receives": lambda s: _delivery(s, receiving=True),
    "reachable": _reachable,
    "controlled": _controlled,
    "controls-layer-2": _controls_layer_2,
    "communicates": _communicates,
    "safety-relevant": _safety_relevant,
    "has-product": _has_product,
    "layer-2-component": _layer_2_component,
    "senses": _senses,
    "sensitive-data": _sensitive_data,
    "handled-data": _handled_data,
    "depends": _depends,
    "processes": _processes,
    "receives-data": _receives_data,
    "legal-data": _legal_data,
    "shared-data": _shared_data,
}
"""The conditions by the name that incidents give them."""

ASKING_FOR_KINDS = frozenset({"controls-layer-2", "safety-relevant", "layer-2-component", "processes"})
"""The conditions that rest on the kinds of components, themselves or by way of who takes part in layer 2."""
