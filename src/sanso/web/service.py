"""What every request works with, made once at start."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.web.settings import Settings

if TYPE_CHECKING:
    from fastapi import Request

    from sanso.catalogue import Catalogue
    from sanso.model.text import Text
    from sanso.verbs.state import State
    from sanso.web.states import Shown, States
    from sanso.workspace.database import Database
    from sanso.workspace.history import Workspaces
    from sanso.workspace.linking import LinkedWorkspaces
    from sanso.workspace.rows import Workspace
    from sanso.workspace.versions import Version

__all__ = ["Clock", "Service", "new_id", "service_of", "utc_now"]

Clock = Callable[[], dt.datetime]
_ID_BYTES = 12


def utc_now() -> dt.datetime:
    """Return the moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def new_id() -> str:
    """Return a random id that tells nothing and fits into an address."""
    return secrets.token_hex(_ID_BYTES)


@dataclass(frozen=True, slots=True)
class Service:
    """Settings, store, framework content and the models in memory."""

    settings: Settings
    database: Database
    workspaces: Workspaces
    states: States
    catalogue: Catalogue
    clock: Clock

    def today(self) -> dt.date:
        """Return the day as of which pages assess, in the zone of the machine."""
        return self.clock().astimezone().date()

    @property
    def linked(self) -> LinkedWorkspaces:
        """The workspaces of an embedded application, which may mirror files.

        Raises:
            TypeError: this is a server, which mirrors none.

        """
        from sanso.workspace.linking import LinkedWorkspaces

        if not isinstance(self.workspaces, LinkedWorkspaces):
            raise TypeError("a server mirrors no files")
        return self.workspaces

    def current(self, workspace: str) -> tuple[Workspace, Text | None]:
        """Return a workspace, brought together with the file that it mirrors, and what stands in the way of that.

        Raises:
            NotThere: there is no such workspace.
            StoreError: the store does not serve.

        """
        trouble = None
        if self.settings.mode == "embedded":
            trouble = self.linked.sync(workspace).trouble
        return self.workspaces.find(workspace), trouble

    def head(self, workspace: Workspace) -> Shown:
        """Return the state of the newest version of a workspace, as of today.

        Raises:
            StoreError: its files cannot be read.

        """
        return self.states.head(workspace.id, workspace.head, self.today())

    def saved(self, workspace: str, version: Version, state: State) -> None:
        """Keep the state that has just been saved as *version*."""
        self.states.keep(workspace, version.seq, state)


def service_of(request: Request) -> Service:
    """Return the service of the application that serves *request*."""
    service: Service = request.app.state.service
    return service
