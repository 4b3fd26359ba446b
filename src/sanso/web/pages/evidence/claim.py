"""One claim: what it says and hides, what it is about, the files it rests on, its four marks, what it proves here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from sanso.model.text import Text
from sanso.trust.claims.claim import Claim, Evidence
from sanso.trust.claims.words import METHOD_TEXTS, RESULT_TEXTS, SUBJECT_TEXTS
from sanso.web.access import Entry, reader
from sanso.web.editing.form_data import FormData
from sanso.web.evidence.passing import MEDIA, NOTHING_CHOSEN, passing_of, presented_as, saved_as, text_of
from sanso.web.evidence.room import Looked, room_of
from sanso.web.evidence.rows import ClaimRow, claim_rows, proved_by
from sanso.web.evidence.words import (
    LEVEL_WORDS,
    MARK_LOOKS,
    MARK_TITLES,
    STATE_WORDS,
)
from sanso.web.failures import Refused
from sanso.web.grids import Cell, Column, Grid
from sanso.web.posting import posted
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


_Reader = Annotated[Entry, Depends(reader)]


@router.get("/w/{workspace}/evidence/claims/{digest}")
def claim(request: Request, entry: _Reader, digest: str) -> Response:
    """Show one claim."""
    return _page(request, entry, digest)


@router.post("/w/{workspace}/evidence/claims/{digest}/share")
def share(request: Request, entry: _Reader, digest: str, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Show what a presentation with the chosen answers would show and hide."""
    return _page(request, entry, digest, form.all("disclose"), evidence=form.get("evidence") is not None)


@router.post("/w/{workspace}/evidence/claims/{digest}/presentation")
def presentation(request: Request, entry: _Reader, digest: str, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Give the presentation with the chosen answers, as `sanso share` writes it; nothing is kept."""
    room = room_of(request)
    looked = room.look(entry)
    row = _row(looked, entry, digest)
    text, chosen = text_of(room, entry, looked, row), form.all("disclose")
    if not chosen:
        raise Refused(422, NOTHING_CHOSEN)
    made = presented_as(text, chosen, evidence=form.get("evidence") is not None)
    headers = {"Content-Disposition": saved_as(row)}
    return Response(made.text.encode() + b"\n", media_type=MEDIA, headers=headers)


def _row(looked: Looked, entry: Entry, digest: str) -> ClaimRow:
    wanted = f"sha-256:{digest}"
    row = next((one for one in claim_rows(looked, entry.workspace.id) if one.verdict.digest == wanted), None)
    if row is None:
        raise HTTPException(404)
    return row


def _page(
    request: Request, entry: Entry, digest: str, disclose: Sequence[str] = (), *, evidence: bool = True
) -> Response:
    room = room_of(request)
    looked = room.look(entry)
    row = _row(looked, entry, digest)
    found = row.verdict.claim
    link, name = _links(request, entry)
    context = {
        "row": row,
        "claim": found,
        "titles": MARK_TITLES,
        "looks": MARK_LOOKS,
        "states": STATE_WORDS,
        "subject_words": SUBJECT_TEXTS,
        "method_words": METHOD_TEXTS,
        "element_href": link(row.element),
        "element_name": name(row.element),
        "files": _files(found, looked, entry) if found is not None else (),
        "kept": looked.files[row.file],
        "proves": proved_by(looked, row.verdict.digest),
        "digest": digest,
        "passing": passing_of(text_of(room, entry, looked, row), disclose, evidence=evidence),
        "result_words": RESULT_TEXTS,
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
            Cell(one.result, RESULT_TEXTS[one.result]),
            Cell(one.level, LEVEL_WORDS.get(one.level)),
            Cell(one.scope),
            Cell(one.text),
        )
        for one in claim.answers
    ]
    none = Text(en="No answer is shown.", ja="開示されている回答はありません。")
    return Grid("answers", Text(en="Answers", ja="回答"), columns, rows, none)
