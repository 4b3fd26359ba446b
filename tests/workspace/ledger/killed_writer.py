"""What the process does that is killed: add batches and sign, and tell each only when the call has returned."""

from __future__ import annotations

import random
import resource
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from sanso.envelope.keys import SoftKey
from sanso.workspace.errors import DiskFull
from sanso.workspace.ledger import Log
from sanso.workspace.ledger import log as module


def entry(number: int) -> bytes:
    return f"entry {number}".encode()


def write_until_killed(folder: Path, told: Connection, seed: int) -> None:
    module._FOLD_TILES = 4  # fold often
    rng = random.Random(seed)
    key = SoftKey.from_secret("Ed25519", bytes(range(32)))
    with Log.open(folder) as log:
        told.send(("size", log.size))
        while True:
            count = rng.choice([1, 10, 100, 1000])
            log.append([entry(number) for number in range(log.size, log.size + count)])
            told.send(("size", log.size))
            if rng.random() < 0.3:
                told.send(("signed", log.checkpoint(key).raw))


def write_within_a_limit(folder: Path, told: Connection) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    said = []
    with Log.open(folder) as log:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            log.append([entry(number) for number in range(1000)])
        except DiskFull:
            said.append("full")
        log.append([entry(number) for number in range(10)])
        told.send([*said, "added"])
