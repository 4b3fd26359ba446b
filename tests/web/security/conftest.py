"""A server for organizations, with people in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from sanso.catalogue import Catalogue, load_catalogue
from sanso.web.app import create_app
from sanso.web.beginnings import template
from sanso.web.security.cookies import session_cookie
from sanso.web.security.desk import Desk
from sanso.web.service import Service
from sanso.web.settings import Settings
from sanso.workspace.people import Account, Organization, Role
from sanso.workspace.versions import Author

ADDRESS = "https://sanso.example"


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = dt.datetime.now(dt.UTC).replace(microsecond=0)

    def __call__(self) -> dt.datetime:
        return self.now

    def on(self, **steps: float) -> None:
        self.now += dt.timedelta(**steps)


@dataclass
class Server:
    """An application in server mode."""

    app: FastAPI
    watch: Watch

    @property
    def service(self) -> Service:
        service: Service = self.app.state.service
        return service

    @property
    def desk(self) -> Desk:
        desk: Desk = self.app.state.desk
        return desk

    @property
    def cookie(self) -> str:
        return session_cookie(self.service.settings)

    def stranger(self, address: str = "192.0.2.7") -> TestClient:
        return TestClient(
            self.app,
            base_url=self.service.settings.address,
            follow_redirects=False,
            client=(address, 50000),
            raise_server_exceptions=False,
        )

    def client(self, account: str, address: str = "192.0.2.7") -> TestClient:
        """Return a client that is signed in as *account*."""
        client = self.stranger(address)
        client.cookies.set(self.cookie, self.desk.sessions.begin(account, "passkey", "test"))
        return client

    def csrf(self, client: TestClient) -> str:
        found = self.desk.sessions.find(client.cookies[self.cookie])
        assert found is not None
        return found.session.csrf

    def post(self, client: TestClient, path: str, data: dict[str, object] | None = None):
        return client.post(path, data={"csrf": self.csrf(client), **(data or {})})

    def person(self, name: str) -> Account:
        return self.desk.people.new_account(name)

    def organization(self, name: str, owner: Account) -> Organization:
        return self.desk.people.new_organization(name, owner.id)

    def join(self, organization: Organization, account: Account, role: Role) -> None:
        owner = next(each for each in self.desk.people.members(organization.id) if each.role == "owner")
        secret = self.desk.invitations.make(organization.id, role, 7, owner.account.id)
        self.desk.invitations.accept(secret, account.id)

    def workspace(self, organization: Organization, name: str = "Site") -> str:
        files = template(None, "en")
        return self.service.workspaces.create(organization.id, name, files, Author(None, "test")).id


@pytest.fixture(scope="session")
def content() -> Catalogue:
    return load_catalogue()


def make_server(folder: Path, content: Catalogue, **more: object) -> Server:
    watch = Watch()
    settings = Settings.server(f"sqlite:///{folder / 'sanso.db'}", ADDRESS, folder, **more)  # type: ignore[arg-type]
    return Server(create_app(settings, clock=watch, catalogue=content), watch)


@pytest.fixture
def server(tmp_path: Path, content: Catalogue) -> Iterator[Server]:
    made = make_server(tmp_path, content)
    yield made
    made.service.database.close()


@pytest.fixture
def ito(server: Server) -> Account:
    return server.person("Ito")


@pytest.fixture
def bus(server: Server, ito: Account) -> Organization:
    return server.organization("Bus", ito)
