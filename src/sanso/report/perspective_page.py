"""What the template of the section on the four perspectives may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sanso.iotssf import Ask, Cover, PartView, Statement
from sanso.report.perspective_words import ask_text, cover_text, lapse_text, statement_text
from sanso.report.reader import Reader, capped

__all__ = ["PerspectiveReader", "perspectives_context"]

_MOST = 60


@dataclass(frozen=True, slots=True)
class PerspectiveReader:
    """Says the perspectives in the language of a reader."""

    reader: Reader
    _known: dict[Cover, str] = field(default_factory=dict)

    def required(self, part: PartView) -> str:
        """What the nearest mix asks."""
        return "–" if part.required == "none" else self._step(part, part.required)

    def stated(self, part: PartView) -> str:
        """What is stated."""
        return self.reader.word("status", "not-stated") if part.stated == "none" else self._step(part, part.stated)

    def demand(self, part: PartView | Ask) -> str:
        """Name of the demand."""
        return self.reader.word("demand", part.part.replace("_", "-"))

    def statement(self, one: Statement) -> str:
        """One statement in words."""
        return self.reader.t(statement_text(one, self.reader.model))

    def lapse(self, part: PartView) -> str:
        """From when on less would be stated; nothing where that is not known."""
        return self.reader.t(lapse_text(part.lapses)) if part.lapses is not None else ""

    def ask(self, ask: Ask) -> str:
        """What is asked of whom."""
        return self.reader.t(ask_text(ask, self.reader.model))

    def covers(self, ask: Ask) -> list[str]:
        """Which laws and labels ask for it already."""
        return [self._cover(cover) for cover in ask.covered_by]

    def _cover(self, cover: Cover) -> str:
        if cover not in self._known:
            self._known[cover] = self.reader.t(cover_text(cover, self.reader.catalogue))
        return self._known[cover]

    def _step(self, part: PartView, word: str) -> str:
        return self.reader.t(self.reader.catalogue.demand_steps[f"{part.part}.{word}"].title)


def perspectives_context(reader: Reader) -> Mapping[str, Any]:
    """Return the names that the section uses, beside those of every page."""
    report = reader.views.perspectives
    return {"perspective_views": capped(report.subjects, _MOST), "pr": PerspectiveReader(reader)}
