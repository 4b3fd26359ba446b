"""Measure the application in the browser: single pages for one person, then many people at once.

Run by ``make bench-web``. The application is started as its users start it, on the loopback only, once embedded with
SQLite and once as a server with PostgreSQL. Readers wait 2 to 5 s between two pages, writers 5 to 10 s between opening
a form, saving it and opening the next one: think times of people. The load stops by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import datetime as dt
import itertools
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.generate import CELL, write_yaml
from benchmarks.web_server import Started, compiled, embedded, server, used
from benchmarks.web_users import Browser, Notes, Place, changed_fields, read_on, write_on

READER_THINKS = (2.0, 5.0)
WRITER_THINKS = (5.0, 10.0)
GOAL_PAGE = 1.0
GOAL_P95 = 0.5
_WARM = 3
_SHARES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))


def main() -> int:
    """Print the figures; return 1 where a goal is missed and ``--check`` is given."""
    options = _options()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {dt.date.today()}")
    print(", ".join(f"{name} {version(name)}" for name in ("fastapi", "uvicorn", "sqlalchemy", "psycopg", "jinja2")))
    print(f"{_processor()}, {_memory():.0f} GiB, load average before {os.getloadavg()[0]:.1f}")
    people = f"{options.readers} readers ({READER_THINKS[0]:.0f}-{READER_THINKS[1]:.0f} s between pages)"
    people += f", {options.writers} writers ({WRITER_THINKS[0]:.0f}-{WRITER_THINKS[1]:.0f} s between steps)"
    print(f"{options.elements:,} elements; {people}, {options.seconds} s\n")
    missed = []
    with tempfile.TemporaryDirectory(prefix="sanso-bench-") as name:
        folder = Path(name)
        os.environ.update(compiled(folder / "compiled"))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        model, linked = folder / "plant.yaml", folder / "linked.yaml"  # the latter is written back to
        for path in (model, linked):
            write_yaml(path, options.elements)
        cells = max(1, options.elements // CELL - CELL)
        everybody = options.readers + options.writers
        if options.database in ("sqlite", "both"):
            with embedded(linked, folder / "embedded", cells) as started:
                missed += measured(started, options)
        if options.database in ("postgresql", "both"):
            with server(model, folder / "server", cells, everybody, options.workers) as started:
                missed += measured(started, options)
    print("every goal is kept" if not missed else "missed: " + "; ".join(missed))
    return 1 if missed and options.check else 0


def _processor() -> str:
    """Return the name of the processor, as far as the system tells it."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> float:
    """Return how much memory the machine has, in GiB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--elements", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--writers", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--quick", action="store_true", help="a small model and few people, to see that it works")
    parser.add_argument("--check", action="store_true", help="return 1 where a goal is missed")
    options = parser.parse_args()
    if options.quick:
        options.elements, options.readers, options.writers = 1_000, 10, 1
    return options


def measured(started: Started, options: argparse.Namespace) -> list[str]:
    """Measure one application; return the goals that it misses."""
    print(f"== {started.name}")
    print(f"address after {started.address_after:.2f} s, first answer after {started.answer_after:.2f} s")
    missed = asyncio.run(_alone(started))
    missed += asyncio.run(_together(started, options))
    print(flush=True)
    return [f"{started.name}: {what}" for what in missed]


async def _alone(started: Started) -> list[str]:
    """Measure one person with nobody beside."""
    place, notes = started.place, Notes(meter=lambda: used(started.process)[0])
    browser = Browser(place.port, started.cookies[0], notes)
    await browser.get("overview, cold", place.base)
    for _ in range(2):  # other workers get their turn on other connections
        await _around(place, browser)
        await browser.close()
    notes.seconds = {"overview, cold": notes.seconds["overview, cold"]}
    notes.cpu = {"overview, cold": notes.cpu["overview, cold"]}
    for number in range(_WARM):
        await _around(place, browser)
        path = f"{place.base}/edit/components/c{number + 3}"
        form = await browser.get("form", path)
        fields = changed_fields(form.body, {"f.site": f"hall {number}", "f.kind": ("server", "gateway")[number % 2]})
        begun, before = time.perf_counter(), notes.used()
        answer = await browser.post("save by form", path, [*fields, ("do", "save")])
        await browser.get("form after saving", answer.headers["location"])
        await browser.get("overview after saving", place.base)
        notes.note("edit: save, its form, overview re-assessed", time.perf_counter() - begun, notes.used() - before)
        await browser.get("requirement rows after saving", f"{place.base}/requirements/rows.json")
        await browser.get("layers after saving", f"{place.base}/layers")
        await browser.get("map after saving", f"{place.base}/map")
        await browser.get("element after saving", f"{place.base}/elements/c7")
    await browser.close()
    print("one person (wall seconds; seconds of the processor, on the average, in the last column)")
    _table(notes)
    missed = [f"{what} {max(times):.2f} s" for what, times in notes.seconds.items() if _late(what, times)]
    return missed + [f"one person: {error}" for error in notes.errors]


def _late(what: str, times: Sequence[float]) -> bool:
    return what in ("overview", "edit: save, its form, overview re-assessed") and statistics.median(times) > GOAL_PAGE


async def _around(place: Place, browser: Browser) -> None:
    """Look at every page once."""
    await browser.get("overview", place.base)
    for what, path in (
        ("layers", "/layers"),
        ("map", "/map"),
        ("element", "/elements/c1"),
        ("requirements", "/requirements"),
        ("requirement rows", "/requirements/rows.json"),
        ("palette", "/palette.json"),
        ("history", "/history"),
    ):
        await browser.get(what, place.base + path)


async def _together(started: Started, options: argparse.Namespace) -> list[str]:
    """Let everybody work at once; return what was missed."""
    notes, place = Notes(), started.place
    before, _ = used(started.process)
    own, begun = time.process_time(), time.monotonic()
    until, cookies = begun + options.seconds, itertools.cycle(started.cookies)
    readers = [
        read_on(place, Browser(place.port, next(cookies), notes), until, READER_THINKS, seed)
        for seed in range(options.readers)
    ]
    writers = [
        write_on(place, Browser(place.port, next(cookies), notes), until, WRITER_THINKS, 10_000 + seed)
        for seed in range(options.writers)
    ]
    _, saved = await asyncio.gather(asyncio.gather(*readers), asyncio.gather(*writers))
    seconds = time.monotonic() - begun
    cpu, peak = used(started.process)
    everything = [one for times in notes.seconds.values() for one in times]
    print(f"everybody at once: {len(everything)} answers, {sum(saved)} saved, in {seconds:.0f} s (wall seconds)")
    _table(notes)
    print(f"errors: {len(notes.errors)} {sorted(set(notes.errors))[:5] if notes.errors else ''}")
    print(
        f"server {cpu - before:.1f} CPU s ({(cpu - before) / seconds:.0%} of a core), peak {peak:.0f} MiB; "
        f"load {time.process_time() - own:.1f} CPU s; load average {os.getloadavg()[0]:.1f}"
    )
    print(
        "of all: " + ", ".join(f"{name} {_share(everything, share):.2f} s" for name, share in _SHARES)
        + f"; {len(everything) / seconds:.1f} answers a second"
    )  # fmt: skip
    late = _share(everything, 0.95)
    missed = [f"p95 {late:.2f} s"] if late > GOAL_P95 else []
    return missed + ([f"{len(notes.errors)} errors"] if notes.errors else [])


def _table(notes: Notes) -> None:
    metered = notes.meter is not None
    heads = " | ".join(f"{name:>6}" for name, _ in _SHARES)
    print(f"| {'page':<44} | {'n':>5} | {heads} |" + ("    CPU |" if metered else ""))
    print("|---|--:|" + "--:|" * len(_SHARES) + ("--:|" if metered else ""))
    rows = dict(notes.seconds)
    if not metered:
        rows["all"] = [one for times in notes.seconds.values() for one in times]
    for what, times in rows.items():
        shares = " | ".join(f"{_share(times, share):6.2f}" for _, share in _SHARES)
        used_up = f" {statistics.mean(notes.cpu[what]):6.3f} |" if metered and what in notes.cpu else ""
        print(f"| {what:<44} | {len(times):>5} | {shares} |{used_up}")


def _share(times: Sequence[float], share: float) -> float:
    """Return the time within which so large a *share* of the answers came; NaN where there is none."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


if __name__ == "__main__":
    sys.exit(main())
