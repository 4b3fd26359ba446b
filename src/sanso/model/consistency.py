"""Whether the parts of a model fit one another: containment, amounts, dates, statements."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sanso.model.amounts import LARGEST_COUNT
from sanso.model.containment import Containment, cycles
from sanso.model.diagnostics import Place
from sanso.model.harms import AllOf, AnyOf, AtLeastCause, Cause, Harm
from sanso.model.process import ELEMENT_SECTIONS, NAMED_SECTIONS, Model
from sanso.model.sources import Entry, Sources

__all__ = ["check_consistency"]


_CONTAINING = {"systems": ("contains", "count"), "components": ("contains", "count"), "products": ("contains",)}
_UNSTATED: Mapping[str, object] = {"contains": {}, "count": 1}
_MAX_DEPTH = 64
_RING_SHOWN = 10


def check_consistency(
    model: Model, sources: Sources, changed: Mapping[str, Collection[str]] | None = None, before: Model | None = None
) -> None:
    """Report what does not fit together in *model*.

    With *before*, a sound model, only what the *changed* entries could have brought about is looked for.
    """
    if sources.complete and not any(sources.keyed[section] for section in ELEMENT_SECTIONS):
        sources.found.report("nothing-modelled", Place(sources.file), "")
    if before is None or changed is None or _differ(_CONTAINING, model, changed, before):
        _containment(model, sources)
    if before is None or changed is None or "connections" in changed:
        _alternatives(model, sources)
    _validity(model, sources)
    _harms(model, sources)
    _people(model, sources)
    _measures(model, sources)
    _criteria(model, sources)


def _differ(
    fields: Mapping[str, tuple[str, ...]], model: Model, changed: Mapping[str, Collection[str]], before: Model
) -> bool:
    """Tell whether *fields* of the *changed* entries are others than *before*, in new entries than where not stated."""
    return any(
        getattr(thing, name) != (getattr(own[ident], name) if ident in own else _UNSTATED[name])
        for section, names in fields.items()
        for own in [getattr(before, section)]
        for ident in changed.get(section, ())
        for thing in [getattr(model, section)[ident]]
        for name in names
    )


def _containment(model: Model, sources: Sources) -> None:
    found = sources.found
    sound = True
    container: dict[str, str] = {}
    for section in ("systems", "components"):
        for ident, thing in getattr(model, section).items():
            for part in thing.contains:
                if part in container:
                    sound = False
                    place, path = sources.keyed[section][ident].place(("contains", part)), f"{section}/{ident}/contains"
                    found.report("contained-twice", place, path, id=part, other=container[part])
                container.setdefault(part, ident)
    for sections in (("systems", "components"), ("products",)):
        for ring in _rings(model, sections, "contains"):
            sound = False
            section = next(s for s in sections if ring[0] in sources.keyed[s])
            place = sources.keyed[section][ring[0]].place(("contains",))
            found.report("contains-itself", place, f"{section}/{ring[0]}/contains", ring=_shown(ring))
    if sound:
        _population(model, sources)


def _rings(model: Model, sections: tuple[str, ...], field: str) -> list[tuple[str, ...]]:
    named = {ident: thing for section in sections for ident, thing in getattr(model, section).items()}
    return cycles({ident: tuple(others) for ident, thing in named.items() if (others := getattr(thing, field))})


def _shown(ring: tuple[str, ...]) -> str:
    named = ring if len(ring) <= _RING_SHOWN else (*ring[: _RING_SHOWN - 1], "…")
    return " → ".join((*named, ring[0]))


def _population(model: Model, sources: Sources) -> None:
    """Things stand in so few containers, and are so few, that everything after this can afford to count them."""
    found = sources.found
    containment = Containment.of(model)
    depth: dict[str, int] = {}
    for section in ("systems", "components"):
        for ident, thing in getattr(model, section).items():
            if thing.count == 1 and ident not in containment.parent:
                continue
            chain = [ident]
            while (above := containment.parent.get(chain[-1])) is not None and chain[-1] not in depth:
                chain.append(above)
            for inner in reversed(chain):
                depth.setdefault(inner, depth.get(containment.parent.get(inner, ""), 0) + 1)
            entry, number = sources.keyed[section].get(ident), containment.instances[ident]
            if entry is None:
                continue
            if depth[ident] > _MAX_DEPTH:
                found.report(
                    "contained-too-deep", entry.place(key=True), f"{section}/{ident}", id=ident, limit=_MAX_DEPTH
                )
            elif number > LARGEST_COUNT:
                place, path = entry.place(key=True), f"{section}/{ident}"
                found.report("population-too-large", place, path, id=ident, limit=f"{LARGEST_COUNT:,}")


def _alternatives(model: Model, sources: Sources) -> None:
    found = sources.found
    for ring in _rings(model, ("connections",), "alternatives"):
        place, path = sources.keyed["connections"][ring[0]].place(("alternatives",)), f"connections/{ring[0]}"
        found.report("alternatives-ring", place, f"{path}/alternatives", ring=_shown(ring))


def _validity(model: Model, sources: Sources) -> None:
    found = sources.found
    for section in NAMED_SECTIONS:
        for ident, thing in getattr(model, section).items():
            valid = thing.valid
            if valid is not None and valid.from_ is not None and valid.to is not None and valid.from_ >= valid.to:
                place = sources.keyed[section][ident].place(("valid",))
                found.report("never-valid", place, f"{section}/{ident}/valid")


def _harms(model: Model, sources: Sources) -> None:
    found = sources.found
    for ident, harm in model.harms.items():
        entry, path = sources.keyed["harms"][ident], f"harms/{ident}"
        if harm.loss is not None:
            if harm.loss.low.currency != harm.loss.high.currency:
                found.report("mixed-currencies", entry.place(("loss",)), f"{path}/loss")
            elif harm.loss.low.minor > harm.loss.high.minor:
                found.report("loss-order", entry.place(("loss",)), f"{path}/loss")
            if harm.loss.per == "person" and (harm.affects is None or harm.affects.count is None):
                found.report("loss-per-person", entry.place(("loss",)), f"{path}/loss")
        for steps, cause in _combinations(harm.cause, ("cause",)):
            if isinstance(cause, AtLeastCause) and cause.at_least.n > len(cause.at_least.of):
                place = entry.place((*steps, "at_least"))
                found.report("at-least-too-many", place, path, n=cause.at_least.n, of=len(cause.at_least.of))
        if path in sources.faulty:
            continue
        if not _explained(harm):
            found.report("no-rationale", entry.place(key=True), path, id=ident)
        if not _rated(harm):
            found.report("harm-not-rated", entry.place(key=True), path, id=ident)


def _explained(harm: Harm) -> bool:
    return harm.rationale is not None or any(rating.rationale is not None for rating in harm.ratings)


def _rated(harm: Harm) -> bool:
    levels = (harm.human, harm.economic, *(r.human for r in harm.ratings), *(r.economic for r in harm.ratings))
    return harm.loss is not None or any(level is not None for level in levels)


def _combinations(cause: Cause, steps: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Cause]]:
    yield steps, cause
    inner: tuple[Cause, ...] = ()
    below: tuple[str, ...] = ()
    if isinstance(cause, AllOf):
        inner, below = cause.all_of, ("all_of",)
    elif isinstance(cause, AnyOf):
        inner, below = cause.any_of, ("any_of",)
    elif isinstance(cause, AtLeastCause):
        inner, below = cause.at_least.of, ("at_least", "of")
    for index, part in enumerate(inner):
        yield from _combinations(part, (*steps, *below, index))


def _people(model: Model, sources: Sources) -> None:
    found = sources.found
    for ident, people in model.people.items():
        for index, held in enumerate(people.qualifications):
            if people.count is not None and held.held_by is not None and held.held_by > people.count:
                entry = sources.keyed["people"][ident]
                place = entry.place(("qualifications", index))
                found.report("held-by-too-many", place, f"people/{ident}", held=held.held_by, count=people.count)


def _measures(model: Model, sources: Sources) -> None:
    found = sources.found
    for ident, answers in model.measures.items():
        for requirement, measure in answers.items():
            if measure.level == "not-applicable" and measure.reason is None:
                place = sources.keyed["measures"][ident].place((requirement,))
                found.report("not-applicable-without-reason", place, f"measures/{ident}/{requirement}", id=requirement)


def _criteria(model: Model, sources: Sources) -> None:
    found = sources.found
    entry = sources.header.get("criteria", Entry(None, sources.file))
    for scale, thresholds in model.criteria.economic.by_scale.items():
        place = entry.place(("economic", "by_scale", scale))
        path = f"criteria/economic/by_scale/{scale}"
        if thresholds.serious.currency != thresholds.catastrophic.currency:
            found.report("mixed-currencies", place, path)
        elif thresholds.serious.minor > thresholds.catastrophic.minor:
            found.report("criteria-order", place, path)
