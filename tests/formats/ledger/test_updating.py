"""Imports into models: what is written loads, what was done by hand stays, what changed is told."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.examples import ledgers
from sanso.formats.ledger.merging import merge
from sanso.model.diagnostics import InputRefused
from sanso.verbs import assess, check, load
from sanso.verbs.importing import import_ledger, ledger_samples

from .make_samples import make

HEADS = ["資産番号", "名称", "種別", "設置場所", "数量", "外部接続", "所属システム"]
ROWS = [
    ["A-1", "盤", "PLC", "第一", "1", "VPN", "ライン"],
    ["A-2", "計器", "センサ", "第一", "2", "なし", "ライン"],
]


def _ledger(folder: Path, *rows: list[str], name: str = "台帳.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="cp932", newline="") as stream:
        csv.writer(stream).writerows([HEADS, *rows])
    return path


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_samples_together_are_a_sound_model(tmp_path: Path, lang: Any) -> None:
    into = tmp_path / "plant.yaml"
    for path in ledger_samples(tmp_path / "in", lang):
        report = import_ledger(path, into, apply=True, lang=lang)
        assert not report.conflicts
        assert {fault.severity for fault in report.faults} <= {"info"}
    assert check(into) == ()
    model = load(into)
    assert len(model.components) == 26
    assert len(model.connections) > 40
    assert {row.layer for row in assess(model).incidents} == {1, 2, 3}
    before = _bytes(tmp_path)
    for name in ledgers.NAMES:
        report = import_ledger(tmp_path / "in" / name, into, apply=True, lang=lang)
        assert (report.added, report.changed, report.conflicts, report.kept, report.vanished) == ((), (), (), (), ())
    assert _bytes(tmp_path) == before


def test_both_languages_are_the_same_plant(tmp_path: Path) -> None:
    shapes = []
    for lang in ("en", "ja"):
        into = tmp_path / lang / "plant.yaml"
        for path in ledger_samples(tmp_path / lang, lang):
            import_ledger(path, into, apply=True, lang=lang)
        model = load(into)
        kinds = {ident: (part.kind, part.count, part.exposure) for ident, part in model.components.items()}
        links = sorted((link.kind, link.medium or "") for link in model.connections.values())
        shapes.append((kinds, links, len(model.organizations), len(model.physical), len(model.data)))
    assert shapes[0] == shapes[1]


def test_the_shipped_samples_are_what_the_script_makes(tmp_path: Path) -> None:
    from sanso.formats.tables import open_tables

    make(tmp_path)
    for lang in ("en", "ja"):
        for name, content in ledgers.files(lang).items():
            (tmp_path / f"shipped-{name}").write_bytes(content)
            tables = [open_tables(path).tables for path in (tmp_path / lang / name, tmp_path / f"shipped-{name}")]
            rows = [[(table.name, list(table), table.merged) for table in own] for own in tables]
            assert rows[0] == rows[1]


def test_a_preview_writes_nothing(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, *ROWS)
    report = import_ledger(ledger, tmp_path / "m.yaml")
    assert (report.applied, report.counts["components"]) == (False, 2)
    assert set(_bytes(tmp_path)) == {"台帳.csv"}


def test_hand_work_stays_and_differences_are_told(tmp_path: Path) -> None:
    into = tmp_path / "m.yaml"
    import_ledger(_ledger(tmp_path, *ROWS), into, apply=True)
    _changed(into, "kind: controller, ", "kind: controller, country: JP, ")  # added by hand
    _changed(into, "site: 第一, exposure: [vpn]", "site: 本館, exposure: [vpn]  # moved".replace("  # moved", ""))
    later = [
        ["A-1", "盤", "PLC", "第二", "3", "VPN、LTE", "ライン"],
        ["A-3", "新", "ロボット", "第一", "1", "", "ライン"],
    ]
    report = import_ledger(_ledger(tmp_path, *later), into, apply=True)
    assert {(row.section, row.id) for row in report.added} == {("components", "A-3")}
    assert {(row.field, row.ledger) for row in report.changed if row.id == "A-1"} == {
        ("count", 3),
        ("exposure/cellular", True),
    }
    assert [(row.field, row.model, row.ledger) for row in report.conflicts] == [("site", "本館", "第二")]
    assert [row.id for row in report.vanished] == ["A-2"]
    model = load(into)
    assert (model.components["A-1"].site, model.components["A-1"].country) == ("本館", "JP")
    assert model.components["A-1"].exposure == ("cellular", "vpn")
    assert "A-2" in model.components
    assert set(model.systems["ライン"].contains) == {"A-1", "A-2", "A-3"}
    again = import_ledger(tmp_path / "台帳.csv", into)
    assert again.conflicts == ()
    assert [(row.field, row.model, row.ledger) for row in again.kept] == [("site", "本館", "第二")]
    assert [row.id for row in again.vanished] == ["A-2"]


def test_the_ledger_may_win_and_what_vanished_may_end(tmp_path: Path) -> None:
    into = tmp_path / "m.yaml"
    import_ledger(_ledger(tmp_path, *ROWS), into, apply=True)
    _changed(into, "site: 第一", "site: 本館")
    later = [["A-1", "盤", "PLC", "第二", "1", "VPN", "ライン"]]
    import_ledger(_ledger(tmp_path, *later), into, apply=True, prefer_ledger=True, retire=dt.date(2026, 10, 1))
    model = load(into)
    assert model.components["A-1"].site == "第二"
    assert model.components["A-2"].valid is not None
    assert model.components["A-2"].valid.to == dt.date(2026, 10, 1)


def test_what_was_removed_by_hand_does_not_come_back(tmp_path: Path) -> None:
    into = tmp_path / "m.yaml"
    import_ledger(_ledger(tmp_path, *[[*row[:6], ""] for row in ROWS]), into, apply=True)
    lines = [line for line in into.read_text(encoding="utf-8").splitlines() if not line.startswith("  A-2")]
    into.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = import_ledger(tmp_path / "台帳.csv", into, apply=True)
    assert [(row.id, row.field) for row in report.kept] == [("A-2", "")]
    assert "A-2" not in load(into).components


def test_faulty_rows_stop_the_writing_unless_left_out(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, *ROWS, ["A-9", "机", "備品", "", "", "", ""])
    report = import_ledger(ledger, tmp_path / "m.yaml", apply=True)
    assert (report.refused, report.applied, (tmp_path / "m.yaml").exists()) == (True, False, False)
    report = import_ledger(ledger, tmp_path / "m.yaml", apply=True, skip_faults=True)
    assert report.applied
    assert set(load(tmp_path / "m.yaml").components) == {"A-1", "A-2"}


def test_a_mapping_is_proposed_edited_and_kept(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, *ROWS, ["A-9", "机", "備品", "", "", "", ""])
    mapping = tmp_path / "mapping.yaml"
    import_ledger(ledger, mapping=mapping)
    text = mapping.read_text(encoding="utf-8").replace("field: site", "field: ignore") + "kinds: {備品: physical}\n"
    mapping.write_text(text, encoding="utf-8")
    report = import_ledger(ledger, tmp_path / "m.yaml", mapping=mapping, apply=True)
    assert not report.refused
    assert load(tmp_path / "m.yaml").components["A-1"].site is None
    assert "A-9" in load(tmp_path / "m.yaml").physical
    renamed = ledger.rename(tmp_path / "台帳_2027.csv")
    report = import_ledger(renamed, tmp_path / "m.yaml")
    assert (report.refused, report.changed, report.added) == (False, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "- 1\n",
        "sanso_import: 2\nkind: assets\n",
        "sanso_import: 1\nkind: assets\ncolumns: [{heading: x, field: wheel}]\n",
    ],
)
def test_a_bad_mapping_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "mapping.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused):
        import_ledger(_ledger(tmp_path, *ROWS), mapping=tmp_path / "mapping.yaml")


def test_a_large_ledger_goes_into_a_table(tmp_path: Path) -> None:
    into = tmp_path / "m.yaml"
    rows = [[f"A-{n}", f"盤{n}", "PLC", "第一", "1", "", ""] for n in range(5_100)]
    report = import_ledger(_ledger(tmp_path, *rows), into, apply=True)
    assert (tmp_path / "parts").is_dir()
    assert len(load(into).components) == 5_100
    before = _bytes(tmp_path)
    assert import_ledger(tmp_path / "台帳.csv", into, apply=True).written == ()
    assert _bytes(tmp_path) == before
    rows[7][3] = "第二"
    report = import_ledger(_ledger(tmp_path, *rows), into, apply=True)
    assert [row.field for row in report.changed] == ["site"]
    assert load(into).components["A-7"].site == "第二"


VALUES = st.dictionaries(st.sampled_from(["site", "country", "count"]), st.integers(1, 3), max_size=3)
SECTION = st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES, max_size=3)


@settings(max_examples=200, deadline=None)
@given(SECTION, SECTION, SECTION)
def test_three_way_by_single_values(before: Any, now: Any, own: Any) -> None:
    """Against the rule itself: what only one side changed follows that side, what both changed stays."""
    merged = merge({"components": before}, {"components": now}, set(now), {"components": own})
    result = {ident: dict(value) for ident, value in own.items()}
    for change in merged.changed:
        if change.after is None:
            result[change.id].pop(change.field)
        else:
            result[change.id][change.field] = change.after
    result |= dict(merged.added.get("components", {}))
    for ident in {*now, *own}:
        base = before.get(ident, {})
        for key in ("site", "country", "count"):
            new, mine, got = (side.get(ident, {}).get(key) for side in (now, own, result))
            if ident not in own:
                assert got == (None if ident in before else new)
            elif ident in now and mine == base.get(key):
                assert got == new
            else:
                assert got == mine
    assert merge({"components": now}, {"components": now}, set(now), {"components": now}).quiet
