"""Measure loading, assessment, views and reports at growing sizes: CPU seconds, wall seconds, peak memory, growth.

Run by ``make bench``. Every figure comes from a fresh process, so that peak memory is that of the step and
what came before it. Growth is the exponent b of cost = a·nᵇ between neighbouring sizes; n log n shows as about 1.1.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.generate import write_jsonl, write_yaml

SIZES = (1_000, 10_000, 100_000)
YAML_UP_TO = 10_000
DAY = dt.date(2026, 11, 22)
VIEWS = ("perspectives", "transcription", "safety", "sectors")
"""Results that reports show beside the assessment; each is measured alone."""
VIEW_SIZES = (1_000, 10_000, 30_000)
STEPS = ("load", "assess", "json", *VIEWS, "workbook", "report")
WORKBOOK_BUDGET = (10_000, 10.0)
"""Elements, and CPU seconds for the requirement workbook with all its sheets and the views that they show."""


def measure(path: Path, upto: str) -> dict[str, Any]:
    """Run the steps up to *upto* in this process and return what each took."""
    from sanso.analysis import assess
    from sanso.catalogue import load_catalogue
    from sanso.model.loading import load
    from sanso.report.html import render_html
    from sanso.report.json_out import to_json
    from sanso.report.views import Views
    from sanso.report.workbook import render_workbook

    catalogue = load_catalogue()
    vocabulary = catalogue.vocabulary()
    cpu, wall = time.process_time(), time.perf_counter()
    loaded = load(path, vocabulary)
    model = loaded.require()
    if upto != "load":
        cpu, wall = time.process_time(), time.perf_counter()
        assessment = assess(model, catalogue, at=DAY, digest=loaded.digest)
        size = 0
        if upto == "json":
            cpu, wall = time.process_time(), time.perf_counter()
            size = len(to_json(assessment))
        if upto in VIEWS:
            cpu, wall = time.process_time(), time.perf_counter()
            getattr(Views(model, assessment, catalogue), upto)
        if upto == "workbook":
            cpu, wall = time.process_time(), time.perf_counter()
            size = len(render_workbook(model, assessment, catalogue, "en"))
        if upto == "report":
            cpu, wall = time.process_time(), time.perf_counter()
            views = Views(model, assessment, catalogue)
            size = len(render_html(model, assessment, catalogue, "en", views=views).encode())
            size += len(render_workbook(model, assessment, catalogue, "en", views=views))
    return {
        "elements": len(model.elements),
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "bytes": 0 if upto in ("load", "assess") else size,
    }


def _child(path: Path, step: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.run", "--child", str(path), "--step", step]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _start_up() -> dict[str, float]:
    """Return the CPU seconds of ``sanso --version`` and ``sanso --help``, the least of five."""
    found = {}
    for option in ("--version", "--help"):
        times = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-m", "sanso.cli", option], check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        found[option] = min(times)
    return found


def main() -> None:
    """Print the table of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", type=Path)
    parser.add_argument("--step", choices=STEPS, default="load")
    parser.add_argument("--sizes", type=int, nargs="*", default=None)
    options = parser.parse_args()
    if options.child is not None:
        print(json.dumps(measure(options.child, options.step)))
        return
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, {dt.date.today()}")
    for option, seconds in _start_up().items():
        print(f"sanso {option}: {seconds:.2f} s CPU")
    heads = f"{'step':<14}{'format':<8}{'elements':>10}{'CPU s':>9}{'wall s':>9}"
    print(f"{heads}{'peak MiB':>10}{'MiB out':>9}{'growth':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for step in STEPS:
            sizes = options.sizes or (VIEW_SIZES if step in (*VIEWS, "workbook") else SIZES)
            for form in ("yaml", "jsonl") if step == "load" else ("jsonl",):
                _series(step, form, [n for n in sizes if form == "jsonl" or n <= YAML_UP_TO], Path(folder))


def _series(step: str, form: str, sizes: list[int], folder: Path) -> None:
    before: dict[str, Any] | None = None
    for size in sizes:
        path = folder / f"bench-{size}.{form}"
        if not path.exists():
            (write_yaml if form == "yaml" else write_jsonl)(path, size)
        got = _child(path, step)
        growth = ""
        if before is not None and before["cpu"] > 0:
            ratio = math.log(got["cpu"] / before["cpu"]) / math.log(got["elements"] / before["elements"])
            growth = f"{ratio:.2f}"
        print(
            f"{step:<14}{form:<8}{got['elements']:>10,}{got['cpu']:>9.2f}{got['wall']:>9.2f}"
            f"{got['peak_mib']:>10.0f}{got['bytes'] / 2**20:>9.1f}{growth:>8}",
            flush=True,
        )
        before = got
        if step == "workbook" and size == WORKBOOK_BUDGET[0]:
            kept = "kept" if got["cpu"] <= WORKBOOK_BUDGET[1] else "missed"
            print(f"budget: workbook of {size:,} elements in {WORKBOOK_BUDGET[1]:.0f} CPU seconds: {kept}", flush=True)


if __name__ == "__main__":
    main()
