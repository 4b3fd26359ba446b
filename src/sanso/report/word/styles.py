"""The styles of a Word file: fonts for both scripts, headings, tables, marks; to be changed by whoever edits it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sanso.model.text import Language
from sanso.report.word.markup import NAMESPACES

if TYPE_CHECKING:
    from docx.document import Document as WordFile

__all__ = ["apply_styles"]

_LATIN = "Arial"
_JAPANESE = "Yu Gothic"
_INK, _SOFT, _ACCENT, _RULE, _PALE = "1B2430", "566272", "0B4F7D", "C3CCD6", "EEF2F6"

_MARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "SansoMet": ("1B5E3A", ""),
        "SansoPartial": ("7A4B00", ""),
        "SansoMissing": ("A3200F", ""),
        "SansoNotStated": ("7A2F5C", ""),
        "SansoNotApplicable": (_SOFT, ""),
        "SansoNotRequired": (_SOFT, ""),
        "SansoCategory0": (_INK, "E6EAEE"),
        "SansoCategory1": ("3A2605", "FBE3C0"),
        "SansoCategory2": ("2B1A00", "F2B25F"),
        "SansoCategory3": ("FFFFFF", "B04C14"),
        "SansoCategory4": ("FFFFFF", "76180F"),
    }
)
"""Colour and ground of the marks, by character style."""

_HEADINGS = {"Heading1": (15, _ACCENT, 18, 6), "Heading2": (12, _INK, 14, 4), "Heading3": (10.5, _ACCENT, 10, 3)}
"""Size, colour, space before and after, in points."""


def apply_styles(file: WordFile, lang: Language) -> None:
    """Give *file* the fonts and styles of our documents."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    styles: Any = file.styles.element
    for old in styles.findall(qn("w:docDefaults")):
        styles.remove(old)
    styles.insert(0, parse_xml(_defaults(lang)))
    drawn = dict(_styles())
    for old in styles.findall(qn("w:style")):
        if old.get(qn("w:styleId")) in drawn:
            styles.remove(old)
    for markup in drawn.values():
        styles.append(parse_xml(markup))


def _fonts() -> str:
    return f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:cs="{_LATIN}" w:eastAsia="{_JAPANESE}"/>'


def _defaults(lang: Language) -> str:
    tongue = "en-US" if lang == "ja" else "en-GB"  # the language of Latin words; the other one is Japanese
    return (
        f"<w:docDefaults {NAMESPACES}><w:rPrDefault><w:rPr>{_fonts()}<w:color w:val={_INK!r}/>"
        f'<w:sz w:val="19"/><w:szCs w:val="19"/><w:lang w:val="{tongue}" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _styles() -> list[tuple[str, str]]:
    made = [
        _paragraph("Normal", "Normal", "", "", default=True),
        _paragraph("Title", "Title", "<w:keepNext/>" + _space(0, 6), _letters(24, _ACCENT, bold=True)),
        _paragraph("Subtitle", "Subtitle", _space(0, 12), _letters(12, _SOFT)),
        _paragraph("Caption", "caption", "<w:keepNext/>" + _space(10, 4), _letters(8.5, _SOFT, bold=True)),
        _paragraph("Header", "header", _space(0, 0), _letters(7.5, _SOFT)),
        _paragraph("Footer", "footer", _space(0, 0), _letters(7.5, _SOFT)),
        _paragraph("TOCHeading", "TOC Heading", "<w:keepNext/>" + _space(14, 6), _letters(12, _INK, bold=True)),
        _paragraph("TOC1", "toc 1", _contents_tab() + _space(4, 0), _letters(9, _INK, bold=True)),
        _paragraph("TOC2", "toc 2", _contents_tab() + _space(0, 0, left=220), _letters(9, _INK)),
        _paragraph("SansoTableText", "Sanso Table Text", _space(1, 1), _letters(8, _INK)),
        _paragraph("SansoTableHead", "Sanso Table Head", "<w:keepNext/>" + _space(1, 1), _letters(8, _INK, bold=True)),
        _paragraph(
            "SansoTableGroup", "Sanso Table Group", "<w:keepNext/>" + _space(2, 1), _letters(8, _INK, bold=True)
        ),
        _paragraph("SansoSubject", "Sanso Subject", "<w:keepNext/>" + _space(20, 16), _letters(13, _INK, bold=True)),
        _paragraph("SansoNote", "Sanso Note", _space(3, 8), _letters(8, _SOFT)),
        _paragraph("SansoLead", "Sanso Lead", "<w:keepNext/>", ""),
        _paragraph("SansoPicture", "Sanso Picture", _space(6, 6), ""),
        _paragraph(
            "SansoSectionEnd",
            "Sanso Section End",
            '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
            '<w:sz w:val="2"/>',
        ),
        _paragraph("SansoCallout", "Sanso Callout", _CALLOUT, ""),
        _character("SansoSoft", f'<w:color w:val="{_SOFT}"/>'),
        _character("SansoCode", "<w:noProof/>"),
    ]
    for number, (ident, (size, colour, before, after)) in enumerate(_HEADINGS.items()):
        looks = f"<w:keepNext/><w:keepLines/>{_LINE if number == 0 else ''}{_space(before, after)}"
        looks += f'<w:outlineLvl w:val="{number}"/>'
        made.append(_paragraph(ident, f"heading {number + 1}", looks, _letters(size, colour, bold=True)))
    for ident, (colour, ground) in _MARKS.items():
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
        made.append(_character(ident, f'<w:b/><w:color w:val="{colour}"/>{shade}'))
    made += [("SansoTable", _TABLE), ("SansoFacts", _FACTS)]
    return made


_LINE = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="{_ACCENT}"/></w:pBdr>'
_CALLOUT = (
    f'<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{_ACCENT}"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F3F6F9"/><w:spacing w:before="120" w:after="160"/>'
    '<w:ind w:left="200"/>'
)
_TABLE = (
    f'<w:style {NAMESPACES} w:type="table" w:customStyle="1" w:styleId="SansoTable"><w:name w:val="Sanso Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
    f'<w:top w:val="single" w:sz="6" w:space="0" w:color="{_INK}"/>'
    f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" '
    f'w:fill="{_PALE}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
)
_FACTS = (
    f'<w:style {NAMESPACES} w:type="table" w:customStyle="1" w:styleId="SansoFacts"><w:name w:val="Sanso Facts"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" '
    f'w:color="{_ACCENT}"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/></w:tblBorders>'
    "</w:tblPr></w:style>"
)


def _paragraph(ident: str, name: str, paragraph: str, letters: str, *, default: bool = False) -> tuple[str, str]:
    own = ' w:customStyle="1"' if ident.startswith("Sanso") else ""
    first = ' w:default="1"' if default else '<w:basedOn w:val="Normal"/>'
    based = "" if default else first
    following = '<w:next w:val="Normal"/>' if ident.startswith(("Heading", "Title", "TOCHeading")) else ""
    markup = (
        f'<w:style {NAMESPACES} w:type="paragraph"{own}{first if default else ""} w:styleId="{ident}">'
        f'<w:name w:val="{name}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )
    return ident, markup


def _character(ident: str, letters: str) -> tuple[str, str]:
    name = "Sanso " + ident.removeprefix("Sanso")
    return ident, (
        f'<w:style {NAMESPACES} w:type="character" w:customStyle="1" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{letters}</w:rPr></w:style>"
    )


def _letters(size: float, colour: str, *, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    half = round(size * 2)
    return f'{weight}<w:color w:val="{colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _space(before: float, after: float, left: int = 0) -> str:
    indent = f'<w:ind w:left="{left}"/>' if left else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>{indent}'


def _contents_tab() -> str:
    return '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9860"/></w:tabs>'
