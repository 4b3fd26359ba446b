"""The description of the programming interface: as OpenAPI, and as a page that loads nothing from elsewhere."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from sanso.model.text import Text
from sanso.web.access import Visitor, signed_in
from sanso.web.api.document import openapi_document
from sanso.web.api.notes import in_japanese
from sanso.web.grids import Cell, Column, Grid
from sanso.web.rendering import language_of, render
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter()
_Visitor = Annotated[Visitor, Depends(signed_in)]


@router.get("/api/v1/openapi.json")
def openapi(request: Request, visitor: _Visitor) -> Response:  # noqa: ARG001 -- for people who are signed in
    """Give the OpenAPI document."""
    return JSONResponse(_document(request))


@router.get("/api")
def page(request: Request, visitor: _Visitor) -> Response:
    """List the operations, by purpose."""
    document, lang = _document(request), language_of(request)
    operations = [
        (path, method, told)
        for path, item in document["paths"].items()
        for method, told in item.items()
        if isinstance(told, dict) and "responses" in told
    ]
    areas = [
        (
            tag["description"] if lang == "en" else tag["x-description-ja"],
            tag["name"],
            [
                (
                    path,
                    method.upper(),
                    told.get("x-summary-ja") if lang == "ja" else told.get("summary"),
                    _details(told),
                )
                for path, method, told in operations
                if tag["name"] in told.get("tags", ())
            ],
        )
        for tag in document["tags"]
    ]
    info = document["info"]
    about = info["x-description-ja"] if lang == "ja" else info["description"]
    context = {
        "in_own_words": in_japanese if lang == "ja" else str,
        "areas": areas,
        "about": about.split("\n\n"),
        "mine": list(visitor.roles),
    }
    return render(request, "api.j2", context, visitor=visitor, grids=(_grid(operations),))


def _details(told: dict[str, Any]) -> dict[str, Any]:
    """Return what the page says of an operation beside its address."""
    body = told.get("requestBody", {}).get("content", {})
    good = {status: one for status, one in told["responses"].items() if str(status).startswith("2")}
    return {
        "parameters": [
            (one["name"], one["in"], one.get("required", False), one.get("description", ""))
            for one in told.get("parameters", [])
        ],
        "body": {media: _named(one.get("schema", {})) for media, one in body.items()},
        "answers": {
            status: {media: _named(one.get("schema", {})) for media, one in answer.get("content", {}).items()}
            for status, answer in good.items()
        },
    }


def _named(schema: dict[str, Any]) -> str:
    """Return the name of a schema, empty for one that has none."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        inner = _named(schema.get("items", {}))
        return f"[{inner}]" if inner else ""
    return str(schema.get("title", "")) if schema.get("type") == "object" else ""


def _grid(operations: list[tuple[str, str, dict[str, Any]]]) -> Grid:
    columns = (
        Column("method", Text(en="Method", ja="メソッド"), "id"),
        Column("path", Text(en="Address", ja="アドレス"), "id"),
        Column("what", Text(en="What it does", ja="内容")),
    )
    rows = [
        (
            Cell(method.upper()),
            Cell(path),
            Cell(told.get("operationId"), Text(en=told["summary"], ja=told["x-summary-ja"])),
        )
        for path, method, told in operations
    ]
    return Grid("operations", Text(en="Operations", ja="操作の一覧"), columns, rows)


def _document(request: Request) -> dict[str, Any]:
    state = request.app.state
    if not hasattr(state, "openapi_document"):
        state.openapi_document = openapi_document(request.app, service_of(request).settings)
    made: dict[str, Any] = state.openapi_document
    return made
