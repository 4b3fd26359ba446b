"""What the processes do that are killed: save without pause, and tell each version only when `save` has returned."""

from __future__ import annotations

import datetime as dt
import os
import random
import secrets
from multiprocessing.connection import Connection

from sanso.model.text import Text
from sanso.workspace.database import Database
from sanso.workspace.errors import Stale
from sanso.workspace.files import Files
from sanso.workspace.linking import LinkedWorkspaces
from sanso.workspace.versions import Author

WHAT = Text(en="change", ja="変更")
LINES = 400


def content(rng: random.Random) -> bytes:
    return "".join(f"# {number} {rng.getrandbits(64):x}\n" for number in range(LINES)).encode()


def write_until_killed(url: str, workspace: str, told: Connection) -> None:
    rng = random.Random(os.getpid())
    workspaces = LinkedWorkspaces(Database.open(url), lambda: dt.datetime.now(dt.UTC), lambda: secrets.token_hex(8))
    author = Author(None, f"process {os.getpid()}")
    while True:
        head = workspaces.find(workspace).head
        files = Files("bus.yaml", {"bus.yaml": b"include: [a.yaml]\n" + content(rng), "a.yaml": content(rng)})
        try:
            if rng.random() < 0.15 and head > 2:
                version = workspaces.undo(workspace, head, author)
            else:
                version = workspaces.save(workspace, head, files, author=author, kind="edit", what=WHAT)
        except Stale:
            continue
        told.send((version.seq, version.hash))
