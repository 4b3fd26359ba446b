"""Framework content as data with provenance: requirements, incidents, profiles, grids, schemes.

>>> catalogue = load_catalogue()
>>> len(catalogue.requirements), len(catalogue.vulnerabilities)
(104, 93)
>>> catalogue.requirements["CPS.AM-1"].title.en
'System asset register'
"""

from sanso.catalogue.attack import (
    AttackDefence,
    Attacker,
    AttackStep,
    ClaimTruth,
    Entry,
    Exposure,
    Medium,
    Probability,
    Range,
    Works,
)
from sanso.catalogue.catalogue import Catalogue
from sanso.catalogue.framework import (
    Category,
    ComponentKindRecord,
    ElementTypeRecord,
    Incident,
    Layer,
    LevelRecord,
    Requirement,
    RoleRecord,
    StatusRecord,
    Vulnerability,
)
from sanso.catalogue.kinds import KIND_TITLES
from sanso.catalogue.links import ConnectionKind, Effect
from sanso.catalogue.loading import load_catalogue
from sanso.catalogue.profiles import DataCategory, Scale, ScaleLevel
from sanso.catalogue.provenance import FieldProvenance, Record
from sanso.catalogue.schemes import (
    DeviceCondition,
    DeviceFact,
    Examination,
    Recognition,
    Scheme,
    SchemeDate,
    SchemeItem,
    SchemeLevel,
    items_of,
)
from sanso.catalogue.sectors import Delta, Guideline, Sector, SectorFacet, SectorItem
from sanso.catalogue.strength import (
    BasisRecord,
    Cell,
    Demands,
    DemandStep,
    EconomicCriteria,
    EconomicLevelRecord,
    HumanLevelRecord,
    Mix,
    PerspectiveRecord,
    parts_of_demand,
)

__all__ = [
    "KIND_TITLES",
    "AttackDefence",
    "AttackStep",
    "Attacker",
    "BasisRecord",
    "Catalogue",
    "Category",
    "Cell",
    "ClaimTruth",
    "ComponentKindRecord",
    "ConnectionKind",
    "DataCategory",
    "Delta",
    "DemandStep",
    "Demands",
    "DeviceCondition",
    "DeviceFact",
    "EconomicCriteria",
    "EconomicLevelRecord",
    "Effect",
    "ElementTypeRecord",
    "Entry",
    "Examination",
    "Exposure",
    "FieldProvenance",
    "Guideline",
    "HumanLevelRecord",
    "Incident",
    "Layer",
    "LevelRecord",
    "Medium",
    "Mix",
    "PerspectiveRecord",
    "Probability",
    "Range",
    "Recognition",
    "Record",
    "Requirement",
    "RoleRecord",
    "Scale",
    "ScaleLevel",
    "Scheme",
    "SchemeDate",
    "SchemeItem",
    "SchemeLevel",
    "Sector",
    "SectorFacet",
    "SectorItem",
    "StatusRecord",
    "Vulnerability",
    "Works",
    "items_of",
    "load_catalogue",
    "parts_of_demand",
]
