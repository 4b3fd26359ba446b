"""Who works where, who makes, keeps, administers and performs what: links that follow from the elements."""

from __future__ import annotations

from sanso.attack.cpsf.cast import Cast

__all__ = ["link_belongings"]

_TOOLS = frozenset({"maintenance", "inspection", "update", "calibration"})
"""Kinds of procedure that do not fail because the device they are about has stopped."""

_FROM_AFAR = frozenset({"update", "operation", "emergency"})
"""Kinds of procedure that bring nobody to the device."""

_OFFICE_KINDS = frozenset({"server", "application", "network"})


def link_belongings(cast: Cast) -> None:
    """Link elements as their own fields say."""
    _staff(cast)
    _products(cast)
    _procedures(cast)
    _data(cast)
    _administration(cast)


def _staff(cast: Cast) -> None:
    for ident, people in cast.model.people.items():
        if people.employer is not None:
            cast.stock.link("Employment", cast.organizations[people.employer], cast.people[ident])


def _products(cast: Cast) -> None:
    """Link product types; a component without one has its own, unnamed, so that a weakness always belongs to a type."""
    model, stock = cast.model, cast.stock
    for ident, product in model.products.items():
        if product.maker is not None:
            stock.link("Making", cast.organizations[product.maker], cast.products[ident])
        for part in product.contains:
            stock.link("BuiltInto", cast.products[part], cast.products[ident])
    for ident in cast.units:
        component = model.components.get(ident)
        named = component.product if component is not None else None
        if named is None:
            boxed = component is not None and component.kind not in _OFFICE_KINDS
            own = stock.add(f"{ident}/type", "PackagedProduct" if boxed else "Product", ident)
        product_index = cast.products[named] if named is not None else own
        for device in cast.of_all(ident):
            stock.link("Deployment", product_index, device)


def _procedures(cast: Cast) -> None:
    stock = cast.stock
    for ident, procedure in cast.model.procedures.items():
        index = cast.procedures[ident]
        for performer in procedure.performed_by:
            if performer in cast.people:
                stock.link("Task", cast.people[performer], index)
            else:
                stock.link("Duty", cast.organizations[performer], index)
        for target in procedure.acts_on:
            if target in cast.data:
                stock.link("Editing", index, cast.data[target])
                continue
            for part in cast.devices(target, acting=False):
                for device in cast.of_one(part):
                    stock.link("Treatment", index, device)
                    for performer in procedure.performed_by if procedure.kind not in _FROM_AFAR else ():
                        if performer in cast.people:
                            stock.link("Handling", cast.people[performer], device)
                if procedure.kind not in _TOOLS:
                    stock.link("Use", cast.units[part], index)


def _data(cast: Cast) -> None:
    stock, model = cast.stock, cast.model
    for ident, data in model.data.items():
        index = cast.data[ident]
        for place in data.stored_in:
            for part in cast.devices(place, acting=True):
                stock.link("Storage", cast.units[part], index)
            if place in cast.organizations:
                stock.link("Keeping", cast.organizations[place], index)
        if not data.stored_in and data.owner is not None:
            stock.link("Keeping", cast.organizations[data.owner], index)
        for source in data.produced_by:
            if source in cast.procedures:
                stock.link("Record", cast.procedures[source], index)
            for part in cast.devices(source, acting=True):
                stock.link("Production", cast.units[part], index)


def _administration(cast: Cast) -> None:
    """Link organizations to the servers and applications they answer for, where nobody of theirs is said to work there.

    Somebody administers them; where the model names the people who operate or reach them, the attack goes through
    these.
    """
    model, structure = cast.model, cast.structure
    staffed = {
        (model.people[c.from_].employer, c.to)
        for c in model.connections.values()
        if c.kind in ("operates", "remote-access") and c.from_ in model.people
    }
    for ident in cast.units:
        component = model.components.get(ident)
        owner = structure.responsibility.get(ident)
        if owner is None or component is None or component.kind not in _OFFICE_KINDS or (owner, ident) in staffed:
            continue
        if structure.containment.instances.get(ident, 1) == 1:
            cast.stock.link("Administration", cast.organizations[owner], cast.units[ident])
