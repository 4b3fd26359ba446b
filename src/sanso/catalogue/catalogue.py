"""The catalogue: framework content as typed records, by kind and id.

>>> from sanso.catalogue import load_catalogue
>>> catalogue = load_catalogue()
>>> catalogue.category_of("serious", "limited")
2
>>> catalogue.data_category("personal.location").id
'personal'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sanso.catalogue.asking import AskingRule, EvidenceKind
from sanso.catalogue.attack import (
    AttackDefence,
    Attacker,
    AttackStep,
    ClaimTruth,
    Entry,
    Exposure,
    Medium,
    longest_match,
)
from sanso.catalogue.duties import Duty, Exclusion
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
from sanso.catalogue.kinds import RECORD_TYPES
from sanso.catalogue.links import ConnectionKind, Effect
from sanso.catalogue.profiles import DataCategory, Scale
from sanso.catalogue.provenance import Record
from sanso.catalogue.safety import ConflictKind, IntegrityFloor, RiskProfile, SafeStateWord, SafetyEvent
from sanso.catalogue.schemes import DeviceCondition, DeviceFact, Examination, Recognition, Scheme, SchemeItem
from sanso.catalogue.sectors import Guideline, Sector, SectorFacet, SectorItem
from sanso.catalogue.strength import (
    BasisRecord,
    Cell,
    DemandPart,
    DemandStep,
    EconomicCriteria,
    EconomicLevelRecord,
    HumanLevelRecord,
    Mix,
    PerspectiveRecord,
)
from sanso.catalogue.transcription import TranscriptionPoint, TranscriptionQuestion
from sanso.model.diagnostics import Diagnostic
from sanso.model.vocabulary import Vocabulary

__all__ = ["Catalogue"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that the framework says, each kind a mapping from id to record.

    *warnings* are findings about the user's file that did not stop it.
    """

    requirements: Mapping[str, Requirement]
    categories: Mapping[str, Category]
    incidents: Mapping[str, Incident]
    vulnerabilities: Mapping[str, Vulnerability]
    connections: Mapping[str, ConnectionKind]
    effects: Mapping[str, Effect]
    scales: Mapping[str, Scale]
    sectors: Mapping[str, Sector]
    guidelines: Mapping[str, Guideline]
    sector_facets: Mapping[str, SectorFacet]
    sector_items: Mapping[str, SectorItem]
    data_categories: Mapping[str, DataCategory]
    human_levels: Mapping[str, HumanLevelRecord]
    economic_levels: Mapping[str, EconomicLevelRecord]
    economic_criteria: Mapping[str, EconomicCriteria]
    grid: Mapping[str, Cell]
    mixes: Mapping[str, Mix]
    demand_steps: Mapping[str, DemandStep]
    perspectives: Mapping[str, PerspectiveRecord]
    bases: Mapping[str, BasisRecord]
    levels: Mapping[str, LevelRecord]
    statuses: Mapping[str, StatusRecord]
    layers: Mapping[str, Layer]
    element_types: Mapping[str, ElementTypeRecord]
    component_kinds: Mapping[str, ComponentKindRecord]
    roles: Mapping[str, RoleRecord]
    schemes: Mapping[str, Scheme]
    scheme_items: Mapping[str, SchemeItem]
    device_facts: Mapping[str, DeviceFact]
    device_conditions: Mapping[str, DeviceCondition]
    examinations: Mapping[str, Examination]
    recognitions: Mapping[str, Recognition]
    duties: Mapping[str, Duty]
    exclusions: Mapping[str, Exclusion]
    evidence_kinds: Mapping[str, EvidenceKind]
    asking_rules: Mapping[str, AskingRule]
    attackers: Mapping[str, Attacker]
    entries: Mapping[str, Entry]
    exposures: Mapping[str, Exposure]
    media: Mapping[str, Medium]
    attack_steps: Mapping[str, AttackStep]
    attack_defences: Mapping[str, AttackDefence]
    claim_truths: Mapping[str, ClaimTruth]
    transcription_questions: Mapping[str, TranscriptionQuestion]
    transcription_points: Mapping[str, TranscriptionPoint]
    integrity_floors: Mapping[str, IntegrityFloor]
    risk_profiles: Mapping[str, RiskProfile]
    safe_state_words: Mapping[str, SafeStateWord]
    safety_events: Mapping[str, SafetyEvent]
    conflict_kinds: Mapping[str, ConflictKind]
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def kinds(self) -> Mapping[str, Mapping[str, Record]]:
        """The records by kind, in the order in which they are shown."""
        return MappingProxyType({kind: getattr(self, kind) for kind in RECORD_TYPES})

    def kind(self, name: str) -> Mapping[str, Record] | None:
        """Return the records of the kind called *name*, which may be written with ``-`` for ``_``."""
        return self.kinds.get(name.replace("-", "_"))

    @property
    def overridden(self) -> tuple[Record, ...]:
        """The records that a user's file replaced or added."""
        return tuple(record for kind in self.kinds.values() for record in kind.values() if record.override_file)

    def vocabulary(self) -> Vocabulary:
        """Return the ids that a model may refer to."""
        effects: dict[str, set[str]] = {}
        for effect in self.effects.values():
            effects.setdefault(effect.on, set()).add(effect.word)
        effects["S"] = set(effects["C"])
        effects["safety-function"] |= effects["C"]
        return Vocabulary(
            requirements=frozenset(self.requirements),
            connections=MappingProxyType({ident: kind.rule for ident, kind in self.connections.items()}),
            effects=MappingProxyType({on: frozenset(words) for on, words in effects.items()}),
            data_categories=frozenset(self.data_categories),
            regulations=frozenset((*self.schemes, *self.duties)),
        )

    def category_of(self, human: str | None, economic: str | None) -> int:
        """Return the category of a cell of the grid; an axis that is None counts as ``none``.

        Raises:
            KeyError: one of the levels is unknown.

        """
        return self.grid[f"{human or 'none'}/{economic or 'none'}"].category

    def data_category(self, name: str) -> DataCategory | None:
        """Return the data category called *name*, or the nearest one that it narrows by dots."""
        while name not in self.data_categories:
            name, dot, _ = name.rpartition(".")
            if not dot:
                return None
        return self.data_categories[name]

    def accepted_mixes(self, category: int) -> tuple[Mix, ...]:
        """Return the mixes accepted for *category*, its own first; none where nothing is demanded."""
        if category < 1:
            return ()
        accepted = [mix for mix in self.mixes.values() if mix.category >= category]
        return tuple(sorted(accepted, key=lambda mix: (mix.category, mix.id)))

    def steps_of(self, part: DemandPart) -> tuple[DemandStep, ...]:
        """Return the steps of a part of a demand, weakest first."""
        steps = [step for step in self.demand_steps.values() if step.part == part]
        return tuple(sorted(steps, key=lambda step: step.rank))

    def step(self, part: DemandPart, word: str) -> DemandStep:
        """Return the step called *word* of a part of a demand.

        Raises:
            KeyError: there is no such step.

        """
        return self.demand_steps[f"{part}.{word}"]

    def vulnerability(self, incident: str, type_: str) -> Vulnerability | None:
        """Return the vulnerability through which *incident* happens by an element of *type_*, if there is one."""
        return self.vulnerabilities.get(f"{incident}_{self.element_types[type_].suffix}")

    def exposure(self, word: str) -> Exposure | None:
        """Return what a *word* under ``exposure:`` means: the record of that id, else the one that lists it."""
        folded = word.strip().casefold()
        for exposure in self.exposures.values():
            if exposure.id.casefold() == folded:
                return exposure
        for exposure in self.exposures.values():
            if folded in (other.casefold() for other in exposure.words):
                return exposure
        return None

    def medium(self, text: str) -> Medium | None:
        """Return what the free *text* of ``medium:`` means, by the longest word in it; None if it has none.

        >>> from sanso.catalogue import load_catalogue
        >>> [load_catalogue().medium(text).carries for text in ("one-way wire", "home Wi-Fi")]
        ['signal', 'network']
        """
        return longest_match(text, self.media)
