"""Rows of the workbook's sheets; their columns stand in ``columns.py``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanso.analysis.answer_places import ANSWER_FIELDS, AnswerRow, answer_rows, cells_of, marks
from sanso.assessment.result import RequirementRow
from sanso.model.answers import Measure
from sanso.model.harms import Loss
from sanso.model.text import Text
from sanso.report import method, terms, wording
from sanso.report.reader import Reader
from sanso.report.sheets import Cell

__all__ = [
    "facts",
    "harms",
    "incidents",
    "iotssf",
    "points",
    "requirements",
    "sources",
    "trust",
]

Row = Sequence[Cell]

_NAMES_MOST = 2000
"""Names in one cell, so that they fit; the number of elements stands beside them in any case."""

_MORE = Text(en="(and {more} more in assessment.json)", ja="(ほか{more}件は assessment.json を参照)")


def facts(reader: Reader) -> list[tuple[str, Cell]]:
    """Return what the summary sheet says at its top."""
    model, summary = reader.assessment.model, reader.assessment.summary
    phrase = reader.phrase
    elements = reader.listed(
        f"{reader.word('counts', key)} {number:,}" for key, number in model.counts.items() if key != "elements"
    )
    found: list[tuple[str, Cell]] = [
        (reader.t(phrase("model_id")), model.id),
        (reader.t(phrase("as_of")), model.at.isoformat()),
        (reader.t(phrase("digest")), model.digest),
        (reader.t(phrase("stage")), reader.stage),
        ("", reader.notice[1]),
        (reader.t(phrase("elements_label")), f"{model.counts.get('elements', 0):,}"),
        (reader.t(phrase("model_holds")), elements),
        (reader.t(phrase("points_label")), f"{summary.open_points_total:,}"),
        (reader.t(phrase("order_why")), summary.order),
        (reader.t(phrase("sheet_requirements")), phrase("fill_note")),
        (reader.t(phrase("version")), f"Sanso {method.version()}"),
    ]
    if model.catalogue_overrides:
        found.append((reader.t(phrase("overrides")), "; ".join(model.catalogue_overrides)))
    return found


def _category(category: int | None, *, at_least: bool = False) -> Cell:
    """A plain number where it is one, so that it sorts and filters as a number."""
    return category if category is not None and not at_least else wording.category_word(category, at_least=at_least)


def requirements(reader: Reader) -> Iterator[Row]:
    """Return one row per requirement and place of its answer; the columns to fill in show what is stated already."""
    for asked in answer_rows(reader.assessment.requirements):
        row, place, answer = asked.row, asked.place, asked.row.answer
        measure = reader.model.measures.get(place, {}).get(row.id) if place is not None else None
        cells = cells_of(measure, reader.lang)
        yield (
            asked.key,
            row.organization,
            row.id,
            reader.requirement(row.id),
            _whose(reader, asked),
            wording.needed_text(row),
            reader.word("status", row.status),
            row.parts[0].category if row.parts else row.category,
            *_filled(reader, measure, cells),
            wording.reason_chain(row),
            reader.word("level", answer.level) if answer else None,
            reader.name(answer.from_) if answer else None,
            reader.word("basis", answer.basis) if answer and answer.basis else None,
            answer.by if answer else None,
            _until(reader, row),
            len(row.elements),
            _elements(reader, row.elements),
            _parts(reader, row),
            reader.listed(str(layer) for layer in row.layers),
            ", ".join(row.incidents),
            place,
            marks(cells),
        )


def _whose(reader: Reader, asked: AnswerRow) -> str:
    """Name who is responsible, and what answers for itself."""
    organization = asked.row.organization
    name = reader.name(organization) if organization else reader.t(reader.phrase("nobody"))
    return name if asked.place == organization else f"{name} – {reader.name(asked.place)}"


def _filled(reader: Reader, measure: Measure | None, cells: dict[str, str]) -> Iterator[Cell]:
    """Return what the columns to fill in show, in the order of the fields."""
    shown: dict[str, Cell] = {name: text or None for name, text in cells.items()}
    if measure is not None:
        shown["level"] = reader.word("level", measure.level)
        shown["basis"] = reader.word("basis", measure.basis) if measure.basis else None
        shown["valid_until"], shown["due"] = measure.valid_until, measure.due
    return (shown[name] for name in ANSWER_FIELDS)


def _elements(reader: Reader, idents: Sequence[str]) -> str:
    names = reader.names(idents[:_NAMES_MOST])
    more = len(idents) - _NAMES_MOST
    return f"{reader.t(_MORE.fill(more=f'{more:,}'))} {names}" if more > 0 else names


def _until(reader: Reader, row: RequirementRow) -> str | None:
    if row.answer is None or row.answer.valid_until is None:
        return None
    expired = f" ({reader.t(reader.phrase('expired'))})" if row.answer.expired else ""
    return f"{row.answer.valid_until}{expired}"


def _parts(reader: Reader, row: RequirementRow) -> str | None:
    if len(row.parts) < 2:
        return None
    return "\n".join(
        f"{reader.word('status', part.status)} / {reader.word('level', part.level)} "
        f"({len(part.elements):,}): {_elements(reader, part.elements)}"
        for part in row.parts
    )


def iotssf(reader: Reader) -> Iterator[Row]:
    """Return one row per component and system."""
    model = reader.model
    for place in reader.assessment.iotssf:
        rated = place.category is not None
        yield (
            place.element,
            reader.name(place.element),
            reader.type_of(place.element),
            _category(place.category, at_least=place.at_least),
            place.single_unit,
            place.instances,
            reader.listed(reader.word("as", way) for way in place.as_)
            or (reader.phrase("no_control_path") if place.no_control_path else None),
            wording.axis_text("human", place.human.level) if rated else None,
            wording.axis_text("economic", place.economic.level) if rated else None,
            place.nearest,
            wording.short_text(place.short) if place.nearest else None,
            wording.via_text(model, place.human) if place.human.harm else None,
            wording.via_text(model, place.economic) if place.economic.harm else None,
            _lines(reader.stated_lines(place.stated)) if rated else None,
            reader.names(place.harms),
            wording.joined((wording.credit_text(model, credit) for credit in place.credits), "\n", "\n"),
        )


def _lines(pairs: list[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in pairs)


def trust(reader: Reader) -> Iterator[Row]:
    """Return one row per organization, people and data."""
    for row in reader.assessment.trust:
        counts = row.stated.requirements
        yield (
            row.subject,
            reader.name(row.subject),
            reader.word("kind", row.kind),
            _category(row.required),
            wording.because_text(reader.model, row.because),
            reader.listed(f"{reader.word('status', s)} {counts[s]:,}" for s in terms.STATUS_ORDER if counts.get(s)),
            row.nearest,
            wording.short_text(row.short) if row.nearest else None,
            _lines(reader.stated_lines(row.stated.confirmations)) if row.stated.confirmations else None,
            reader.phrase("stated_not_proven"),
        )


def incidents(reader: Reader) -> Iterator[Row]:
    """Return one row per incident and element type."""
    for row in reader.assessment.incidents:
        yield (
            row.id,
            row.title,
            row.layer,
            reader.word("type", row.type),
            row.vulnerability,
            len(row.elements),
            _elements(reader, row.elements),
            ", ".join(row.requirements),
            reader.word("confidence", row.confidence),
            _source(reader, row.id) or row.source,
        )


def _source(reader: Reader, incident: str) -> Text | None:
    record = reader.catalogue.incidents.get(incident)
    return record.source_text if record is not None else None


def harms(reader: Reader) -> Iterator[Row]:
    """Return one row per harm scenario."""
    for levels in reader.assessment.summary.harms:
        harm = reader.model.harms.get(levels.harm)
        loss = harm.loss if harm is not None else None
        yield (
            levels.harm,
            reader.name(levels.harm),
            wording.axis_text("human", levels.human),
            reader.word("level_from", levels.human_from) if levels.human_from else None,
            wording.axis_text("economic", levels.economic),
            reader.word("level_from", levels.economic_from) if levels.economic_from else None,
            _loss(reader, loss) if loss else None,
            reader.name(harm.borne_by) if harm else None,
            reader.name(harm.affects.people) if harm and harm.affects else None,
            harm.rationale if harm and harm.rationale else reader.phrase("no_rationale"),
            _raters(reader, levels.disagreement),
        )


def _loss(reader: Reader, loss: Loss) -> str:
    per = reader.t(reader.phrase(f"per_{loss.per}"))
    return f"{reader.money(loss.low)} – {reader.money(loss.high)} ({per})"


def _raters(reader: Reader, disagreement: Sequence[str]) -> str | None:
    if not disagreement:
        return None
    axes = reader.listed(reader.t(reader.phrase(axis)) for axis in disagreement)
    return f"{reader.t(reader.phrase('disagree'))}: {axes}"


def points(reader: Reader) -> Iterator[Row]:
    """Return every open point, in order."""
    for number, point in enumerate(reader.views.points, 1):
        organization = reader.name(point.organization) if point.organization else reader.phrase("nobody")
        yield number, point.text, point.category, point.closes, organization, point.why, point.id


def sources(reader: Reader) -> Iterator[Row]:
    """Return where each requirement that the assessment uses comes from."""
    used = {row.id for row in reader.assessment.requirements}
    for ident, record in reader.catalogue.requirements.items():
        if ident in used:
            yield ident, record.title, record.paraphrase, record.source_text, record.edition, record.marked
