"""Set a document as PDF, and draw a picture as PNG, by Typst.

The same document gives the same bytes: the only date in the file is that of the document. A character that no
font at hand can show is written as its number, such as ``[U+13000]``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache, partial
from html import unescape
from importlib.resources import files
from typing import Any, Literal

from sanso.model.text import Language, Text
from sanso.report.document.blocks import Document
from sanso.report.document.pictures import still
from sanso.report.pdf.content import content
from sanso.report.pdf.fonts import INSTALL, Fonts, NoFont, find_fonts, is_japanese

__all__ = ["STANDARDS", "render_pdf", "render_picture", "render_png"]

_ALONE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", alt: "picture")"""
"""A page that is as large as its picture."""

_ALONE_PDF = b"""#set page(width: auto, height: auto, margin: 0pt)
#set document(title: sys.inputs.title)
#set text(lang: sys.inputs.lang)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt)"""
"""The same as a document of its own: with a title, and what the picture says to those who do not see it."""

STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
"""What every PDF claims to be, and Typst checks: archival with tags (PDF/A-2a), accessible (PDF/UA-1)."""

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESC = re.compile(r"<desc>(.*?)</desc>", re.DOTALL)
_NOT_SHOWN = re.compile(r'the text `"((?:[^`])*)"` could not be displayed|codepoint `"([^`]*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 4


def render_pdf(document: Document, fonts: Fonts | None = None) -> bytes:
    """Return *document* as tagged archival PDF.

    Raises:
        NoFont: it holds Japanese and no Japanese font is installed.

    """
    import typst

    at_hand = fonts if fonts is not None else find_fonts()
    faces = at_hand.families(document.lang)
    missing: frozenset[str] = frozenset()
    for attempt in range(_TRIES):
        whole, pictures = content(document, [face.family for face in faces], partial(_numbered, missing))
        whole["bold"] = faces[0].bold
        inputs = {
            "document": json.dumps(whole, ensure_ascii=False),
            "pictures": json.dumps(pictures, ensure_ascii=False),
        }
        _require(at_hand, *inputs.values())
        try:
            return _compiled(_template(), at_hand, inputs, document.day)
        except typst.TypstError as error:
            found = _not_shown(error.diagnostic or str(error)) - missing
            if not found or attempt == _TRIES - 1:
                raise
            missing |= found
    raise AssertionError  # pragma: no cover - the last attempt returns or raises


def render_png(svg: str, lang: Language, *, ppi: float = 200, fonts: Fonts | None = None) -> bytes:
    """Return a picture as PNG, on white, one pixel of its view being 0.75 pt.

    Raises:
        NoFont: it holds Japanese and no Japanese font is installed.

    """
    at_hand = fonts if fonts is not None else find_fonts()
    _require(at_hand, svg)
    drawn = still(svg, at_hand.families(lang)[0].family)
    import typst

    made = typst.Compiler(_ALONE, font_paths=at_hand.handle, sys_inputs={"svg": drawn}).compile(format="png", ppi=ppi)
    return _bytes(made)


def render_picture(svg: str, lang: Language, day: dt.date, *, fonts: Fonts | None = None) -> bytes:
    """Return a picture as tagged archival PDF of one page, of the date *day*; its own title and description go along.

    Raises:
        NoFont: it holds Japanese and no Japanese font is installed.

    """
    at_hand = fonts if fonts is not None else find_fonts()
    _require(at_hand, svg)
    title, said = (unescape(found[1]) if found is not None else "" for found in (_TITLE.search(svg), _DESC.search(svg)))
    drawn = still(svg, at_hand.families(lang)[0].family)
    inputs = {"svg": drawn, "title": title or "Sanso", "alt": f"{title} – {said}", "lang": lang}
    return _compiled(_ALONE_PDF, at_hand, inputs, day)


def _compiled(source: bytes, fonts: Fonts, inputs: dict[str, str], day: dt.date) -> bytes:
    import typst

    noon = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    compiler = typst.Compiler(source, font_paths=fonts.handle, sys_inputs=inputs)
    return _bytes(compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=noon))


def _bytes(made: Any) -> bytes:
    return made if isinstance(made, bytes) else bytes(made[0])


@cache
def _template() -> bytes:
    return files("sanso.report.pdf").joinpath("template.typ").read_bytes()


def _require(fonts: Fonts, *texts: str) -> None:
    if fonts.japanese is None and any(is_japanese(text) for text in texts):
        raise NoFont(
            Text(
                en=f"the document holds Japanese text, and no Japanese font was found. {INSTALL.en}. "
                "`sanso doctor` shows what is there.",
                ja=f"日本語を含む文書ですが、日本語フォントが見つかりません。{INSTALL.ja}。"
                "`sanso doctor` で状況を確認できます。",
            )
        )


def _not_shown(diagnostic: str) -> frozenset[str]:
    """Return the characters of which Typst says that no font has them, or that no archive may hold them."""
    named = "".join(first or second for first, second in _NOT_SHOWN.findall(diagnostic))
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), named)
    return frozenset(char for char in text if ord(char) > 0x7E)


def _numbered(missing: frozenset[str], text: str) -> str:
    if not missing or missing.isdisjoint(text):
        return text
    return "".join(f"[U+{ord(char):04X}]" if char in missing else char for char in text)
