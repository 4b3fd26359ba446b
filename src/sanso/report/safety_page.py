"""What the template of the section on security and safety may use: pictures, rows and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sanso.analysis.bowties import SafetyReport
from sanso.model.text import Text
from sanso.report import safety_rows
from sanso.report.pictures.bowtie_words import COMPARISON
from sanso.report.reader import Capped, Reader, capped

if TYPE_CHECKING:
    from markupsafe import Markup

    from sanso.safety import Barrier, BowTie, CauseLine, Comparison, Conflict, Mitigation

__all__ = ["SafetyView", "safety_context"]

_MOST_HARMS = 12
_MOST_CONFLICTS = 200


@dataclass(frozen=True, slots=True)
class _Kind:
    """The conflicts of one kind with the ways out."""

    title: str
    why: str
    ways: tuple[tuple[str, str], ...]
    conflicts: tuple[Conflict, ...]


class SafetyView:
    """Security and safety of one model in the words of one language."""

    def __init__(self, reader: Reader, report: SafetyReport) -> None:
        self.reader = reader
        self.report = report

    @property
    def sentences(self) -> list[str]:
        """The report in short."""
        return [self.reader.t(text) for text in safety_rows.summary_texts(self.report)]

    @cached_property
    def harms(self) -> Capped[BowTie]:
        """The bow-ties that are drawn, worst harm to people first."""
        order = ("fatal", "serious", "limited", "none", None)
        ordered = sorted(self.report.harms, key=lambda one: order.index(one.human))
        return capped(ordered, _MOST_HARMS)

    def picture(self, bowtie: BowTie) -> Markup:
        """Draw a bow-tie."""
        from markupsafe import Markup

        from sanso.report.pictures.bowtie import draw_bowtie

        return Markup(draw_bowtie(self.reader.model, bowtie, self.reader.lang))  # noqa: S704 - drawn and escaped by us

    def floors(self, bowtie: BowTie) -> list[str]:
        """Return the suggested floors in sentences."""
        return [self.reader.t(text) for text in safety_rows.floor_texts(bowtie)]

    def origins(self, line: CauseLine) -> str:
        """Name the origins of a cause."""
        return self.reader.t(safety_rows.origin_text(line.origins))

    def control(self, line: CauseLine) -> str:
        """Say who controls the element of a cause."""
        return self.reader.t(safety_rows.control_text(self.reader.model, line))

    def barrier(self, barrier: Barrier) -> str:
        """Name a barrier with its kind."""
        return self.reader.t(safety_rows.barrier_text(self.reader.model, barrier))

    def verdicts(self, barrier: Barrier) -> list[str]:
        """Say whether a barrier counts, per origin."""
        return [self.reader.t(safety_rows.judgement_text(one)) for one in barrier.judgements]

    def mitigation(self, one: Mitigation) -> str:
        """Say of what kind a mitigation is, and whether it is stated."""
        return self.reader.t(safety_rows.mitigation_text(one))

    def stated(self, one: Comparison) -> str:
        """Say what an element states beside a floor."""
        return self.reader.t(safety_rows.stated_text(one))

    def compared(self, one: Comparison) -> str:
        """Name the outcome of a comparison."""
        return self.reader.t(COMPARISON[one.status])

    @cached_property
    def kinds(self) -> tuple[_Kind, ...]:
        """The conflicts by kind, in the order of the catalogue."""
        records = self.reader.catalogue.conflict_kinds
        shown = self.report.conflicts[:_MOST_CONFLICTS]
        found = []
        for ident in dict.fromkeys(one.kind for one in shown):
            record = records[ident]
            ways = tuple(
                (self._t(text), self._t(source)) for text, source in safety_rows.ways_out(self.reader.catalogue, ident)
            )
            mine = tuple(one for one in shown if one.kind == ident)
            found.append(_Kind(self._t(record.title), self._t(record.why), ways, mine))
        return tuple(found)

    @property
    def conflicts_left(self) -> int:
        """How many conflicts are not shown."""
        return max(0, len(self.report.conflicts) - _MOST_CONFLICTS)

    def _t(self, text: Text) -> str:
        return self.reader.t(text)


def safety_context(reader: Reader) -> Mapping[str, Any]:
    """Return the names that the template uses; None for a model without harms and without conflicts."""
    report = reader.views.safety
    there = report.harms or report.conflicts or report.contradictions
    return {"safety_view": SafetyView(reader, report) if there else None}
