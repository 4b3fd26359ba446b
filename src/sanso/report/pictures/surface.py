"""The attack surface ("expansion of attacking points", 攻撃起点の拡大): where an attack can begin, and at whose door.

A small matrix of responsible organizations and layers. A cell lists the ways in with the number of elements that
each gets at; a full mark is used by the chosen attacker, a hollow one is open to others only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.attack_words import attacker_word, entry_word, tell
from sanso.report.pictures.gates import GATE_RULES, layer_mark
from sanso.report.pictures.legend import Item, flow_items
from sanso.report.pictures.lettering import fit, fit_width, wrap
from sanso.report.pictures.svg import Canvas, number
from sanso.report.pictures.theme import frame

if TYPE_CHECKING:
    from sanso.attack.result import AttackResult, EntryRow

__all__ = ["draw_surface", "organizations"]

_WIDTH, _LEFT = 1280.0, 28.0
_NAMES = 240.0
_CELL = (_WIDTH - 2 * _LEFT - _NAMES) / 3
_TOP = 92.0
_HEAD = 48.0
_LINE = 22.0
_MOST = 16
"""Organizations with a row of their own."""

_RULES = GATE_RULES + "& .used {fill:var(--gap)} & .unused {fill:var(--card);stroke:var(--soft);stroke-width:1.6}\n"


@dataclass(frozen=True, slots=True)
class _Namer:
    """Names things of the model and ways in, in one language."""

    model: Model
    catalogue: Catalogue | None
    lang: Language

    def thing(self, ident: str) -> str:
        return self.model.label(ident).show(self.lang)

    def entry(self, entry: str) -> str:
        return entry_word(entry, self.catalogue).show(self.lang)


def organizations(result: AttackResult) -> list[str | None]:
    """Return the organizations of the surface, those with most points of the chosen attacker first."""
    used: dict[str | None, int] = {}
    every: dict[str | None, int] = {}
    for row in result.surface:
        used[row.organization] = used.get(row.organization, 0) + (len(row.elements) if row.open else 0)
        every[row.organization] = every.get(row.organization, 0) + len(row.elements)
    return sorted(every, key=lambda one: (-used[one], -every[one], one or ""))


def draw_surface(result: AttackResult, model: Model, lang: Language, catalogue: Catalogue | None = None) -> str:
    """Draw the surface of *result* as a complete SVG in *lang*; *catalogue* names attackers and ways in."""
    canvas = Canvas()
    canvas.text(_LEFT, 42, fit(tell("surface_title", lang), _WIDTH - 2 * _LEFT, 21), size=21, cls="bold")
    name = attacker_word(result.run.attacker, catalogue).show(lang)
    if not result.surface:
        canvas.rect(_LEFT, 70, _WIDTH - 2 * _LEFT, 80, cls="card dashed", radius=8)
        canvas.text(_WIDTH / 2, 115, tell("surface_empty", lang), size=14, anchor="middle", cls="semi")
        y = 150.0
    else:
        flow_items(canvas, _key(name, lang), _LEFT, 64, _WIDTH - _LEFT)
        y = _matrix(canvas, result, _Namer(model, catalogue, lang), lang)
    canvas.text(_LEFT, y + 26, fit(tell("surface_note", lang), _WIDTH - 2 * _LEFT, 12), size=12, cls="soft")
    return frame(
        canvas.body(),
        scope="sanso-surface",
        width=_WIDTH,
        height=y + 44,
        title=tell("surface_title", lang),
        desc=tell("surface_desc", lang),
        lang=lang,
        rules=_RULES,
    )


def _key(attacker: str, lang: Language) -> list[Item]:
    return [
        (
            12,
            fit(tell("surface_used", lang, attacker=attacker), 620, 12),
            lambda c, x, y: _mark(c, x + 6, y, used=True),
        ),
        (12, tell("surface_unused", lang), lambda c, x, y: _mark(c, x + 6, y, used=False)),
    ]


def _mark(canvas: Canvas, x: float, y: float, *, used: bool) -> None:
    canvas.circle(x, y, 5.5, cls="used" if used else "unused")


def _matrix(canvas: Canvas, result: AttackResult, named: _Namer, lang: Language) -> float:
    for layer in (1, 2, 3):
        left = _LEFT + _NAMES + (layer - 1) * _CELL
        layer_mark(canvas, layer, left + 26, _TOP + 22)
        canvas.text(left + 46, _TOP + 18, tell(f"lane_{layer}", lang), size=14, cls="bold")
        sub = fit(tell(f"lane_{layer}_sub", lang), _CELL - 56, 12)
        canvas.text(left + 46, _TOP + 35, sub, size=12, cls="soft")
    y, order = _TOP + _HEAD, organizations(result)
    for organization in order[:_MOST]:
        y = _row(canvas, [row for row in result.surface if row.organization == organization], named, lang, y)
    if len(order) > _MOST:
        canvas.text(_LEFT + 8, y + 20, tell("stops_more", lang, n=len(order) - _MOST), size=12.5, cls="soft")
        y += 26
    return _totals(canvas, result, lang, y)


def _row(canvas: Canvas, rows: Sequence[EntryRow], named: _Namer, lang: Language, top: float) -> float:
    by_layer = {layer: [row for row in rows if row.layer == layer] for layer in (1, 2, 3)}
    height = max(24 + _LINE * max(map(len, by_layer.values())), 56.0)
    organization = rows[0].organization
    name = named.thing(organization) if organization else tell("owner_unknown", lang)
    canvas.path(f"M{number(_LEFT)} {number(top)}H{number(_WIDTH - _LEFT)}", cls="faint")
    for index, line in enumerate(wrap(name, _NAMES - 20, 13.5, 2)):
        canvas.text(_LEFT + 8, top + 25 + index * 17, line, size=13.5, cls="semi")
    for layer, inside in by_layer.items():
        left = _LEFT + _NAMES + (layer - 1) * _CELL
        canvas.rect(left + 4, top + 4, _CELL - 8, height - 8, cls=f"p{layer}", radius=6)
        if not inside:
            canvas.text(left + 18, top + height / 2 + 4.5, tell("surface_none", lang), size=12, cls="soft")
        y = top + 12 + (height - 24 - _LINE * len(inside)) / 2
        for row in sorted(inside, key=lambda one: (not one.open, -len(one.elements), one.entry)):
            _line(canvas, row, named, lang, (left, y))
            y += _LINE
    return top + height


def _line(canvas: Canvas, row: EntryRow, named: _Namer, lang: Language, at: tuple[float, float]) -> None:
    left, y = at
    names = "\n".join(named.thing(ident) for ident in row.elements[:60])
    amount = tell("surface_total", lang, n=len(row.elements))
    room = _CELL - 60 - fit_width(amount, 13)
    with canvas.group(title=f"{named.entry(row.entry)}\n{names}"):
        _mark(canvas, left + 22, y + 11, used=row.open)
        words = fit(named.entry(row.entry), room, 13)
        canvas.text(left + 36, y + 15.6, words, size=13, cls="semi" if row.open else "")
        canvas.text(left + _CELL - 16, y + 15.6, amount, size=13, anchor="end", cls="bold" if row.open else "soft")


def _totals(canvas: Canvas, result: AttackResult, lang: Language, y: float) -> float:
    canvas.path(f"M{number(_LEFT)} {number(y)}H{number(_WIDTH - _LEFT)}", cls="axis")
    canvas.text(_LEFT + 8, y + 24, tell("all_organizations", lang), size=13.5, cls="bold")
    for layer in (1, 2, 3):
        rows = [row for row in result.surface if row.layer == layer]
        used = sum(len(row.elements) for row in rows if row.open)
        words = tell("points_here", lang, used=f"{used:,}", all=f"{sum(len(row.elements) for row in rows):,}")
        canvas.text(_LEFT + _NAMES + layer * _CELL - 16, y + 24, words, size=13, anchor="end", cls="bold")
    return y + 34
