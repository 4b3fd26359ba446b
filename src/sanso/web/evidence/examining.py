"""What both sides see of a draft that is examined: its state, what it says, and what happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sanso.model.diagnostics import InputRefused
from sanso.model.text import Text
from sanso.trust.claims.words import METHOD_TEXTS, RESULT_TEXTS, SUBJECT_TEXTS
from sanso.web.evidence.matching import content_digest_of, draft_in
from sanso.web.evidence.words import LEVEL_WORDS
from sanso.web.grids import Cell, Column, Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanso.web.evidence.room import EvidenceRoom
    from sanso.workspace.examinations import Examination

__all__ = ["STEP_WORDS", "examination_context", "examination_grid", "file_name_of"]

STEP_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "submitted": Text(en="submitted", ja="提出済み"),
        "examined": Text(en="in examination", ja="審査中"),
        "returned": Text(en="returned with a comment", ja="差し戻し"),
        "signed": Text(en="signed", ja="署名済み"),
        "refused": Text(en="refused", ja="却下"),
    }
)
"""The states of a draft."""


def examination_context(room: EvidenceRoom, found: Examination) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    content = room.examinations.content(found, found.draft)
    draft = digest = None
    try:
        draft = draft_in(content, found.name)
        digest = content_digest_of(draft)
    except InputRefused:  # it was read when it was handed in; a later Sanso may be stricter
        pass
    return {
        "found": found,
        "draft": draft,
        "content_digest": digest,
        "steps": room.examinations.steps(found.id),
        "step_words": STEP_WORDS,
        "subject_words": SUBJECT_TEXTS,
        "method_words": METHOD_TEXTS,
        "level_words": LEVEL_WORDS,
        "result_words": RESULT_TEXTS,
        "text": content.decode("utf-8", "replace"),
    }


def file_name_of(found: Examination, ending: str) -> str:
    """Return a name for the file of a draft or its claim."""
    stem = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "-" for sign in found.name)
    return f"{stem.strip('-')[:60] or 'claim'}-{found.id[:6]}{ending}"


def examination_grid(found: Sequence[Examination], base: str, *, examining: bool) -> Grid:
    """Return drafts as a table; *examining*: as the organization sees them that examines."""
    other = Text(en="From", ja="提出元") if examining else Text(en="Examined by", ja="審査する組織")
    columns = (
        Column("name", Text(en="Draft", ja="下書き")),
        Column("state", Text(en="State", ja="状態")),
        Column("other", other),
        Column("created", Text(en="Handed in", ja="提出日時")),
        Column("changed", Text(en="Last change", ja="最終更新")),
    )
    rows = [
        (
            Cell(one.name, href=f"{base}/{one.id}"), Cell(one.state, STEP_WORDS[one.state]),
            Cell(one.submitter if examining else one.examiner),
            *(Cell(at.isoformat(), at.astimezone().strftime("%Y-%m-%d %H:%M")) for at in (one.created, one.changed)),
        )
        for one in found
    ]  # fmt: skip
    none = (
        Text(en="No draft waits here.", ja="審査を待つ下書きはありません。")
        if examining
        else Text(en="No draft was handed in.", ja="提出した下書きはありません。")
    )
    return Grid("examinations", Text(en="Drafts", ja="下書き"), columns, rows, none)
