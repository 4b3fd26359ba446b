"""Laws that the records must keep together: references, a monotone grid, mixes that grow with the category.

Measures do not work worse at a higher level, nor is a statement relied on less on a stronger basis.
Each check yields what is broken; places are found by the caller through `Report`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise, product
from typing import Any, get_args

from sanso.catalogue.attack import AttackDefence, Attacker, ClaimTruth, Exposure, Range
from sanso.catalogue.framework import Incident, Requirement, Vulnerability
from sanso.catalogue.links import ConnectionKind, Effect
from sanso.catalogue.profiles import Scale
from sanso.catalogue.schemes import DeviceFact
from sanso.catalogue.schemes_laws import check_schemes
from sanso.catalogue.sectors import Sector, SectorFacet, SectorItem
from sanso.catalogue.strength import Cell, DemandStep, EconomicCriteria, Mix, parts_of_demand
from sanso.catalogue.transcription import TranscriptionPoint
from sanso.model.connections import Connection
from sanso.model.diagnostics import Diagnostic, suggest
from sanso.model.harms import EconomicLevel, HumanLevel

__all__ = ["Report", "check_grid", "check_laws", "check_measures", "check_mixes", "check_truths"]

Report = Callable[..., Diagnostic]
"""``report(code, steps, **values)`` makes a diagnostic for the part at *steps* (kind, id, field …)."""

Records = Mapping[str, Mapping[str, Any]]

_BASES = ("none-given", "self-declaration", "third-party", "public-certification")


def check_laws(records: Records, report: Report) -> list[Diagnostic]:
    """Return every law that *records* break."""
    return [
        *_requirements(records, report),
        *_ids(records, report),
        *_connections(records["connections"], report),
        *_thresholds(records["economic_criteria"], report),
        *check_grid(records["grid"], report),
        *check_mixes(records["mixes"], records["demand_steps"], report),
        *_ways_in(records, report),
        *check_measures(records["attack_defences"], report),
        *check_truths(records["claim_truths"], report),
        *_sectors(records, report),
        *check_schemes(records, report),
    ]


def _requirements(records: Records, report: Report) -> Iterator[Diagnostic]:
    known = records["requirements"]
    for kind, ident, field, named in _named(records):
        for requirement in named:
            if requirement not in known:
                hint = suggest(requirement, list(known))
                steps = (kind, ident, field, requirement) if field == "levels" else (kind, ident, field)
                yield report("unknown-requirement", steps, id=requirement[:80], hint=hint)
    one: Requirement
    for one in known.values():
        if one.category not in records["categories"]:
            yield report("unknown-reference", ("requirements", one.id, "category"), id=one.category[:80])


def _named(records: Records) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield every list of requirement ids with kind, record and field."""
    incident: Incident
    for incident in records["incidents"].values():
        yield "incidents", incident.id, "requirements", incident.requirements
    vulnerability: Vulnerability
    for vulnerability in records["vulnerabilities"].values():
        yield "vulnerabilities", vulnerability.id, "requirements", vulnerability.requirements
    scale: Scale
    for scale in records["scales"].values():
        yield "scales", scale.id, "levels", tuple(scale.levels)
    sector: Sector
    for sector in records["sectors"].values():
        yield "sectors", sector.id, "deltas", tuple(delta.requirement for delta in sector.deltas)
    item: SectorItem
    for item in records["sector_items"].values():
        yield "sector_items", item.id, "requirements", item.requirements
    fact: DeviceFact
    for fact in records["device_facts"].values():
        yield "device_facts", fact.id, "requirements", fact.requirements
    point: TranscriptionPoint
    for point in records["transcription_points"].values():
        yield "transcription_points", point.id, "speakers", tuple(one.requirement for one in point.speakers)
    defence: AttackDefence
    for defence in records["attack_defences"].values():
        yield "attack_defences", defence.id, "requirement", (defence.requirement,)


def _ids(records: Records, report: Report) -> Iterator[Diagnostic]:
    """The id of an effect is made of what it happens to and its word."""
    effect: Effect
    for effect in records["effects"].values():
        if effect.id != f"{effect.on}.{effect.word}":
            yield report("id-does-not-fit", ("effects", effect.id), id=effect.id, expected=f"{effect.on}.{effect.word}")


def _connections(kinds: Mapping[str, ConnectionKind], report: Report) -> Iterator[Diagnostic]:
    known = sorted(Connection.model_fields)
    for kind in kinds.values():
        for field, names in (("carries", kind.carries), ("needs", kind.needs)):
            for name in names:
                if name not in known:
                    steps = ("connections", kind.id, field)
                    yield report("unknown-word", steps, value=name[:80], expected=", ".join(known))


def _thresholds(criteria: Mapping[str, EconomicCriteria], report: Report) -> Iterator[Diagnostic]:
    for one in criteria.values():
        serious, catastrophic = one.thresholds.serious, one.thresholds.catastrophic
        if serious.currency != catastrophic.currency:
            yield report("mixed-currencies", ("economic_criteria", one.id, "thresholds"))
        elif serious.minor > catastrophic.minor:
            yield report("criteria-order", ("economic_criteria", one.id, "thresholds"))


def check_grid(grid: Mapping[str, Cell], report: Report) -> Iterator[Diagnostic]:
    """Yield missing cells, and cells whose category is lower than that of a neighbour with less harm."""
    human, economic = get_args(HumanLevel), get_args(EconomicLevel)
    for i, j in product(range(len(human)), range(len(economic))):
        cell = grid.get(f"{human[i]}/{economic[j]}")
        if cell is None:
            yield report("grid-missing", ("grid",), cell=f"{human[i]}/{economic[j]}")
            continue
        lesser = [(i - 1, j)] * (i > 0) + [(i, j - 1)] * (j > 0)
        for h, e in lesser:
            other = grid.get(f"{human[h]}/{economic[e]}")
            if other is not None and other.category > cell.category:
                yield report(
                    "grid-not-monotone",
                    ("grid", cell.id, "category"),
                    cell=cell.id,
                    category=cell.category,
                    other=other.id,
                    higher=other.category,
                )


def check_mixes(mixes: Mapping[str, Mix], steps: Mapping[str, DemandStep], report: Report) -> Iterator[Diagnostic]:
    """Yield unknown demands, categories without a mix, and mixes weaker than every mix of the category below.

    With the last one, a mix accepted for a category is accepted for every lower one.
    """
    sound: dict[int, list[Mix]] = {}
    for mix in mixes.values():
        unknown = [part for part in parts_of_demand() if f"{part}.{mix.demands.word(part)}" not in steps]
        for part in unknown:
            known = ", ".join(step.word for step in steps.values() if step.part == part)
            value = mix.demands.word(part)
            yield report("unknown-word", ("mixes", mix.id, "demands", part), value=value[:80], expected=known)
        if not unknown:
            sound.setdefault(mix.category, []).append(mix)
    for category in range(1, 5):
        if not any(mix.category == category for mix in mixes.values()):
            yield report("category-without-mix", ("mixes",), category=category)
        below = sound.get(category - 1, [])
        for mix in sound.get(category, []):
            if below and not any(_covers(mix, lower, steps) for lower in below):
                names = ", ".join(lower.id for lower in below)
                yield report("mix-too-weak", ("mixes", mix.id), mix=mix.id, lower=names, category=category - 1)


def _covers(mix: Mix, lower: Mix, steps: Mapping[str, DemandStep]) -> bool:
    """Tell whether *mix* demands at least as much as *lower* in every part."""
    return all(
        steps[f"{part}.{mix.demands.word(part)}"].rank >= steps[f"{part}.{lower.demands.word(part)}"].rank
        for part in parts_of_demand()
    )


def _ways_in(records: Records, report: Report) -> Iterator[Diagnostic]:
    """Attackers and exposures name entries that exist."""
    known = records["entries"]
    attackers: Mapping[str, Attacker] = records["attackers"]
    exposures: Mapping[str, Exposure] = records["exposures"]
    named = [(("attackers", one.id, "entries"), entry) for one in attackers.values() for entry in one.entries]
    named += [(("exposures", one.id, "entry"), one.entry) for one in exposures.values()]
    for steps, entry in named:
        if entry not in known:
            yield report("unknown-word", steps, value=entry[:80], expected=", ".join(known))


def check_measures(defences: Mapping[str, AttackDefence], report: Report) -> Iterator[Diagnostic]:
    """Yield measures that work worse at a higher level."""
    for defence in defences.values():
        works = defence.works
        levels = (("basic", works.basic), ("advanced", works.advanced), ("high-advanced", works.high_advanced))
        for (lower, below), (higher, above) in pairwise(levels):
            if _falls(below, above):
                steps = ("attack_defences", defence.id, "works", higher)
                yield report("worse-at-higher-level", steps, id=defence.id, higher=higher, lower=lower)


def check_truths(truths: Mapping[str, ClaimTruth], report: Report) -> Iterator[Diagnostic]:
    """Yield bases that are relied on less than a weaker one."""
    ladder = [truths[basis] for basis in _BASES if basis in truths]
    for weaker, stronger in pairwise(ladder):
        if _falls(weaker.truth, stronger.truth):
            steps = ("claim_truths", stronger.id, "truth")
            yield report("worse-at-higher-level", steps, id="truth", higher=stronger.id, lower=weaker.id)


def _sectors(records: Records, report: Report) -> Iterator[Diagnostic]:
    """Sectors, facets and items name one another and guidelines that exist."""
    sector: Sector
    for sector in records["sectors"].values():
        deltas = (delta.guideline for delta in sector.deltas if delta.guideline is not None)
        yield from _named_here(records, report, "guidelines", ("sectors", sector.id, "guidelines"), sector.guidelines)
        yield from _named_here(records, report, "guidelines", ("sectors", sector.id, "deltas"), deltas)
    facet: SectorFacet
    for facet in records["sector_facets"].values():
        yield from _named_here(records, report, "sectors", ("sector_facets", facet.id, "sector"), (facet.sector,))
    item: SectorItem
    for item in records["sector_items"].values():
        for field, kind, named in (
            ("sector", "sectors", item.sector),
            ("facet", "sector_facets", item.facet),
            ("guideline", "guidelines", item.guideline),
        ):
            yield from _named_here(records, report, kind, ("sector_items", item.id, field), (named,))
        of = records["sector_facets"].get(item.facet)
        if of is not None and of.sector != item.sector:
            yield report("id-does-not-fit", ("sector_items", item.id, "facet"), id=item.facet, expected=item.sector)


def _named_here(
    records: Records, report: Report, kind: str, steps: tuple[str, ...], named: Iterable[str]
) -> Iterator[Diagnostic]:
    for ident in dict.fromkeys(named):
        if ident not in records[kind]:
            yield report("unknown-reference", steps, id=ident[:80], hint=suggest(ident, list(records[kind])))


def _falls(below: Range, above: Range) -> bool:
    return above.low < below.low or above.likely < below.likely or above.high < below.high
