"""Ledgers of the shapes that people use become the entries that they describe; faults name their cell."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.formats.ledger.header import find_header
from sanso.formats.ledger.present import Present
from sanso.formats.ledger.reading import LedgerRead, Question, read_ledger
from sanso.formats.ledger.vocabulary import ledger_words
from sanso.formats.tables import open_tables
from sanso.model.diagnostics import InputRefused

HEADS = ["資産番号", "名称", "種別", "数量", "導入日", "外部接続", "取得価額"]


def _csv(path: Path, *rows: list[Any]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def _read(path: Path, **options: Any) -> LedgerRead:
    return read_ledger(open_tables(path), Question(**options))


def _codes(read: LedgerRead) -> dict[str, str]:
    return {fault.path: fault.code for fault in read.faults}


@pytest.mark.parametrize(
    "heads", [HEADS, ["Asset no.", "Name", "Type", "Qty", "Installed", "External connection", "Price"]]
)
def test_one_row(tmp_path: Path, heads: list[str]) -> None:
    read = _read(
        _csv(
            tmp_path / "a.csv", ["台帳"], [], heads, ["Ａ－１", "搬送", "PLC", "２台", "令和8年4月1日", "VPN", "10万円"]
        )
    )
    component = read.entries["components"]["A-1"]
    assert component == {
        "name": "搬送", "kind": "controller", "count": 2, "roles": {"operator": "own"}, "exposure": ["vpn"],
        "valid": {"from": "2026-04-01"}, "attributes": {heads[-1]: "10万円"},
    }  # fmt: skip
    assert (read.header.top, read.header.bottom, read.faults) == (3, 3, ())


def test_merged_cells_empty_rows_totals_and_a_header_twice(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台帳"
    for row in (
        ["工場台帳"], ["No.", "資産番号", "設置場所", None, "名称", "種別"], [None, None, "建屋", "エリア", None, None],
        [1, "A-1", "第一", "溶接", "ロボット1", "ロボット"], [2, "A-2", None, "塗装", "計器", "センサ"], [], [3, "A-3", "第二", None, "盤", "PLC"],  # noqa: E501
        ["No.", "資産番号", "建屋", "エリア", "名称", "種別"], ["合計", None, None, None, None, 3], ["※ 注記"],
    ):  # fmt: skip
        sheet.append(row)
    for cells in ("A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "C4:C5"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    read = _read(tmp_path / "a.xlsx")
    sites = {ident: value.get("site") for ident, value in read.entries["components"].items()}
    assert sites == {"A-1": "第一 溶接", "A-2": "第一 塗装", "A-3": "第二"}
    assert read.faults == ()


def test_faults_name_their_cells(tmp_path: Path) -> None:
    path = _csv(
        tmp_path / "a.csv", HEADS,
        ["A-1", "盤", "PLC", "x", "4/1/2026", "謎", ""], ["A-2", "机", "備品", "", "", "", ""],
        ["A-3", "盤", "PLC", "", "", "", ""], ["A-3", "別の盤", "PLC", "", "", "", ""],
        ["A-4", "盤4", "PLC", "", "", "", ""], ["A-4", "盤4", "PLC", "", "", "", ""], ["", "", "PLC", "1", "", "", "1"],
    )  # fmt: skip
    read = _read(path)
    assert _codes(read) == {
        "D2": "cell-not-a-count", "E2": "cell-not-a-day", "F2": "cell-not-understood", "C3": "kind-unknown",
        "A4": "row-id-twice", "A5": "row-id-twice", "7": "row-repeated", "8": "row-without-name",
    }  # fmt: skip
    assert set(read.entries["components"]) == {"A-1", "A-4"}
    assert read.entries["components"]["A-1"]["attributes"] == {"数量": "x", "導入日": "4/1/2026", "外部接続": "謎"}
    twice = [fault.message.en for fault in read.faults if fault.code == "row-id-twice"]
    assert "A5" in twice[0]
    assert "A4" in twice[1]


def test_a_formula_without_value_counts_as_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADS)
    book.active.append(["A-1", "盤", "PLC", "=1+1", None, None, "#REF!"])
    book.save(tmp_path / "a.xlsx")
    read = _read(tmp_path / "a.xlsx")
    assert _codes(read) == {"Sheet!D2": "cell-formula", "Sheet!G2": "cell-error"}
    assert "count" not in read.entries["components"]["A-1"]


def test_days_of_every_system_are_the_same_day(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(HEADS)
    for number, day in enumerate((dt.date(2026, 4, 1), "令和8年4月1日", "2026/4/1", "R8.4.1")):
        book.active.append([f"A-{number}", f"盤{number}", "PLC", 1, day])
    book.save(tmp_path / "a.xlsx")
    entries = _read(tmp_path / "a.xlsx").entries["components"].values()
    assert {entry["valid"]["from"] for entry in entries} == {"2026-04-01"}


def test_what_has_no_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        _read(_csv(tmp_path / "a.csv", ["a", "b"], ["1", "2"]))
    assert refused.value.diagnostics[0].code == "ledger-no-header"
    with pytest.raises(InputRefused) as refused:
        _read(_csv(tmp_path / "b.csv", HEADS))
    assert refused.value.diagnostics[0].code == "ledger-no-rows"


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        (["取引先名", "取引区分", "国"], "suppliers"),
        (["接続元", "接続先", "用途"], "network"),
        (["Source", "Destination", "Protocol"], "network"),
        (["Supplier", "Country", "Employees"], "suppliers"),
        (["機器名", "メーカー", "型番"], "assets"),
    ],
)
def test_the_headings_tell_the_kind(heads: list[str], kind: str) -> None:
    header = find_header([heads], {})
    assert header is not None
    assert header.kind == kind


def test_variants_of_one_company_are_one_organization(tmp_path: Path) -> None:
    names = ["山田電機株式会社", "㈱山田電機", "山田電機(株)", "山田電機"]
    rows = [[f"A-{n}", f"盤{n}", "PLC", name] for n, name in enumerate(names)]
    read = _read(_csv(tmp_path / "a.csv", ["資産番号", "名称", "種別", "保守会社"], *rows))
    assert set(read.entries["organizations"]) == {"own", "山田電機"}


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["盤", "制御盤 2", "A/B", "A B", "ロボット"]), st.sampled_from(["PLC", "センサ", "ロボット"]),
        st.sampled_from(["", "株式会社山田", "山田(株)", "X&Y", "X Y"]), st.sampled_from(["", "M1", "M-1"]),
        st.sampled_from(["", "ライン1", "ライン 1", "ライン/1"]), st.sampled_from(["", "2027/3/31", "令和9年4月"]),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tmp_path_factory: pytest.TempPathFactory, rows: Any, random: Any) -> None:
    heads = ["資産番号", "名称", "種別", "メーカー", "型式", "システム名", "サポート期限"]
    numbered = [[f"A-{n:02}", *row] for n, row in enumerate(rows)]
    shuffled = list(numbered)
    random.shuffle(shuffled)
    folder = tmp_path_factory.mktemp("order")
    first, second = (
        _read(_csv(folder / f"{n}.csv", heads, *order)).entries for n, order in enumerate((numbered, shuffled))
    )
    assert {k: v for k, v in first.items() if v} == {k: v for k, v in second.items() if v}


NAMES = st.text(st.characters(categories=("L", "N", "Po", "Sm"), max_codepoint=0xFFEF), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            NAMES,
            st.sampled_from(["PLC", "センサ"]),
            st.integers(1, 99),
            st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_a_ledger_says_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: Any) -> None:
    path = _csv(
        tmp_path_factory.mktemp("back") / "a.csv", ["資産番号", "名称", "種別", "数量", "導入日"],
        *([f"A-{n}", name, kind, count, f"令和{day.year - 2018}年{day.month}月{day.day}日" if day.year > 2019 else day] for n, (name, kind, count, day) in enumerate(rows)),  # noqa: E501
    )  # fmt: skip
    found = _read(path).entries["components"]
    kinds = {"PLC": "controller", "センサ": "sensor"}
    for n, (name, kind, count, day) in enumerate(rows):
        entry = found[f"A-{n}"]
        assert (entry["name"], entry["kind"]) == (" ".join(name.split()), kinds[kind])
        assert (entry.get("count", 1), entry["valid"]["from"]) == (count, day.isoformat())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ポンプ制御盤", "controller"), ("コンプレッサ制御盤(PLC)", "controller"), ("カメラ録画サーバ", "server"),
        ("サーバ室監視カメラ", "sensor"), ("制御盤(ポンプ用)", "controller"),
        ("control panel for the pump", "controller"),
        ("マシニングセンタ1号", "actuator"), ("三次元測定機", "sensor"), ("ロボット用タッチパネル", "application"),
        ("受変電設備(キュービクル)", "physical"),
    ],
)  # fmt: skip
def test_the_kind_is_that_of_the_thing_and_not_of_what_it_serves(name: str, kind: str) -> None:
    meaning = ledger_words().kinds.meaning(name)
    assert meaning is not None
    assert meaning.word == kind


def test_ditto_repeats_the_cell_above(tmp_path: Path) -> None:
    path = _csv(
        tmp_path / "a.csv", ["資産番号", "名称", "種別", "保守会社"],
        ["A-1", "盤1", "PLC", "山田電機"], ["A-2", "盤2", "〃", "同上"], ["A-3", "盤3", "同上", "〃"],
    )  # fmt: skip
    read = _read(path)
    parts = read.entries["components"].values()
    assert {(part["kind"], part["roles"]["maintainer"]) for part in parts} == {("controller", "山田電機")}
    assert set(read.entries["organizations"]) == {"own", "山田電機"}


def test_a_physical_thing_keeps_every_cell_and_a_machine_on_a_network_is_a_component(tmp_path: Path) -> None:
    heads = ["資産番号", "名称", "建屋", "エリア", "メーカー", "保守会社", "ネットワーク接続"]
    path = _csv(
        tmp_path / "a.csv", heads,
        ["A-1", "プレス機", "第一", "南", "甲", "乙", "なし"],
        ["A-2", "プレス機2", "第一", "南", "甲", "乙", "社内LAN"],
    )  # fmt: skip
    read = _read(path)
    kept = read.entries["physical"]["A-1"]["attributes"]
    assert kept == dict(zip(heads[2:], ["第一", "南", "甲", "乙", "なし"], strict=True))
    assert read.entries["components"]["A-2"]["kind"] == "actuator"
    assert _codes(read)["G3"] == "machine-connected"


def test_a_physical_thing_is_no_part_of_a_system_and_keeps_its_name(tmp_path: Path) -> None:
    path = _csv(
        tmp_path / "a.csv",
        ["資産番号", "名称", "システム"],
        ["A-1", "プレス機", "第一ライン"],
        ["A-2", "PLC", "第一ライン"],
    )
    read = _read(path)
    assert read.entries["physical"]["A-1"]["attributes"] == {"システム": "第一ライン"}
    (system,) = read.entries["systems"].values()
    assert system["contains"] == {"A-2": 1}


@pytest.mark.parametrize("text", ["A-01、A-02、A-03", "A-01 A-02 A-03", "A-01～A-03", "A-01〜03"])
def test_assets_of_a_supplier_may_be_listed_in_several_ways(tmp_path: Path, text: str) -> None:
    model = tmp_path / "m.yaml"
    parts = "".join(f"  A-0{n}: {{kind: controller}}\n" for n in (1, 2, 3))
    model.write_text(f"sanso: 1\nid: m\nname: m\ncomponents:\n{parts}", encoding="utf-8")
    path = _csv(tmp_path / "s.csv", ["取引先名", "取引区分", "対象設備"], ["山田電機", "保守", text])
    read = read_ledger(open_tables(path), Question(), Present.read(model))
    (link,) = read.entries["connections"].values()
    assert link["subject"] == ["A-01", "A-02", "A-03"]
