"""Required trust of organizations, people and data: the highest category that they can bring about.

An organization influences what it owns, operates, manages, maintains or integrates, what it makes, supplies,
develops, integrates, maintains or hosts (through all tiers of products), and what its people control. Insuring,
certifying, sharing and merely carrying give no influence. Data require at least the floor of their category.
"""

from __future__ import annotations

from collections.abc import Iterator

from sanso.catalogue import Catalogue
from sanso.facts import RequiredTrust, Step
from sanso.iotssf.placing import Positions
from sanso.model.responsibility import deployed
from sanso.model.structure import Structure

__all__ = ["required_trust"]

_INFLUENCE = ("supplies", "develops", "integrates", "maintains", "hosts")
_ROLES = ("operator", "manager", "owner", "maintainer", "integrator")


def required_trust(structure: Structure, catalogue: Catalogue, positions: Positions) -> dict[str, RequiredTrust]:
    """Return the required trust of every organization, of all people and of all data."""
    model = structure.model
    found: dict[str, RequiredTrust] = {}
    for ident in (*model.people, *model.data):
        found[ident] = _own(ident, catalogue, positions)
    for ident, data in model.data.items():
        floors = [record.floor for name in data.categories if (record := catalogue.data_category(name)) is not None]
        floor = max(floors, default=0)
        own = found[ident]
        if floor > (own.category or 0):
            found[ident] = RequiredTrust(floor, floor=floor)
        elif data.categories and own.category is None:
            found[ident] = RequiredTrust(0)
        elif floor:
            found[ident] = RequiredTrust(own.category, own.element, own.harm, own.via, floor, own.economic)
    best = {ident: _own(ident, catalogue, positions) for ident in model.organizations}
    categories = {**_device_categories(structure, catalogue, positions), **{k: v.category for k, v in found.items()}}
    for organization, element, step in _influence(structure):
        category = categories.get(element)
        if organization in best and category is not None:
            best[organization] = _better(best[organization], category, element, step, positions)
    return {**best, **found}


def _device_categories(structure: Structure, catalogue: Catalogue, positions: Positions) -> dict[str, int | None]:
    devices = (*structure.model.components, *structure.model.systems, *structure.model.procedures)
    return {ident: positions.spots[ident].category(catalogue) for ident in devices if ident in positions.spots}


def _own(ident: str, catalogue: Catalogue, positions: Positions) -> RequiredTrust:
    """The trust that follows from the harms the subject can cause itself."""
    spot = positions.spots.get(ident)
    if spot is None:
        return RequiredTrust(None)
    human, economic = spot.positions(ident)
    decides = human if (human.level or "none") != "none" else economic
    element = decides.via[0].element if decides.via else None
    return RequiredTrust(spot.category(catalogue), element, decides.harm, decides.via, economic=economic.harm)


def _better(own: RequiredTrust, category: int, element: str, step: Step, positions: Positions) -> RequiredTrust:
    """Return the stronger of the two; among equals the one with the smaller element id."""
    known = -1 if own.category is None else own.category
    if known > category or (known == category and (own.element or "") <= element):
        return own
    spot = positions.spots.get(element)
    harm: str | None = None
    loss: str | None = None
    via: tuple[Step, ...] = (step,)
    if spot is not None:
        human, economic = spot.positions(element)
        decides = human if (human.level or "none") != "none" else economic
        harm, loss, via = decides.harm, economic.harm, (*decides.via, step)
    return RequiredTrust(category, element, harm, via, economic=loss)


def _influence(structure: Structure) -> Iterator[tuple[str, str, Step]]:
    """Yield (organization, element that it influences, the step from the element to the organization)."""
    yield from _by_role(structure)
    yield from _by_delivery(structure)
    model = structure.model
    for ident, data in model.data.items():
        if data.owner is not None:
            yield data.owner, ident, Step(data.owner, "owner")
    for ident, person in model.people.items():
        if person.employer is not None:
            yield person.employer, ident, Step(person.employer, "employs")
    for ident, procedure in model.procedures.items():
        for performer in procedure.performed_by:
            if performer in model.organizations:
                yield performer, ident, Step(performer, "performs")


def _by_role(structure: Structure) -> Iterator[tuple[str, str, Step]]:
    model = structure.model
    for section in (model.components, model.systems):
        for ident, thing in section.items():
            for role in _ROLES:
                organization = getattr(thing.roles, role)
                if organization is not None:
                    yield organization, ident, Step(organization, role)


def _by_delivery(structure: Structure) -> Iterator[tuple[str, str, Step]]:
    model, instances = structure.model, deployed(structure.model)
    for product, record in sorted(model.products.items()):
        if record.maker is not None:
            for ident in instances[product]:
                yield record.maker, ident, Step(record.maker, "makes", product)
    for name, connection in sorted(model.connections.items()):
        if connection.kind in _INFLUENCE:
            for target in connection.subject or (connection.to,):
                for ident in instances.get(target, (target,)):
                    yield connection.from_, ident, Step(connection.from_, connection.kind, name)
