"""Set security and safety side by side: bow-ties, suggested floors, contradictions and conflicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.verbs.assessing import Evaluation, evaluate

if TYPE_CHECKING:
    from sanso.analysis.bowties import SafetyReport
    from sanso.catalogue import Catalogue
    from sanso.model.process import Model
    from sanso.model.text import Language

__all__ = ["bowtie", "safety", "safety_evaluated"]


def safety(
    model: Model | Path | str,
    *,
    harms: Collection[str] | None = None,
    catalogue: Catalogue | Path | str | None = None,
    at: dt.date | None = None,
    choose: Collection[str] = (),
) -> SafetyReport:
    """Return bow-ties of the *harms* (all if absent), suggested floors, contradictions and conflicts of a model.

    Raises:
        InputRefused: the model or the catalogue file has errors, or there is no such harm.

    """
    return safety_evaluated(evaluate(model, catalogue=catalogue, at=at, choose=choose), harms)


def safety_evaluated(made: Evaluation, harms: Collection[str] | None = None) -> SafetyReport:
    """Return security and safety of a model that has been assessed.

    Raises:
        InputRefused: there is no such harm.

    """
    from sanso.analysis.bowties import safety as compute
    from sanso.model.diagnostics import InputRefused, Place, diagnose, suggest

    unknown = [ident for ident in harms or () if ident not in made.model.harms]
    if unknown:
        known = list(made.model.harms)
        raise InputRefused(
            diagnose("unknown-reference", Place("harms"), "harms", id=ident[:80], hint=suggest(ident, known))
            for ident in unknown
        )
    return compute(made.model, made.catalogue, made.assessment, harms)


def bowtie(
    model: Model | Path | str,
    harm: str,
    *,
    lang: Language = "en",
    catalogue: Catalogue | Path | str | None = None,
    at: dt.date | None = None,
    choose: Collection[str] = (),
) -> str:
    """Draw the bow-tie of one harm as SVG.

    Raises:
        InputRefused: the model or the catalogue file has errors, or there is no such harm.

    """
    from sanso.report.pictures.bowtie import draw_bowtie

    made = evaluate(model, catalogue=catalogue, at=at, choose=choose)
    return draw_bowtie(made.model, safety_evaluated(made, [harm]).harms[0], lang)
