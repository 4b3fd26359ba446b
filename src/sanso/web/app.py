"""The application: pages and programming interface over one service."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI

from sanso.catalogue import Catalogue, load_catalogue
from sanso.model.text import Language
from sanso.web import api, pages
from sanso.web.assets import mount_assets
from sanso.web.editing.conflicts import handle_conflicts
from sanso.web.evidence.room import EvidenceRoom
from sanso.web.failures import handle_failures
from sanso.web.home import HOME, offer_start, prepare_home
from sanso.web.security.protection import protect
from sanso.web.service import Clock, Service, new_id, utc_now
from sanso.web.settings import Settings
from sanso.web.states import States
from sanso.workspace.database import Database
from sanso.workspace.history import Workspaces
from sanso.workspace.linking import LinkedWorkspaces

__all__ = ["create_app"]


def create_app(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    make_id: Callable[[], str] = new_id,
    catalogue: Catalogue | None = None,
    start_secret: str | None = None,
    lang: Language = "en",
) -> FastAPI:
    """Return the application; it opens the database, brings it up to date, and closes it at the end.

    An embedded one gets its account and a workspace to begin with, in *lang*; *start_secret* opens it once.

    Raises:
        StoreError: the database cannot be opened.

    """
    content = catalogue if catalogue is not None else load_catalogue()
    database = Database.open(settings.database)
    kept = LinkedWorkspaces if settings.mode == "embedded" else Workspaces
    workspaces = kept(database, clock, make_id)
    states = States(workspaces, content, settings.states_kept)
    service = Service(settings, database, workspaces, states, content, clock)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        app.state.ending.set()
        app.state.attacks.close()
        database.close()

    app = FastAPI(title="Sanso", openapi_url=None, docs_url=None, redoc_url=None, lifespan=life)
    app.state.service = service
    app.state.evidence = EvidenceRoom.of(service)
    app.state.ending = threading.Event()
    protect(app, service)
    if settings.mode == "embedded":
        app.state.home = HOME
        first = prepare_home(service, lang)
        if start_secret is not None:
            offer_start(service, start_secret, first)
    handle_failures(app)
    handle_conflicts(app)
    mount_assets(app)
    api.include(app)
    pages.include(app)
    return app
