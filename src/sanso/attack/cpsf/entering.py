"""Where an attacker can begin: the attack surface (攻撃起点)."""

from __future__ import annotations

from sanso.attack.cpsf.cast import PRODUCTS, Cast

__all__ = ["ATTACKER", "link_entries"]

ATTACKER = 0
"""Index of the object that stands for the attacker: always the first."""

_ASSOCIATIONS = {"internet": "InternetEntry", "nearby": "RadioEntry", "on-site": "SiteEntry"}


def link_entries(cast: Cast) -> None:
    """Link the attacker to everything that an attacker may begin at; which of it one uses is the profile's matter."""
    stock, model = cast.stock, cast.model
    for ident in cast.units:
        thing = model.components.get(ident) or model.systems[ident]
        holders = (model.systems[h] for h in cast.structure.containment.ancestors(ident) if h in model.systems)
        inherited = () if thing.exposure else next((h.exposure for h in holders if h.exposure), ())
        for word in (*thing.exposure, *inherited):
            record = cast.catalogue.exposure(word)
            if record is None or record.entry not in _ASSOCIATIONS:
                continue
            association = "CarrierEntry" if record.carrier else _ASSOCIATIONS[record.entry]
            for device in cast.of_all(ident) if record.reach == "all" else cast.of_one(ident):
                stock.link(association, ATTACKER, device)
    for index in cast.organizations.values():
        stock.link("MessageEntry", ATTACKER, index)
        stock.link("StaffEntry", ATTACKER, index)
    for ident, people in model.people.items():
        if people.employer is not None:
            stock.link("PersonEntry", ATTACKER, cast.people[ident])
    for index, asset in enumerate(stock.assets):
        if asset.type in PRODUCTS:
            stock.link("ResearchEntry", ATTACKER, index)
