"""Beginning a model and handing a step over on a server: organizations, roles, colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.security.conftest import Server, make_server

from sanso.catalogue import load_catalogue


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = make_server(tmp_path, load_catalogue())
    yield made
    made.service.database.close()


def test_a_step_is_handed_to_a_colleague_and_to_nobody_else(server: Server) -> None:
    ito, sato, stranger = server.person("Ito"), server.person("佐藤"), server.person("Stranger")
    bus = server.organization("Bus", ito)
    server.join(bus, sato, "editor")
    client, at = server.client(ito.id), f"/w/{server.workspace(bus)}/procedure"
    page = client.get(f"{at}/assess").text
    assert f'<option value="{sato.id}">佐藤' in page
    assert stranger.id not in page
    handed = {"state": "handed", "to": sato.id, "note": "<b>please</b>", "due": "2030-01-31"}
    assert server.post(client, f"{at}/assess/hand", handed).status_code == 303
    assert server.post(client, f"{at}/treat/hand", {**handed, "to": stranger.id}).status_code == 422
    theirs = server.client(sato.id)
    page = theirs.get(at).text
    assert "With 佐藤" in page
    assert "Continue: Step 2" in page  # what was handed to the one who looks comes first
    assert "&lt;b&gt;please&lt;/b&gt;" in theirs.get(f"{at}/assess").text
    assert "Continue: Step 1" in client.get(at).text


def test_a_reader_sees_every_step_and_changes_nothing(server: Server) -> None:
    ito, reader = server.person("Ito"), server.person("Reader")
    bus = server.organization("Bus", ito)
    server.join(bus, reader, "reader")
    workspace = server.workspace(bus)
    client, at = server.client(reader.id), f"/w/{workspace}/procedure"
    page = client.get(f"{at}/prepare").text
    assert "You may look" in page
    assert '<button class="btn primary">Save' not in page
    assert client.get(f"{at}/files/iotssf.json").status_code == 200
    assert server.post(client, f"{at}/prepare", {"form": "scope"}).status_code == 403
    assert server.post(client, f"{at}/prepare/hand", {"state": "done"}).status_code == 403
    assert client.get(f"/w/{workspace}/import").status_code == 200
    assert server.post(client, f"/w/{workspace}/import").status_code == 403
    assert client.get("/new").status_code == 403


def test_a_model_begins_in_the_organization_that_was_chosen(server: Server) -> None:
    ito, other = server.person("Ito"), server.person("Other")
    bus, rail = server.organization("Bus", ito), server.organization("Rail", ito)
    foreign = server.organization("Foreign", other)
    client = server.client(ito.id)
    page = client.get(f"/new?organization={rail.id}").text
    assert f'<option value="{rail.id}" selected>Rail' in page
    assert foreign.id not in page
    fields = {"way": "template", "sector": "factory"}
    assert server.post(client, "/new", {**fields, "organization": foreign.id}).status_code == 404
    assert server.post(client, "/new", fields).status_code == 422  # which of the two?
    assert server.post(client, "/new", {**fields, "organization": rail.id}).status_code == 303
    workspaces = server.service.workspaces
    assert [len(workspaces.of_organization(one.id)) for one in (bus, rail, foreign)] == [0, 1, 0]
