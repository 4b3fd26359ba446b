"""The database goes away and comes back, or its disk is full: words, nothing half-written, and work goes on."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient
from tests.web.conftest import make_running
from tests.web.faults.caller import MODEL
from tests.workspace.conftest import Postgres

from sanso.model.text import Text
from sanso.web.app import create_app
from sanso.web.security.cookies import session_cookie
from sanso.web.service import utc_now
from sanso.web.settings import Settings
from sanso.workspace.files import Files
from sanso.workspace.versions import Author

NAME = "plant.yaml"


def in_words(answer, status):
    """Check that a person reads words and no trace."""
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "Traceback" not in answer.text
    return answer.text


@pytest.fixture
def away(tmp_path):
    """A PostgreSQL of its own with an application on it, a signed-in client, and the address of a workspace."""
    database = Postgres()
    app = create_app(Settings.server(database.fresh(), "http://sanso.example", tmp_path))
    client = TestClient(app, base_url="http://sanso.example", follow_redirects=False, raise_server_exceptions=False)
    desk, service = app.state.desk, app.state.service
    person = desk.people.new_account("Sato")
    organization = desk.people.new_organization("Bus company", person.id)
    client.cookies.set(session_cookie(service.settings), desk.sessions.begin(person.id, "passkey", "test"))
    files = Files(NAME, {NAME: MODEL.encode()})
    workspace = service.workspaces.create(organization.id, "Plant", files, Author(person.id, "Sato")).id
    yield database, client, f"/w/{workspace}", service
    service.database.close()
    database.remove()


def test_postgresql_goes_away_and_comes_back(away):
    database, client, base, service = away
    page = client.get(f"{base}/text").text
    fields = {
        "csrf": page.split('<meta name="csrf" content="', 1)[1].split('"', 1)[0],
        "base": "1",
        "file": NAME,
        "text": f"{MODEL}# mine\n",
        "do": "save",
    }
    database.stop()
    for language, words in (("en", "does not answer"), ("ja", "応答しません")):
        client.cookies.set("sanso-lang", language)
        assert words in in_words(client.get(base), 503)
        assert words in in_words(client.post(f"{base}/text", data=fields), 503)
    told = client.get(f"/api/v1/workspaces/{base.rsplit('/', 1)[1]}")
    assert told.status_code == 503
    assert "error" in told.json()
    database.start()
    assert client.get(base).status_code == 200
    assert client.post(f"{base}/text", data=fields).status_code == 303
    assert client.get(f"{base}/text").text.count("# mine") >= 1
    assert service.workspaces.verify(base.rsplit("/", 1)[1]) == ()


def test_a_full_disk_keeps_nobody_from_reading(tmp_path):
    running = make_running(tmp_path / "data")
    engine, service = running.service.database.engine, running.service
    with running.service.database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine.dispose()  # connections made from now on are limited
    event.listen(engine, "connect", limit)
    state = service.head(service.workspaces.find(running.workspace)).state
    text = state.contents[state.main].decode()
    form = {"file": state.main, "base": "1", "text": f"{text}# {os.urandom(300_000).hex()}\n"}
    answer = running.post(f"{running.base}/text", form)
    assert "no room on the disk" in in_words(answer, 507)
    for path in ("", "/layers", "/map", "/requirements", "/history", "/text"):
        assert running.client.get(running.base + path).status_code == 200
    assert running.head == 1
    event.remove(engine, "connect", limit)
    engine.dispose()
    assert running.post(f"{running.base}/text", form).status_code == 303
    assert running.head == 2
    assert service.workspaces.verify(running.workspace) == ()
    service.database.close()


def test_a_clock_that_goes_back_loses_nothing(tmp_path):
    moments = [utc_now()]
    app = create_app(Settings.embedded(tmp_path), start_secret="s" * 43, clock=lambda: moments[-1])
    client = TestClient(app, base_url="http://127.0.0.1:8347", follow_redirects=False)
    base = client.get(f"/start?token={'s' * 43}").headers["location"]
    service = app.state.service
    workspace = service.workspaces.find(base.rsplit("/", 1)[1])
    moments.append(moments[0] - dt.timedelta(days=2))
    assert client.get(base).status_code == 200
    state = service.head(workspace).state
    changed = {**state.contents, state.main: state.contents[state.main] + b"# later\n"}
    what, author = Text(en="x", ja="x"), Author(None, "Sato")
    kept = service.workspaces.save(workspace.id, 1, Files(state.main, changed), author=author, kind="text", what=what)
    assert kept.seq == 2
    assert [version.seq for version in service.workspaces.versions(workspace.id)] == [2, 1]
    for path in ("", "/history", "/text"):
        assert client.get(base + path).status_code == 200
    assert service.workspaces.verify(workspace.id) == ()
    service.database.close()
