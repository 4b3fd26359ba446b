"""Which assumptions move the yearly loss: for each a bar from its low to its high end, the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanso.model.text import Language
from sanso.report.pictures.attack_words import tell
from sanso.report.pictures.curve import total_losses
from sanso.report.pictures.legend import Item, flow_items
from sanso.report.pictures.lettering import fit, fit_width, wrap
from sanso.report.pictures.scales import Linear, short_amount
from sanso.report.pictures.svg import Canvas, number
from sanso.report.pictures.theme import frame
from sanso.report.quantities import loss_text

if TYPE_CHECKING:
    from sanso.attack.result import AssumptionEffect, AttackResult

__all__ = ["draw_assumptions", "ordered", "range_text"]

_WIDTH, _LEFT, _RIGHT = 1280.0, 420.0, 1090.0
_TOP = 108.0
_ROW = 48.0
_MOST = 14
_RULES = """
& .under {fill:var(--l3);fill-opacity:.35;stroke:var(--l3);stroke-width:1.2}
& .over {fill:var(--gap);fill-opacity:.35;stroke:var(--gap);stroke-width:1.2}
& .dot {fill:var(--ink)} & .hole {fill:var(--bg);stroke:var(--ink);stroke-width:1.8}
& .base {fill:none;stroke:var(--ink);stroke-width:1.6} & .grid {fill:none;stroke:var(--faint);stroke-width:1}
"""


def ordered(result: AttackResult) -> list[AssumptionEffect]:
    """Return the assumptions that move the loss at all, the strongest first."""
    moving = [one for one in result.assumptions if one.loss_low != one.loss_high]
    return sorted(moving, key=lambda one: (-abs(one.loss_high - one.loss_low), one.kind, one.id))


def range_text(effect: AssumptionEffect, lang: Language) -> str:
    """Say the range of the assumption itself."""
    return tell("range", lang, low=f"{effect.low:g}", high=f"{effect.high:g}")


def draw_assumptions(result: AttackResult, lang: Language) -> str:
    """Draw the bars of the assumptions as a complete SVG in *lang*."""
    currency = result.interval.currency or next(iter(total_losses(result)), "JPY")
    rows = ordered(result)[:_MOST]
    canvas = Canvas()
    canvas.text(28, 42, fit(tell("assumptions_title", lang), _WIDTH - 56, 21), size=21, cls="bold")
    if rows:
        height = _bars(canvas, result, rows, currency, lang)
    else:
        canvas.rect(28, 70, _WIDTH - 56, 80, cls="card dashed", radius=8)
        canvas.text(_WIDTH / 2, 115, tell("assumptions_empty", lang), size=14, anchor="middle", cls="semi")
        height = 176.0
    return frame(
        canvas.body(),
        scope="sanso-tornado",
        width=_WIDTH,
        height=height,
        title=tell("assumptions_title", lang),
        desc=tell("assumptions_desc", lang),
        lang=lang,
        rules=_RULES,
    )


def _bars(canvas: Canvas, result: AttackResult, rows: list[AssumptionEffect], currency: str, lang: Language) -> float:
    likely = _likely(result, rows, currency)
    ends = [end for row in rows for end in (row.loss_low, row.loss_high)]
    if likely is not None:
        ends.append(likely)
    least, most = min(ends), max(ends)
    margin = (most - least) * 0.06
    low = 0.0 if least < (most - least) * 0.6 else least - margin
    across = Linear(low, most + margin, _LEFT, _RIGHT)
    bottom = _TOP + len(rows) * _ROW + 8
    said = loss_text(likely, currency).show(lang) if likely is not None else None
    flow_items(canvas, _key(lang, said), 28, 68, _WIDTH - 28)
    until = 0.0
    for tick in across.ticks:
        x, words = across.at(tick), short_amount(tick, currency, lang)
        canvas.path(f"M{number(x)} {number(_TOP)}V{number(bottom)}", cls="grid")
        if x - fit_width(words, 13) / 2 > until:
            canvas.text(x, bottom + 20, words, size=13, anchor="middle")
            until = x + fit_width(words, 13) / 2 + 6
    for index, row in enumerate(rows):
        _bar(canvas, row, across, likely, currency, (_TOP + index * _ROW, lang))
    if likely is not None:
        canvas.path(f"M{number(across.at(likely))} {number(_TOP - 4)}V{number(bottom)}", cls="base")
    unit = "円" if lang == "ja" and currency == "JPY" else currency
    canvas.text(_RIGHT, bottom + 42, tell("assumptions_x", lang, currency=unit), size=12, anchor="end", cls="soft")
    return bottom + 60


def _bar(
    canvas: Canvas,
    row: AssumptionEffect,
    across: Linear,
    likely: float | None,
    currency: str,
    at: tuple[float, Language],
) -> None:
    top, lang = at
    title = row.title.show(lang)
    with canvas.group(title=f"{title}\n{range_text(row, lang)}"):
        lines = wrap(title, _LEFT - 28 - 24, 13, 2)
        for index, line in enumerate(lines):
            canvas.text(28, top + 27 + (index - (len(lines) - 1) / 2) * 17, line, size=13)
        y, low, high = top + _ROW / 2, min(row.loss_low, row.loss_high), max(row.loss_low, row.loss_high)
        middle = across.at(high if likely is None else min(max(likely, low), high))
        canvas.rect(across.at(low), y - 8, middle - across.at(low), 16, cls="under")
        canvas.rect(middle, y - 8, across.at(high) - middle, 16, cls="over")
        for end, mark in ((row.loss_low, "hole"), (row.loss_high, "dot")):
            canvas.circle(across.at(end), y, 5.5, cls=mark)
        for shift, end in ((-3.5, low), (12.5, high)):
            words = fit(loss_text(end, currency).show(lang), _WIDTH - _RIGHT - 40, 12)
            canvas.text(_RIGHT + 16, y + shift, words, size=12)


def _likely(result: AttackResult, rows: list[AssumptionEffect], currency: str) -> float | None:
    """Return the mean loss with all as likely; None where it lies beside most bars and would belie them."""
    loss = total_losses(result).get(currency)
    if loss is None:
        return None
    mean = loss.mean.value
    inside = sum(min(row.loss_low, row.loss_high) <= mean <= max(row.loss_low, row.loss_high) for row in rows)
    return mean if 2 * inside >= len(rows) else None


def _key(lang: Language, likely: str | None) -> list[Item]:
    items: list[Item] = [
        (12, tell("at_low", lang), lambda canvas, x, y: canvas.circle(x + 6, y, 5.5, cls="hole")),
        (12, tell("at_high", lang), lambda canvas, x, y: canvas.circle(x + 6, y, 5.5, cls="dot")),
    ]
    if likely is not None:
        words = tell("as_likely", lang, amount=likely)
        items.append((4, words, lambda canvas, x, y: canvas.path(f"M{x + 2:.1f} {y - 8:.1f}v16", cls="base")))
    return items
