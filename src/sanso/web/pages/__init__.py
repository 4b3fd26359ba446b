"""The pages, one module each."""

from __future__ import annotations

from fastapi import FastAPI

__all__ = ["include"]


def include(app: FastAPI) -> None:
    """Add every page to *app*."""
    from sanso.web.pages import edit, elements, history, importing, language, layers, map, new, overview, palette, people, population, procedure, rerate, share, sign_in, start, text, things, undo

    for module in (start, language, sign_in, overview, layers, elements, map, population, rerate, history, palette, people, share, procedure, new, importing, things, edit, text, undo):
        app.include_router(module.router, include_in_schema=False)
