"""Render pages: layout, language, theme, navigation, and the downloads of every table.

A page handler returns `render(request, "name.j2", context, grids=...)`; with ``?table=ID&as=csv`` (or ``json``) in
the address the same handler answers with that table instead. Templates of pages end in ``.j2``; the sections of the
report, in ``.html.j2``, may be included by pages.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from sanso.model.text import Language, Text
from sanso.web.assets import assets
from sanso.web.grid_lines import lines_html
from sanso.web.grids import Grid
from sanso.web.navigation import navigation
from sanso.web.service import service_of

if TYPE_CHECKING:
    from jinja2 import Environment

    from sanso.web.access import Entry, Visitor
    from sanso.web.states import Shown

__all__ = ["LANG_COOKIE", "Made", "language_of", "render", "render_kept", "render_part"]

LANG_COOKIE = "sanso-lang"
_LANGUAGES: tuple[Language, ...] = ("en", "ja")

Made = tuple[Mapping[str, Any], Sequence[Grid]]
"""Context and tables of a page."""


def language_of(request: Request) -> Language:
    """Return the language to answer in: chosen before, else the browser's, else English."""
    chosen = request.cookies.get(LANG_COOKIE)
    for lang in _LANGUAGES:
        if chosen == lang:
            return lang
    wanted = request.headers.get("accept-language", "").lower()
    found = {lang: wanted.find(lang) for lang in _LANGUAGES if lang in wanted}
    return min(found, key=lambda lang: found[lang]) if found else "en"


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    entry: Entry | None = None,
    visitor: Visitor | None = None,
    grids: Sequence[Grid] = (),
    status: int = 200,
) -> Response:
    """Return the page made of *template*, or the table of *grids* that the address asks for."""
    wanted = request.query_params.get("table")
    if wanted is not None and status < 400:  # the page of a failure has no table to give
        return _download(request, grids, wanted)
    html = _template(template).render(_context(request, context, entry, visitor, grids))
    return HTMLResponse(html, status_code=status)


def render_kept(
    request: Request,
    template: str,
    shown: Shown,
    make: Callable[[Entry], Made],
    *,
    entry: Entry,
    key: Hashable = (),
) -> Response:
    """Return the page made of *template*, which is made once for all who look at the same version in the same way.

    *make* gets an entry whose visitor is nobody in particular, and returns the context and the tables. What it makes
    follows from the version *shown*, the day, the address, the language, the role, the workspace and *key*; whatever
    else a page shows has to be part of *key*.
    """
    if "table" in request.query_params:
        context, grids = make(entry)
        return render(request, template, context, entry=entry, grids=grids)

    def draw(visitor: Visitor) -> str:
        nobody = replace(entry, visitor=visitor)
        context, grids = make(nobody)
        html: str = _template(template).render(_context(request, context, nobody, None, grids))
        return html

    looks = (language_of(request), _theme(request), entry.role, entry.workspace, _address(request), _zone(request))
    known = (template, *looks, getattr(request.state, "trouble", None), key)
    return HTMLResponse(shown.pages.page(known, draw, entry.visitor))


def render_part(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    entry: Entry | None = None,
    visitor: Visitor | None = None,
    grids: Sequence[Grid] = (),
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a part of a page, for htmx to put in its place."""
    html = _template(template).render(_context(request, context, entry, visitor, grids))
    return HTMLResponse(html, status_code=status, headers=dict(headers or {}))


def _context(
    request: Request,
    context: Mapping[str, Any] | None,
    entry: Entry | None,
    visitor: Visitor | None,
    grids: Sequence[Grid],
) -> dict[str, Any]:
    lang = language_of(request)
    who = entry.visitor if entry is not None else visitor
    settings = service_of(request).settings

    def say(en: str, ja: str, **values: object) -> str:
        return Text(en=en, ja=ja).fill(**values).show(lang) if values else (ja if lang == "ja" else en)

    def show(text: Text | str | None) -> str:
        return "" if text is None else text if isinstance(text, str) else text.show(lang)

    return {
        "request": request,
        "lang": lang,
        "say": say,
        "show": show,
        "asset": assets().url,
        "entry": entry,
        "visitor": who,
        "workspace": entry.workspace if entry is not None else None,
        "may_edit": entry is not None and entry.role in ("editor", "owner"),
        "csrf": who.csrf if who is not None else "",
        "settings": settings,
        "trouble": getattr(request.state, "trouble", None),
        "undoing": _undoing(request, entry),
        "navigation": navigation(entry.workspace.id) if entry is not None else (),
        "here": request.url.path,
        "address": _address(request),
        "lines": lambda grid: lines_html(grid, lang),
        "grids": {grid.id: grid for grid in grids},
        "download": _download_address(request),
        "zone": _zone(request),
        **(context or {}),
    }


def _zone(request: Request) -> str:
    """Return the zone that times are written in, as `UTC+09:00`."""
    return f"UTC{service_of(request).clock().astimezone().isoformat()[-6:]}"


def _theme(request: Request) -> str | None:
    """Return the theme that was chosen, as far as pages know it."""
    chosen = request.cookies.get("sanso-theme")
    return chosen if chosen in ("light", "dark") else None


def _undoing(request: Request, entry: Entry | None) -> Any:
    """Return what tells of the next steps of undo and redo; None outside of a workspace."""
    return None if entry is None else lambda: service_of(request).workspaces.undoing(entry.workspace.id)


def _address(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def _download_address(request: Request) -> Any:
    from urllib.parse import urlencode

    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in ("table", "as")]

    def address(grid: Grid, kind: str) -> str:
        return f"{request.url.path}?{urlencode([*kept, ('table', grid.id), ('as', kind)])}"

    return address


def _download(request: Request, grids: Sequence[Grid], wanted: str) -> Response:
    from fastapi import HTTPException

    lang = language_of(request)
    grid = next((grid for grid in grids if grid.id == wanted), None)
    kind = request.query_params.get("as", "csv")
    if grid is None or kind not in ("csv", "json"):
        raise HTTPException(404)
    content = grid.as_csv(lang) if kind == "csv" else grid.as_json(lang)
    media = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    name = quote(f"{grid.id}.{kind}")
    return Response(content, media_type=media, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"})


def _template(name: str) -> Any:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=ChoiceLoader([PackageLoader("sanso.web", "templates"), PackageLoader("sanso.report", "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
