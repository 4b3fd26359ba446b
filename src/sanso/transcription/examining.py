"""Examine every connection of layer 2: five answers each, and the required points that nothing answers.

Sensing (計測) and actuation (作動) are asked all that makes sense for them; displays and people's inputs whether device
and way can be trusted, in the highest category also whether what is shown is held against something else.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import get_args

from sanso.catalogue import Catalogue
from sanso.catalogue.transcription import (
    PointId,
    QuestionId,
    TranscriptionKind,
    TranscriptionPoint,
    TranscriptionQuestion,
)
from sanso.facts.measures import MeasureBook
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.transcription.case import Case, Heard, Room, worst
from sanso.transcription.effects import comparison, confirmed, safe_state
from sanso.transcription.path import hops, path
from sanso.transcription.points import accuracy, calibration, calibration_due, genuine, two_states
from sanso.transcription.result import (
    Answer,
    Hop,
    PointAnswer,
    Status,
    Transcription,
    TranscriptionFinding,
    TranscriptionRow,
)

__all__ = ["examine", "examine_one"]

_JUDGES: Mapping[PointId, Callable[[Case, TranscriptionPoint], Heard]] = MappingProxyType(
    {
        "genuine": genuine,
        "accuracy": accuracy,
        "calibration": calibration,
        "comparison": comparison,
        "confirmed": confirmed,
        "safe-state": safe_state,
    }
)
_SAYS: Mapping[Status, Text] = MappingProxyType(
    {
        "not-stated": Text(en="not stated: {what}", ja="未申告: {what}"),
        "no": Text(en="stated as absent: {what}", ja="ないと申告: {what}"),
        "not-counted": Text(en="stated, but does not count: {what}", ja="申告はあるが数えられない: {what}"),
    }
)
_NO_UNIT = Text(en="unit not stated", ja="単位が未申告")
_NO_RANGE = Text(en="plausible range not stated", ja="妥当な範囲が未申告")
_PERHAPS_TWO = Text(
    en="a reading of two states is stated as range [0, 1] without unit; it is then not asked for its error",
    ja="二値の計測は単位なしの range [0, 1] と書くと、誤差は問わない",
)
_TWO_STATES = Text(en="two states: has no error to state", ja="二値のため誤差は問わない")
_SILENT = Text(en="shares a feed or site with {who}: {what}", ja="{who} と供給源や場所を共有: {what}")


def examine(
    structure: Structure,
    catalogue: Catalogue,
    book: MeasureBook,
    categories: Mapping[str, int | None],
    day: dt.date,
) -> Transcription:
    """Answer the five questions for every connection of layer 2 as it stands on *day*.

    *categories* gives the IoT-SSF category of components and systems; None, or absent, is not rated.
    """
    room = Room.of(structure, catalogue, book, day)
    said = {
        (point.id, status): text.fill(what=point.missing)
        for point in catalogue.transcription_points.values()
        for status, text in _SAYS.items()
    }
    rows: list[TranscriptionRow] = []
    findings: list[TranscriptionFinding] = []
    for case in _cases(room, categories, None):
        row = _row(case)
        rows.append(row)
        findings.extend(_findings(case, row, said))
    order = {ident: number for number, ident in enumerate(catalogue.transcription_points)}
    findings.sort(key=lambda one: (-one.category, order[one.point], one.connection))
    rows.sort(key=_order)
    return Transcription(tuple(rows), tuple(findings), _counts(rows, catalogue))


def examine_one(room: Room, categories: Mapping[str, int | None], ident: str) -> tuple[TranscriptionRow, ...]:
    """Answer the five questions for the connection *ident* of layer 2, or for those of the device *ident*."""
    return tuple(sorted(map(_row, _cases(room, categories, ident)), key=_order))


def _cases(room: Room, categories: Mapping[str, int | None], wanted: str | None) -> Iterator[Case]:
    kinds = get_args(TranscriptionKind)
    for ident, connection in room.structure.model.connections.items():
        if connection.kind in kinds:
            device = connection.to if connection.kind in ("senses", "operates") else connection.from_
            if wanted is None or wanted in (ident, device):
                yield Case.of(room, ident, connection, categories.get(device))


def _order(row: TranscriptionRow) -> tuple[int, str]:
    return -(row.category if row.category is not None else -1), row.connection


def _row(case: Case) -> TranscriptionRow:
    points = case.room.catalogue.transcription_points
    legs = hops(case, points["path"])
    answers = tuple(_answer(case, question, legs) for question in case.room.catalogue.transcription_questions.values())
    other = case.connection.from_ if case.device == case.connection.to else case.connection.to
    return TranscriptionRow(
        case.ident, case.kind, case.device, other, case.category, legs, answers, tuple(_remarks(case))
    )


def _answer(case: Case, question: TranscriptionQuestion, legs: tuple[Hop, ...]) -> Answer:
    found = []
    for point in case.room.catalogue.transcription_points.values():
        if point.question != question.id or not point.makes_sense(case.kind):
            continue
        if question.id == "accurate" and two_states(case):
            continue
        heard = path(case, point, legs) if point.id == "path" else _JUDGES[point.id](case, point)
        required = point.asked(case.kind, case.category)
        found.append(PointAnswer(point.id, required, heard.status, heard.facts, heard.reasons))
    if not found:
        return Answer(question.id, asked=False, required=False, status="not-stated")
    needed = [one for one in found if one.required]
    status = worst(one.status for one in needed or found)
    return Answer(question.id, asked=True, required=bool(needed), status=status, points=tuple(found))


def _remarks(case: Case) -> Iterator[Text]:
    """Yield what is worth knowing and is no finding."""
    connection, model = case.connection, case.room.structure.model
    if connection.kind != "senses":
        return
    if two_states(case):
        yield _TWO_STATES
    else:
        if connection.unit is None:
            yield _NO_UNIT
        if connection.range is None:
            yield _NO_RANGE
        if connection.unit is None and connection.range is None and connection.accuracy is None:
            yield _PERHAPS_TWO
    for who in connection.cross_check:
        for remark in case.room.judge.judge(who, case.device).remarks:
            yield _SILENT.fill(who=model.label(who), what=remark)


def _findings(
    case: Case, row: TranscriptionRow, said: Mapping[tuple[PointId, Status], Text]
) -> Iterator[TranscriptionFinding]:
    """Yield the required points that nothing answers, in the words of *said*."""
    for answer in row.answers:
        for one in answer.points:
            if not one.required or one.status == "stated":
                continue
            due = calibration_due(case) if one.point == "calibration" else None
            text = said[one.point, one.status]
            yield TranscriptionFinding(
                connection=case.ident,
                device=case.device,
                question=answer.question,
                point=one.point,
                category=case.category or 0,
                status=one.status,
                text=text,
                reasons=one.reasons,
                due=due,
            )


def _counts(rows: list[TranscriptionRow], catalogue: Catalogue) -> dict[QuestionId, dict[str, int]]:
    counts = {question.id: Counter[str]() for question in catalogue.transcription_questions.values()}
    for row in rows:
        for answer in row.answers:
            counts[answer.question][_state(answer)] += 1
    states = ("stated", "open", "not-required", "not-asked")
    return {question: {state: count[state] for state in states} for question, count in counts.items()}


def _state(answer: Answer) -> str:
    if not answer.asked:
        return "not-asked"
    if answer.open:
        return "open"
    return "stated" if answer.status == "stated" else "not-required"
