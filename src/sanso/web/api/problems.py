"""What a program is told when something cannot be done: JSON with the words in both languages and the status."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from sanso.model.diagnostics import Diagnostic
from sanso.model.text import Text

__all__ = ["FAULTY", "PROBLEMS", "Problem", "is_program", "listed_diagnostics", "problem"]

_MOST = 200
FAULTY = Text(
    en="This version of the model has errors, so that nothing can be computed of it.",
    ja="この版のモデルにはエラーがあるため、計算できません。",
)


class Problem(BaseModel):
    """Why a request was not carried out."""

    model_config = ConfigDict(extra="allow")

    error: str = Field(description="In English.")
    error_ja: str = Field(description="In Japanese.")
    status: int
    places: list[Any] | None = Field(None, description="Parts of the request that cannot be used, or that clash.")
    diagnostics: list[Any] | None = Field(None, description="What is wrong with the model, by file, line and column.")
    head: int | None = Field(None, description="The newest version, where somebody else was faster.")
    by: str | None = Field(None, description="Who made the newest version.")
    what: Text | None = Field(None, description="What the newest version changed.")


_REASONS: Mapping[int, str] = {
    400: "The request cannot be understood.",
    401: "Nobody is signed in, or the token is not good.",
    403: "The role or the scope of the token does not allow it, or the CSRF token is missing.",
    404: "There is no such thing, or it is not yours to see.",
    408: "The request came too slowly.",
    409: "Somebody else changed the same.",
    412: "The version named in If-Match is not the newest one.",
    413: "The request is too large.",
    421: "This server does not answer to the name in the Host header.",
    422: "Something in the request cannot be used.",
    429: "Too many requests; try again later.",
    503: "The store or a font is not available.",
    507: "The disk is full; nothing was changed.",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": reason} for status, reason in _REASONS.items()
}
"""The failures of every operation, for its description."""


def is_program(request: Request) -> bool:
    """Tell whether an answer goes to a program."""
    return request.url.path.startswith("/api/")


def problem(status: int, words: Text, more: Mapping[str, object] | None = None) -> Response:
    """Return an answer that says why something was not done."""
    content = {"error": words.show("en"), "error_ja": words.show("ja"), "status": status, **(more or {})}
    return Response(
        json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"), status, media_type="application/json"
    )


def listed_diagnostics(found: Iterable[Diagnostic]) -> list[Any]:
    """Return diagnostics as the command line writes them as JSON, up to a readable number."""
    listed: list[Any] = TypeAdapter(list[Diagnostic]).dump_python(list(found)[:_MOST], mode="json")
    return listed
