"""Measure edits of a model held in memory: reading and assessing what changed, beside doing it all anew.

Run by ``python -m benchmarks.editing``. CPU seconds are those of this process, the least of some runs.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.generate import write_yaml
from sanso.model.editing import Change, Put, edit
from sanso.model.reading import Held
from sanso.verbs.assessing import catalogue
from sanso.verbs.state import State

DAY = dt.date(2026, 11, 22)
EDITS: dict[str, Change] = {
    "field of a component": Put(("components", "c40", "site"), "hall"),
    "kind of a component": Put(("components", "c40", "kind"), "server"),
    "name of a component": Put(("components", "c40", "name"), "Controller 40"),
    "measure of an element": Put(("measures", "c40", "CPS.AC-1"), "basic"),
    "measure of an organization": Put(("measures", "operator1"), {"CPS.AC-1": "advanced"}),
    "level of a harm": Put(("harms", "h40", "human"), "none"),
    "new component": Put(("components", "new"), {"kind": "sensor", "roles": {"operator": "operator1"}}),
    "new connection": Put(("connections", "new"), {"kind": "commands", "from": "c40", "to": "a42"}),
}


def measured(step: Callable[[], object], times: int) -> tuple[float, float]:
    """Return CPU and wall seconds of *step*, the least of so many *times*."""
    cpus, walls = [], []
    for _ in range(times):
        cpu, wall = time.process_time(), time.perf_counter()
        step()
        cpus.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    return min(cpus), min(walls)


def main() -> None:
    """Print the table of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--elements", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, {dt.date.today()}")
    print(f"{options.elements:,} elements in YAML, the least of {options.times}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "m.yaml")
        write_yaml(path, options.elements)
        files = {"m.yaml": path.read_bytes()}
    content = catalogue()
    state = State.open(files, "m.yaml", content, DAY)
    _ = state.evaluation

    def line(what: str, step: Callable[[], object]) -> None:
        cpu, wall = measured(step, options.times)
        print(f"{what:<44}{cpu:>9.2f}{wall:>9.2f}")

    print(f"{'':<44}{'CPU s':>9}{'wall s':>9}")
    line("open and assess", lambda: State.open(files, "m.yaml", content, DAY).evaluation)
    first = EDITS["field of a component"]

    def anew() -> object:
        made = edit(Path("m.yaml"), [first], Held(files))
        return State.open({name.as_posix(): raw for name, raw in made.items()}, "m.yaml", content, DAY).evaluation

    line("edit, open and assess, all anew", anew)
    for what, change in EDITS.items():
        line(what, lambda change=change: state.edited([change]).evaluation)  # type: ignore[misc]
    text = files["m.yaml"].replace(b'"human": "fatal"', b'"human": "limited"', 1)
    line("change of the text", lambda: state.with_files({"m.yaml": text}).evaluation)


if __name__ == "__main__":
    main()
