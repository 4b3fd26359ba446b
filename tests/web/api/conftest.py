"""A server with one organization and its owner, seen as a program sees it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from sanso.catalogue import Catalogue, load_catalogue
from sanso.web.app import create_app
from sanso.web.beginnings import sample
from sanso.web.security.cookies import session_cookie
from sanso.web.security.desk import Desk
from sanso.web.service import Clock, Service, utc_now
from sanso.web.settings import Settings
from sanso.workspace.files import Files
from sanso.workspace.people import Account
from sanso.workspace.tokens import Scope
from sanso.workspace.versions import Author

API = "/api/v1"


@dataclass
class Programs:
    """An application and an organization with an owner, for programs."""

    app: FastAPI
    owner: Account
    organization: str
    workspace: str
    files: Files
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def service(self) -> Service:
        service: Service = self.app.state.service
        return service

    @property
    def desk(self) -> Desk:
        desk: Desk = self.app.state.desk
        return desk

    @property
    def at(self) -> str:
        return f"{API}/workspaces/{self.workspace}"

    @property
    def head(self) -> int:
        return self.service.workspaces.find(self.workspace).head

    def token(self, scope: Scope = "write", account: str | None = None) -> dict[str, str]:
        """Return the header of a new token."""
        secret, _ = self.desk.tokens.make(account or self.owner.id, self.organization, "test", scope, 30)
        return {"Authorization": f"Bearer {secret}"}

    def session(self) -> dict[str, str]:
        """Return the headers of a session of the owner."""
        secret = self.desk.sessions.begin(self.owner.id, "passkey", "test")
        found = self.desk.sessions.find(secret)
        assert found is not None
        return {"Cookie": f"{session_cookie(self.service.settings)}={secret}", "X-CSRF": found.session.csrf}

    def close(self) -> None:
        """End what runs in the background and close the database."""
        self.app.state.attacks.close(60)
        self.service.database.close()

    def client(self, headers: Mapping[str, str] | None = None) -> TestClient:
        """Return a client that sends *headers*, a token that may write if they are absent."""
        sent = dict(headers) if headers is not None else self.token()
        address = self.service.settings.address
        return TestClient(
            self.app, base_url=address, headers=sent, follow_redirects=False, raise_server_exceptions=False
        )

    def wait_for(self, client: TestClient, job: str, seconds: float = 120) -> dict[str, Any]:
        """Wait until a job has ended."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            told: dict[str, Any] = client.get(f"{self.at}/attack/{job}").json()
            if told["status"] not in ("waiting", "running"):
                return told
            time.sleep(0.1)
        raise AssertionError("the job did not end")


@pytest.fixture(scope="session")
def content() -> Catalogue:
    return load_catalogue()


def make_programs(folder: Path, content: Catalogue, files: Files, clock: Clock = utc_now) -> Programs:
    settings = Settings.server(f"sqlite:///{folder / 'sanso.db'}", "http://localhost", folder)
    app = create_app(settings, catalogue=content, clock=clock)
    desk: Desk = app.state.desk
    owner = desk.people.new_account("Ito")
    organization = desk.people.new_organization("Bus", owner.id)
    service: Service = app.state.service
    workspace = service.workspaces.create(organization.id, "Site", files, Author(owner.id, "Ito"))
    return Programs(app, owner, organization.id, workspace.id, files)


@pytest.fixture
def programs(tmp_path: Path, content: Catalogue) -> Iterator[Programs]:
    """The worked example, in a server of its own for this test."""
    made = make_programs(tmp_path, content, sample()[1])
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, content: Catalogue) -> Iterator[Programs]:
    """The worked example, for tests that change nothing."""
    made = make_programs(tmp_path_factory.mktemp("shared"), content, sample()[1])
    yield made
    made.close()
