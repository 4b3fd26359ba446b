"""Workspaces: listed, begun, renamed, put aside."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from pydantic import Field, model_validator

from sanso.model.diagnostics import InputRefused, has_errors
from sanso.model.text import Language, Text
from sanso.verbs.beginning import starter_sectors
from sanso.verbs.state import State
from sanso.web.access import Entry, Standing, Visitor, member, owner, reader, signed_in
from sanso.web.api.describing import described
from sanso.web.api.given_files import files_of
from sanso.web.api.seeing import bare_tag
from sanso.web.api.shapes import FilesBody, Given, Page, WorkspaceShape, workspace_shape
from sanso.web.beginnings import empty, named, sample, template
from sanso.web.evidence.beginning import with_evidence_of
from sanso.web.service import service_of
from sanso.workspace.files import Files
from sanso.workspace.history import MAX_NAME
from sanso.workspace.people import at_least
from sanso.workspace.versions import Author

__all__ = ["router"]

router = APIRouter(tags=["workspaces"])
_Member = Annotated[Standing, Depends(member)]
_Reader = Annotated[Entry, Depends(reader)]
_Owner = Annotated[Entry, Depends(owner)]
_WHAT = Text(en="began by the programming interface", ja="API から開始")


class NewWorkspace(Given):
    """What to begin with: exactly one of *sample*, *sector*, *empty* and *model*."""

    name: str | None = Field(None, min_length=1, max_length=MAX_NAME, description="The model's own name if absent.")
    sample: str | None = Field(
        None, max_length=100, examples=["bus-operation"], description="A worked example, with its evidence."
    )
    sector: str | None = Field(None, max_length=100, description="A starter; an empty text is the general one.")
    empty: Literal[True] | None = Field(None, description="A model that holds nothing but its name.")
    model: FilesBody | None = Field(None, description="Files of a model.")
    keep_faulty: bool = Field(False, description="Keep files whose model has errors.")
    lang: Language = Field("en", description="Language of the comments of a starter.")

    @model_validator(mode="after")
    def _one_beginning(self) -> Self:
        if sum(each is not None for each in (self.sample, self.sector, self.empty, self.model)) != 1:
            raise ValueError("give exactly one of sample, sector, empty and model")
        return self


class WorkspaceChange(Given):
    """What to change; what is absent stays."""

    name: str | None = Field(None, min_length=1, max_length=MAX_NAME)
    archived: bool | None = None


@router.get("/workspaces", **described("Your workspaces", "利用できるワークスペース"))
def everything(request: Request, visitor: Annotated[Visitor, Depends(signed_in)]) -> list[WorkspaceShape]:
    """List the workspaces in use of all your organizations, those changed last first."""
    workspaces = service_of(request).workspaces
    found = [one for organization in visitor.roles for one in workspaces.of_organization(organization)]
    found.sort(key=lambda one: (one.changed, one.id), reverse=True)
    return [workspace_shape(one, visitor.roles[one.organization]) for one in found]


@router.get(
    "/organizations/{organization}/workspaces", **described("Workspaces of an organization", "組織のワークスペース")
)
def listed(
    request: Request,
    standing: _Member,
    archived: Annotated[bool, Query(description="Those that were put aside.")] = False,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[WorkspaceShape]:
    """List workspaces, those changed last first."""
    found = service_of(request).workspaces.of_organization(standing.organization.id, archived=archived)
    after = offset + limit
    more = f"{request.url.path}?archived={str(archived).lower()}&offset={after}&limit={limit}"
    shapes = [workspace_shape(one, standing.role) for one in found[offset:after]]
    return Page(items=shapes, next=more if after < len(found) else None)


@router.post(
    "/organizations/{organization}/workspaces",
    status_code=201,
    **described("Begin a workspace", "ワークスペースを作成"),
)
def begin(request: Request, response: Response, standing: _Member, body: NewWorkspace) -> WorkspaceShape:
    """Begin a workspace with a sample, a starter, an empty model or files."""
    if not at_least(standing.role, "editor"):
        raise HTTPException(403)
    service = service_of(request)
    files = _files(body)
    state = State.open(files.contents, files.main, service.catalogue, service.today())
    if has_errors(state.diagnostics) and not body.keep_faulty:
        raise InputRefused([found for found in state.diagnostics if found.severity == "error"])
    title = state.model.name.show(body.lang) if state.model is not None and state.model.name else files.main
    author = Author(standing.visitor.account_id or None, standing.visitor.name)
    name = body.name or title[:MAX_NAME]
    evidence = with_evidence_of(service, body.sample, author) if body.sample else None
    made = service.workspaces.create(standing.organization.id, name, files, author, what=_WHAT, also=evidence)
    response.headers["Location"] = f"/api/v1/workspaces/{made.id}"
    return workspace_shape(made, standing.role)


@router.get("/workspaces/{workspace}", **described("One workspace", "ワークスペースの情報"))
def one(response: Response, entry: _Reader) -> WorkspaceShape:
    """Tell of a workspace; its newest version is the ETag."""
    response.headers["ETag"] = bare_tag(entry.workspace.head)
    return workspace_shape(entry.workspace, entry.role)


@router.patch("/workspaces/{workspace}", **described("Rename or put aside", "名前の変更・アーカイブ"))
def change(request: Request, entry: _Owner, body: WorkspaceChange) -> WorkspaceShape:
    """Rename a workspace, put it aside, take it into use again."""
    workspaces, ident = service_of(request).workspaces, entry.workspace.id
    if body.name is not None:
        workspaces.rename(ident, body.name)
    if body.archived is not None:
        (workspaces.archive if body.archived else workspaces.unarchive)(ident)
    return workspace_shape(workspaces.find(ident), entry.role)


def _files(body: NewWorkspace) -> Files:
    """Return the files to begin with.

    Raises:
        HTTPException: there is no such sample or sector.
        Refused: a file cannot be taken.

    """
    if body.model is not None:
        return files_of(body.model)
    if body.empty:
        return empty(body.name or Text(en="My model", ja="新しいモデル").show(body.lang))
    if body.sector is not None:
        if body.sector and body.sector not in starter_sectors():
            raise HTTPException(
                422, Text(en="There is no starter for this sector.", ja="この分野のひな形はありません。")
            )
        files = template(body.sector or None, body.lang)
        return named(files, body.name) if body.name else files
    try:
        return sample(body.sample or "")[1]
    except KeyError:
        raise HTTPException(422, Text(en="There is no such sample.", ja="このサンプルはありません。")) from None
