"""Measure the import of large ledgers: CPU seconds and peak memory of `sanso import --apply`, writing included.

Budget: 200,000 rows in at most 20 s of CPU and 1 GiB, for a first import and for one more. Every figure comes from
a fresh process. CPU seconds grow where other work shares the machine's cores: the last column tells what a fixed loop
took just before and after, and how many such loops the import is worth.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SIZES = (2_000, 20_000, 200_000)
BUDGET_SECONDS = 20.0
BUDGET_MIB = 1024.0
_HEADS = (
    "資産番号", "名称", "種別", "メーカー", "型式", "バージョン", "設置場所", "数量", "導入日", "保守会社", "外部接続",
    "備考",
)  # fmt: skip
_KINDS = ("PLC", "センサ", "HMI", "サーバ", "産業用ロボット", "L2スイッチ", "安全PLC", "ゲートウェイ")
_OUTSIDE = ("なし", "工場LAN", "VPN(遠隔保守)", "無線LAN", "LTE")


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a believable asset ledger."""
    for i in range(count):
        yield (
            f"A-{i:06}", f"装置 {i}", _KINDS[i % 8], f"メーカー{i % 50}", f"M-{i % 300}", f"{i % 4}.0",
            f"第{i % 9}工場", i % 4 + 1,
            f"令和{i % 8 + 1}年{i % 12 + 1}月1日", f"保守{i % 30}株式会社", _OUTSIDE[i % 5], "",
        )  # fmt: skip


def write_xlsx(path: Path, count: int) -> None:
    """Write the ledger as a workbook."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("台帳")
    sheet.write_row(0, 0, _HEADS)
    for number, row in enumerate(rows(count), 1):
        sheet.write_row(number, 0, row)
    book.close()


def write_csv(path: Path, count: int) -> None:
    """Write the ledger as CSV in Shift_JIS."""
    with path.open("w", encoding="cp932", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADS)
        writer.writerows(rows(count))


def loop() -> float:
    """Return the CPU seconds of a fixed loop over numbers and a small dictionary."""
    start, total, seen = time.process_time(), 0, {}
    for i in range(3_000_000):
        total += i % 7
        seen[i & 1023] = total
    return time.process_time() - start


def measure(ledger: Path, into: Path) -> dict[str, float]:
    """Import *ledger* into *into* in this process and return what it took."""
    before = loop()
    cpu, wall = time.process_time(), time.perf_counter()
    from sanso.verbs.importing import import_ledger

    report = import_ledger(ledger, into, apply=True)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {
        "rows": report.rows,
        "cpu": cpu,
        "wall": wall,
        "loop": (before + loop()) / 2,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> int:
    """Print the table of figures; return 1 where the largest ledger exceeds its budget and ``--check`` is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", nargs=2, type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measure(*options.child)))
        return 0
    print(f"{'import':<10}{'format':<8}{'rows':>9}{'CPU s':>9}{'wall s':>9}{'peak MiB':>10}{'loop s':>8}{'loops':>7}")
    over = False
    with tempfile.TemporaryDirectory() as folder:
        for ending, write in (("xlsx", write_xlsx), ("csv", write_csv)):
            for size in options.sizes:
                ledger, into = Path(folder, f"ledger-{size}.{ending}"), Path(folder, f"{ending}-{size}", "plant.yaml")
                write(ledger, size)
                for step in ("first", "again"):
                    command = [sys.executable, "-m", "benchmarks.ledger", "--child", str(ledger), str(into)]
                    got = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                    figures = f"{int(got['rows']):>9,}{got['cpu']:>9.2f}{got['wall']:>9.2f}{got['peak_mib']:>10.0f}"
                    loops = f"{got['loop']:>8.2f}{got['cpu'] / got['loop']:>7.0f}"
                    print(f"{step:<10}{ending:<8}{figures}{loops}", flush=True)
                    over = over or got["cpu"] > BUDGET_SECONDS or got["peak_mib"] > BUDGET_MIB
    return 1 if over and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
