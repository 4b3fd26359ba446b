"""Step 2, risk assessment (リスクアセスメント): harms, ratings, raters and how far they agree, the map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanso.analysis.procedure.result import Assessing, HarmRow, RatedBy, Todo
from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.iotssf.agreement import agreements
from sanso.model.harms import Harm
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["assess_harms", "missing_in_assessment"]

_RATERS = 2


def assess_harms(model: Model, catalogue: Catalogue, made: Assessment) -> Assessing:
    """Set ratings, raters and categories beside every harm of *model*."""
    agreed = model.iotssf.criteria_agreed
    since = agreed.date if agreed is not None else None
    rows = []
    for levels in made.summary.harms:
        harm = model.harms[levels.harm]
        known = levels.human is not None or levels.economic is not None
        category = catalogue.category_of(levels.human, levels.economic) if known else None
        elements = tuple(placed.element for placed in made.iotssf if levels.harm in placed.harms)
        ratings = tuple(_rated(harm, since))
        rows.append(HarmRow(levels.harm, harm.origin, levels, category, harm.rationale, ratings, elements))
    rows.sort(key=lambda row: (-(row.category or 0), row.harm))
    left_out = {one.element for one in model.iotssf.excluded}
    unrated = tuple(p.element for p in made.iotssf if p.category is None and p.element not in left_out)
    return Assessing(tuple(rows), agreements(model.harms), unrated)


def missing_in_assessment(made: Assessing, model: Model) -> Iterator[Todo]:
    """Yield what the assessment still lacks."""
    if not made.harms:
        yield Todo(Text(en="write the harms down", ja="被害シナリオを書く"), "harms")
    for row in made.harms:
        for axis, name in (
            ("human", ("human axis", "人的被害の軸")),
            ("economic", ("economic axis", "経済的影響の軸")),
        ):
            if getattr(row.levels, axis) is None:
                text = Text(en=f"rate {{harm}} on the {name[0]}", ja=f"「{{harm}}」の{name[1]}を評価する")
                yield Todo(text.fill(harm=model.label(row.harm)), f"harms.{row.harm}.{axis}")
        if len({rating.by for rating in row.ratings}) < _RATERS:
            text = Text(en="have “{harm}” rated by two people", ja="「{harm}」を二者で評価する")
            yield Todo(text.fill(harm=model.label(row.harm)), f"harms.{row.harm}.ratings")
        elif row.levels.disagreement and _open(row.levels.disagreement, model.harms[row.harm]):
            text = Text(
                en="settle on what {harm} is rated; raters disagree", ja="「{harm}」の評価を合意する(評価者間で不一致)"
            )
            yield Todo(text.fill(harm=model.label(row.harm)), f"harms.{row.harm}")
        if any(rating.early for rating in row.ratings):
            text = Text(
                en="rate {harm} again: it was rated before the criteria were agreed",
                ja="「{harm}」を評価し直す(判定基準の合意より前の評価)",
            )
            yield Todo(text.fill(harm=model.label(row.harm)), f"harms.{row.harm}.ratings")


def _rated(harm: Harm, since: dt.date | None) -> Iterator[RatedBy]:
    for one in harm.ratings:
        early = since is not None and one.date is not None and one.date < since
        yield RatedBy(one.by, one.date, one.human, one.economic, one.rationale, early)


def _open(axes: tuple[str, ...], harm: Harm) -> bool:
    """Tell whether raters disagree on an axis for which no level was agreed."""
    return any(getattr(harm, axis) is None for axis in axes)
