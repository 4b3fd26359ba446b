"""Fifty people at once, some of whom save: no error, and every save is in the history."""

from __future__ import annotations

import asyncio
import time

import httpx
from benchmarks.generate import write_yaml
from benchmarks.web_users import Browser, Notes, Place, changed_fields, read_on
from tests.web.conftest import LiveServer

from sanso.workspace.files import Files
from sanso.workspace.versions import Author

READERS, WRITERS, SAVES, SECONDS = 45, 5, 2, 3
THINK = (0.2, 0.6)


async def write(place: Place, browser: Browser, cell: int) -> None:
    """Change a component of one's own, one time after the other."""
    path = f"{place.base}/edit/components/c{cell}"
    for number in range(SAVES):
        form = await browser.get("form", path)
        fields = changed_fields(form.body, {"f.site": f"hall {number}"})
        await browser.post("save by form", path, [*fields, ("do", "save")])
    await browser.close()


def test_fifty_people_at_once(live: LiveServer, tmp_path):
    model = tmp_path / "plant.yaml"
    write_yaml(model, 200)
    with httpx.Client(base_url=live.address, timeout=60) as client:
        client.get(f"/start?token={live.secret}")
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    files = Files(model.name, {model.name: model.read_bytes()})
    workspace = live.service.workspaces.create(live.app.state.home, "Plant", files, Author(None, "Sato")).id
    place, notes = Place(live.port, workspace, 15), Notes()

    async def everybody() -> None:
        until = time.monotonic() + SECONDS
        readers = [read_on(place, Browser(live.port, cookie, notes), until, THINK, seed) for seed in range(READERS)]
        writers = [write(place, Browser(live.port, cookie, notes), cell) for cell in range(WRITERS)]
        await asyncio.gather(*readers, *writers)

    asyncio.run(everybody())
    assert not notes.errors
    assert sum(map(len, notes.seconds.values())) >= READERS / 2
    assert live.service.workspaces.find(workspace).head == 1 + WRITERS * SAVES
    assert live.service.workspaces.verify(workspace) == ()
