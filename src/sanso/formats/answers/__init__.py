"""Requirement workbooks that come back filled in: read, compared with the model, turned into changes of its files.

A cell counts as filled in where it says something else than the workbook was written with. An empty level leaves
the answer as it is; it never deletes one.
"""

from sanso.formats.answers.changing import changes_of
from sanso.formats.answers.filled import FilledRow, FilledWorkbook, read_filled
from sanso.formats.answers.merging import merged
from sanso.formats.answers.result import AnswerChange, AnswerImport, FieldChange

__all__ = [
    "AnswerChange",
    "AnswerImport",
    "FieldChange",
    "FilledRow",
    "FilledWorkbook",
    "changes_of",
    "merged",
    "read_filled",
]
