"""Many writers at once, as threads and processes: every acknowledged change is there, none twice, none lost."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pytest

from sanso.model.text import Text
from sanso.workspace.errors import Stale
from sanso.workspace.files import Files
from sanso.workspace.versions import Author

WHAT = Text(en="line added", ja="行を追加")
WRITER = """
import datetime as dt, json, sys
from sanso.model.text import Text
from sanso.workspace.database import Database
from sanso.workspace.errors import Stale
from sanso.workspace.files import Files
from sanso.workspace.history import Workspaces
from sanso.workspace.versions import Author

url, workspace, name, count = sys.argv[1:]
workspaces = Workspaces(Database.open(url), lambda: dt.datetime.now(dt.UTC), str)
kept = []
print("ready", flush=True)
sys.stdin.readline()
while len(kept) < int(count):
    head = workspaces.find(workspace).head
    held = workspaces.files(workspace, head).contents["m"]
    line = f"{name}-{len(kept)}"
    try:
        workspaces.save(workspace, head, Files("m", {"m": held + line.encode() + b"\\n"}),
                        author=Author(None, name), kind="edit", what=Text(en="line", ja="行"))
        kept.append(line)
    except Stale:
        pass
print(json.dumps(kept), flush=True)
"""


@pytest.fixture
def bus(workspaces, organization, sato):
    return workspaces.create(organization, "Bus", Files("m", {"m": b""}), sato).id


def lines(workspaces, workspace):
    head = workspaces.find(workspace).head
    return head, workspaces.files(workspace, head).contents["m"].decode().split()


def test_threads(workspaces, bus):
    faults = []

    def write(name):
        done = 0
        while done < 10:
            head, held = lines(workspaces, bus)
            content = "".join(f"{line}\n" for line in [*held, f"{name}-{done}"]).encode()
            try:
                workspaces.save(
                    bus, head, Files("m", {"m": content}), author=Author(None, name), kind="edit", what=WHAT
                )
                done += 1
            except Stale:
                continue
            except Exception as error:  # noqa: BLE001
                faults.append(error)
                return

    threads = [threading.Thread(target=write, args=(f"t{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    head, held = lines(workspaces, bus)
    assert head == 61
    assert sorted(held) == sorted(f"t{t}-{n}" for t in range(6) for n in range(10))
    assert workspaces.verify(bus) == ()


@pytest.mark.long
def test_processes(url, workspaces, bus):
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, bus, f"p{number}", "8"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    assert [process.stdout.readline() for process in running] == ["ready\n"] * 2
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    kept = [json.loads(process.communicate(timeout=60)[0]) for process in running]
    head, held = lines(workspaces, bus)
    assert head == 17
    assert sorted(held) == sorted(line for one in kept for line in one)
    assert len(set(held)) == 16
    assert workspaces.verify(bus) == ()
