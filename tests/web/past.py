"""Versions of the sample for tests of history, comparison and reports."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.web.conftest import LiveServer, Running

from sanso.cli.__main__ import main
from sanso.model.text import Text
from sanso.web.home import LOCAL
from sanso.workspace.files import Files
from sanso.workspace.history import Author, Kind
from sanso.workspace.versions import Places
from sanso.workspace.visits import visit

STATEMENTS, THINGS = "parts/statements.yaml", "parts/things.yaml"
BETTER = {STATEMENTS: ("    CPS.RA-4: none\n", "    CPS.RA-4: advanced\n")}
WORSE = {STATEMENTS: ("    CPS.AM-1: advanced\n", "    CPS.AM-1: none\n")}
FAULTY = {THINGS: ("    product: guard-g1\n", "    product: nobody-made-it\n")}
AGAIN = Author(None, "Sato <b>")


def changed(
    at: Running | LiveServer,
    edits: Mapping[str, tuple[str, str]],
    *,
    author: Author = AGAIN,
    kind: Kind = "text",
    what: Text | None = None,
    places: Places = (),
) -> int:
    """Keep a version in which texts of files are replaced; return its number."""
    service = at.service
    head = service.workspaces.find(at.workspace).head
    files = service.workspaces.files(at.workspace, head)
    contents = dict(files.contents)
    for path, (old, new) in edits.items():
        text = contents[path].decode()
        assert text.count(old) >= 1, old
        contents[path] = text.replace(old, new, 1).encode()
    said = what or Text(en="Statements changed", ja="申告を変更")
    saved = service.workspaces.save(
        at.workspace, head, Files(files.main, contents), author=author, kind=kind, what=said, places=places
    )
    return saved.seq


def written(running: Running, seq: int, folder: Path) -> Path:
    """Write the files of a version as the page gives them, in a zip archive; return the model file."""
    answer = running.client.get(f"{running.base}/report/model.zip?seq={seq}")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(folder)
    return folder / running.service.workspaces.files(running.workspace, seq).main


def said_by(capsys: Any, *words: str) -> Any:
    """Return the JSON that a command writes."""
    capsys.readouterr()
    main([*words, "--json"])
    return json.loads(capsys.readouterr().out)


def visited(at: Running | LiveServer, seq: int, *, hours: int = 3) -> None:
    """Let whoever is signed in have looked at version *seq* some hours ago."""
    service = at.service
    visit(service.database, at.workspace, LOCAL, seq, service.clock() - dt.timedelta(hours=hours))


def plain(page: str) -> str:
    """Return the words of a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
