"""The sentence of a diagnostic code, in both languages.

>>> error("there is no {file}", "{file} がありません").severity
'error'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sanso.model.text import Text

__all__ = ["Message", "error", "info", "warning"]


@dataclass(frozen=True, slots=True)
class Message:
    """The sentence of a diagnostic code."""

    severity: Literal["error", "warning", "info"]
    message: Text
    hint: Text | None = None


def error(en: str, ja: str, hint_en: str = "", hint_ja: str = "") -> Message:
    """Return the sentence of a code of the severity *error*."""
    return Message("error", Text(en=en, ja=ja), Text(en=hint_en, ja=hint_ja) if hint_en else None)


def warning(en: str, ja: str, hint_en: str = "", hint_ja: str = "") -> Message:
    """Return the sentence of a code of the severity *warning*."""
    return Message("warning", Text(en=en, ja=ja), Text(en=hint_en, ja=hint_ja) if hint_en else None)


def info(en: str, ja: str, hint_en: str = "", hint_ja: str = "") -> Message:
    """Return the sentence of a code of the severity *info*."""
    return Message("info", Text(en=en, ja=ja), Text(en=hint_en, ja=hint_ja) if hint_en else None)
