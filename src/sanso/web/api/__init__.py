"""The programming interface under ``/api/v1``: everything that the pages can do, and results as JSON."""

from __future__ import annotations

from fastapi import FastAPI

__all__ = ["include"]


def include(app: FastAPI) -> None:
    """Add the programming interface to *app*."""
    from sanso.web.api import (
        analyses,
        asking,
        attack,
        claims,
        evidence,
        examinations,
        general,
        history,
        imports,
        inbox,
        labels,
        organizations,
        reports,
        shares,
        workspaces,
    )
    from sanso.web.api.page import router as page
    from sanso.web.api.problems import PROBLEMS
    from sanso.web.attacks import Attacks

    app.state.attacks = Attacks()
    modules = (general, organizations, workspaces, history, analyses, attack, reports, imports)
    for module in (*modules, evidence, claims, labels, asking, inbox, examinations, shares):
        app.include_router(module.router, prefix="/api/v1", responses=PROBLEMS)
    app.include_router(page, include_in_schema=False)
