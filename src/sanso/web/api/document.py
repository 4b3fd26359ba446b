"""The OpenAPI document of the programming interface, with the schemas of the command line among its components."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sanso.verbs.schemas import SCHEMAS, schema
from sanso.web.security.cookies import session_cookie
from sanso.web.settings import Settings

__all__ = ["openapi_document"]

_PREFIX = "/api/v1"
_ABOUT = (
    "Everything that the pages can do. Results are the JSON of the command line (`sanso ... --json`); their schemas "
    "are those of `sanso schema`.\n\n"
    "Sign in with an API token (`Authorization: Bearer sanso_...`), made in the settings of the organization, or with "
    "the cookie of a session; with the cookie every change needs the header `X-CSRF`. A token never does what an owner "
    "alone may do. The ETag of a workspace is the number of its newest version."
)
_ABOUT_JA = (
    "ページでできる操作をすべて提供します。結果はコマンドライン(`sanso … --json`)と同じ JSON で、"
    "スキーマは `sanso schema` と同じです。\n\n認証には、組織の設定で発行した API トークン"
    "(`Authorization: Bearer sanso_…`)またはセッションの Cookie を使います。"
    "Cookie の場合、変更には `X-CSRF` ヘッダーが必要です。所有者だけができる操作はトークンではできません。"
    "ワークスペースの ETag は最新版の番号です。"
)
_TAGS = (
    ("general", "Who is asking, schemas, framework content", "利用者・スキーマ・フレームワークの内容"),
    ("organizations", "Organizations and their people", "組織とメンバー"),
    ("workspaces", "Workspaces", "ワークスペース"),
    ("history", "Files, changes, versions", "ファイル・変更・版"),
    ("analyses", "Results", "分析結果"),
    ("attack", "Attacks, computed in the background", "攻撃の計算(バックグラウンド)"),
    ("reports", "Files of reports", "レポートのファイル"),
    ("imports", "Ledgers and filled workbooks", "台帳・記入済みブックの取り込み"),
    ("evidence", "Claims, evidence, what is proven", "主張・証跡・証明"),
    ("examinations", "Drafts of claims on their way to a signature", "署名前の主張の審査"),
    ("sharing", "Share links and steps of the procedure", "共有リンク・手順の状態"),
)


def openapi_document(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """Return the document of the routes of *app* under ``/api/v1``, for a server with these *settings*."""
    from importlib.metadata import version

    made = get_openapi(
        title="Sanso", version=version("sanso"), openapi_version="3.1.0", description=_ABOUT, routes=app.routes
    )
    made["info"] |= {"x-description-ja": _ABOUT_JA, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}
    made["paths"] = {path: item for path, item in made["paths"].items() if path.startswith(_PREFIX)}
    made["tags"] = [{"name": name, "description": en, "x-description-ja": ja} for name, en, ja in _TAGS]
    components = made.setdefault("components", {})
    shapes = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        shapes.pop(unused, None)
    for kind in SCHEMAS:
        if kind != "doctor":
            shapes |= _hoisted(kind)
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "An API token; its scope is read or write."},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": session_cookie(settings),
            "description": "The session of a browser.",
        },
    }
    made["security"] = [{"token": []}, {"session": []}]
    return made


def _hoisted(kind: str) -> dict[str, Any]:
    """Return a schema and its definitions as components: ``assessment``, ``assessment.Summary``."""
    whole = schema(kind)
    definitions = whole.pop("$defs", {})
    for key in ("$schema", "$id"):
        whole.pop(key, None)
    parts = {kind: whole, **{f"{kind}.{name}": part for name, part in definitions.items()}}
    return {name: _moved(part, kind) for name, part in parts.items()}


def _moved(value: Any, kind: str) -> Any:
    """Return a part of a schema with its references leading to the components."""
    if isinstance(value, list):
        return [_moved(item, kind) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"#/components/schemas/{kind}.{item.removeprefix('#/$defs/')}"
        if key == "$ref" and isinstance(item, str) and item.startswith("#/$defs/")
        else _moved(item, kind)
        for key, item in value.items()
    }
