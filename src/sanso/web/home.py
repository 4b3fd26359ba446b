"""The first start: of one person's own application, and of a server that nobody has an account on yet."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from sqlalchemy.exc import IntegrityError

from sanso.model.text import Language, Text
from sanso.web.beginnings import SAMPLE, sample
from sanso.web.evidence.beginning import with_evidence_of
from sanso.web.security.desk import Desk
from sanso.web.service import Service
from sanso.workspace.challenges import Challenges
from sanso.workspace.errors import NotThere
from sanso.workspace.people import People
from sanso.workspace.versions import Author

__all__ = ["HOME", "LOCAL", "offer_set_up", "offer_start", "prepare_home"]

LOCAL = "local"
"""The one account of an embedded application."""
HOME = "home"
"""Its one organization."""
_START_LASTS = 3600
_SET_UP_LASTS = 24 * 3600


def prepare_home(service: Service, lang: Language) -> str:
    """Make the account and the organization of an embedded application, and a workspace to begin with; return its id.

    That is the file it was started with, else the newest workspace, else the sample.

    Raises:
        StoreError: the store does not serve, or the file cannot be read or kept.

    """
    database, clock, settings = service.database, service.clock, service.settings
    people, homes = People(database, clock, lambda: LOCAL), People(database, clock, lambda: HOME)
    name = Text(en="You", ja="あなた").show(lang)
    _made(lambda: people.account(LOCAL), lambda: people.new_account(name, lang=lang))
    _made(lambda: homes.organization(HOME), lambda: homes.new_organization(name, LOCAL))
    author = Author(LOCAL, people.account(LOCAL).name)
    if settings.start_file is not None:
        return service.linked.open_linked(HOME, settings.start_file, author).id
    found = service.workspaces.of_organization(HOME)
    if found:
        return max(found, key=lambda one: one.created).id
    _, files = sample()
    name = Text(en="Bus operation", ja="バス運行監視").show(lang)
    evidence = with_evidence_of(service, SAMPLE, author)
    return service.workspaces.create(HOME, name, files, author, sample=True, also=evidence).id


def _made(look: Callable[[], object], make: Callable[[], object]) -> None:
    """Make what is not there yet; another process that starts at the same time may be faster."""
    try:
        look()
    except NotThere:
        with contextlib.suppress(IntegrityError):
            make()


def offer_start(service: Service, secret: str, workspace: str) -> None:
    """Let *secret* open an embedded application once, at *workspace*."""
    challenges = Challenges(service.database, service.clock, lambda: secret)
    challenges.make("start", {"account": LOCAL, "next": f"/w/{workspace}"}, _START_LASTS)


def offer_set_up(desk: Desk) -> str | None:
    """Return the secret with which the first owner of a server begins; None where somebody has an account."""
    return None if desk.people.anybody() else desk.challenges.make("set-up", {}, _SET_UP_LASTS)
