"""The trust gap (信頼性ギャップ): for each layer what is required, beside what is stated and what is proven.

Each line is a subject: an organization, a device or system, a data set. Its frame is all that is asked of it; a hatched
bar in it is what is stated, a solid one what verified evidence proves. What is left empty is the gap. Without evidence
the picture says that nothing is proven.
"""

from __future__ import annotations

from collections.abc import Callable

from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures.gap_marks import GAP_RULES, bar
from sanso.report.pictures.gap_rows import GapLayer, GapRow, Tally, gap_layers, whole_tally
from sanso.report.pictures.gap_words import tell
from sanso.report.pictures.glyphs import badge, glyph
from sanso.report.pictures.legend import Item, flow_items
from sanso.report.pictures.lettering import clean, fit, fit_width
from sanso.report.pictures.proven import Proven
from sanso.report.pictures.states import Standing
from sanso.report.pictures.svg import Canvas
from sanso.report.pictures.theme import LINK_RULES, frame
from sanso.report.pictures.view import EVERYTHING, Links, View
from sanso.report.pictures.words import PLANE, say

__all__ = ["draw_trust_gap"]

_WIDTH = 1280.0
_LEFT, _RIGHT = 28.0, 1252.0
_NAME, _NAME_END = 92.0, 356.0
_BAR, _BAR_END = 368.0, 738.0
_STEPS, _STEPS_END = 962.0, 1062.0
_FIGURES = (798.0, 866.0, 934.0)
"""Right edges of the figures of the measures: required, stated, proven."""
_STEP_FIGURES = (1122.0, 1184.0, 1246.0)
_ROW, _BAND = 42.0, 62.0


def draw_trust_gap(
    model: Model, assessment: Assessment, catalogue: Catalogue, lang: Language, view: View = EVERYTHING
) -> str:
    """Draw the trust gap of *model* as a complete SVG in *lang*.

    *view* narrows it to some elements or layers and makes links of the names.
    """
    layers = gap_layers(model, assessment, catalogue, lang, view)
    proven = Proven.of(assessment)
    canvas = Canvas()
    title = f"{tell('title', lang)} · {clean(model.name.show(lang) if model.name is not None else model.id)}"
    y = _head(canvas, title, assessment, layers, proven, lang)
    y = _headings(canvas, y, lang, looked=proven is not None)
    for layer in layers:
        y = _layer(canvas, layer, y, lang, view.links)
    for line in _notes(proven, lang):
        canvas.text(_LEFT, y + 20, fit(line, _RIGHT - _LEFT, 12), size=12, cls="soft")
        y += 19
    whole = whole_tally(assessment, (layer.layer for layer in layers))
    return frame(
        canvas.body(),
        scope="sanso-gap",
        width=_WIDTH,
        height=y + 22,
        title=title,
        desc=tell("desc" if proven is not None else "desc_stated", lang, measures=_said(whole, lang)),
        lang=lang,
        rules=GAP_RULES + (LINK_RULES if view.links is not None else ""),
        role="group" if view.links is not None else "img",
    )


def _head(
    canvas: Canvas, title: str, assessment: Assessment, layers: list[GapLayer], proven: Proven | None, lang: Language
) -> float:
    """Draw title, day, what the picture rests on, and the key; return the y of the next row."""
    canvas.text(_LEFT, 42, fit(title, _RIGHT - _LEFT, 21), size=21, cls="bold")
    parts = [say("as_of", lang, day=assessment.model.at.isoformat()), tell("order", lang)]
    if any(layer.grouped for layer in layers):
        parts.append(tell("grouped", lang))
    canvas.text(_LEFT, 66, fit(" · ".join(parts), _RIGHT - _LEFT, 13), size=13, cls="soft")
    words = tell("not_proven", lang) if proven is None else proven.says(lang)
    canvas.text(_LEFT, 90, fit(words, _RIGHT - _LEFT, 14), size=14, cls="bold gap" if proven is None else "bold")
    return flow_items(canvas, _key(lang, looked=proven is not None), _LEFT, 113, _RIGHT) + 4


def _key(lang: Language, *, looked: bool) -> list[Item]:
    def sample(words: str, draw: Callable[[Canvas, float, float], None]) -> Item:
        return 40, words, draw

    items = [
        (26, tell("category_key", lang), lambda c, x, y: badge(c, Standing(3), x + 13, y)),
        sample(tell("required_key", lang), lambda c, x, y: c.rect(x, y - 8, 40, 16, cls="need", radius=1.5)),
        sample(tell("stated_key", lang), lambda c, x, y: _cut(c, Tally(1, 1, 0) if looked else Tally(1, 1), x, y)),
    ]
    if looked:
        items.append(sample(tell("proven_key", lang), lambda c, x, y: c.rect(x, y - 4, 40, 8, cls="have")))
    words = tell("gap_key" if looked else "open_key", lang)
    items.append(sample(words, lambda c, x, y: c.rect(x, y - 4, 40, 8, cls="lack")))
    return items


def _cut(canvas: Canvas, tally: Tally, x: float, y: float) -> None:
    """Draw the hatched part of a bar alone."""
    from sanso.report.pictures.gap_marks import hatched

    half = 4.0 if tally.proven is not None else 8.0
    hatched(canvas, x, y - half, 40, 2 * half)


def _headings(canvas: Canvas, y: float, lang: Language, *, looked: bool) -> float:
    """Draw the heads of the columns; return the y below."""
    line = y + 14
    canvas.text(_BAR, line, tell("measures", lang), size=13, cls="bold")
    canvas.text(_STEPS, line, tell("strength", lang), size=13, cls="bold")
    words = [tell(key, lang) for key in ("required", "stated", "proven")]
    for edges in (_FIGURES, _STEP_FIGURES):
        room = edges[1] - edges[0] - 6
        for edge, word, shown in zip(edges, words, (True, True, looked), strict=True):
            if shown:
                canvas.text(edge, line, fit(word, room, 11), size=11, anchor="end", cls="soft")
    return y + 24


def _layer(canvas: Canvas, layer: GapLayer, y: float, lang: Language, links: Links | None) -> float:
    """Draw the band of a layer and its rows; return the y below."""
    canvas.rect(_LEFT - 12, y, _RIGHT - _LEFT + 24, _BAND, cls=f"p{layer.layer}", radius=8)
    heading, *rest = PLANE[str(layer.layer)].show(lang).split("|")
    canvas.text(_LEFT + 4, y + 27, heading, size=17, cls="bold")
    glue = "" if lang == "ja" else " "
    canvas.text(_LEFT + 4, y + 47, fit(glue.join(rest), _NAME_END - _LEFT, 12), size=12, cls="soft")
    _figures(canvas, layer.total, _FIGURES, y + 33, size=16)
    if layer.total.required:
        bar(canvas, layer.total, _BAR, y + 12, _BAR_END - _BAR, 28)
        canvas.text(_BAR, y + 55, fit(tell("layer_total", lang), _BAR_END - _BAR, 11), size=11, cls="soft")
    y += _BAND + 4
    if not layer.rows:
        canvas.text(_NAME, y + 24, tell("empty", lang), size=13, cls="soft")
        return y + _ROW
    for row in layer.rows:
        _line(canvas, row, y, lang, links)
        y += _ROW
    if layer.rest is not None:
        _line(canvas, layer.rest, y, lang, None)
        y += _ROW
    return y + 12


def _line(canvas: Canvas, row: GapRow, y: float, lang: Language, links: Links | None) -> None:
    """Draw one subject: category, name, and the bars of its measures and confirmations with their figures."""
    rest = not row.name
    name = tell("more", lang, n=f"{row.members:,}") if rest else row.name
    href = links.element(row.element) if links is not None and row.element else ""
    with canvas.group(title=_tip(name, row, lang), href=href):
        if href:
            canvas.rect(_LEFT - 4, y + 2, _NAME_END - _LEFT, _ROW - 4, cls="spot", radius=4)
        badge(canvas, row.standing, _LEFT + 14, y + _ROW / 2)
        glyph(canvas, row.glyph, _LEFT + 46, y + _ROW / 2, 0.85)
        top = y + (19 if row.note else 26)
        canvas.text(_NAME, top, fit(name, _NAME_END - _NAME, 13), size=13, cls="soft" if rest else "semi")
        canvas.text(_NAME, y + 35, fit(row.note, _NAME_END - _NAME, 12), size=12, cls="soft")
        if row.measures.required:
            bar(canvas, row.measures, _BAR, y + 11, _BAR_END - _BAR, 20)
            _figures(canvas, row.measures, _FIGURES, y + 26)
        else:
            canvas.text(_BAR, y + 26, tell("no_measures", lang), size=12, cls="soft")
        if row.steps.required:
            bar(canvas, row.steps, _STEPS, y + 11, _STEPS_END - _STEPS, 20)
            _figures(canvas, row.steps, _STEP_FIGURES, y + 26)
    canvas.path(f"M{_LEFT:.1f} {y + _ROW:.1f}H{_RIGHT:.1f}", cls="faint")


def _figures(canvas: Canvas, tally: Tally, edges: tuple[float, float, float], y: float, *, size: float = 13) -> None:
    shown = (tally.required, tally.stated, tally.proven)
    for edge, value, cls in zip(edges, shown, ("", "", "bold"), strict=True):
        if value is not None:
            words = f"{value:,}"
            fitting = size if fit_width(words, size) <= 60 else 11
            canvas.text(edge, y, words, size=fitting, anchor="end", cls=cls)


def _said(tally: Tally, lang: Language) -> str:
    words = {"required": f"{tally.required:,}", "stated": f"{tally.stated:,}"}
    if tally.proven is None:
        return tell("two", lang, **words)
    return tell("three", lang, **words, proven=f"{tally.proven:,}")


def _tip(name: str, row: GapRow, lang: Language) -> str:
    lines = [name, row.note, f"{say('category', lang)}: {row.standing.badge}"]
    colon = ": "
    if row.measures.required:
        lines.append(f"{tell('measures', lang)}{colon}{_said(row.measures, lang)}")
    if row.steps.required:
        lines.append(f"{tell('strength', lang)}{colon}{_said(row.steps, lang)}")
    return "\n".join(line for line in lines if line)


def _notes(proven: Proven | None, lang: Language) -> list[str]:
    notes = [tell("footnote", lang)]
    if proven is not None and (beyond := proven.beyond):
        notes.append(tell("beyond", lang, n=f"{beyond:,}"))
    if proven is not None and not proven.proof.pinned:
        notes.append(tell("no_pin_note", lang))
    return notes
