"""The evidence of a workspace: files with their history, pinned keys, and the assessment with its proof."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field

from sanso.model.text import Text
from sanso.web.access import Entry, editor, owner, reader
from sanso.web.api.describing import BYTES, described, gives, gives_result
from sanso.web.api.given_files import content_of
from sanso.web.api.seeing import Wanted
from sanso.web.api.shapes import Base64, Given, Page
from sanso.web.evidence.room import room_of
from sanso.web.evidence.taking import FOLDERS, placed
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


class EvidenceChangeShape(BaseModel):
    """A file that was put in or taken away."""

    seq: int
    path: str
    sha256: str | None = Field(description="Null: it was taken away.")
    size: int = Field(description="Bytes.")
    by: str
    at: dt.datetime
    previous: str
    hash: str = Field(description="Hash over this change and the one before.")


class EvidenceChainShape(BaseModel):
    """Whether the history of the evidence is whole, and the changes that do not agree with their hashes."""

    whole: bool
    breaks: list[int]


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


@router.get("/evidence/changes", **described("What was put in and taken away", "証跡の登録・削除の履歴"))
def changes(
    request: Request,
    entry: _Reader,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Page[EvidenceChangeShape]:
    """List the changes of the evidence, the newest first."""
    found = room_of(request).store.changes(entry.workspace.id, before, limit)
    items = [
        EvidenceChangeShape(
            seq=one.seq,
            path=one.path,
            sha256=one.digest,
            size=one.size,
            by=one.author.name,
            at=one.at,
            previous=one.previous,
            hash=one.hash,
        )
        for one in found
    ]
    more = len(found) == limit and found[-1].seq > 1
    return Page(items=items, next=f"{request.url.path}?before={found[-1].seq}&limit={limit}" if more else None)


@router.get("/evidence/verify", **described("Check the history of the evidence", "証跡の履歴の整合性を検証"))
def verify(request: Request, entry: _Reader) -> EvidenceChainShape:
    """Tell whether the history of the evidence is whole."""
    broken = room_of(request).store.broken(entry.workspace.id)
    return EvidenceChainShape(whole=not broken, breaks=list(broken))


@router.get(
    "/evidence/files/{sha256}",
    **described("A file of the evidence", "証跡のファイルを取得"),
    **gives(("application/octet-stream", BYTES), about="The file."),
)
def file(request: Request, entry: _Reader, sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")]) -> Response:
    """Give a file as it was put in, also one that was taken away since."""
    store, workspace = room_of(request).store, entry.workspace.id
    if store.named(workspace, sha256) is None:
        raise HTTPException(404)
    content = store.contents(workspace, [sha256])[sha256]
    headers = {"Content-Disposition": "attachment"}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get(
    "/proof",
    **described("The assessment with what is proven", "証明を併記した評価結果"),
    **gives_result("assessment"),
)
def proof(request: Request, wanted: Wanted) -> Response:
    """Give what `sanso assess --evidence DIR --json` gives: as of now, or as of the end of another day."""
    from sanso.report.json_out import to_json

    room, entry = room_of(request), wanted.entry
    now = wanted.seq == entry.workspace.head and wanted.day == room.service.today()
    looked = room.look(entry) if now else room.as_of(entry, wanted.shown, wanted.day)
    proven = looked.proven if looked is not None else None
    assessment = proven.assessment if proven is not None else wanted.made.assessment
    return Response(to_json(assessment), media_type="application/json")
