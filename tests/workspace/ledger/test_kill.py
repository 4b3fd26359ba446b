"""SIGKILL at any moment: every acknowledged entry is there, and what was signed is never unsaid."""

from __future__ import annotations

import multiprocessing
import random
import time
from pathlib import Path

import pytest
from tests.workspace.ledger import killed_writer

from sanso.envelope.keys import SoftKey
from sanso.envelope.merkle import Frontier, leaf_hash
from sanso.envelope.notes import NoteKey
from sanso.workspace.ledger import Log, LogReader, audit


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.long)])
def test_a_killed_writer(folder: Path, log_key: NoteKey, key: SoftKey, kills: int) -> None:
    context = multiprocessing.get_context("fork")  # a fresh interpreter for each kill would take most of the time
    Log.create(folder, log_key).close()
    rng = random.Random(kills)
    signed: list[bytes] = []
    size = 0
    for number in range(kills):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=killed_writer.write_until_killed, args=(folder, theirs, number))
        process.start()
        theirs.close()
        assert ours.poll(20)
        _, found = ours.recv()
        assert found >= size  # whatever the one before was told is there
        time.sleep(rng.uniform(0, 0.08))
        process.kill()
        process.join()
        assert process.exitcode == -9
        size = max([found, *_told(ours, signed)])
    with Log.open(folder) as log:
        assert log.size >= size
        log.checkpoint(key)
    found = audit(folder, [(Path(str(number)), raw) for number, raw in enumerate(signed)])
    assert (found.damage, found.alarms, found.compared) == ((), (), len(signed))
    edge = Frontier()
    for index, entry in LogReader(folder).entries():
        assert entry == killed_writer.entry(index)
        edge.append(leaf_hash(entry))
    assert edge.root() == found.last.checkpoint.root
    assert edge.size >= size > 0


def _told(ours, signed: list[bytes]) -> list[int]:  # type: ignore[no-untyped-def]
    sizes = []
    try:
        while ours.poll():
            kind, value = ours.recv()
            if kind == "size":
                sizes.append(value)
            else:
                signed.append(value)
    except EOFError:
        pass
    ours.close()
    return sizes
