"""Which fields name other things of the model, and which name words of the catalogue.

>>> SECTIONS_NAMED["Component", "product"]
('products',)
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.process import ELEMENT_SECTIONS, NAMED_SECTIONS

__all__ = ["ANSWERING", "CATALOGUE_NAMED", "SECTIONS_NAMED"]

_ORG = ("organizations",)
_DEVICES = ("components", "systems")
_ENDS = (*ELEMENT_SECTIONS, "physical", "products")
ANSWERING = (*ELEMENT_SECTIONS, "products", "connections")
"""Sections of what measures and confirmations are about."""

SECTIONS_NAMED: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        **{("Roles", role): _ORG for role in ("owner", "operator", "user", "manager", "maintainer", "integrator")},
        ("People", "employer"): _ORG,
        ("Product", "maker"): _ORG,
        ("Product", "contains"): ("products",),
        ("Component", "product"): ("products",),
        ("Component", "contains"): ("components",),
        ("Component", "protects"): (*ELEMENT_SECTIONS, "physical"),
        ("Component", "independent_of"): _DEVICES,
        ("System", "contains"): _DEVICES,
        ("Procedure", "performed_by"): ("organizations", "people"),
        ("Procedure", "acts_on"): (*_DEVICES, "data"),
        ("Data", "owner"): _ORG,
        ("Data", "subjects"): ("people",),
        ("Data", "produced_by"): (*_DEVICES, "procedures", "people", "organizations"),
        ("Data", "stored_in"): _DEVICES,
        ("Physical", "people_exposed"): ("people",),
        ("Connection", "from"): _ENDS,
        ("Connection", "to"): _ENDS,
        ("Connection", "subject"): (*ELEMENT_SECTIONS, "products"),
        ("Connection", "alternatives"): ("connections",),
        ("Connection", "data"): ("data",),
        ("Connection", "cross_check"): ("components",),
        ("Connection", "confirmed_by"): (*_DEVICES, "people"),
        ("EffectCause", "element"): ELEMENT_SECTIONS,
        ("EffectCause", "through"): _DEVICES,
        ("ConditionCause", "condition"): ("conditions",),
        ("Affected", "people"): ("people",),
        ("Harm", "borne_by"): _ORG,
        ("Harm", "excludes"): ("harms",),
        ("Harm", "includes"): ("harms",),
        ("Mitigation", "by"): ELEMENT_SECTIONS,
        ("Confirmation", "subject"): ANSWERING,
        ("Confirmation", "procedure"): ("procedures",),
        ("Confirmation", "covers"): ("harms",),
        ("Exclusion", "element"): ELEMENT_SECTIONS,
        ("Stakeholder", "who"): ("organizations", "people"),
        ("Allocation", "subject"): (*ELEMENT_SECTIONS, "products"),
        ("Allocation", "to"): ("organizations", "people"),
        ("Acceptance", "subject"): ("harms", *ELEMENT_SECTIONS, "products"),
        ("Review", "counts"): (*ELEMENT_SECTIONS, "physical"),
        ("Trigger", "subject"): NAMED_SECTIONS,
    }
)
"""Sections in which a field finds what it names, by type and key; of a mapping, what its keys name."""

CATALOGUE_NAMED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("Connection", "requirements"): "requirements",
        ("Product", "regulations"): "regulations",
        ("Component", "regulations"): "regulations",
        ("System", "regulations"): "regulations",
        ("Data", "categories"): "data-categories",
        ("EffectCause", "effect"): "effects",
    }
)
"""Words of the catalogue that a field takes, by type and key."""
