"""The public pages of a log: the folder as C2SP names it, read-only, found by digest, for anybody."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import make_running

from sanso.envelope.cosignatures import cosign
from sanso.envelope.keys import SoftKey
from sanso.envelope.log_entries import Entry
from sanso.envelope.log_proofs import read_log_proof
from sanso.envelope.merkle import verifies_inclusion
from sanso.envelope.notes import NoteKey
from sanso.web.app import create_app
from sanso.web.public.reading_log import tile_at
from sanso.web.settings import Public, Settings
from sanso.workspace.ledger import Log, LogReader

KEY, WITNESS = (SoftKey.from_secret("Ed25519", bytes([n]) * 32) for n in (1, 2))
SIZE = 300


def digest(number: int) -> str:
    return "sha-256:" + hashlib.sha256(b"%d" % number).hexdigest()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("public") / "log"
    with Log.create(made, NoteKey("log.example/bus", KEY.public)) as log:
        log.append([Entry("claim", digest(number)).raw for number in range(SIZE - 1)])
        log.append([Entry("withdrawal", digest(7_000)).raw])
        log.checkpoint(KEY)
        log.append([Entry("claim", digest(9_999)).raw])  # not under a checkpoint yet
    return made


@pytest.fixture(scope="module")
def anybody(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[TestClient]:
    settings = Settings.embedded(tmp_path_factory.mktemp("data"), public=Public(log=folder))
    app = create_app(settings)
    yield TestClient(app, base_url=settings.address, follow_redirects=False, raise_server_exceptions=False)
    app.state.service.database.close()


def test_the_folder_is_given_as_it_lies(anybody: TestClient, folder: Path) -> None:
    answer = anybody.get("/log/checkpoint")
    assert answer.content == LogReader(folder).last.raw
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "immutable" not in answer.headers["cache-control"]
    for path in ("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"):
        answer = anybody.get(f"/log/{path}")
        assert answer.status_code == 200, path
        assert answer.content == (folder / path).read_bytes(), path
        assert answer.headers["content-type"] == "application/octet-stream"
        assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001", "tile/0/001.p/45", "tile/entries/001.p/45", "tile/2/000", "tile/0/1", "tile/0/000.p/256",
        "tile/0/000.p/0", "tile/00/000", "tile/entries/../../log.json", "tile/%2e%2e/log.json", "tile/0/x000/000",
        "tile/../journal", "journal", "log.json", "lock", "tile/0/000.p/044", "entries/300", "entries/-1",
        "tile/63/000", "tile/0/９９９", "proof/zz", "proof/" + digest(9_999), "proof/" + digest(12_345),
    ],
)  # fmt: skip
def test_nothing_else_is_given(anybody: TestClient, path: str) -> None:
    assert anybody.get(f"/log/{path}").status_code in (404, 422)


def test_entries_and_proofs(anybody: TestClient, folder: Path) -> None:
    reader = LogReader(folder)
    assert anybody.get("/log/entries/5").content == Entry("claim", digest(5)).raw
    for number, index in ((5, 5), (298, 298), (7_000, 299)):
        raw = anybody.get(f"/log/proof/{digest(number)}").content
        proof = read_log_proof(raw)
        assert proof.index == index
        kind = "withdrawal" if number == 7_000 else "claim"
        leaf = Entry(kind, digest(number)).leaf  # type: ignore[arg-type]
        assert verifies_inclusion(index, SIZE, leaf, proof.hashes, reader.last.checkpoint.root)


def test_the_page_tells(anybody: TestClient) -> None:
    for lang, word in (("en", "Last checkpoint"), ("ja", "最新のチェックポイント")):
        page = anybody.get("/log", headers={"Accept-Language": lang}).text
        assert word in page
        assert "log.example/bus" in page
        assert digest(298) in page
        assert digest(9_999) not in page
    assert digest(3) in anybody.get("/log?start=0").text
    found = anybody.get(f"/log?digest={digest(7_000)}").text
    assert "Entry 299 is this withdrawal." in found
    assert "nothing with this digest" in anybody.get(f"/log?digest={digest(8_000)}").text
    assert "64 hexadecimal digits" in anybody.get("/log?digest=abc").text
    table = anybody.get("/log?table=entries&as=json")
    assert table.json()


def test_witnesses_show(folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "log"
    shutil.copytree(folder, copy)
    with Log.open(copy) as log:
        last = LogReader(copy).last
        log.cosigned(cosign(last.note, "witness.example", WITNESS, dt.datetime(2026, 11, 1, tzinfo=dt.UTC)))
    running_page = _page(copy, tmp_path)
    assert "<dd>1</dd>" in running_page
    assert "witness.example" in running_page


def _page(folder: Path, tmp_path: Path) -> str:
    settings = Settings.embedded(tmp_path / "data", public=Public(log=folder))
    app = create_app(settings)
    page = TestClient(app, base_url=settings.address).get("/log").text
    app.state.service.database.close()
    return page


def test_look_ups_are_limited(anybody: TestClient) -> None:
    answers = [anybody.get(f"/log/proof/{digest(number)}").status_code for number in range(40)]
    assert answers[-1] == 429
    assert anybody.get("/log/checkpoint").status_code == 200


def test_without_a_log_there_is_no_page(tmp_path: Path) -> None:
    running = make_running(tmp_path / "data")
    for path in ("/log", "/log/checkpoint", "/log/tile/0/000", "/log/entries/0"):
        assert running.client.get(path).status_code == 404
    running.service.database.close()


def test_changes_are_not_possible(anybody: TestClient) -> None:
    for method in ("post", "put", "delete", "patch"):
        assert getattr(anybody, method)("/log/checkpoint").status_code in (401, 403, 404, 405)


@pytest.mark.parametrize(("path", "index"), [("0/999", 999), ("0/x001/000", 1000), ("3/x001/x234/067", 1_234_067)])
def test_paths_of_tiles(path: str, index: int) -> None:
    found = tile_at(path)
    assert found is not None
    assert found.index == index
