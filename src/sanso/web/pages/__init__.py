"""The pages, one module each."""

from __future__ import annotations

from importlib import import_module

from fastapi import FastAPI

__all__ = ["include"]

_PAGES = (
    "answers",
    "asking",
    "attack",
    "catalogue",
    "compare",
    "devices",
    "edit",
    "elements",
    "evidence",
    "examining",
    "history",
    "importing",
    "label",
    "language",
    "layers",
    "log",
    "map",
    "new",
    "overview",
    "palette",
    "people",
    "perspectives",
    "population",
    "procedure",
    "reports",
    "requirements",
    "rerate",
    "safety",
    "sectors",
    "share",
    "sign_in",
    "start",
    "text",
    "things",
    "transcription",
    "undo",
)


def include(app: FastAPI) -> None:
    """Add every page to *app*."""
    for name in _PAGES:
        app.include_router(import_module(f"{__name__}.{name}").router, include_in_schema=False)
