"""The gap to the accepted mixes: what is demanded of a category, less what is stated.

A mix is accepted for its own category and every lower one. The gap of a subject is what the *nearest*
accepted mix still lacks: fewest demands short, then fewest steps, then the weaker mix. There is no score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanso.catalogue import Catalogue
from sanso.catalogue.strength import DemandPart, parts_of_demand
from sanso.iotssf.result import MixGap, Shortfall, Stated
from sanso.model.text import Text

__all__ = ["ORGANIZATION_PARTS", "MixBook"]

ORGANIZATION_PARTS: tuple[DemandPart, ...] = ("organization", "operators", "social_support")
"""What of a mix is asked of an organization (RULES of section 3)."""

_SHORT = Text(en="{missing} (so far: {stated})", ja="{missing}(現状: {stated})")


@dataclass(frozen=True, slots=True)
class MixBook:
    """Compares statements with mixes; equal questions are answered once."""

    catalogue: Catalogue
    _known: dict[tuple[int, Stated, tuple[DemandPart, ...]], tuple[MixGap, ...]]

    @classmethod
    def of(cls, catalogue: Catalogue) -> MixBook:
        """Open the book of a catalogue's mixes."""
        return cls(catalogue, {})

    def gaps(
        self, category: int, stated: Stated, parts: Sequence[DemandPart] = parts_of_demand()
    ) -> tuple[MixGap, ...]:
        """Return the gap to every accepted mix, the nearest first; empty where nothing is demanded."""
        if category <= 0:
            return ()
        key = (category, stated, tuple(parts))
        if key not in self._known:
            accepted = [mix for mix in self.catalogue.mixes.values() if mix.category >= category]
            found = [(gap, steps) for mix in accepted for gap, steps in [self._gap(mix.id, stated, parts)]]
            found.sort(key=lambda pair: (len(pair[0].short), pair[1], pair[0].category, pair[0].mix))
            self._known[key] = tuple(gap for gap, _ in found)
        return self._known[key]

    def _gap(self, mix: str, stated: Stated, parts: Sequence[DemandPart]) -> tuple[MixGap, int]:
        record = self.catalogue.mixes[mix]
        short: list[Shortfall] = []
        steps = 0
        for part in parts:
            wanted = self.catalogue.demand_steps[f"{part}.{record.demands.word(part)}"]
            given = self.catalogue.demand_steps[f"{part}.{getattr(stated, part)}"]
            if given.rank < wanted.rank:
                steps += wanted.rank - given.rank
                said = self._said(given.word, given.title)
                if part == "in_operation" and stated.inspection is not None:
                    said = stated.inspection
                text = _SHORT.fill(missing=wanted.missing, stated=said)
                short.append(Shortfall(self._perspective(part), part, wanted.word, given.word, text))
        return MixGap(mix, record.category, tuple(short)), steps

    @staticmethod
    def _said(word: str, title: Text) -> Text:
        return Text(en="not stated", ja="未申告") if word == "none" else title

    def _perspective(self, part: DemandPart) -> str:
        return next(p.id for p in self.catalogue.perspectives.values() if part in p.parts)
