"""SIGKILL at any moment loses nothing that was acknowledged, and leaves every file on disk whole."""

from __future__ import annotations

import multiprocessing
import random
import time

import pytest
from sqlalchemy import select
from tests.workspace import killed_writer

from sanso.workspace.database import Database
from sanso.workspace.files import Files, content_digest
from sanso.workspace.linking import LinkedWorkspaces
from sanso.workspace.tables import version_files

START = b"include: [a.yaml]\n"


@pytest.fixture(scope="module")
def processes():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.workspace.killed_writer", "psycopg", "sqlalchemy.dialects.postgresql"])
    return context


class Killing:
    """Rounds of three writers, one on the linked workspace and two on another one, all killed within moments."""

    def __init__(self, processes, url, linked, plain, rng):
        self.processes, self.url, self.rng = processes, url, rng
        self.targets = (linked, plain, plain)
        self.told: dict[str, dict[int, str]] = {linked: {}, plain: {}}
        self.kills = 0

    def round(self) -> None:
        started = []
        for target in self.targets:
            ours, theirs = self.processes.Pipe(duplex=False)
            process = self.processes.Process(target=killed_writer.write_until_killed, args=(self.url, target, theirs))
            process.start()
            theirs.close()
            started.append((target, process, ours))
        started[0][2].poll(20)  # the first one has been told
        for target, process, told in self.rng.sample(started, 3):
            time.sleep(self.rng.uniform(0, 0.06))
            process.kill()
            process.join()
            assert process.exitcode == -9
            self.kills += 1
            self._note(target, told)

    def _note(self, target, told) -> None:
        try:
            while told.poll():
                seq, digest = told.recv()
                assert self.told[target].get(seq) is None  # no number was given twice
                self.told[target][seq] = digest
        except EOFError:
            pass
        told.close()


def held(url, workspace):
    database = Database.open(url)
    with database.reading() as connection:
        found = connection.execute(select(version_files.c.blob).where(version_files.c.workspace == workspace))
        digests = set(found.scalars())
    database.close()
    return digests


@pytest.mark.parametrize("rounds", [2, pytest.param(34, marks=pytest.mark.long)])
def test_killed_writers(url, clock, new_id, organization, sato, tmp_path, processes, rounds):
    file = tmp_path / "model" / "bus.yaml"
    file.parent.mkdir()
    file.write_bytes(START)
    (file.parent / "a.yaml").write_bytes(b"# a\n")
    database = Database.open(url)
    first = LinkedWorkspaces(database, clock, new_id)
    linked = first.open_linked(organization, file, sato).id
    plain = first.create(organization, "plain", Files("bus.yaml", {"bus.yaml": b"1"}), sato).id
    database.close()
    killing = Killing(processes, url, linked, plain, random.Random(rounds))
    for _ in range(rounds):
        killing.round()
        kept = held(url, linked)
        for name in ("bus.yaml", "a.yaml"):
            assert content_digest((file.parent / name).read_bytes()) in kept  # whole: one of the contents of history
        database = Database.open(url)
        after = LinkedWorkspaces(database, clock, new_id)
        for workspace, told in killing.told.items():
            chain = {version.seq: version.hash for version in after.versions(workspace, most=100_000)}
            assert told.items() <= chain.items()
        found = after.open_linked(organization, file, sato)
        newest = after.files(linked, found.head).contents
        assert {name: (file.parent / name).read_bytes() for name in newest} == newest
        assert found.linked_head == found.head
        database.close()
    assert killing.kills == 3 * rounds
    assert len(killing.told[linked]) >= rounds
    database = Database.open(url)
    assert [LinkedWorkspaces(database, clock, new_id).verify(one) for one in (linked, plain)] == [(), ()]
    database.close()
