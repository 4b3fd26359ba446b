"""What sectors bring to a model, and one element under several of them.

>>> from sanso.catalogue import load_catalogue
>>> from sanso.model.process import Model
>>> lathe = {"kind": "controller", "roles": {"operator": "firm"}}
>>> model = Model(sanso=1, id="m", organizations={"firm": {"scale": "sme"}}, components={"lathe": lathe})
>>> [row.requirement for row in compare_sectors(model, "lathe", ["factory", "auto"]).differing]
['CPS.AM-6']
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.verbs.assessing import Evaluation, evaluate

if TYPE_CHECKING:
    from sanso.analysis.sectors import SectorComparison, SectorReport
    from sanso.catalogue import Catalogue
    from sanso.model.diagnostics import Diagnostic
    from sanso.model.process import Model

__all__ = ["compare_evaluated", "compare_sectors", "sectors", "sectors_evaluated"]

_LEAST = 2


def sectors(
    model: Model | Path | str,
    *,
    catalogue: Catalogue | Path | str | None = None,
    at: dt.date | None = None,
    choose: Collection[str] = (),
) -> SectorReport:
    """Return what each sector of *model* brings: guidelines, raised and narrowed requirements, native items.

    Raises:
        InputRefused: the model or the catalogue file has errors.

    """
    return sectors_evaluated(evaluate(model, catalogue=catalogue, at=at, choose=choose))


def sectors_evaluated(made: Evaluation) -> SectorReport:
    """Return what each sector of a model that has been assessed brings."""
    from sanso.analysis.sectors import sectors as compute

    return compute(made.model, made.catalogue, made.assessment)


def compare_sectors(
    model: Model | Path | str,
    element: str,
    sectors: Sequence[str],
    *,
    catalogue: Catalogue | Path | str | None = None,
    at: dt.date | None = None,
    choose: Collection[str] = (),
) -> SectorComparison:
    """Set *element* of *model* under each of *sectors*, at least two, side by side.

    Raises:
        InputRefused: the model or the catalogue file has errors, the element or a sector is unknown, or fewer than
            two sectors are named.

    """
    return compare_evaluated(evaluate(model, catalogue=catalogue, at=at, choose=choose), element, sectors)


def compare_evaluated(made: Evaluation, element: str, sectors: Sequence[str]) -> SectorComparison:
    """Set *element* of a model that has been assessed under each of *sectors*, at least two.

    Raises:
        InputRefused: the element or a sector is unknown, or fewer than two sectors are named.

    """
    from sanso.analysis.sectors import compare_sectors as compute
    from sanso.model.diagnostics import InputRefused

    chosen = tuple(dict.fromkeys(sectors))
    found = _refusals(made, element, chosen)
    if found:
        raise InputRefused(found)
    return compute(made.model, made.catalogue, made.assessment, element, chosen)


def _refusals(made: Evaluation, element: str, chosen: Sequence[str]) -> list[Diagnostic]:
    from sanso.model.diagnostics import Place, diagnose, suggest

    found = []
    if element not in made.model.elements:
        hint = suggest(element, list(made.model.elements))
        found.append(diagnose("no-such-element", Place(element or "ELEMENT"), id=element[:80], hint=hint))
    known = list(made.catalogue.sectors)
    for sector in chosen:
        if sector not in made.catalogue.sectors:
            hint = suggest(sector, known)
            place = Place("sectors")
            found.append(diagnose("no-such-sector", place, id=sector[:80], known=", ".join(known), hint=hint))
    if len(chosen) < _LEAST:
        found.append(diagnose("too-few-sectors", Place("sectors"), known=", ".join(known)))
    return found
