"""Versions of a workspace: files, changes, undo and redo, restoring, the check of the chain."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel, Field

from sanso.model.diagnostics import Diagnostic
from sanso.model.editing import Change, Drop, Put
from sanso.model.text import Text
from sanso.web.access import Entry, editor, reader
from sanso.web.api.describing import described
from sanso.web.api.given_files import files_of, written_files
from sanso.web.api.problems import problem
from sanso.web.api.seeing import bare_tag
from sanso.web.api.shapes import ChangeBody, FilesBody, Given, Page, PutBody, SeqBody, VersionShape, version_shape
from sanso.web.failures import Refused
from sanso.web.saving import Conflict, Saved, author_of, save_changes, save_files
from sanso.web.service import service_of
from sanso.workspace.versions import Version

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}", tags=["history"])
_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_Seq = Annotated[int, Path(ge=1, le=2**31 - 1)]
_MATCH = re.compile(r'^\s*(?:W/)?"([0-9]{1,9})"\s*$')
_BY_PROGRAM = Text(en="changed by a program", ja="プログラムによる変更")
_NO_MATCH = Text(
    en='If-Match must hold the version that the files were made from, such as "12".',
    ja='If-Match には、もとにした版を "12" の形で指定してください。',
)
_OTHER_MAIN = Text(
    en="The main file of a workspace stays the same: {main}",
    ja="ワークスペースの main のファイルは変更できません: {main}",
)
_NOT_SOUND = Text(en="A path or a value cannot stand in a model.", ja="モデルに置けないパスまたは値です。")


class SavedShape(BaseModel):
    """What was kept; *merged_with* are versions of others that it goes together with."""

    version: VersionShape
    merged_with: list[VersionShape]
    diagnostics: list[Diagnostic] = Field(description="Warnings and notes about the model.")


class ChangesBody(Given):
    """Changes that were made looking at version *base*; all are carried out, or none."""

    base: int = Field(ge=1, le=2**31 - 1)
    changes: list[ChangeBody] = Field(min_length=1, max_length=10_000)
    what: str | None = Field(None, min_length=1, max_length=500, description="What changed, for the history.")


class RestoreBody(SeqBody):
    """The version whose content is to stand again."""

    seq: int = Field(ge=1, le=2**31 - 1)


class BreakShape(BaseModel):
    """A place where the history does not agree with its digests."""

    seq: int
    what: Text


class ChainShape(BaseModel):
    """Whether the history is whole."""

    whole: bool
    breaks: list[BreakShape]


@router.get("/files", **described("Files of the newest version", "最新版のファイル"))
def files(request: Request, response: Response, entry: _Reader) -> FilesBody:
    """Give the files of the newest version; the version is the ETag."""
    response.headers["ETag"] = bare_tag(entry.workspace.head)
    return written_files(service_of(request).workspaces.files(entry.workspace.id, entry.workspace.head))


@router.put("/files", response_model=SavedShape, **described("Replace all files", "すべてのファイルを置き換える"))
def replace(
    request: Request,
    response: Response,
    entry: _Editor,
    body: FilesBody,
    if_match: Annotated[str, Header(description='The version that the files were made from, such as `"12"`.')],
) -> Response | SavedShape:
    """Keep other files as a new version, if nobody else was faster."""
    found = _MATCH.match(if_match)
    if found is None:
        raise Refused(422, _NO_MATCH)
    head = service_of(request).workspaces.version(entry.workspace.id, entry.workspace.head)
    if int(found[1]) != head.seq:
        return _too_late(head)
    given = files_of(body)
    if given.main != head.main:
        raise Refused(422, _OTHER_MAIN.fill(main=head.main))
    try:
        saved = save_files(request, entry, head.seq, given.contents, kind="text", what=_BY_PROGRAM, alone=True)
    except Conflict as conflict:
        return _too_late(conflict.head)
    return _told(response, saved)


def _too_late(head: Version) -> Response:
    words = Text(en="The newest version is {seq}, by {who}: {what}", ja="最新版は第{seq}版です({who}: {what})").fill(
        seq=head.seq, who=head.author.name, what=head.what
    )
    return problem(412, words, {"head": head.seq, "by": head.author.name, "what": head.what.model_dump()})


@router.post("/changes", **described("Change parts of the model", "モデルの一部を変更"))
def changes(request: Request, response: Response, entry: _Editor, body: ChangesBody) -> SavedShape:
    """Carry out changes; what others changed since *base* stays where the two do not touch."""
    what = Text.of(body.what) if body.what else _BY_PROGRAM
    try:
        saved = save_changes(request, entry, body.base, [_change(one) for one in body.changes], what=what)
    except (ValueError, TypeError):
        raise Refused(422, _NOT_SOUND) from None
    return _told(response, saved)


@router.post("/check", **described("Check files without keeping them", "保存せずにファイルを検査"))
def check(request: Request, entry: _Reader, body: FilesBody) -> list[Diagnostic]:
    """Tell what is wrong with files, seen from the newest version."""
    service = service_of(request)
    given = files_of(body)
    return list(service.head(entry.workspace).state.with_files(given.contents, given.main).diagnostics)


@router.get("/versions", **described("Versions, the newest first", "版の一覧(新しい順)"))
def versions(
    request: Request,
    entry: _Reader,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Only versions before this one.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[VersionShape]:
    """List versions with who, when and what."""
    found = service_of(request).workspaces.versions(entry.workspace.id, before, limit)
    more = found and len(found) == limit and found[-1].seq > 1
    following = f"{request.url.path}?before={found[-1].seq}&limit={limit}" if more else None
    return Page(items=[version_shape(one) for one in found], next=following)


@router.get("/versions/{seq}", **described("One version", "版の情報"))
def version(request: Request, response: Response, entry: _Reader, seq: _Seq) -> VersionShape:
    """Tell of one version."""
    response.headers["ETag"] = bare_tag(seq)
    return version_shape(service_of(request).workspaces.version(entry.workspace.id, seq))


@router.get("/versions/{seq}/files", **described("Files of one version", "版のファイル"))
def past_files(request: Request, response: Response, entry: _Reader, seq: _Seq) -> FilesBody:
    """Give the files of a version."""
    response.headers["ETag"] = bare_tag(seq)
    return written_files(service_of(request).workspaces.files(entry.workspace.id, seq))


@router.post("/undo", **described("Take the newest change back", "元に戻す"))
def undo(request: Request, response: Response, entry: _Editor, body: SeqBody) -> VersionShape:
    """Take back the newest change that stands."""
    made = service_of(request).workspaces.undo(entry.workspace.id, body.base, author_of(entry))
    response.headers["ETag"] = bare_tag(made.seq)
    return version_shape(made)


@router.post("/redo", **described("Make it again", "やり直す"))
def redo(request: Request, response: Response, entry: _Editor, body: SeqBody) -> VersionShape:
    """Make the change again that was taken back last."""
    made = service_of(request).workspaces.redo(entry.workspace.id, body.base, author_of(entry))
    response.headers["ETag"] = bare_tag(made.seq)
    return version_shape(made)


@router.post("/restore", **described("Let an earlier version stand again", "以前の版を復元"))
def restore(request: Request, response: Response, entry: _Editor, body: RestoreBody) -> VersionShape:
    """Let the content of an earlier version stand again as the newest."""
    made = service_of(request).workspaces.restore(entry.workspace.id, body.base, body.seq, author_of(entry))
    response.headers["ETag"] = bare_tag(made.seq)
    return version_shape(made)


@router.get("/verify", **described("Check the history against its digests", "履歴の整合性を検証"))
def verify(request: Request, entry: _Reader) -> ChainShape:
    """Tell whether the history is whole."""
    found = service_of(request).workspaces.verify(entry.workspace.id)
    return ChainShape(whole=not found, breaks=[BreakShape(seq=one.seq, what=one.what) for one in found])


def _change(one: ChangeBody) -> Change:
    path = tuple(one.path)
    return Put(path, one.value) if isinstance(one, PutBody) else Drop(path)


def _told(response: Response, saved: Saved) -> SavedShape:
    response.headers["ETag"] = bare_tag(saved.version.seq)
    return SavedShape(
        version=version_shape(saved.version),
        merged_with=[version_shape(one) for one in saved.merged_with],
        diagnostics=list(saved.state.diagnostics),
    )
