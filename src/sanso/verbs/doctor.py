"""Look at the machine: what reports need and whether it is there.

>>> found = doctor(environment={"LANG": "ja_JP.UTF-8"}, encoding="utf-8")
>>> [one.state for one in found.checks if one.id in ("python", "encoding")]
['fine', 'fine']
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.report.pdf.fonts import Fonts, Typeface

__all__ = ["Check", "Checkup", "State", "doctor"]

State = Literal["fine", "missing", "optional"]
"""There, lacking, or lacking and needed for a special use only."""

_FORMAT = "sanso-doctor/1"
_PYTHON = (3, 11)
_PACKAGES = (
    ("typst", Text(en="PDF (Typst)", ja="PDF(Typst)")),
    ("python-docx", Text(en="Word (python-docx)", ja="Word(python-docx)")),
    ("xlsxwriter", Text(en="Excel (XlsxWriter)", ja="Excel(XlsxWriter)")),
)
_EXTRAS = (
    (
        "distributed",
        Text(en="Several machines (extra: cluster)", ja="複数台での計算(追加機能: cluster)"),
        Text(en="pip install 'sanso[cluster]'", ja="pip install 'sanso[cluster]'"),
    ),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; *value* is what was found, *hint* what to do about it."""

    id: str
    state: State
    title: Text
    value: Text
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Checkup:
    """Everything that was looked at, and whether all that is needed is there; *schema* names this format."""

    schema: str
    fine: bool
    checks: tuple[Check, ...]


def doctor(
    *,
    environment: Mapping[str, str] | None = None,
    encoding: str | None = None,
    folder: Path | str = ".",
    fonts: Fonts | None = None,
) -> Checkup:
    """Check Python, fonts, libraries, language, the encoding of the terminal, and that *folder* can be written.

    *environment*, *encoding* and *fonts* are those of this process where they are not given.
    """
    from sanso.report.pdf.fonts import find_fonts

    around = environment if environment is not None else os.environ
    said = encoding if encoding is not None else getattr(sys.stdout, "encoding", None) or "ascii"
    found = fonts if fonts is not None else find_fonts(around) if _version("typst") else None
    checks = (
        _python(),
        Check("sanso", "fine", Text.of("Sanso"), Text.of(_version("sanso") or "?")),
        *_fonts(found),
        *_packages(),
        _language(around),
        _encoding(said),
        _folder("folder", Text(en="Writing here", ja="このフォルダーへの書き込み"), Path(folder)),
        _folder("temporary", Text(en="Temporary files", ja="一時ファイル"), Path(tempfile.gettempdir())),
    )
    return Checkup(_FORMAT, all(check.state != "missing" for check in checks), checks)


def _python() -> Check:
    value = Text.of(f"{platform.python_version()} ({platform.system()} {platform.machine()})")
    if sys.version_info >= _PYTHON:
        return Check("python", "fine", Text.of("Python"), value)
    hint = Text(en="Sanso needs Python 3.11 or newer", ja="Python 3.11 以上が必要です")
    return Check("python", "missing", Text.of("Python"), value, hint)


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _fonts(found: Fonts | None) -> Iterator[Check]:
    from sanso.report.pdf.fonts import INSTALL

    title = Text(en="Japanese font", ja="日本語フォント")
    if found is None or found.japanese is None:
        yield Check("font-ja", "missing", title, Text(en="none found", ja="見つかりません"), INSTALL)
    else:
        yield Check("font-ja", "fine", title, _face(found.japanese))
    if found is not None:
        yield Check("font-en", "fine", Text(en="English font", ja="英語フォント"), _face(found.latin))


def _face(face: Typeface) -> Text:
    where = Text.of(face.path) if face.path else Text(en="comes with Typst", ja="Typst に付属")
    no_bold = ("", "") if face.bold else (", no bold", "、太字なし")
    return Text(
        en=f"{face.family} ({where.show('en')}{no_bold[0]})",
        ja=f"{face.family}({where.show('ja')}{no_bold[1]})",
    )


def _packages() -> Iterator[Check]:
    for package, title in _PACKAGES:
        version = _version(package)
        if version is not None:
            yield Check(package, "fine", title, Text.of(version))
        else:
            hint = Text(en=f"pip install {package}", ja=f"pip install {package}")
            yield Check(package, "missing", title, Text(en="not installed", ja="未導入"), hint)
    for package, title, hint in _EXTRAS:
        version = _version(package)
        if version is not None:
            yield Check(package, "fine", title, Text.of(version))
        else:
            yield Check(package, "optional", title, Text(en="not installed", ja="未導入"), hint)


def _language(environment: Mapping[str, str]) -> Check:
    name, value = next(
        ((name, value) for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), ("", "")
    )
    japanese = value.lower().startswith("ja")
    said = Text(en="Japanese" if japanese else "English", ja="日本語" if japanese else "英語")
    why = Text.of(f"{name}={value}") if name else Text(en="no locale is set", ja="ロケールの設定なし")
    return Check(
        "language",
        "fine",
        Text(en="Language", ja="言語"),
        Text(en=f"{said.en} ({why.show('en')})", ja=f"{said.ja}({why.show('ja')})"),
    )


def _encoding(encoding: str) -> Check:
    title = Text(en="Encoding of the terminal", ja="端末の文字コード")
    try:
        "三層 ○△× café".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        hint = Text(
            en="some characters cannot be shown; set PYTHONUTF8=1",
            ja="表示できない文字があります。環境変数 PYTHONUTF8=1 を設定してください",
        )
        return Check("encoding", "missing", title, Text.of(encoding), hint)
    return Check("encoding", "fine", title, Text.of(encoding))


def _folder(ident: str, title: Text, folder: Path) -> Check:
    """Try to write a file that is gone at once."""
    value = Text.of(str(folder.absolute()))
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".sanso-"):
            return Check(ident, "fine", title, value)
    except OSError as error:
        why = error.strerror or type(error).__name__
        hint = Text(
            en=f"{why}; name a folder that you may write to", ja=f"{why}。書き込めるフォルダーを指定してください"
        )
        return Check(ident, "missing", title, value, hint)
