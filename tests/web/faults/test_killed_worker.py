"""SIGKILL of one worker of a server: what was acknowledged is there, and the server goes on with a new worker."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from pathlib import Path

import httpx
import pytest
from benchmarks.web_server import Started, compiled, server
from tests.web.faults.caller import MODEL

KILLS = 1


def workers_of(started: Started) -> list[int]:
    """Return the processes of the workers: those children that listen, not what keeps track of semaphores."""
    children = Path(f"/proc/{started.process.pid}/task/{started.process.pid}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


class Writing:
    """Somebody who saves without pause, looks again whenever the answer was lost, and notes what was acknowledged."""

    def __init__(self, started: Started) -> None:
        self.base, self.address = started.place.base, f"http://127.0.0.1:{started.place.port}"
        self.headers = {"Cookie": started.cookies[0], "Origin": self.address}
        self.acknowledged: list[str] = []
        self.strange: list[int] = []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._write, daemon=True)
        self.thread.start()

    def _write(self) -> None:
        while not self.stop.is_set() and not self.strange:
            try:
                with httpx.Client(base_url=self.address, headers=self.headers, timeout=60) as client:
                    self._save(client)
            except httpx.TransportError:  # that was the worker killed
                continue

    def _save(self, client: httpx.Client) -> None:
        while not self.stop.is_set() and not self.strange:
            page = client.get(f"{self.base}/text").text
            mark = f"# {random.getrandbits(64):x}"
            fields = {
                "csrf": page.split('<meta name="csrf" content="', 1)[1].split('"', 1)[0],
                "base": page.split('name="base" value="', 1)[1].split('"', 1)[0],
                "file": "plant.yaml",
                "text": f"{MODEL}{mark}\n",
                "do": "save",
            }
            answer = client.post(f"{self.base}/text", data=fields)
            if answer.status_code == 303:
                self.acknowledged.append(fields["text"])
            else:
                self.strange.append(answer.status_code)


@pytest.mark.long
def test_a_worker_is_killed_and_replaced(tmp_path, monkeypatch):
    for name, value in compiled(tmp_path / "compiled").items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    model = tmp_path / "plant.yaml"
    model.write_text(MODEL)
    with server(model, tmp_path / "server", 1, 2, 2) as started:
        writing = Writing(started)
        for _ in range(KILLS):
            before, enough = workers_of(started), len(writing.acknowledged) + 2
            wait_for(lambda enough=enough: writing.strange or len(writing.acknowledged) >= enough)
            assert not writing.strange
            os.kill(random.choice(before), signal.SIGKILL)
            wait_for(lambda before=before: len(workers_of(started)) == 2 and workers_of(started) != before)
        writing.stop.set()
        writing.thread.join()
        assert not writing.strange
        kept = kept_texts(started)
        assert set(writing.acknowledged) <= kept


def wait_for(there) -> None:
    until = time.monotonic() + 120
    while not there():
        assert time.monotonic() < until
        time.sleep(0.05)


def kept_texts(started: Started) -> set[str]:
    """Return every text of the model in the history, which must verify."""
    from sanso.web.service import new_id, utc_now
    from sanso.workspace.database import Database
    from sanso.workspace.history import Workspaces

    database = Database.open(started.database)
    workspaces = Workspaces(database, utc_now, new_id)
    ident = started.place.workspace
    assert workspaces.verify(ident) == ()
    head = workspaces.find(ident).head
    found = {workspaces.files(ident, seq).contents["plant.yaml"].decode() for seq in range(1, head + 1)}
    database.close()
    return found
