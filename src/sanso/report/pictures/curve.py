"""The exceedance curve (年間損失の超過確率曲線): how likely a year's loss exceeds which amount.

Both axes are logarithmic, so that the tail can be read. Below the curve stand, on the same scale, the mean year
with its interval, the means that unstated measures leave open, the value at risk and the tail mean.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.model.text import Language
from sanso.report.pictures.attack_words import tell
from sanso.report.pictures.lettering import fit, fit_width
from sanso.report.pictures.scales import Log, short_amount
from sanso.report.pictures.svg import Canvas, number
from sanso.report.pictures.theme import frame
from sanso.report.quantities import estimate_text, loss_text

if TYPE_CHECKING:
    from sanso.attack.result import AttackResult, LossDistribution

__all__ = ["draw_curve", "total_losses"]

_WIDTH, _LEFT, _RIGHT = 1280.0, 256.0, 1030.0
_TOP, _BOTTOM = 116.0, 470.0
_STRIP = 42.0
_RULES = """
& .fall {fill:none;stroke:var(--gap);stroke-width:2.6;stroke-linejoin:round;stroke-linecap:round}
& .under {fill:var(--gap);fill-opacity:.09;stroke:none}
& .drop {fill:none;stroke:var(--ink);stroke-width:1.2;stroke-dasharray:4 3}
& .dot {fill:var(--ink)} & .hole {fill:var(--bg);stroke:var(--ink);stroke-width:1.8}
& .whisker {fill:none;stroke:var(--ink);stroke-width:1.8} & .range {fill:none;stroke:var(--l3);stroke-width:5}
& .grid {fill:none;stroke:var(--faint);stroke-width:1} & .fine {stroke-dasharray:2 4}
"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the strip: its name, the value, its bounds, what it says, and whether it drops from the curve."""

    name: str
    value: float
    low: float
    high: float
    said: str
    kind: str


def total_losses(result: AttackResult) -> dict[str, LossDistribution]:
    """Return the yearly loss over all bearers, by currency."""
    return {row.loss.currency: row.loss for row in result.losses if row.total}


def draw_curve(result: AttackResult, lang: Language, currency: str | None = None) -> str:
    """Draw the curve of the total yearly loss in *currency* as a complete SVG; the first currency where absent.

    Amounts of different currencies are never added, so every currency has its own picture.
    """
    losses = total_losses(result)
    loss = losses.get(currency) if currency is not None else next(iter(losses.values()), None)
    canvas = Canvas()
    canvas.text(28, 42, fit(tell("curve_title", lang), _WIDTH - 56, 21), size=21, cls="bold")
    points = [point for point in loss.curve if point.loss > 0 and point.probability > 0] if loss is not None else []
    if loss is None or not points:
        words = tell("no_loss_at_all", lang) if loss is None else tell("no_loss", lang, n=f"{result.run.worlds_done:,}")
        canvas.rect(28, 84, _WIDTH - 56, 92, cls="card dashed", radius=8)
        canvas.text(_WIDTH / 2, 135, fit(words, _WIDTH - 100, 14), size=14, anchor="middle", cls="semi")
        height = 200.0
    else:
        line = tell("any_loss", lang, p=estimate_text(loss.any).show(lang))
        canvas.text(28, 68, fit(line, _WIDTH - 56, 13), size=13, cls="soft")
        height = _plot(canvas, result, loss, lang)
    return frame(
        canvas.body(),
        scope="sanso-curve",
        width=_WIDTH,
        height=height,
        title=tell("curve_title", lang),
        desc=tell("curve_desc", lang, currency=loss.currency if loss is not None else currency or "–"),
        lang=lang,
        rules=_RULES,
    )


def _plot(canvas: Canvas, result: AttackResult, loss: LossDistribution, lang: Language) -> float:
    rows = _rows(result, loss, lang)
    amounts = [point.loss for point in loss.curve if point.loss > 0]
    amounts += [bound for row in rows for bound in (row.low, row.high) if bound > 0]
    across = Log(min(amounts) / 1.3, max(amounts) * 1.3, _LEFT, _RIGHT)
    chances = [point.probability for point in loss.curve if point.probability > 0]
    up = Log(min(min(chances) / 1.5, max(chances) / 12), min(1.0, max(chances) * 1.6), _BOTTOM, _TOP)
    bottom = _BOTTOM + 44 + len(rows) * _STRIP
    _grid(canvas, across, up, loss.currency, bottom, lang)
    _fall(canvas, loss, across, up)
    for index, row in enumerate(rows):
        _strip(canvas, row, across, up, loss, _BOTTOM + 66 + index * _STRIP)
    note = tell("curve_note", lang, worlds=f"{result.run.worlds_done:,}")
    canvas.text(28, bottom + 30, fit(note, _WIDTH - 56, 12), size=12, cls="soft")
    return bottom + 48


def _grid(canvas: Canvas, across: Log, up: Log, currency: str, bottom: float, lang: Language) -> None:
    canvas.text(28, _TOP - 18, tell("curve_y", lang), size=13, cls="bold")
    named: list[tuple[float, float]] = []
    for chance in [*up.decades, *up.between]:
        y, round_ = up.at(chance), chance in up.decades
        canvas.path(f"M{number(_LEFT)} {number(y)}H{number(_RIGHT)}", cls="grid" if round_ else "grid fine")
        if (round_ or len(up.decades) < 3) and _free(named, y - 11, y + 11):
            words = f"{100 * chance:.9f}".rstrip("0").rstrip(".") + (" %" if lang == "en" else "%")
            canvas.text(_LEFT - 12, y + 4.5, words, size=13, anchor="end")
            if chance <= 0.5:
                often = tell("once_in", lang, n=f"{1 / chance:,.0f}")
                canvas.text(_RIGHT + 12, y + 4.5, fit(often, _WIDTH - _RIGHT - 24, 12), size=12, cls="soft")
    named = []
    for amount in [*across.decades, *across.between]:
        x, round_ = across.at(amount), amount in across.decades
        canvas.path(f"M{number(x)} {number(_TOP)}V{number(bottom)}", cls="grid" if round_ else "grid fine")
        words = short_amount(amount, currency, lang)
        half = fit_width(words, 13) / 2 + 4
        if (round_ or len(across.decades) < 3) and x + half < _RIGHT + 12 and _free(named, x - half, x + half):
            canvas.text(x, _BOTTOM + 22, words, size=13, anchor="middle")
    canvas.path(f"M{number(_LEFT)} {number(_TOP)}V{number(_BOTTOM)}H{number(_RIGHT)}", cls="axis")
    unit = "円" if lang == "ja" and currency == "JPY" else currency
    title = tell("curve_x", lang, currency=unit)
    canvas.text(_RIGHT + 12, _BOTTOM + 22, fit(title, _WIDTH - _RIGHT - 20, 12), size=12, cls="soft")


def _free(taken: list[tuple[float, float]], low: float, high: float) -> bool:
    """Tell whether a label from *low* to *high* meets none so far, and take its place if so."""
    if any(low < end and start < high for start, end in taken):
        return False
    taken.append((low, high))
    return True


def _fall(canvas: Canvas, loss: LossDistribution, across: Log, up: Log) -> None:
    points = sorted((p for p in loss.curve if p.loss > 0 and p.probability > 0), key=lambda p: (p.loss, -p.probability))
    places = [(_LEFT, up.at(points[0].probability))] + [(across.at(p.loss), up.at(p.probability)) for p in points]
    data = "L".join(f"{number(x)} {number(y)}" for x, y in places)
    last = places[-1][0]
    canvas.path(f"M{data}L{number(last)} {number(_BOTTOM)}H{number(_LEFT)}Z", cls="under")
    canvas.path(f"M{data}", cls="fall")


def _rows(result: AttackResult, loss: LossDistribution, lang: Language) -> list[_Row]:
    currency, interval = loss.currency, result.interval
    mean, absent, met = loss.mean, interval.loss_absent, interval.loss_met

    def say(value: float) -> str:
        return loss_text(value, currency).show(lang)

    rows = [_Row(tell("mean_year", lang), mean.value, max(mean.low, 0), mean.high, say(mean.value), "mean")]
    if interval.currency == currency and absent is not None and met is not None:
        words = f"{tell('all_met', lang)}: {say(met.value)}|{tell('all_absent', lang)}: {say(absent.value)}"
        rows.append(_Row(tell("if_unstated", lang), mean.value, met.value, absent.value, words, "open"))
    level = f"{100 * loss.level:g} %" if lang == "en" else f"{100 * loss.level:g}%"
    rest = f"{100 * (1 - loss.level):.3g} %" if lang == "en" else f"{100 * (1 - loss.level):.3g}%"
    for key, value in (("value_at_risk", loss.value_at_risk), ("tail_mean", loss.tail_mean)):
        rows.append(_Row(tell(key, lang, level=level, rest=rest), value, value, value, say(value), "drop"))
    return rows


def _strip(canvas: Canvas, row: _Row, across: Log, up: Log, loss: LossDistribution, y: float) -> None:
    canvas.text(_LEFT - 12, y + 4.5, fit(row.name, _LEFT - 34, 13), size=13, anchor="end")
    x, low, high = across.at(row.value), across.at(row.low), across.at(row.high)
    if row.value > 0 and row.kind == "drop":
        top = up.at(_chance_at(loss, row.value))
        canvas.path(
            f"M{number(x)} {number(top)}V{number(_BOTTOM)}M{number(x)} {number(_BOTTOM + 30)}V{number(y)}", cls="drop"
        )
        canvas.circle(x, y, 6, cls="hole")
        canvas.circle(x, top, 5, cls="hole")
    elif row.kind == "open":
        canvas.path(f"M{number(low)} {number(y)}H{number(high)}", cls="range")
    elif row.value > 0:
        canvas.path(f"M{number(low)} {number(y - 6)}v12m0 -6H{number(high)}m0 -6v12", cls="whisker")
        canvas.circle(x, y, 5.5, cls="dot")
    for index, line in enumerate(row.said.split("|")):
        shift = 4.5 if "|" not in row.said else -3.5 + 16 * index
        size = 13 if "|" not in row.said else 12
        canvas.text(_RIGHT + 12, y + shift, fit(line, _WIDTH - _RIGHT - 20, size), size=size, cls="semi")


def _chance_at(loss: LossDistribution, amount: float) -> float:
    """Return the probability of the drawn curve at *amount*: between its points, by logarithms."""
    points = sorted((p for p in loss.curve if p.loss > 0 and p.probability > 0), key=lambda p: p.loss)
    for one, other in itertools.pairwise(points):
        if one.loss <= amount <= other.loss and one.loss < other.loss:
            part = math.log(amount / one.loss) / math.log(other.loss / one.loss)
            return math.exp(math.log(one.probability) + part * math.log(other.probability / one.probability))
    return points[0].probability if amount < points[0].loss else points[-1].probability
