"""The label as a picture: 60 x 40 mm, black on white, to be printed. One millimetre is ten units of the view box.

It shows what is signed and nothing else: the product, what is said and on which basis, who says it and until when, the
number, the QR code; and below, what it does not say, by the wording rule of the scheme. Long words become smaller and
wrap, and no box of a text meets another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from sanso.catalogue.schemes import Scheme
from sanso.model.text import Language, Text
from sanso.report.pictures.label_code import MARK, LabelCode
from sanso.report.pictures.lettering import clean, fit_width, wrap
from sanso.report.pictures.svg import Canvas
from sanso.report.pictures.theme import FONTS
from sanso.trust.verdicts.verdict import BASIS_TEXTS

if TYPE_CHECKING:
    from sanso.trust.labels.label import Label

__all__ = ["label_limits", "label_picture", "label_says"]

_WIDTH, _HEIGHT = 600, 400
_EDGE = 16
_CODE = 280
_COLUMN = _WIDTH - _CODE - 2 * _EDGE + 4
_FOOT = 298
_SMALL = (10, 9, 8)
"""Sizes for words that fit in no other."""
_LINE = 1.22
"""Distance of lines, in em."""
_CATEGORY: Final = "category-"

_HEAD = Text(en="Sanso label  No. {number}", ja="Sanso ラベル  番号 {number}")
_SAYS = Text(en="{scheme} level {level}", ja="{scheme} レベル {level}")
_SAYS_ALL = Text(en="{scheme}", ja="{scheme}")
_CATEGORY_SAYS = Text(en="{scheme}: category {level} required", ja="{scheme}: カテゴリ {level} が必要")
_BASIS = Text(en="Basis stated: {basis}", ja="根拠(記載): {basis}")
_NO_BASIS = Text(en="Basis: see the check", ja="根拠: 検証結果を参照")
_ISSUER = Text(en="Issued by {issuer}", ja="発行者: {issuer}")
_VALID = Text(en="Valid {since} to {until}", ja="有効期間 {since}〜{until}")
_NOT = Text(
    en="Not an official endorsement, and not the mark of a scheme.",
    ja="公的な推奨ではなく、制度の公式マークでもありません。",
)
_NOT_CALLED = Text(en="Not to be claimed: {words}.", ja="使ってはならない表現: {words}。")
_CHECK = Text(
    en="Only the check of the code tells whether it still holds.", ja="現在も有効かは、コードの検証でのみ分かります。"
)
_RULES = (
    "& {font-family:FONTS;background:#fff} & text {fill:#000} & .b {font-weight:700} & .c {fill:#000} "
    "& .f {fill:#fff;stroke:#000;stroke-width:2} & .r {stroke:#000;stroke-width:1;fill:none}"
)
_SCOPE = "sanso-label-picture"


@dataclass(frozen=True, slots=True)
class _Block:
    """A text with the room it may take, and the sizes it may have, the largest first."""

    text: str
    height: float
    sizes: tuple[float, ...]
    cls: str = ""


def label_says(label: Label, scheme: Scheme | None) -> Text:
    """Return the heading of what *label* says; *scheme* is its record in the catalogue, where there is one."""
    level = label.scheme.level
    name = scheme.short if scheme is not None else label.scheme.id
    if level.startswith(_CATEGORY):
        return _CATEGORY_SAYS.fill(scheme=name, level=level.removeprefix(_CATEGORY))
    return (_SAYS if level else _SAYS_ALL).fill(scheme=name, level=level)


def label_limits(scheme: Scheme | None) -> tuple[Text, ...]:
    """Return what a label under *scheme*, its record in the catalogue, does not say and must not be called."""
    if scheme is None or scheme.wording is None:
        return (_NOT,)
    words = scheme.wording.may_not
    return _NOT, _NOT_CALLED.fill(words=Text(en=words.show("en").rstrip("."), ja=words.show("ja").rstrip("。")))


def label_picture(label: Label, code: LabelCode, scheme: Scheme | None, lang: Language) -> str:
    """Return the picture of *label* as SVG; *scheme* is its record in the catalogue, where there is one."""
    canvas = Canvas()
    canvas.rect(1, 1, _WIDTH - 2, _HEIGHT - 2, cls="f", radius=10)
    top = float(_EDGE - 6)
    for block in _column(label, scheme, lang):
        top = _stack(canvas, block, _EDGE, top, _COLUMN) + 5
    place = f"translate({_WIDTH - _CODE - 6} 10) scale({_CODE / code.side:.5f})"
    canvas.raw(f'<path d="{code.path}" class="c" transform="{place}" shape-rendering="crispEdges"/>')
    canvas.path(f"M{_EDGE} {_FOOT - 3}H{_WIDTH - _EDGE}", cls="r")
    notes = [note.show(lang) for note in (*label_limits(scheme), _CHECK)]
    foot = _Block((" " if lang == "en" else "").join(notes), _HEIGHT - _FOOT - 8, (17, 16, 15, 14, 13, 12, 11))
    _stack(canvas, foot, _EDGE, _FOOT, _WIDTH - 2 * _EDGE)
    return _frame(canvas.body(), label, code, label_says(label, scheme).show(lang), lang)


def _column(label: Label, scheme: Scheme | None, lang: Language) -> list[_Block]:
    name = label.name.show(lang)
    model = label.model_number or label.subject
    basis = BASIS_TEXTS[label.basis_stated].show(lang) if label.basis_stated else ""
    rows = (18, 17, 16, 15, 14, 13, 12, 11)
    return [
        _Block(_HEAD.show(lang).format(number=label.number), 20, (14, 13, 12, 11)),
        _Block(name if model in name else f"{name} {model}", 78, (28, 26, 24, 22, 20, 18, 16, 14, 12, 11), "b"),
        _Block(label_says(label, scheme).show(lang), 52, (24, 22, 20, 18, 16, 14, 12), "b"),
        _Block(_BASIS.show(lang).format(basis=basis) if basis else _NO_BASIS.show(lang), 36, rows),
        _Block(_ISSUER.show(lang).format(issuer=label.issuer), 36, rows),
        _Block(_VALID.show(lang).format(since=label.valid_from, until=label.valid_until), 36, rows),
    ]


def _stack(canvas: Canvas, block: _Block, left: float, top: float, width: float) -> float:
    """Write the block from *top* down in the largest size that holds all of it; return where it ends."""
    size, lines = _fitted(block, width)
    for index, line in enumerate(lines):
        canvas.text(left, top + size * (0.93 + index * _LINE), line, size=size, cls=block.cls)
    return top + len(lines) * size * _LINE


def _fitted(block: _Block, width: float) -> tuple[float, Sequence[str]]:
    """Return the size and the lines; words are broken only where they fit in no size."""
    text = clean(block.text)
    whole = "".join(text.split())
    for size in block.sizes:
        lines = wrap(text, width, size, max(int(block.height / (size * _LINE)), 1))
        if "".join("".join(lines).split()) == whole:
            return size, lines
    broken: Sequence[str] = ()
    for size in (*block.sizes, *_SMALL):
        broken = _broken(text, width, size)
        if len(broken) * size * _LINE <= block.height:
            return size, broken
    return _SMALL[-1], broken[: int(block.height / (_SMALL[-1] * _LINE))]


def _broken(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for char in text:
        if fit_width(lines[-1] + char, size) > width:
            lines.append("")
        lines[-1] += char
    return lines


def _frame(body: str, label: Label, code: LabelCode, says: str, lang: Language) -> str:
    title = f"{label.name.show(lang)}: {says}"
    style = _RULES.replace("FONTS", FONTS).replace("&", f".{_SCOPE}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{_SCOPE}" role="img" lang="{lang}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" width="60mm" height="40mm">\n'
        f"<title>{escape(clean(title))}</title>\n<style>{style}</style>\n"
        f'<metadata class="{MARK}">{code.address}</metadata>\n{body}\n</svg>\n'
    )
