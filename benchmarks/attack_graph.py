"""Measure the making of attack graphs beside mal-toolbox: CPU seconds, memory growth, ratios, growth with size.

Both sides get the same model of `cpsf.mal` in memory and make its attack graph; only that is timed (``compile`` on
our side, with its checks; ``AttackGraph(language, model)`` on theirs). Each figure comes from a fresh process; each
process has imported what it needs and holds language and model before the clock starts. Memory growth is the peak of
the resident set while the graph is made less the resident set before; *told* is what `estimate` said beforehand.
Growth is the exponent b of cost = a·nᵇ.

The model is random: assets of the language's types in equal shares, each association with *LINKS* times as many
links as an average type has assets, ends drawn at random.
mal-toolbox writes logs where it runs, so it runs in a folder of its own.

Goals (`--check` makes the exit code tell): at least 20 times faster at 10,000 assets and 50 times at 100,000, at most
a tenth of the memory growth there, growth with size at most 1.15 up to 1,000,000 assets.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000, 1_000_000)
PEER_UP_TO = 100_000
LINKS = 2.0
FASTER = {10_000: 20.0, 100_000: 50.0}
LEANER = 10.0
GROWTH = 1.15
ROOT = Path(__file__).resolve().parent.parent


def _language() -> Path:
    return Path(str(files("sanso.attack.cpsf") / "cpsf.mal"))


def make(size: int) -> Any:
    """Return random objects of *size* assets."""
    import numpy as np

    from sanso.attack.graph import Objects
    from sanso.attack.language import load

    language = load(_language())
    source = np.random.default_rng(1)
    names = [name for name, asset in language.assets.items() if not asset.abstract]
    types = [names[i] for i in source.integers(0, len(names), size)]
    members: dict[str, list[int]] = {}
    for index, name in enumerate(types):
        for ancestor in language.lineage(name):
            members.setdefault(ancestor, []).append(index)
    links = {}
    count = int(LINKS * size / len(names))
    for association in language.associations:
        ends = [members.get(end.asset) for end in (association.left, association.right)]
        if all(ends):
            key = (association.name, association.left.field, association.right.field)
            links[key] = np.stack([source.choice(np.array(end, np.int32), count) for end in ends], axis=1)
    return language, Objects([f"asset-{index}" for index in range(size)], types, links)


def _resident(wanted: str = "VmRSS:") -> float:
    """Return the resident set, or with ``VmHWM:`` its peak, in MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(wanted):
            return int(line.split()[1]) / 1024
    raise LookupError(wanted)


def _timed(step: Any) -> dict[str, Any]:
    """Return what *step* gives, and what it took."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _resident()
    cpu, wall = time.process_time(), time.perf_counter()
    result = step()
    took = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    return {"result": result, "grew_mib": _resident("VmHWM:") - before, "before_mib": before, **took}


def ours(size: int) -> dict[str, Any]:
    """Make our graph in this process and return what it took."""
    import sanso.attack as attack
    from sanso.attack.graph import estimate

    compiled = attack.compile
    language, objects = make(size)
    told = estimate(language, objects)
    took = _timed(lambda: compiled(language, objects))
    graph = took.pop("result")
    return {"steps": graph.size, "edges": len(graph.children.indices), "told_mib": told.peak / 2**20, **took}


def peer(size: int) -> dict[str, Any]:
    """Make mal-toolbox's graph in this process, which runs in a folder of its own, and return what it took."""
    from maltoolbox.attackgraph import AttackGraph
    from maltoolbox.language import LanguageGraph
    from maltoolbox.model import Model

    _, objects = make(size)
    language = LanguageGraph.load_from_file(str(_language()))
    model = Model("benchmark", language)
    assets = [model.add_asset(kind, name) for kind, name in zip(objects.types, objects.ids, strict=True)]
    for (_, _, right), links in objects.links.items():
        for start, end in links.tolist():
            assets[start].add_associated_assets(right, {assets[end]})
    del objects
    took = _timed(lambda: AttackGraph(language, model))
    nodes = took.pop("result").nodes.values()
    return {"steps": len(nodes), "edges": sum(len(node.children) for node in nodes), **took}


def _child(side: str, size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.attack_graph", "--side", side, "--sizes", str(size)]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, cwd=folder, env=environment)
    if done.returncode:
        raise SystemExit(f"{side} at {size} assets ended with {done.returncode}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def _exponent(before: dict[str, Any], after: dict[str, Any]) -> float:
    return math.log(after["cpu"] / before["cpu"]) / math.log(after["steps"] / before["steps"])


def compare(sizes: list[int], peer_up_to: int) -> list[str]:
    """Print the table and return the goals that were missed."""
    heads = f"{'assets':>10}{'side':>13}{'steps':>12}{'edges':>12}{'CPU s':>9}{'wall s':>9}"
    print(f"{heads}{'grew MiB':>10}{'told MiB':>10}{'growth':>8}")
    missed: list[str] = []
    last: dict[str, dict[str, Any]] = {}
    for size in sizes:
        here: dict[str, dict[str, Any]] = {}
        for side in ("sanso", "mal-toolbox") if size <= peer_up_to else ("sanso",):
            got = here[side] = _child(side, size)
            growth = _exponent(last[side], got) if side in last else None
            _row(size, side, got, growth)
            if side == "sanso" and growth is not None and size >= 100_000 and growth > GROWTH:
                missed.append(f"{size}: cost grows with the power {growth:.2f}, more than {GROWTH}")
            last[side] = got
        if len(here) == 2:
            missed += _compared(size, here["sanso"], here["mal-toolbox"])
    return missed


def _row(size: int, side: str, got: dict[str, Any], growth: float | None) -> None:
    shown = "" if growth is None else f"{growth:.2f}"
    told = f"{got['told_mib']:.0f}" if "told_mib" in got else ""
    print(
        f"{size:>10,}{side:>13}{got['steps']:>12,}{got['edges']:>12,}{got['cpu']:>9.2f}{got['wall']:>9.2f}"
        f"{got['grew_mib']:>10.0f}{told:>10}{shown:>8}",
        flush=True,
    )


def _compared(size: int, mine: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    faster, leaner = theirs["cpu"] / mine["cpu"], theirs["grew_mib"] / max(0.1, mine["grew_mib"])
    print(f"{'':>10}{'ratio':>13}   {faster:.0f} times faster, {leaner:.1f} times less memory growth", flush=True)
    missed = []
    if (mine["steps"], mine["edges"]) != (theirs["steps"], theirs["edges"]):
        missed.append(f"{size}: the graphs differ")
    if faster < FASTER.get(size, 0):
        missed.append(f"{size}: {faster:.0f} times faster, less than {FASTER[size]:.0f}")
    if size in FASTER and leaner < LEANER:
        missed.append(f"{size}: {leaner:.1f} times less memory growth, less than {LEANER:.0f}")
    return missed


def main() -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--side", choices=("sanso", "mal-toolbox"), help=argparse.SUPPRESS)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--peer-up-to", type=int, default=PEER_UP_TO)
    parser.add_argument("--check", action="store_true", help="end with 1 where a goal is missed")
    options = parser.parse_args()
    if options.side is not None:
        print(json.dumps((ours if options.side == "sanso" else peer)(options.sizes[0])))
        return 0
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"peer: mal-toolbox {importlib.metadata.version('mal-toolbox')}")
    missed = compare(options.sizes, options.peer_up_to)
    for goal in missed:
        print(f"missed: {goal}")
    return 1 if missed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
