"""The trust gap of each layer as a bar: how many requirements there are, and what is stated of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sanso.model.text import Language, Text
from sanso.report import terms

__all__ = ["Bar", "Part", "gap_bars"]

_WHOLE = 100.0
_ASKED = ("missing", "not-stated", "partial", "met")

_ABOUT = {
    1: Text(en="organizations: trust in their management", ja="組織: マネジメントの信頼性"),
    2: Text(
        en="between physical space and cyberspace: trust in transcription",
        ja="フィジカル空間とサイバー空間の間: 転写の信頼性",
    ),
    3: Text(en="cyberspace: trust in data", ja="サイバー空間: データの信頼性"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar, in hundredths of its length."""

    status: str
    number: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The requirements of a layer that ask for something, by status."""

    layer: int
    title: Text
    about: Text
    total: int
    parts: tuple[Part, ...]

    def words(self, lang: Language) -> str:
        """Say the bar."""
        comma = "、" if lang == "ja" else ", "
        return comma.join(f"{terms.STATUS[part.status].show(lang)} {part.number:,}" for part in self.parts)


def gap_bars(status: Mapping[str, Mapping[str, int]]) -> tuple[Bar, ...]:
    """Return a bar for each layer from the counts of the summary of an assessment."""
    return tuple(_bar(layer, status.get(str(layer), {})) for layer in (1, 2, 3))


def _bar(layer: int, counts: Mapping[str, int]) -> Bar:
    asked = [(status, counts[status]) for status in _ASKED if counts.get(status)]
    total = sum(number for _, number in asked)
    parts, start = [], 0.0
    for status, number in asked:
        width = _WHOLE * number / total
        parts.append(Part(status, number, start, width))
        start += width
    return Bar(layer, terms.LAYER_SHORT[str(layer)], _ABOUT[layer], total, tuple(parts))
