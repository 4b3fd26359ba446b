"""Measure the first attack result of a cold process: CPU seconds and wall seconds of ``sanso attack``'s first numbers.

Run by ``make bench-attack``. *First result* is everything up to likelihoods of all harms and elements and the loss
distribution (`sanso.attack.attacking.begin`); *whole* is the command with paths, criticality, interval and assumptions.
The second line has no writable kernel cache, as in a read-only installation.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

FILE = Path(__file__).parent.parent / "src/sanso/examples/bus-operation/bus-operation.yaml"

FIRST = """
import json, resource, sys, time
wall = time.perf_counter()
from sanso import verbs
made = verbs.evaluate(sys.argv[1])
options = verbs.attack_options(made)
from sanso.analysis.attacking import first_result
first_result(made.model, made.catalogue, made.assessment, options)
use = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"cpu": use.ru_utime + use.ru_stime, "wall": time.perf_counter() - wall, "mib": use.ru_maxrss / 1024}))
"""


def run(code: str, environment: dict[str, str]) -> dict[str, float]:
    """Run *code* in a fresh process and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(FILE)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        locked = Path(folder) / "locked"
        locked.mkdir(mode=0o500)
        for name, environment in (
            ("first result, bus-operation, 10,000 worlds", {}),
            ("the same without a kernel cache", {"NUMBA_CACHE_DIR": str(locked)}),
        ):
            best = min((run(FIRST, environment) for _ in range(3)), key=lambda one: one["cpu"])
            print(f"{name}: {best['cpu']:.2f} s CPU, {best['wall']:.2f} s wall, {best['mib']:.0f} MiB (budget 3 s)")


if __name__ == "__main__":
    main()
