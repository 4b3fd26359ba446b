"""The proven model: the stated one with measures and confirmations limited to what claims show.

Every stated measure stays at its place and keeps answering there, so that something farther away never takes its place
for want of proof. Statements about perspectives that no claim covers are left out; what people hold is not counted.
"""

from __future__ import annotations

from collections.abc import Mapping

from sanso.analysis.proof.shown import ShownBook
from sanso.facts.proof import ProvenMeasure
from sanso.model.answers import Basis, Confirmation, Measure
from sanso.model.elements import People
from sanso.model.process import Model
from sanso.trust.verdicts.basis import BASES, lower

__all__ = ["proven_confirmations", "proven_model", "proven_people"]

Worth = Mapping[str, Basis | None]


def proven_model(model: Model, book: ShownBook) -> Model:
    """Return what of *model* the claims of *book* show."""
    fields = {name: getattr(model, name) for name in Model.model_fields}
    fields["measures"] = _measures(model, book)
    fields["confirmations"] = proven_confirmations(model, book, {})
    fields["people"] = proven_people(model, book, {})
    return Model.model_construct(**fields)


def _measures(model: Model, book: ShownBook) -> dict[str, dict[str, Measure]]:
    made: dict[str, dict[str, Measure]] = {}
    for place in (*model.measures, *sorted(book.measures.keys() - model.measures.keys())):
        stated, shown = model.measures.get(place, {}), book.measures.get(place, {})
        made[place] = {
            requirement: ProvenMeasure.of(stated.get(requirement), shown.get(requirement, ()))
            for requirement in (*stated, *sorted(shown.keys() - stated.keys()))
        }
    return made


def proven_confirmations(model: Model, book: ShownBook, worth: Worth) -> tuple[Confirmation, ...]:
    """Return the statements that claims cover, each with the lower of stated and verified basis.

    *worth* says of some claims that they count as something else.
    """
    found = []
    for given in model.confirmations:
        basis = _best(book.behind(given), worth)
        if basis is not None:
            counts = lower(given.basis, basis) if given.basis is not None else basis
            found.append(given if counts == given.basis else given.model_copy(update={"basis": counts}))
    return tuple(found)


def proven_people(model: Model, book: ShownBook, worth: Worth) -> Mapping[str, People]:
    """Return the people, their qualifications counted where a claim about them covers the capability of operators."""
    if not any(group.qualifications for group in model.people.values()):
        return model.people
    return {ident: _shown_people(ident, group, book, worth) for ident, group in model.people.items()}


def _shown_people(ident: str, group: People, book: ShownBook, worth: Worth) -> People:
    if not group.qualifications or _best(book.perspectives.get((ident, "operators"), {}), worth) is not None:
        return group
    nobody = tuple(held.model_copy(update={"held_by": None}) for held in group.qualifications)
    return group.model_copy(update={"qualifications": nobody})


def _best(claims: Worth, worth: Worth) -> Basis | None:
    counting: list[Basis] = [b for claim, now in claims.items() if (b := worth.get(claim, now)) is not None]
    return max(counting, key=BASES.index, default=None)
