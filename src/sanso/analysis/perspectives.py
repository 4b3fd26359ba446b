"""The four perspectives of IoT-SSF over a whole model, on one day.

>>> from sanso.model.process import Model
>>> from sanso.catalogue import load_catalogue
>>> perspectives(Model(sanso=1, id="m"), load_catalogue(), at=dt.date(2026, 11, 1)).subjects
()
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from sanso.analysis.assessing import structure_of
from sanso.assessment.sectors import sectors_of
from sanso.catalogue import Catalogue
from sanso.iotssf import Perspectives, SubjectView, rate
from sanso.model.diagnostics import Place
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["PERSPECTIVES_FORMAT", "PerspectiveReport", "perspectives"]

PERSPECTIVES_FORMAT = "sanso-perspectives/1"
"""Version of the result format."""


@dataclass(frozen=True, slots=True)
class PerspectiveReport:
    """The perspectives of every subject in category 1 or above, highest category first, then by id.

    *reached* counts subjects of which an accepted mix is reached. *stage* says that nothing is proven.
    """

    format: Annotated[str, Field(description="Version of this result format.")]
    id: str
    name: Text
    at: dt.date
    subjects: tuple[SubjectView, ...]
    reached: int
    stage: str = "stated"

    def only(self, subject: str) -> PerspectiveReport:
        """Return the report cut to one subject; empty where it stands in no category."""
        views = tuple(view for view in self.subjects if view.subject == subject)
        reached = sum(bool(view.ways) and not view.ways[0].asks for view in views)
        return replace(self, subjects=views, reached=reached)


def perspectives(model: Model, catalogue: Catalogue, *, at: dt.date) -> PerspectiveReport:
    """Return the four perspectives of *model*, which is that of the day *at*."""
    structure = structure_of(model, catalogue)
    rating = rate(structure, catalogue, at, Place(""))
    devices = (*model.components, *model.systems)
    looking = Perspectives.of(structure, catalogue, at, {i: sectors_of(structure, i).sectors for i in devices})
    views = [looking.device(placement) for placement in rating.placements if placement.category]
    for ident, gap in rating.organizations.items():
        if rating.trust[ident].category:
            views.append(looking.organization(ident, rating.trust[ident], gap.stated, gap.mixes))
    views.sort(key=lambda view: (-view.category, view.kind == "organization", view.subject))
    reached = sum(bool(view.ways) and not view.ways[0].asks for view in views)
    name = model.name or Text.of(model.id)
    return PerspectiveReport(PERSPECTIVES_FORMAT, model.id, name, at, tuple(views), reached)
