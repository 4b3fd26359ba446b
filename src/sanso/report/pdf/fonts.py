"""Find the fonts that a document is set in: those of the system, and the folders that ``SANSO_FONTS`` names.

English text has a way out without any installed font (Typst brings one); Japanese text has none, and a document
that holds some is refused when no Japanese font is there, rather than set in empty boxes.

>>> find_fonts().latin.family != ""
True
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanso.model.text import Language, Text

if TYPE_CHECKING:
    import typst

__all__ = ["FOLDERS", "INSTALL", "JAPANESE", "LATIN", "Fonts", "NoFont", "Typeface", "find_fonts", "is_japanese"]

FOLDERS = "SANSO_FONTS"
"""Name of the environment variable with more font folders, parted as in PATH."""

JAPANESE = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "BIZ UDPGothic",
    "BIZ UDGothic",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic",
    "IPAexGothic",
    "IPAPGothic",
    "Meiryo",
    "MS PGothic",
    "MS Gothic",
    "TakaoPGothic",
    "VL PGothic",
    "Noto Serif CJK JP",
    "Yu Mincho",
    "IPAexMincho",
    "MS Mincho",
)
"""Families with Japanese letters, in the order of preference."""

LATIN = (
    "Source Sans 3",
    "Noto Sans",
    "Open Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Arial",
    "Liberation Sans",
    "DejaVu Sans",
    "Noto Sans CJK JP",
    "Libertinus Serif",
)
"""Families for English text; the last one comes with Typst."""

INSTALL = Text(
    en="Debian, Ubuntu: apt install fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts; "
    "macOS and Windows have Japanese fonts (Hiragino, Yu Gothic, BIZ UDPGothic) to switch on; "
    "or put a TrueType or OpenType font into a folder and name it in SANSO_FONTS",
    ja="Debian・Ubuntu: apt install fonts-noto-cjk、Fedora: dnf install google-noto-sans-cjk-fonts、"
    "macOS・Windows: 標準の日本語フォント(ヒラギノ、游ゴシック、BIZ UDPゴシック)を有効にする。"
    "または TrueType/OpenType フォントを置いたフォルダーを環境変数 SANSO_FONTS に指定する",
)
"""How to get a Japanese font."""

_JAPANESE_CHARACTER = re.compile("[\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")


class NoFont(Exception):
    """No font for the text is installed; *message* says in both languages what to do."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.show("en"))


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font family; *path* is one of its files (None where Typst brings it), *bold* tells whether it has a bold."""

    family: str
    path: str | None
    bold: bool


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts at hand, and the handle by which Typst uses them."""

    latin: Typeface
    japanese: Typeface | None
    handle: typst.Fonts

    def families(self, lang: Language) -> tuple[Typeface, ...]:
        """Return the families of a document in *lang*, the first one first."""
        both = (self.japanese, self.latin) if lang == "ja" else (self.latin, self.japanese)
        return tuple(dict.fromkeys(face for face in both if face is not None))


def is_japanese(text: str) -> bool:
    """Tell whether *text* holds a letter that needs a Japanese font."""
    return _JAPANESE_CHARACTER.search(text) is not None


def find_fonts(environment: Mapping[str, str] | None = None, *, system: bool = True) -> Fonts:
    """Return the fonts for documents; *system* False looks only into ``SANSO_FONTS`` and what Typst brings."""
    named = (environment if environment is not None else os.environ).get(FOLDERS, "")
    folders = tuple(part for part in named.split(os.pathsep) if part and Path(part).is_dir())
    return _found(folders, system)


@lru_cache(maxsize=4)
def _found(folders: tuple[str, ...], system: bool) -> Fonts:  # noqa: FBT001 - the key of the cache
    import typst

    paths: list[Any] = list(folders)
    handle = typst.Fonts(include_system_fonts=system, font_paths=paths)
    faces: dict[str, Typeface] = {}
    for face in handle.fonts():
        known = faces.get(face.family)
        bold = face.weight >= 600 and face.style == "normal"
        if known is None or (face.weight == 400 and face.style == "normal"):
            faces[face.family] = Typeface(face.family, face.path, bold or (known is not None and known.bold))
        elif bold and not known.bold:
            faces[face.family] = Typeface(known.family, known.path, bold=True)
    latin = _first(LATIN, faces) or Typeface("Libertinus Serif", None, bold=True)
    return Fonts(latin, _first(JAPANESE, faces), handle)


def _first(wanted: Sequence[str], faces: Mapping[str, Typeface]) -> Typeface | None:
    return next((faces[family] for family in wanted if family in faces), None)
