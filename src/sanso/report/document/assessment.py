"""The assessment as a document: what the report page holds, in the order in which it is read on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report import method, wording
from sanso.report.document.blocks import Block, Document, Inline, Run
from sanso.report.document.parts import headed, phrase
from sanso.report.document.perspectives import perspectives
from sanso.report.document.proof import trust_gap
from sanso.report.document.requirements import incidents, requirements
from sanso.report.document.safety import safety
from sanso.report.document.sectors import sectors
from sanso.report.document.sources import annex, methods, notes
from sanso.report.document.strength import harms, iotssf, layers, trust
from sanso.report.document.summary import summary
from sanso.report.document.transcribed import transcription
from sanso.report.reader import Reader
from sanso.report.views import Views

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport

__all__ = ["assessment_document"]


def assessment_document(
    model: Model,
    assessment: Assessment,
    catalogue: Catalogue,
    lang: Language,
    attack: AttackReport | None = None,
    views: Views | None = None,
) -> Document:
    """Return the assessment as a document in *lang*; with *attack* it says how an attack gets there."""
    reader = Reader(model, assessment, catalogue, lang, views)
    return Document(
        title=reader.t(assessment.model.name),
        subtitle=f"{phrase(reader, 'assessment')} – {phrase(reader, 'tagline')}",
        facts=tuple(_facts(reader)),
        lang=lang,
        day=assessment.model.at,
        blocks=tuple(headed(_chapters(reader, attack))),
        keywords=("CPSF", "IoT-SSF", *reader.sectors),
        running=reader.t(reader.stage),
    )


def _facts(reader: Reader) -> Iterator[tuple[str, Inline]]:
    about = reader.assessment.model
    if reader.model.description is not None:
        yield phrase(reader, "subject"), reader.t(reader.model.description)
    yield phrase(reader, "as_of"), Run(reader.t(wording.day_text(about.at)), strong=True)
    yield phrase(reader, "model_id"), Run(about.id, mark="code")
    yield phrase(reader, "digest"), Run(about.digest, mark="code")
    if reader.sectors:
        yield phrase(reader, "sectors"), reader.listed(reader.sectors)
    yield phrase(reader, "stage"), Run(reader.t(reader.stage), strong=True)
    if about.catalogue_overrides:
        yield phrase(reader, "overrides"), reader.listed(about.catalogue_overrides)
    yield phrase(reader, "version"), f"Sanso {method.version()}"


def _chapters(reader: Reader, attack: AttackReport | None) -> Iterator[Block]:
    yield from summary(reader, attack)
    yield from trust_gap(reader)
    yield from layers(reader)
    yield from iotssf(reader)
    yield from harms(reader)
    yield from safety(reader)
    yield from transcription(reader)
    if attack is not None:
        from sanso.report.document.attacked import attacked

        yield from attacked(reader, attack)
    yield from perspectives(reader)
    yield from trust(reader)
    yield from requirements(reader)
    yield from sectors(reader)
    yield from incidents(reader)
    yield from notes(reader)
    yield from methods(reader)
    yield from annex(reader)
