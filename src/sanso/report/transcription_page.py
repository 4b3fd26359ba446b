"""What the template of the section on transcription may use: one row per connection with five answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sanso.model.text import Text
from sanso.report.reader import Capped, Reader, capped
from sanso.report.transcription_words import LEGEND, POINT_STATUS, QUESTION_SHORT, SIGN, STATE, point_lines, state_of
from sanso.transcription import Answer, Transcription, TranscriptionRow

__all__ = ["TranscriptionView", "transcription_view"]

_MOST_ROWS = 300
_MOST_OPEN = 300


@dataclass(frozen=True, slots=True)
class _Cell:
    """One answer as it is shown: sign and word."""

    question: str
    state: str
    sign: str
    word: str


class TranscriptionView:
    """The transcriptions of one model in the words of one language."""

    def __init__(self, reader: Reader, result: Transcription) -> None:
        self.reader = reader
        self.result = result

    @cached_property
    def rows(self) -> Capped[TranscriptionRow]:
        """The connections, highest category first."""
        return capped(self.result.rows, _MOST_ROWS)

    @cached_property
    def open(self) -> Capped[Any]:
        """What is required and left open, highest category first."""
        return capped(self.result.findings, _MOST_OPEN)

    @property
    def heads(self) -> list[str]:
        """Short names of the questions."""
        return [self.reader.t(word) for word in QUESTION_SHORT.values()]

    @property
    def questions(self) -> list[str]:
        """The questions in full."""
        return [self.reader.t(one.title) for one in self.reader.catalogue.transcription_questions.values()]

    @property
    def legend(self) -> str:
        """What the signs mean."""
        return self.reader.t(LEGEND)

    def cells(self, row: TranscriptionRow) -> list[_Cell]:
        """Return the five answers of a row as signs with words."""
        return [self._cell(answer) for answer in row.answers]

    def _cell(self, answer: Answer) -> _Cell:
        state = state_of(answer)
        return _Cell(answer.question, state, SIGN[state], self.reader.t(STATE[state]))

    def lines(self, row: TranscriptionRow) -> list[str]:
        """Return what is known of every point of a row, one line each."""
        points = self.reader.catalogue.transcription_points
        found = []
        for answer in row.answers:
            for point in answer.points:
                known = "; ".join(self.reader.t(text) for text in point_lines(point))
                title, status = points[point.point].title, POINT_STATUS[point.status]
                said = Text(en="{title}: {status}{known}", ja="{title}: {status}{known}")
                tail = Text(en=f" ({known})", ja=f"({known})") if known else ""
                found.append(self.reader.t(said.fill(title=title, status=status, known=tail)))
        return found

    def question(self, ident: str) -> str:
        """Return a question in full."""
        return self.reader.t(self.reader.catalogue.transcription_questions[ident].title)


def transcription_view(reader: Reader, result: Transcription) -> TranscriptionView | None:
    """Return what the template on transcription shows; None where nothing is sensed or moved."""
    return TranscriptionView(reader, result) if result.rows else None
