"""The page that tells two people of each other's changes, with both of them and the ways to go on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request, Response

from sanso.model.editing.changes import ABSENT
from sanso.model.text import Text
from sanso.web.editing.flattening import snippet
from sanso.web.editing.written import place_text
from sanso.web.rendering import render, render_part
from sanso.web.saving import Conflict

__all__ = ["handle_conflicts"]

_LONGEST = 4000
_WORDS = Text(
    en="{who} changed this in the meantime ({what}); nothing was overwritten.",
    ja="その間に{who}が変更しました({what})。上書きはされていません。",
)


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    before: str | None
    theirs: str | None
    mine: str | None


def handle_conflicts(app: FastAPI) -> None:
    """Answer a `Conflict` in words: a page for people that keeps what they typed, JSON for programs."""

    async def conflict(request: Request, error: Exception) -> Response:
        assert isinstance(error, Conflict)  # noqa: S101 -- registered for this type
        form = await request.form()
        items = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
        return _answer(request, error, items)

    app.add_exception_handler(Conflict, conflict)


def _answer(request: Request, conflict: Conflict, items: list[tuple[str, str]]) -> Response:
    rows = [
        _Row(place_text(clash.place), *(_value(value) for value in (clash.before, clash.theirs, clash.mine)))
        for clash in conflict.clashes
    ]
    if request.url.path.startswith("/api/"):
        return _json(conflict, rows)
    verb = next((value for name, value in items if name == "do"), "")
    context = {
        "conflict": conflict,
        "rows": rows,
        "verb": verb,
        "again": any(name == "again" for name, _ in items),
        "items": [(name, value) for name, value in items if name not in ("do", "csrf")] + [("csrf", _csrf(conflict))],
    }
    if request.headers.get("hx-request"):
        return render_part(request, "conflict_part.j2", context, entry=conflict.entry, status=409)
    return render(request, "conflict.j2", context, entry=conflict.entry, status=409)


def _csrf(conflict: Conflict) -> str:
    return conflict.entry.visitor.csrf


def _value(value: Any) -> str | None:
    if value is ABSENT:
        return None
    text = snippet(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "\n…"


def _json(conflict: Conflict, rows: list[_Row]) -> Response:
    words = _WORDS.fill(who=conflict.head.author.name, what=conflict.head.what)
    content = {
        "error": words.show("en"),
        "error_ja": words.show("ja"),
        "status": 409,
        "by": conflict.head.author.name,
        "what": conflict.head.what.model_dump(),
        "head": conflict.head.seq,
        "base": conflict.base,
        "places": [{"place": row.place, "before": row.before, "theirs": row.theirs, "mine": row.mine} for row in rows],
    }
    return Response(json.dumps(content, ensure_ascii=False), 409, media_type="application/json")
