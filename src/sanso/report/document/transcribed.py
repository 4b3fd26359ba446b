"""The chapter on trust in transcription: five answers for every connection of layer 2, and what is left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from sanso.model.text import Text
from sanso.report.document.blocks import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Mark,
    Row,
    Run,
    Table,
    paragraph,
)
from sanso.report.document.parts import LIMITS, category, lines, more, names, phrase, soft
from sanso.report.reader import Reader, capped
from sanso.report.transcription_words import POINT_STATUS, QUESTION_SHORT
from sanso.transcription import Answer, TranscriptionFinding, TranscriptionRow

__all__ = ["transcription"]

_MOST_ROWS = 120
_MOST_OPEN = 60
_REASONS = 3

_STATUS_MARKS: Mapping[str, Mark] = MappingProxyType(
    {"stated": "met", "not-counted": "partial", "no": "missing", "not-stated": "not-stated"}
)
_FREE = Text(en="not required", ja="要求なし")
_NOT_ASKED = Text(en="not asked", ja="対象外")
_LEGEND = Text(
    en="Not required: the category of the device does not ask for it, and nothing that counts is stated. Not asked: "
    "the question makes no sense for this connection.",
    ja="「要求なし」は、機器のカテゴリでは求められず、有効な申告もないもの。「対象外」は、その接続には当てはまらない問い。",
)


def transcription(reader: Reader) -> Iterator[Block]:
    """Return the answers to the five questions; nothing where nothing is sensed or moved."""
    result = reader.views.transcription
    if not result.rows:
        return
    yield Heading(1, phrase(reader, "transcription"), "transcription")
    yield paragraph(phrase(reader, "transcription_intro"))
    questions = reader.catalogue.transcription_questions
    yield BulletList(tuple(reader.t(one.title) for one in questions.values()), numbered=True)
    yield from _answers(reader)
    yield Heading(2, phrase(reader, "transcription_open"), "transcription-open")
    found = capped(_alike(result.findings), _MOST_OPEN)
    if not found.shown:
        yield paragraph(phrase(reader, "transcription_closed"))
        return
    heads = (("col_question", 1.7), ("col_lacking", 3.2), ("category", 0.9), ("connection", 3))
    yield Table(
        tuple(Column(phrase(reader, key), share, _across(key)) for key, share in heads),
        tuple(Row(_open(reader, same)) for same in found.shown),
        left_out=more(reader, found.more),
    )


def _alike(findings: Sequence[TranscriptionFinding]) -> list[list[TranscriptionFinding]]:
    """Put findings together that say the same of several connections."""
    found: dict[tuple[object, ...], list[TranscriptionFinding]] = {}
    for one in findings:
        said = (one.text.en, *(reason.en for reason in one.reasons))
        found.setdefault((one.question, one.point, one.status, said), []).append(one)
    return list(found.values())


def _answers(reader: Reader) -> Iterator[Block]:
    found = capped(reader.views.transcription.rows, _MOST_ROWS)
    heads = (("connection", 1.7), ("col_device", 1.4), ("category", 1.05))
    yield Table(
        (
            *(Column(phrase(reader, key), share, _across(key)) for key, share in heads),
            *(Column(f"{number} {reader.t(word)}", 1.25) for number, word in enumerate(QUESTION_SHORT.values(), 1)),
        ),
        tuple(Row(_row(reader, row)) for row in found.shown),
        caption=phrase(reader, "transcription_answers"),
        left_out=more(reader, found.more),
    )
    yield paragraph(soft(f"{reader.t(_LEGEND)} "), Run(phrase(reader, "stated_lead"), strong=True))


def _across(key: str) -> Align:
    return "center" if key == "category" else "start"


def _row(reader: Reader, row: TranscriptionRow) -> tuple[Cell, ...]:
    kind = soft(reader.connection_kind(row.kind))
    return (
        lines(reader.name(row.connection), kind),
        reader.name(row.device),
        category(reader, row.category),
        *(_answer(reader, answer) for answer in row.answers),
    )


def _answer(reader: Reader, answer: Answer) -> Run:
    if not answer.asked:
        return Run(reader.t(_NOT_ASKED), mark="not-applicable")
    if not answer.required and answer.status != "stated":
        return Run(reader.t(_FREE), mark="not-required")
    return Run(reader.t(POINT_STATUS[answer.status]), mark=_STATUS_MARKS[answer.status])


def _open(reader: Reader, same: Sequence[TranscriptionFinding]) -> tuple[Cell, ...]:
    one = same[0]
    question = reader.catalogue.transcription_questions[one.question]
    return (
        reader.t(question.title),
        lines(
            Run(reader.t(POINT_STATUS[one.status]), mark=_STATUS_MARKS[one.status]),
            reader.t(one.text),
            *(soft(reader.t(reason)) for reason in one.reasons[:_REASONS]),
            soft(more(reader, len(one.reasons) - _REASONS)),
        ),
        category(reader, max(each.category for each in same)),
        names(reader, [each.connection for each in same], LIMITS.names),
    )
