"""The reference of the programming interface: its OpenAPI document, and the operations as a table."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from docs.pages.markdown import code, page, table
from sanso.web.settings import Settings

__all__ = ["document", "openapi", "render"]

_ADDRESS = "https://sanso.example.org"


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document as a server behind TLS gives it."""
    from fastapi import FastAPI

    from sanso.web import api
    from sanso.web.api.document import openapi_document

    app = FastAPI(openapi_url=None)
    api.include(app)
    return openapi_document(app, Settings.server("sqlite://", _ADDRESS, Path("data")))


def openapi() -> str:
    """Return the document as it is written to the file."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def render() -> str:
    """Return the page of operations, by purpose."""
    made = document()
    parts = [
        "Generated from the code. The whole description, with every shape, is [openapi.json](openapi.json); how to "
        "begin stands in [the guide](../api.md).",
        "コードから生成しています。すべての形式は [openapi.json](openapi.json) に、使い方は "
        "[ガイド](../api.ja.md) にあります。",
    ]
    for tag in made["tags"]:
        parts += [f"## {tag['description']} / {tag['x-description-ja']}", _operations(made, tag["name"])]
    return page("REST API", *parts)


def _operations(made: dict[str, Any], tag: str) -> str:
    rows = [
        (code(f"{method.upper()} {path}"), told["summary"], told["x-summary-ja"])
        for path, item in made["paths"].items()
        for method, told in item.items()
        if tag in told["tags"]
    ]
    return table(("Operation / 操作", "What it does", "内容"), rows)
