"""Undo and redo from the toolbar of every page."""

from __future__ import annotations

from tests.web.conftest import Running
from tests.web.test_edit import DOOR, send, value


def test_buttons_say_what_they_would_do(running: Running) -> None:
    page = running.client.get(running.base).text
    assert "data-undo" in page
    assert page.count("disabled title=") == 2
    send(running, DOOR, {"f.site": "a<b"})
    page = running.client.get(f"{running.base}/edit").text
    assert "takes back: Door drive: Site" in page


def test_undo_and_redo(running: Running) -> None:
    send(running, DOOR, {"f.site": "x"})
    back = running.post(
        f"{running.base}/undo", {"base": "2", "next": f"{running.base}/edit?section=components&saved=2"}
    )
    assert back.headers["location"] == f"{running.base}/edit?section=components"
    assert value(running, "components", "door", "site") == "vehicle"
    running.post(f"{running.base}/redo", {"base": "3"})
    assert value(running, "components", "door", "site") == "x"
    assert running.head == 4


def test_a_stale_undo_is_refused(running: Running) -> None:
    send(running, DOOR, {"f.site": "x"})
    assert running.post(f"{running.base}/undo", {"base": "1"}).status_code == 409
    assert running.post(f"{running.base}/undo", {"base": "no"}).status_code == 400
    assert running.post(f"{running.base}/redo", {"base": "2"}).status_code == 422
    assert running.head == 2


def test_nothing_leads_elsewhere(running: Running) -> None:
    send(running, DOOR, {"f.site": "x"})
    back = running.post(f"{running.base}/undo", {"base": "2", "next": "//evil.example/"})
    assert back.headers["location"] == "/"
