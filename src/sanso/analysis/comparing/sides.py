"""One side of a comparison: the model as written, as of its day, and what was found out about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sanso.analysis.assessing import all_open_points, assess
from sanso.analysis.result import Assessment, OpenPoint
from sanso.catalogue import Catalogue
from sanso.model.moment import at_day
from sanso.model.process import Model

__all__ = ["Side", "side_of"]


@dataclass(frozen=True, slots=True)
class Side:
    """A model on a day with chosen alternatives, and its assessment with every open point."""

    whole: Model
    model: Model
    assessment: Assessment
    points: tuple[OpenPoint, ...]
    chosen: tuple[str, ...] = ()

    @property
    def day(self) -> dt.date:
        """The day of the assessment."""
        return self.assessment.model.at


def side_of(model: Model, catalogue: Catalogue, *, at: dt.date, chosen: tuple[str, ...] = (), digest: str = "") -> Side:
    """Assess *model* on the day *at* as one side of a comparison."""
    assessment = assess(model, catalogue, at=at, chosen=chosen, digest=digest)
    moment = at_day(model, at, chosen).model
    return Side(model, moment, assessment, all_open_points(assessment, moment, catalogue), tuple(sorted(chosen)))
