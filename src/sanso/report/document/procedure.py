"""The deliverable of the IoT-SSF procedure: one document over its four steps, for paper, Word and Excel alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sanso.analysis.procedure import Procedure
from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report import method, wording
from sanso.report.document.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    Row,
    Run,
    Table,
    paragraph,
)
from sanso.report.document.parts import headed, phrase
from sanso.report.document.procedure_assessing import assessing
from sanso.report.document.procedure_preparing import preparing
from sanso.report.document.procedure_reviewing import reviewing
from sanso.report.document.procedure_treating import treating
from sanso.report.procedure_words import HEADS, STEPS, TEXTS
from sanso.report.reader import Reader

__all__ = ["procedure_document"]


def procedure_document(
    model: Model, made: Procedure, assessment: Assessment, catalogue: Catalogue, lang: Language
) -> Document:
    """Return the deliverable of the procedure *made* on *model* in *lang*."""
    reader = Reader(model, assessment, catalogue, lang)
    return Document(
        title=reader.t(made.name),
        subtitle=TEXTS["title"].show(lang),
        facts=(
            (phrase(reader, "as_of"), Run(reader.t(wording.day_text(made.at)), strong=True)),
            (phrase(reader, "model_id"), Run(made.id, mark="code")),
            (phrase(reader, "digest"), Run(assessment.model.digest, mark="code")),
            (phrase(reader, "stage"), Run(phrase(reader, "stated_not_proven"), strong=True)),
            (phrase(reader, "version"), f"Sanso {method.version()}"),
        ),
        lang=lang,
        day=made.at,
        blocks=tuple(headed(_blocks(reader, made))),
        keywords=("IoT-SSF", "CPSF"),
        running=phrase(reader, "stated_not_proven"),
    )


def _blocks(reader: Reader, made: Procedure) -> Iterator[Block]:
    yield Callout(TEXTS["lead"].show(reader.lang))
    yield Heading(1, TEXTS["progress"].show(reader.lang), "progress")
    yield from _progress(reader, made)
    for step, chapter in (("prepare", preparing), ("assess", assessing), ("treat", treating), ("review", reviewing)):
        yield Heading(1, STEPS[step].show(reader.lang), step)
        yield from chapter(reader, made)


def _progress(reader: Reader, made: Procedure) -> Iterable[Block]:
    rows: list[Row] = []
    for state in made.steps:
        done = Run(TEXTS["done" if state.done else "open"].show(reader.lang), mark="met" if state.done else "partial")
        rows.append(Row(((Run(STEPS[state.step].show(reader.lang), strong=True), Run("  "), done),), group=True))
        cells: list[tuple[Cell, ...]] = [(reader.t(todo.text), Run(todo.where, mark="code")) for todo in state.missing]
        rows.extend(Row(pair) for pair in cells or [(TEXTS["nothing-missing"].show(reader.lang), "")])
    heads = (Column(HEADS["missing"].show(reader.lang), 3), Column(HEADS["where"].show(reader.lang), 2))
    return (Table(heads, tuple(rows)),) if rows else (paragraph(TEXTS["none"].show(reader.lang)),)
