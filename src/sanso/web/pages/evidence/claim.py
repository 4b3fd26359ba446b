"""One claim: what it says and hides, what it is about, the files it rests on, its four marks, what it proves here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from sanso.model.text import Text
from sanso.trust.claims.claim import Claim, Evidence
from sanso.web.access import Entry, reader
from sanso.web.evidence.room import Looked, room_of
from sanso.web.evidence.rows import claim_rows, proved_by
from sanso.web.evidence.words import (
    LEVEL_WORDS,
    MARK_LOOKS,
    MARK_TITLES,
    METHOD_WORDS,
    RESULT_WORDS,
    STATE_WORDS,
    SUBJECT_WORDS,
)
from sanso.web.grids import Cell, Column, Grid
from sanso.web.rendering import language_of, render
from sanso.web.sections import element_link
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter()


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that a claim rests on; *kept* is where it can be had, None where it is not at hand."""

    named: Evidence
    kept: str | None


@router.get("/w/{workspace}/evidence/claims/{digest}")
def claim(request: Request, entry: Annotated[Entry, Depends(reader)], digest: str) -> Response:
    """Show one claim."""
    looked = room_of(request).look(entry)
    wanted = f"sha-256:{digest}"
    row = next((one for one in claim_rows(looked, entry.workspace.id) if one.verdict.digest == wanted), None)
    if row is None:
        raise HTTPException(404)
    found = row.verdict.claim
    link, name = _links(request, entry)
    context = {
        "row": row,
        "claim": found,
        "titles": MARK_TITLES,
        "looks": MARK_LOOKS,
        "states": STATE_WORDS,
        "subject_words": SUBJECT_WORDS,
        "method_words": METHOD_WORDS,
        "element_href": link(row.element),
        "element_name": name(row.element),
        "files": _files(found, looked, entry) if found is not None else (),
        "kept": looked.files[row.file],
        "proves": proved_by(looked, wanted),
        "name": name,
    }
    grids = [_answers(found)] if found is not None else []
    return render(request, "evidence_claim.j2", context, entry=entry, grids=grids)


def _links(request: Request, entry: Entry) -> tuple[Any, Any]:
    """Return what gives the address and the name of a thing of the model; nothing where the model has errors."""
    shown = service_of(request).head(entry.workspace)
    if shown.state.model is None:
        return (lambda _: None), (lambda ident: ident or "")
    words = shown.reader(language_of(request))
    return element_link(words, entry.workspace.id), words.name


def _files(claim: Claim, looked: Looked, entry: Entry) -> tuple[FileRow, ...]:
    base = f"/w/{entry.workspace.id}/evidence/files"
    held = {one.digest for one in looked.files.values()}
    bare = [(one, one.digest.removeprefix("sha-256:")) for one in claim.evidence]
    return tuple(FileRow(one, f"{base}/{digest}" if digest in held else None) for one, digest in bare)


def _answers(claim: Claim) -> Grid:
    columns = (
        Column("item", Text(en="Item", ja="項目"), "id"),
        Column("result", Text(en="Result", ja="結果")),
        Column("level", Text(en="Level", ja="水準")),
        Column("scope", Text(en="Scope", ja="範囲")),
        Column("text", Text(en="Remark", ja="備考")),
    )
    rows = [
        (
            Cell(one.item),
            Cell(one.result, RESULT_WORDS[one.result]),
            Cell(one.level, LEVEL_WORDS.get(one.level)),
            Cell(one.scope),
            Cell(one.text),
        )
        for one in claim.answers
    ]
    none = Text(en="No answer is shown.", ja="開示されている回答はありません。")
    return Grid("answers", Text(en="Answers", ja="回答"), columns, rows, none)
