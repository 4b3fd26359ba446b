"""The six elements of CPSF, product types and physical things.

organization ソシキ, people ヒト, component モノ, data データ, procedure プロシージャ, system システム.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from sanso.model.amounts import Count, PhysicalAmount
from sanso.model.base import Id, Part, Refs, Thing
from sanso.model.dates import Day, Interval, LastDay

__all__ = [
    "Component",
    "ComponentKind",
    "Data",
    "Element",
    "ElementType",
    "Integrity",
    "Organization",
    "People",
    "Phase",
    "Physical",
    "Procedure",
    "Product",
    "Qualification",
    "Roles",
    "Scale",
    "Sector",
    "SecurityLevel",
    "System",
]

ElementType = Literal["O", "P", "C", "D", "R", "S"]
"""O organization, P people, C component, D data, R procedure, S system."""

Scale = Literal["large", "sme"]
Sector = Literal["building", "electricity", "defence", "auto", "smart-home", "factory"]
ComponentKind = Literal[
    "sensor", "actuator", "controller", "gateway", "server", "application", "network", "safety-function"
]
Phase = Literal["design", "construction", "completion", "operation", "renewal", "disposal"]
Multiplicity = Annotated[int, Field(ge=1, le=10**9, strict=True)]


def _one_of_each(value: Any) -> Any:
    if isinstance(value, str):
        return {value: 1}
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return dict.fromkeys(value, 1)
    return value


Contains = Annotated[
    dict[Id, Multiplicity],
    BeforeValidator(_one_of_each, json_schema_input_type=dict[Id, Multiplicity] | list[Id] | Id),
]
"""What is inside: ``{id: how many per instance}``, or a list that means one of each."""


class Roles(Part):
    """Which organization does what for an element."""

    owner: Id | None = None
    operator: Id | None = None
    user: Id | None = None
    manager: Id | None = None
    maintainer: Id | None = None
    integrator: Id | None = None


class Organization(Thing):
    """An organization (ソシキ)."""

    type: ClassVar[ElementType] = "O"
    scale: Scale | None = Field(None, description="Size; counts as large where absent.")
    country: str | None = Field(None, description="ISO 3166 code of the seat.")
    sectors: tuple[Sector, ...] | None = Field(None, description="Narrows the model's sectors.")


class Qualification(Part):
    """A licence, qualification or training that people hold."""

    kind: Literal["licence", "qualification", "training"]
    name: str
    held_by: Count | None = Field(None, description="How many of the people hold it; not stated where absent.")


class People(Thing):
    """People (ヒト): staff of an organization, or residents, passengers, patients without employer."""

    type: ClassVar[ElementType] = "P"
    employer: Id | None = None
    count: Count | None = None
    qualifications: tuple[Qualification, ...] = ()


class Product(Thing):
    """A product type: what is built and certified once."""

    maker: Id | None = None
    model: str | None = None
    version: str | None = None
    sbom: str | None = Field(None, description="Path of the software bill of materials, relative to the model.")
    support_until: LastDay | None = None
    regulations: tuple[str, ...] = Field((), description="Schemes and laws of the catalogue that apply.")
    contains: Contains = Field(default_factory=dict, description="Products built into this one.")


class Integrity(Part):
    """The integrity that is stated for a safety function."""

    standard: str
    level: str
    demand: Literal["low", "high"] | None = Field(None, description="Mode of operation: low demand, or high.")
    pfd: float | None = Field(None, gt=0, lt=1, strict=True, description="Probability of failure on demand.")
    pfh: float | None = Field(None, gt=0, lt=1, strict=True, description="Dangerous failures per hour.")


SecurityLevelNumber = Annotated[int, Field(ge=0, le=4, strict=True)]


class SecurityLevel(Part):
    """Security levels of IEC 62443: what is aimed at, what it can do, what is achieved (SL-T, SL-C, SL-A)."""

    target: SecurityLevelNumber | None = None
    capability: SecurityLevelNumber | None = None
    achieved: SecurityLevelNumber | None = None


SafeStates = Annotated[dict[str, str], Field(description="Which state it must take on which event.")]
"""``{event: state}``: fire: unlocked, intrusion: locked."""


class Component(Thing):
    """A component (モノ): hardware or software that is deployed."""

    type: ClassVar[ElementType] = "C"
    kind: ComponentKind
    product: Id | None = None
    roles: Roles = Roles()
    count: Multiplicity = Field(1, description="How many there are per container.")
    contains: Contains = Field(default_factory=dict)
    site: str | None = Field(None, description="Where it stands.")
    place: str | None = Field(None, description="Kind of place in the words of a sector's guideline.")
    country: str | None = None
    exposure: tuple[str, ...] = Field((), description="Ways in from outside: internet, cellular, wireless, port …")
    sectors: tuple[Sector, ...] | None = None
    regulations: tuple[str, ...] = ()
    security_level: SecurityLevel | None = None
    capacity: PhysicalAmount | None = Field(None, description="What one unit carries, for causes that count capacity.")
    protects: Refs = Field((), description="What a safety function keeps safe.")
    integrity: Integrity | None = None
    safe_state: str | None = None
    safe_states: SafeStates = Field(default_factory=dict)
    independent_of: Refs = Field((), description="A claim, not a proof.")
    reset: Literal["local", "remote", "automatic"] | None = None


class System(Thing):
    """A system (システム): an arrangement of components that delivers a service."""

    type: ClassVar[ElementType] = "S"
    roles: Roles = Roles()
    count: Multiplicity = 1
    contains: Contains = Field(default_factory=dict)
    site: str | None = None
    place: str | None = None
    phase: Phase | None = Field(None, description="Phase of its life.")
    country: str | None = None
    exposure: tuple[str, ...] = ()
    sectors: tuple[Sector, ...] | None = None
    regulations: tuple[str, ...] = ()
    security_level: SecurityLevel | None = None
    capacity: PhysicalAmount | None = None
    safe_state: str | None = None
    safe_states: SafeStates = Field(default_factory=dict)


class Procedure(Thing):
    """A procedure (プロシージャ): a sequence of activities for a purpose."""

    type: ClassVar[ElementType] = "R"
    kind: str | None = Field(None, description="update, maintenance, inspection, operation, emergency …")
    performed_by: Refs = Field((), description="Organizations or people.")
    acts_on: Refs = Field((), description="Components, systems or data.")
    interval: Interval | None = None


class Data(Thing):
    """A data set (データ)."""

    type: ClassVar[ElementType] = "D"
    owner: Id | None = None
    categories: tuple[str, ...] = Field((), description="Data categories of the catalogue, narrowed by a dot.")
    subjects: Refs = Field((), description="The people whom personal data is about.")
    purpose: str | None = None
    retention: Interval | None = None
    produced_by: Refs = ()
    stored_in: Refs = ()
    created: Day | None = None


class Physical(Thing):
    """A physical thing that is sensed, moved or fed; it takes no attack."""

    kind: str | None = None
    people_exposed: dict[Id, Count] = Field(
        default_factory=dict, description="Which people it can hurt, how many at once."
    )
    count: Multiplicity = 1


Element = Organization | People | Component | Data | Procedure | System
