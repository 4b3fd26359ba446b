"""How operations are described: a sentence in both languages, what they answer, which failures there are."""

from __future__ import annotations

from typing import Any

from fastapi import Response

__all__ = ["BYTES", "described", "gives", "gives_file", "gives_result"]

BYTES: dict[str, Any] = {"type": "string", "format": "binary"}


def described(en: str, ja: str) -> dict[str, Any]:
    """Return the arguments of a route that say in both languages what it does."""
    return {"summary": en, "openapi_extra": {"x-summary-ja": ja}}


def gives(*contents: tuple[str, dict[str, Any]], status: int = 200, about: str = "Done.") -> dict[str, Any]:
    """Return the arguments of a route that answers with bytes of given media types."""
    content = {media: {"schema": schema} for media, schema in contents}
    return {
        "response_class": Response,
        "status_code": status,
        "responses": {status: {"description": about, "content": content}},
    }


def gives_result(kind: str) -> dict[str, Any]:
    """Return the arguments of a route that answers as the command line does with ``--json``; *kind* is the schema."""
    made = gives(
        ("application/json", {"$ref": f"#/components/schemas/{kind}"}), about=f"As `sanso schema {kind}` says."
    )
    made["responses"][304] = {"description": "Nothing has changed since the version in If-None-Match."}
    return made


def gives_file(*media: str) -> dict[str, Any]:
    """Return the arguments of a route that answers with a file."""
    schemas = {"application/json": {"type": "object"}}
    made = gives(*((one, schemas.get(one, BYTES)) for one in media), about="The file.")
    made["responses"][304] = {"description": "Nothing has changed since the version in If-None-Match."}
    return made
