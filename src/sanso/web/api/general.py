"""What does not belong to a workspace: who is asking, beginnings, schemas, framework content, checking files."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field

from sanso.model.diagnostics import Diagnostic
from sanso.model.text import Language, Text
from sanso.verbs.schemas import SCHEMAS, schema_bytes
from sanso.verbs.state import State
from sanso.web.access import Visitor, signed_in
from sanso.web.api.describing import described, gives
from sanso.web.api.given_files import files_of
from sanso.web.api.shapes import FilesBody, Page
from sanso.web.beginnings import templates, worked_examples
from sanso.web.service import service_of
from sanso.workspace.people import Role

__all__ = ["router"]

router = APIRouter(tags=["general"])
_Visitor = Annotated[Visitor, Depends(signed_in)]
_KIND = Annotated[str, Path(max_length=60, pattern=r"^[a-z-]+$")]


class Me(BaseModel):
    """Who is asking, and with what."""

    account: str
    name: str
    via: Literal["session", "token", "share"]
    roles: dict[str, Role] = Field(description="Role by organization.")
    csrf: str | None = Field(None, description="What a session sends as X-CSRF with every change.")


class BeginningShape(BaseModel):
    """Something that a workspace can begin with."""

    id: str
    title: Text
    about: Text


class Beginnings(BaseModel):
    """What workspaces can begin with."""

    samples: list[BeginningShape]
    sectors: list[BeginningShape]


class KindShape(BaseModel):
    """A kind of records."""

    kind: str
    title: Text
    records: int


@router.get("/me", **described("Who you are", "自分の情報"))
def me(visitor: _Visitor) -> Me:
    """Tell who is asking."""
    return Me(
        account=visitor.account_id,
        name=visitor.name,
        via=visitor.via,
        roles=dict(visitor.roles),
        csrf=visitor.csrf or None,
    )


@router.get("/beginnings", **described("What a workspace can begin with", "ワークスペースのひな形"))
def beginnings(visitor: _Visitor) -> Beginnings:  # noqa: ARG001 -- for people who are signed in
    """List samples and starters."""
    samples = [BeginningShape(id=one.id, title=one.title, about=one.about) for one in worked_examples()]
    sectors = [BeginningShape(id=one.id, title=one.title, about=one.about) for one in templates()]
    return Beginnings(samples=samples, sectors=sectors)


@router.post("/check", **described("Check a model without keeping it", "保存せずにモデルを検査"))
def check(request: Request, visitor: _Visitor, body: FilesBody) -> list[Diagnostic]:  # noqa: ARG001
    """Give what `sanso check --json` gives."""
    service, given = service_of(request), files_of(body)
    return list(State.open(given.contents, given.main, service.catalogue, service.today()).diagnostics)


@router.get("/schemas", **described("Names of the published schemas", "公開しているスキーマの名前"))
def schemas(visitor: _Visitor) -> list[str]:  # noqa: ARG001
    """List the schemas."""
    return list(SCHEMAS)


@router.get(
    "/schemas/{kind}",
    **described("A JSON Schema", "JSON Schema"),
    **gives(("application/schema+json", {"type": "object"}), about="JSON Schema, 2020-12."),
)
def one_schema(visitor: _Visitor, kind: _KIND, lang: Language = "en") -> Response:  # noqa: ARG001
    """Give what `sanso schema` gives."""
    if kind not in SCHEMAS:
        raise HTTPException(404)
    return Response(schema_bytes(kind, lang), media_type="application/schema+json")


@router.get("/catalogue", **described("Kinds of framework content", "フレームワークの内容の種類"))
def catalogue(request: Request, visitor: _Visitor) -> list[KindShape]:  # noqa: ARG001
    """List the kinds of records."""
    from sanso.catalogue.kinds import KIND_TITLES

    kinds = service_of(request).catalogue.kinds
    return [
        KindShape(kind=kind.replace("_", "-"), title=KIND_TITLES[kind], records=len(found))
        for kind, found in kinds.items()
    ]


@router.get("/catalogue/{kind}", **described("Records of one kind", "種類ごとの記録"))
def records(
    request: Request,
    visitor: _Visitor,  # noqa: ARG001
    kind: _KIND,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Page[dict[str, Any]]:
    """List records as `sanso catalogue KIND --json` does."""
    found = service_of(request).catalogue.kinds.get(kind.replace("-", "_"))
    if found is None:
        raise HTTPException(404)
    chosen = list(found.values())[offset : offset + limit]
    more = offset + limit < len(found)
    following = f"{request.url.path}?offset={offset + limit}&limit={limit}" if more else None
    return Page(items=[one.model_dump(mode="json", by_alias=True) for one in chosen], next=following)


@router.get("/catalogue/{kind}/{ident}", **described("One record", "一つの記録"))
def record(
    request: Request,
    visitor: _Visitor,  # noqa: ARG001
    kind: _KIND,
    ident: Annotated[str, Path(max_length=200)],
) -> dict[str, Any]:
    """Give a record with all its fields."""
    found = service_of(request).catalogue.kinds.get(kind.replace("-", "_"), {}).get(ident)
    if found is None:
        raise HTTPException(404)
    return found.model_dump(mode="json", by_alias=True)
