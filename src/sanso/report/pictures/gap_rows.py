"""What stands on the picture of the trust gap: per layer the subjects that matter most, with what is asked of them.

A subject is an organization or people (layer 1), a device or the system around it (layer 2), a server, an application
or data (layer 3). Its measures are the requirements that concern it; its confirmations the steps that the nearest
accepted mix of IoT-SSF asks. In a large model devices, systems and data stand together by responsible organization.

>>> Tally(4, 3, 1).gap
3
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sanso.analysis.proof.result import Count, ProofRow
from sanso.analysis.result import Assessment
from sanso.assessment.result import RequirementRow
from sanso.catalogue import Catalogue
from sanso.catalogue.strength import parts_of_demand
from sanso.iotssf.result import Stated
from sanso.model.containment import Containment
from sanso.model.process import Model
from sanso.model.responsibility import Responsibility
from sanso.model.text import Language
from sanso.report.pictures.grouping import LARGEST, group_name
from sanso.report.pictures.opening import NOBODY
from sanso.report.pictures.proven import Proven
from sanso.report.pictures.scene import glyph_of, plane_of
from sanso.report.pictures.states import NOTHING, Standing, merge, standings
from sanso.report.pictures.view import EVERYTHING, View
from sanso.report.pictures.words import COMPONENT_KIND, count

__all__ = ["GapLayer", "GapRow", "Tally", "gap_layers", "whole_tally"]

_MOST = 8
"""Subjects of a layer that stand singly."""

_MET = frozenset({"met", "not-applicable"})
"""Statuses that leave nothing open, as `Count` has it."""
_ALL_LAYERS = frozenset({1, 2, 3})


@dataclass(frozen=True, slots=True)
class Tally:
    """How much is required, how much of that is stated, and how much proven (None: no evidence was looked at)."""

    required: int = 0
    stated: int = 0
    proven: int | None = None

    @property
    def gap(self) -> int:
        """What is required and not proven; without evidence, what is not even stated."""
        return self.required - (self.stated if self.proven is None else self.proven)

    def __add__(self, other: Tally) -> Tally:
        proven = None if self.proven is None and other.proven is None else (self.proven or 0) + (other.proven or 0)
        return Tally(self.required + other.required, self.stated + other.stated, proven)


@dataclass(frozen=True, slots=True)
class GapRow:
    """A subject, or several that stand together; *note* says what they are, *element* is empty for several."""

    name: str
    glyph: str
    note: str
    standing: Standing
    measures: Tally
    steps: Tally
    element: str = ""
    members: int = 1


@dataclass(frozen=True, slots=True)
class GapLayer:
    """A layer: its totals, the subjects shown, and all the others in one row."""

    layer: int
    total: Tally
    rows: tuple[GapRow, ...]
    rest: GapRow | None
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class _Book:
    """Tallies of every subject."""

    measures: Mapping[str, Tally]
    steps: Mapping[str, Tally]
    known: Mapping[str, Standing]
    looked: bool

    def of(self, idents: Iterable[str]) -> tuple[Tally, Tally, Standing]:
        """Return the measures, the confirmations and the category of subjects together."""
        inside = tuple(idents)
        nothing = Tally(proven=0 if self.looked else None)
        measures = sum((self.measures.get(ident, nothing) for ident in inside), nothing)
        steps = sum((self.steps.get(ident, nothing) for ident in inside), nothing)
        return measures, steps, merge(self.known.get(ident, NOTHING) for ident in inside)


def gap_layers(
    model: Model, assessment: Assessment, catalogue: Catalogue, lang: Language, view: View = EVERYTHING
) -> list[GapLayer]:
    """Return the layers that *view* shows, each with its subjects, the highest category and the widest gap first."""
    proven = Proven.of(assessment)
    absent = frozenset(assessment.model.absent)
    subjects = [ident for ident in _subjects(model) if ident not in absent and view.shows(ident)]
    book = _Book(
        _measures(assessment, proven), _steps(assessment, catalogue, proven), standings(assessment), proven is not None
    )
    layers: dict[int, list[str]] = {1: [], 2: [], 3: []}
    devices = _devices(model)
    for ident in subjects:
        layers[_layer(model, ident, devices)].append(ident)
    grouped = len(subjects) > LARGEST
    owners = Responsibility.of(model, Containment.of(model)) if grouped else None
    made = []
    for layer, members in layers.items():
        if not view.joins(layer):
            continue
        groups = {ident: [ident] for ident in members}
        if owners is not None and layer > 1:
            groups = {}
            for ident in members:
                groups.setdefault(owners.get(ident) or NOBODY, []).append(ident)
        rows = [_row(model, group, inside, book, lang) for group, inside in groups.items()]
        made.append(_layer_of(layer, rows, _total(assessment, proven, layer), lang, grouped=grouped and layer > 1))
    return made


def _subjects(model: Model) -> Iterable[str]:
    return (*model.organizations, *model.people, *model.systems, *model.components, *model.data)


def _devices(model: Model) -> frozenset[str]:
    """Return the systems with a device in them that senses, acts or controls."""
    containment = Containment.of(model)
    found: set[str] = set()
    for ident in model.components:
        if plane_of(model, ident) == "2":
            found.update(containment.ancestors(ident))
    return frozenset(found)


def _layer(model: Model, ident: str, devices: frozenset[str]) -> int:
    if ident in model.organizations or ident in model.people:
        return 1
    if ident in model.systems:
        return 2 if ident in devices else 3
    return 2 if plane_of(model, ident) == "2" else 3


def _measures(assessment: Assessment, proven: Proven | None) -> dict[str, Tally]:
    """Count what is asked: of an organization what it answers for, of everything else what concerns it."""
    if proven is not None:
        return {ident: _counted(one.requirements) for ident, one in proven.subjects.items()}
    asked: dict[str, int] = {}
    stated: dict[str, int] = {}
    for row in assessment.requirements:
        if row.organization is not None and row.status != "not-required":
            asked[row.organization] = asked.get(row.organization, 0) + 1
            stated[row.organization] = stated.get(row.organization, 0) + (row.status in _MET)
        for part in row.parts:
            if part.status == "not-required":
                continue
            met = part.status in _MET
            for ident in part.elements:
                if ident != row.organization:
                    asked[ident] = asked.get(ident, 0) + 1
                    stated[ident] = stated.get(ident, 0) + met
    return {ident: Tally(number, stated[ident]) for ident, number in asked.items()}


def _counted(count_: Count) -> Tally:
    return Tally(count_.required, count_.stated, count_.proven)


def _steps(assessment: Assessment, catalogue: Catalogue, proven: Proven | None) -> dict[str, Tally]:
    """Count the steps of the nearest mix: those asked, those stated, those proven."""
    found: dict[str, Tally] = {}
    stated = [(row.element, row.nearest, row.stated) for row in assessment.iotssf if row.category]
    stated += [(row.subject, row.nearest, row.stated.confirmations or Stated()) for row in assessment.trust]
    for ident, mix, said in stated:
        if mix is not None and mix in catalogue.mixes:
            found[ident] = _tally(catalogue, mix, said, proven.strength(ident) if proven is not None else None)
    return found


def _tally(catalogue: Catalogue, mix: str, said: Stated, shown: Stated | None) -> Tally:
    required = stated = proven = 0
    for part in parts_of_demand():
        ranks = {step.word: step.rank for step in catalogue.steps_of(part)}
        needed = ranks.get(catalogue.mixes[mix].demands.word(part), 0)
        required += needed
        stated += min(needed, ranks.get(getattr(said, part), 0))
        proven += min(needed, ranks.get(getattr(shown, part), 0)) if shown is not None else 0
    return Tally(required, stated, proven if shown is not None else None)


def _total(assessment: Assessment, proven: Proven | None, layer: int) -> Tally:
    if proven is not None:
        return _counted(proven.layer(layer))
    counts = assessment.summary.status.get(str(layer), {})
    required = sum(number for status, number in counts.items() if status != "not-required")
    return Tally(required, sum(counts.get(status, 0) for status in _MET))


def whole_tally(assessment: Assessment, layers: Iterable[int]) -> Tally:
    """Count the requirements of *layers* together: one that stands in several of them counts once."""
    shown, proof = frozenset(layers), assessment.proof

    def joins(row: RequirementRow | ProofRow) -> bool:
        return shown >= _ALL_LAYERS or not shown.isdisjoint(row.layers)

    if proof is not None:
        rows = [row for row in proof.requirements if row.required != "not-required" and joins(row)]
        return Tally(len(rows), sum(row.stated in _MET for row in rows), sum(row.proven in _MET for row in rows))
    asked = [row for row in assessment.requirements if row.status != "not-required" and joins(row)]
    return Tally(len(asked), sum(row.status in _MET for row in asked))


def _row(model: Model, group: str, inside: Sequence[str], book: _Book, lang: Language) -> GapRow:
    measures, steps, standing = book.of(inside)
    if list(inside) == [group]:
        glyph = glyph_of(model, group)
        return GapRow(
            model.label(group).show(lang), glyph, COMPONENT_KIND[glyph].show(lang), standing, measures, steps, group
        )
    glyph = "organization" if group in model.organizations else "group"
    note = count("elements", lang, len(inside))
    element = group if group in model.organizations else ""
    return GapRow(group_name(model, group, lang), glyph, note, standing, measures, steps, element, len(inside))


@dataclass(slots=True)
class _Rest:
    members: int = 0
    measures: Tally = field(default_factory=Tally)
    steps: Tally = field(default_factory=Tally)


def _layer_of(layer: int, rows: list[GapRow], total: Tally, lang: Language, *, grouped: bool) -> GapLayer:
    rows.sort(key=_urgency)
    shown, left = rows[:_MOST], rows[_MOST:]
    if len(left) == 1:
        shown, left = rows, []
    rest = None
    if left:
        sums = _Rest()
        for row in left:
            sums.members += row.members
            sums.measures += row.measures
            sums.steps += row.steps
        note = count("elements", lang, sums.members) if sums.members > len(left) else ""
        standing = merge(row.standing for row in left)
        rest = GapRow("", "group", note, standing, sums.measures, sums.steps, "", len(left))
    return GapLayer(layer, total, tuple(shown), rest, grouped)


def _urgency(row: GapRow) -> tuple[object, ...]:
    asked, gap = row.measures.required + row.steps.required, row.measures.gap + row.steps.gap
    category = -1 if row.standing.category is None else row.standing.category
    return -category, not asked, -(gap / asked if asked else 0.0), -gap, row.element, row.name
