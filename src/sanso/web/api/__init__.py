"""The programming interface under ``/api/v1``."""

from __future__ import annotations

from fastapi import FastAPI

__all__ = ["include"]


def include(app: FastAPI) -> None:
    """Add the programming interface to *app*."""
    from sanso.web.attacks import Attacks

    app.state.attacks = Attacks()
