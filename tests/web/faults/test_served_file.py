"""The file that is served is deleted, changed or broken on disk meanwhile."""

from __future__ import annotations

import pytest
from tests.web.conftest import make_running
from tests.web.faults.caller import MODEL

NAME = "plant.yaml"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "model" / NAME
    path.parent.mkdir()
    path.write_text(MODEL)
    return path


@pytest.fixture
def running(tmp_path, file):
    made = make_running(tmp_path / "data", start_file=file)
    yield made
    made.service.database.close()


def test_a_file_that_is_gone_is_told_and_comes_back(running, file):
    file.unlink()
    page = running.client.get(running.base)
    assert page.status_code == 200
    assert "is not there any more" in page.text
    saved = running.post(f"{running.base}/text", {"file": NAME, "base": "1", "text": f"{MODEL}# mine\n"})
    assert saved.status_code == 303
    assert running.head == 2
    running.client.get(running.base)
    if not file.exists():  # what was deleted on purpose need not come back by itself
        file.write_text(MODEL)
    page = running.client.get(running.base)
    assert "is not there any more" not in page.text
    assert file.read_text() == f"{MODEL}# mine\n"


def test_a_file_that_is_changed_is_a_version(running, file):
    file.write_text(MODEL.replace("count: 3", "count: 4"))
    assert running.client.get(running.base).status_code == 200
    assert running.head == 2
    assert "Changed outside" in running.client.get(f"{running.base}/history").text.replace("changed", "Changed")
    stale = running.post(
        f"{running.base}/text", {"file": NAME, "base": "1", "text": MODEL.replace("count: 3", "count: 5")}
    )
    assert stale.status_code == 409
    assert "count: 4" in file.read_text()


def test_a_file_that_is_broken_is_told_with_its_line_and_mended(running, file):
    file.write_text(MODEL + "harms:\n  h: {cause: [\n")
    for path in ("", "/layers", "/map", "/requirements"):
        page = running.client.get(running.base + path)
        assert page.status_code == 422
        assert NAME in page.text
    assert running.client.get(f"{running.base}/text").status_code == 200
    file.write_text(MODEL)
    assert running.client.get(running.base).status_code == 200
    assert running.service.workspaces.verify(running.workspace) == ()
