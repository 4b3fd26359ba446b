"""Measure the transparency log: appending with one fsync per batch, checking proofs, memory at growing sizes.

Budget: at least 50,000 leaves a second in batches, at least 50,000 inclusion proofs checked a second, and memory that
does not grow with the log. Each size is measured in a fresh process; rates are wall-clock for appending (the disk
counts) and CPU time, best of five, for checking.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SIZES = (100_000, 1_000_000)
BATCH = 10_000
APPEND_BUDGET = 50_000
CHECK_BUDGET = 50_000
MEMORY_BUDGET = 1.25
"""How much more memory the largest log may take than the smallest."""


def measure(size: int, batch: int) -> dict[str, Any]:
    """Fill a log with *size* entries in batches of *batch* in this process, sign it, open it again, prove and check."""
    from sanso.envelope.keys import SoftKey
    from sanso.envelope.log_entries import Entry
    from sanso.envelope.merkle import leaf_hash, root_from_inclusion
    from sanso.envelope.notes import NoteKey
    from sanso.workspace.ledger import Log, LogReader

    key = SoftKey.from_secret("Ed25519", bytes(32))
    entries = [Entry("claim", f"sha-256:{number:064x}").raw for number in range(batch)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "log"
        with Log.create(folder, NoteKey("log.example", key.public)) as log:
            wall, cpu = time.perf_counter(), time.process_time()
            for _ in range(size // batch):
                log.append(entries)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            log.checkpoint(key)
        opened = time.perf_counter()
        Log.open(folder).close()
        opened = time.perf_counter() - opened
        reader = LogReader(folder)
        index = size // 3
        proof, leaf = reader.prove(index), leaf_hash(entries[index % batch])
        best = min(_seconds(lambda: root_from_inclusion(index, size, leaf, proof.hashes), 20_000) for _ in range(5))
    return {
        "size": size,
        "append_per_s": size / wall,
        "append_per_cpu_s": size / cpu,
        "open_s": opened,
        "check_per_cpu_s": 1 / best,
        "hashes": len(proof.hashes),
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _seconds(call: Any, times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) / times


def main() -> int:
    """Print the figures and return 1 where a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--one", type=int, help="measure one size and print JSON")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, given.batch)))
        return 0
    found = []
    print(f"{'entries':>12} {'append/s':>10} {'per CPU s':>10} {'open s':>7} {'checks/s':>9} {'hashes':>6} {'MiB':>6}")
    for size in given.sizes:
        command = [sys.executable, "-m", "benchmarks.trust_log", "--one", str(size), "--batch", str(given.batch)]
        one = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        found.append(one)
        print(
            f"{one['size']:>12,} {one['append_per_s']:>10,.0f} {one['append_per_cpu_s']:>10,.0f} {one['open_s']:>7.2f} "
            f"{one['check_per_cpu_s']:>9,.0f} {one['hashes']:>6} {one['mib']:>6.0f}"
        )
    kept = (
        min(one["append_per_s"] for one in found) >= APPEND_BUDGET,
        min(one["check_per_cpu_s"] for one in found) >= CHECK_BUDGET,
        found[-1]["mib"] <= MEMORY_BUDGET * found[0]["mib"],
    )
    print(f"batch {given.batch:,}, one fsync per batch; budgets kept: {kept}")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
