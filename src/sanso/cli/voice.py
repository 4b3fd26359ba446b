"""The language in which the command line speaks.

`--lang` decides, else the locale of the environment. English and Japanese stand side by side where they are
said, so that neither can be forgotten.

>>> Voice("ja")("{n} rows", "{n}行", n=3)
'3行'
>>> counted(1, "entry", "entries"), counted(1200, "row")
('1 entry', '1,200 rows')
>>> from_environment({"LANG": "ja_JP.UTF-8"})
'ja'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanso.model.text import Language, Text

__all__ = ["LANGUAGES", "Voice", "counted", "from_arguments", "from_environment"]

LANGUAGES: tuple[Language, ...] = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in one language."""

    lang: Language = "en"

    def __call__(self, en: str, ja: str, /, **values: object) -> str:
        """Return *en* or *ja* with its ``{name}`` fields filled."""
        return (ja if self.lang == "ja" else en).format(**values)

    def text(self, text: Text | None) -> str:
        """Return a text of the model or of a result; nothing for None."""
        return text.show(self.lang) if text is not None else ""


def counted(number: int, noun: str, many: str = "") -> str:
    """Return *number* with *noun*, in English; *many* is its plural where that is not *noun* with an s."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def from_environment(environment: Mapping[str, str]) -> Language:
    """Return the language of the locale: the first of LC_ALL, LC_MESSAGES, LANG that is set decides."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


def from_arguments(arguments: Sequence[str]) -> Language | None:
    """Return the last language that ``--lang`` names; help pages need it before anything is parsed."""
    found: Language | None = None
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or next(iter(arguments[position + 1 : position + 2]), "")
            found = next((lang for lang in LANGUAGES if lang == value), found)
    return found
