"""The pages, one module each."""

from __future__ import annotations

from fastapi import FastAPI

__all__ = ["include"]


def include(app: FastAPI) -> None:
    """Add every page to *app*."""
    from sanso.web.pages import elements, language, layers, overview, palette, people, procedure, share, sign_in, start

    for module in (start, language, sign_in, overview, layers, elements, palette, people, share, procedure):
        app.include_router(module.router, include_in_schema=False)
