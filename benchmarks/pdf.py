"""Measure the PDF and the Word file of a long document: pages, CPU seconds, peak memory.

Run by ``make bench``. The document holds Japanese names, marks and lists of identifiers in tables, as reports do.
Every figure comes from a fresh process. The budget is 300 pages in 10 CPU seconds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanso.report.document import Document, Mark, Row

SIZES = (500, 2_500)
BUDGET_PAGES = 300
BUDGET_CPU = 10.0
_CATEGORIES: tuple[Mark, ...] = ("category-0", "category-1", "category-2", "category-3", "category-4")
_STATUSES: tuple[Mark, ...] = ("met", "partial", "missing", "not-stated", "not-applicable", "not-required")


def measure(rows: int, lang: str, kind: str) -> dict[str, float | str]:
    """Make a document with *rows* table rows in this process and return what that took."""
    from sanso.report.pdf import render_pdf
    from sanso.report.word import render_word

    document = _document(rows, lang)
    render = {"pdf": render_pdf, "word": render_word}[kind]
    cpu, wall = time.process_time(), time.perf_counter()
    made = render(document)
    return {
        "kind": kind,
        "lang": lang,
        "rows": rows,
        "pages": len(re.findall(rb"/Type\s*/Page\b(?!s)", made)) if kind == "pdf" else 0,
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mib": len(made) / 2**20,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _document(rows: int, lang: str) -> Document:
    from sanso.report.document import Column, Document, Heading, Table

    columns = (Column("対策要件 Requirement", 2), Column("状態 Status"), Column("C", 0.4), Column("要素 Elements", 3))
    blocks: list[Heading | Table] = [Heading(1, "対策要件 Requirements")]
    for start in range(0, rows, 100):
        blocks += [
            Heading(2, f"ソシキ {start // 100 + 1}"),
            Table(columns, tuple(map(_row, range(start, start + 100)))),
        ]
    return Document("長い報告書", "ja" if lang == "ja" else "en", dt.date(2026, 11, 22), tuple(blocks))


def _row(number: int) -> Row:
    from sanso.report.document import Row, Run

    status = _STATUSES[number % len(_STATUSES)]
    names = "、".join(f"制御装置{(number * 7 + k) % 900}号機" for k in range(14))
    ids = ", ".join(f"CPS.AC-{1 + (number + k) % 9}" for k in range(8))
    return Row(
        (
            (Run(f"CPS.AC-{number % 9 + 1}", mark="code"), " 識別情報と認証情報の管理の手順を定め、運用すること"),
            (Run("未申告", mark=status), "\n水準: High-Advanced"),
            Run(str(number % 5), mark=_CATEGORIES[number % 5]),
            (names, "\n", Run(ids, mark="code")),
        )
    )


def main() -> int:
    """Print a table; exit 1 where the budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=3, metavar=("ROWS", "LANG", "KIND"))
    options = parser.parse_args()
    if options.one:
        rows, lang, kind = options.one
        print(json.dumps(measure(int(rows), lang, kind)))
        return 0
    missed = False
    print(f"{'kind':5} {'lang':4} {'rows':>6} {'pages':>6} {'CPU s':>7} {'wall s':>7} {'file MiB':>9} {'RSS MiB':>8}")
    for rows in SIZES:
        for lang in ("en", "ja"):
            for kind in ("pdf", "word"):
                one = _fresh(rows, lang, kind)
                print(
                    f"{kind:5} {lang:4} {rows:6,} {one['pages']:6} {one['cpu']:7.2f} {one['wall']:7.2f} "
                    f"{one['mib']:9.2f} {one['peak_mib']:8.0f}"
                )
                pages = one["pages"]
                missed |= kind == "pdf" and one["cpu"] > BUDGET_CPU * max(1.0, pages / BUDGET_PAGES)
    print(f"budget: {BUDGET_PAGES} pages in {BUDGET_CPU:.0f} CPU seconds: {'missed' if missed else 'kept'}")
    return int(missed)


def _fresh(rows: int, lang: str, kind: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.pdf", "--one", str(rows), lang, kind]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent,
                          env={**os.environ, "PYTHONHASHSEED": "0"})  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
