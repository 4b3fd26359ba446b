"""The four marks of a claim or a label, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.trust.verdicts.verdict import Mark

__all__ = ["SIGNS", "mark_lines"]

SIGNS: Final[Mapping[str, str]] = {"good": "✓", "bad": "✕", "unknown": "?"}
"""By the state of a mark."""
_PARTS: Final = (
    Text(en="signature", ja="署名"),
    Text(en="authority", ja="発行者の権限"),
    Text(en="status", ja="有効性"),
    Text(en="log", ja="ログ"),
)


def mark_lines(marks: Sequence[Mark], voice: Voice) -> Iterator[str]:
    """Yield for each of the four *marks* its sign, what it is on, and the reason."""
    for part, mark in zip(_PARTS, marks, strict=True):
        yield f"{SIGNS[mark.state]} {voice.text(part)}: {voice.text(mark.text)}"
