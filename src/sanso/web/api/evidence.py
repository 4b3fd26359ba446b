"""The evidence of a workspace: files, claims with their four marks, pinned keys, and the assessment with its proof."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field

from sanso.model.answers import Basis
from sanso.model.text import Text
from sanso.web.access import Entry, editor, owner, reader
from sanso.web.api.describing import BYTES, described, gives, gives_result
from sanso.web.api.given_files import content_of
from sanso.web.api.problems import FAULTY
from sanso.web.api.shapes import Base64, Given
from sanso.web.evidence.room import room_of
from sanso.web.evidence.rows import ClaimRow, claim_rows
from sanso.web.evidence.taking import FOLDERS, placed
from sanso.web.evidence.words import MARK_TITLES
from sanso.web.failures import Refused
from sanso.web.saving import author_of
from sanso.web.security.uploads import Given as GivenFile
from sanso.web.security.uploads import members_of

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}", tags=["evidence"])
_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_Owner = Annotated[Entry, Depends(owner)]
_Thumbprint = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]
_ELSEWHERE = Text(
    en="{path}: paths begin with one of {folders}",
    ja="{path}: パスは {folders} のいずれかで始まる必要があります",
)


class EvidenceFile(BaseModel):
    """A file of the evidence."""

    path: str
    sha256: str
    size: int = Field(description="Bytes.")
    by: str
    at: dt.datetime


class EvidenceShape(BaseModel):
    """What there is: files and pinned keys; *head* counts the changes so far."""

    head: int
    pins: list[str] = Field(description="Thumbprints of keys that must all have signed the first trust list.")
    files: list[EvidenceFile]


class MarkShape(BaseModel):
    """One of the four marks."""

    state: Literal["good", "bad", "unknown"]
    code: str
    text: Text


class ClaimShape(BaseModel):
    """A claim as it is judged now."""

    file: str
    digest: str = Field(description="Of what the issuer signed.")
    issuer: str | None
    subject: str | None
    element: str | None = Field(description="The thing of the model that it speaks of.")
    items: list[str]
    hidden: int
    signature: MarkShape
    authority: MarkShape
    status: MarkShape
    log: MarkShape
    counts: bool
    basis: Basis | None
    valid_until: dt.datetime | None


class EvidenceBody(Given):
    """Files to put in, by their path in an evidence folder."""

    files: dict[str, str | Base64] = Field(min_length=1, max_length=1000, examples=[{"claims/a.jwt": "eyJ..."}])


class PinsBody(Given):
    """The keys that must all have signed the first trust list; none: it is trusted as it is."""

    pins: list[_Thumbprint] = Field(max_length=32)


@router.get("/evidence", **described("Files of the evidence, pinned keys", "証跡のファイルと固定した鍵"))
def evidence(request: Request, entry: _Reader) -> EvidenceShape:
    """List what there is."""
    store, workspace = room_of(request).store, entry.workspace.id
    files = [
        EvidenceFile(path=one.path, sha256=one.digest or "", size=one.size, by=one.author.name, at=one.at)
        for one in store.files(workspace).values()
    ]
    return EvidenceShape(head=store.head(workspace), pins=list(store.pins(workspace)), files=files)


@router.put("/evidence", **described("Put files into the evidence", "証跡にファイルを登録"))
def put_in(request: Request, entry: _Editor, body: EvidenceBody) -> EvidenceShape:
    """Put files in, over those of the same path."""
    contents = {path: content_of(path, held) for path, held in body.files.items()}
    members = members_of([GivenFile(path, content) for path, content in contents.items()])
    if members.refused:
        raise Refused(422, members.refused[0])
    taken = placed(tuple(contents.items()))
    other = next((path for path in contents if path not in taken.contents), None)
    if other is not None:
        raise Refused(422, _ELSEWHERE.fill(path=ascii(other[:80]), folders=", ".join(FOLDERS)))
    room_of(request).store.put(entry.workspace.id, taken.contents, author_of(entry))
    return evidence(request, entry)


@router.delete("/evidence", status_code=204, **described("Take a file away", "証跡のファイルを削除"))
def take_away(request: Request, entry: _Editor, path: Annotated[str, Query(max_length=500)]) -> Response:
    """Take a file away; its content stays in the history."""
    room_of(request).store.take_away(entry.workspace.id, path, author_of(entry))
    return Response(status_code=204)


@router.put("/evidence/pins", **described("Pin the keys of the trust list", "トラストリストの鍵を固定"))
def set_pins(request: Request, entry: _Owner, body: PinsBody) -> EvidenceShape:
    """Say which keys must have signed the first trust list."""
    room_of(request).store.pin(entry.workspace.id, body.pins, entry.visitor.account_id)
    return evidence(request, entry)


@router.get(
    "/evidence/files/{sha256}",
    **described("A file of the evidence", "証跡のファイルを取得"),
    **gives(("application/octet-stream", BYTES), about="The file."),
)
def file(request: Request, entry: _Reader, sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")]) -> Response:
    """Give a file as it was put in."""
    store, workspace = room_of(request).store, entry.workspace.id
    if all(one.digest != sha256 for one in store.files(workspace).values()):
        raise HTTPException(404)
    content = store.contents(workspace, [sha256])[sha256]
    headers = {"Content-Disposition": "attachment"}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/claims", **described("Claims with their four marks", "主張と4つの判定"))
def claims(request: Request, entry: _Reader) -> list[ClaimShape]:
    """List the claims as they are judged now, those that do not count first."""
    return [_claim(row) for row in claim_rows(room_of(request).look(entry), entry.workspace.id)]


@router.get(
    "/proof",
    **described("The assessment with what is proven", "証明を併記した評価結果"),
    **gives_result("assessment"),
)
def proof(request: Request, entry: _Reader) -> Response:
    """Give what `sanso assess --evidence DIR --json` gives, for the newest version as of now."""
    from sanso.report.json_out import to_json

    room = room_of(request)
    looked = room.look(entry)
    if looked.proven is not None:
        return Response(to_json(looked.proven.assessment), media_type="application/json")
    shown = room.service.head(entry.workspace)
    if shown.state.model is None:
        raise HTTPException(422, FAULTY)
    return Response(to_json(shown.state.evaluation.assessment), media_type="application/json")


def _claim(row: ClaimRow) -> ClaimShape:
    verdict = row.verdict
    said = verdict.claim
    marks = {
        name: MarkShape(state=mark.state, code=mark.code, text=mark.text)
        for name, mark in zip(MARK_TITLES, verdict.marks, strict=True)
    }
    return ClaimShape(
        file=row.file,
        digest=verdict.digest,
        issuer=said.issuer if said is not None else None,
        subject=said.subject.id if said is not None else None,
        element=row.element,
        items=[answer.item for answer in said.answers] if said is not None else [],
        hidden=verdict.hidden,
        counts=verdict.counts,
        basis=verdict.basis,
        valid_until=said.valid_until if said is not None else None,
        **marks,
    )
