"""Risk mode of the IoT-SSF map: how likely the harm that decides a category is, in words and as bars.

The likelihood stands beside the category and is never multiplied with it. Where the two axes are decided by
different harms, each axis has its own: a deadly harm that hardly happens is not given the odds of a small loss.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sanso.facts import AxisPosition, HarmLikelihood
from sanso.iotssf.result import Placement
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.attack_words import tell
from sanso.report.pictures.svg import Canvas
from sanso.report.quantities import chance_text, estimate_text

__all__ = ["BANDS", "ODDS_RULES", "Odds", "Risk", "bars"]

BANDS = ((4, 0.1), (3, 0.01), (2, 0.001), (1, 0.0))
"""Bands of the yearly probability, each from its lower bound on."""

ODDS_RULES = "& .step-on {fill:var(--ink)} & .step-off {fill:none;stroke:var(--soft);stroke-width:1}\n"


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely: the words, the band (0: no way leads there, None: not computed), and the harm for the tooltip."""

    words: str
    band: int | None
    tip: str


@dataclass(frozen=True, slots=True)
class Risk:
    """Likelihoods by harm id, with the model that names the harms."""

    model: Model
    likelihood: Mapping[str, HarmLikelihood]

    def of(self, rows: Sequence[Placement], lang: Language) -> tuple[Odds, ...]:
        """Return the odds of the harms that decide *rows*: one, or one per axis; nothing where none is rated.

        Of several elements the likeliest harm per axis counts.
        """
        rated = [row for row in rows if row.category is not None]
        human = {row.human.harm for row in rated if _decides(row.human)}
        economic = {row.economic.harm for row in rated if _decides(row.economic)}
        if not human and not economic:
            human = {harm for row in rated for harm in row.harms[:1]}
        both = ((human, "risk_human"), (economic, "risk_economic"))
        parts = [(self._likeliest({harm for harm in harms if harm}), key) for harms, key in both if harms]
        if len({harm for harm, _ in parts}) == 1:
            parts = [(parts[0][0], "risk_year")]
        return tuple(self._odds(harm, key, lang) for harm, key in parts)

    def _likeliest(self, harms: Collection[str]) -> str:
        def rank(harm: str) -> tuple[float, float, str]:
            known = self.likelihood.get(harm)
            return (known.year.value, known.year.high, harm) if known is not None else (-1.0, 0.0, harm)

        return max(harms, key=rank)

    def _odds(self, harm: str, key: str, lang: Language) -> Odds:
        known = self.likelihood.get(harm)
        name = self.model.label(harm).show(lang)
        if known is None or known.unreachable:
            said = tell("band_x" if known is None else "band_0", lang)
            words = said if key == "risk_year" else tell(key, lang, p=said)
            return Odds(words, None if known is None else 0, f"{name}: {said}")
        year = known.year
        tip = f"{name}: {estimate_text(year).show(lang)}"
        if year.value <= 0:
            words = tell("risk_none", lang)
            return Odds(words if key == "risk_year" else tell(key, lang, p=words), 1, tip)
        said = chance_text(year.value).show(lang) if year.value >= 1e-4 else tell("risk_rare", lang)
        return Odds(tell(key, lang, p=said), next(band for band, least in BANDS if year.value >= least), tip)


def _decides(axis: AxisPosition) -> bool:
    return axis.harm is not None and axis.level not in (None, "none")


def bars(canvas: Canvas, band: int | None, x: float, y: float) -> None:
    """Draw four rising bars from (*x*, *y*) on, 20 × 12 pixels, as many filled as *band*; none where unknown."""
    for step in range(4):
        height = 3.0 + 3 * step
        full = band is not None and step < band
        canvas.rect(x + 5 * step, y + 6 - height, 3.6, height, cls="step-on" if full else "step-off", radius=0.6)
