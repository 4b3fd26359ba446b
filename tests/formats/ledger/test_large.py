"""A ledger of 200,000 rows is imported whole, within the memory of an ordinary computer."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

ROWS = 200_000
MOST_MIB = 1024
HEADS = ("資産番号", "名称", "種別", "メーカー", "型式", "設置場所", "数量", "導入日", "保守会社", "外部接続")
KINDS = ("PLC", "センサ", "HMI", "サーバ", "産業用ロボット")
OUTSIDE = ("なし", "VPN(遠隔保守)", "無線LAN", "LTE")
IMPORT = """
import json, resource, sys
from sanso.verbs.importing import import_ledger
report = import_ledger(sys.argv[1], sys.argv[2], apply=True)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"rows": report.rows, "counts": dict(report.counts), "faults": len(report.faults),
                  "checked": report.checked, "written": report.written, "peak": peak}))
"""


def _rows() -> Iterator[tuple[str | int, ...]]:
    yield HEADS
    for n in range(ROWS):
        yield (
            f"A-{n:06}", f"装置 {n}", KINDS[n % 5], f"メーカー{n % 50}", f"M-{n % 300}", f"第{n % 9}工場", n % 4 + 1,
            f"2026/{n % 12 + 1}/1", f"保守{n % 30}株式会社", OUTSIDE[n % 4],
        )  # fmt: skip


def _written(path: Path) -> Path:
    if path.suffix == ".csv":
        with path.open("w", encoding="cp932", newline="") as stream:
            csv.writer(stream).writerows(_rows())
        return path
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("台帳")
    for number, row in enumerate(_rows()):
        sheet.write_row(number, 0, row)
    book.close()
    return path


@pytest.mark.long
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_two_hundred_thousand_rows(tmp_path: Path, ending: str) -> None:
    ledger, into = _written(tmp_path / f"assets.{ending}"), tmp_path / "plant.yaml"
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, str(ledger), str(into)], check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    assert (found["rows"], found["faults"], found["checked"]) == (ROWS, 0, False)
    assert found["counts"] == {"components": ROWS, "organizations": 1 + 50 + 30, "products": 300}
    assert found["peak"] < MOST_MIB
    table = tmp_path / "parts" / "plant-assets.jsonl"
    assert str(table) in found["written"]
    kinds: Counter[str] = Counter()
    exposed = 0
    with table.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            kinds[entry["kind"]] += 1
            exposed += "exposure" in entry
    assert sum(kinds.values()) == ROWS
    assert kinds["sensor"] == kinds["controller"] == kinds["actuator"] == ROWS // 5
    assert exposed == ROWS * 3 // 4
