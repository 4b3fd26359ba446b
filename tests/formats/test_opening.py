"""What is opened, and what is refused with the reason; nothing is evaluated, run or crashes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from sanso.formats.archive import Limits
from sanso.formats.opening import ANSWER_SHEET, open_workbook_safely
from sanso.formats.tables import open_tables
from sanso.model.diagnostics import InputRefused


def _code(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(InputRefused) as refused:
        open_tables(path, limits)
    return refused.value.diagnostics[0].code


def _book(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.Workbook()
    for spot, value in cells.items():
        book.active[spot] = value
    book.save(path)
    return path


def _with_part(path: Path, name: str, change: bytes | None, *, old: bytes = b"", new: bytes = b"") -> Path:
    """Rewrite the archive with one part replaced or changed."""
    raw = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry.filename, source.read(entry.filename))
            elif change is None:
                target.writestr(name, source.read(name).replace(old, new))
        if change is not None:
            target.writestr(name, change)
    return path


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"%PDF-1.7 ...", "workbook-kind"),
        ("a.csv", b"%PDF-1.7 ...", "workbook-kind"),
        ("a.xlsx", b"id,name\n1,x\n", "workbook-kind"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-old"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "workbook-locked"),
        ("a.xlsx", b"", "import-empty"),
        ("a.xlsx", b"PK\x03\x04" + bytes(200), "workbook-broken"),
        ("a.csv", b"\x81\xff\xfe\x00abc", "text-encoding"),
        ("a.csv", "資産番号\0,名称".encode(), "nul-byte"),
        ("a.csv", b'"' + b"x" * 200_000 + b'"', "table-syntax"),
    ],
)
def test_false_names_and_broken_files(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert _code(tmp_path / name) == code


def test_other_archives_are_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert _code(tmp_path / "a.xlsx") == "workbook-kind"


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", {"A1": "x"})
    _with_part(path, "xl/sharedStrings.xml", b"<sst>" + b" " * 40_000_000 + b"</sst>")
    assert path.stat().st_size < 200_000
    assert _code(path) == "workbook-too-large"


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", {"A1": "x"})
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    size = entry.file_size.to_bytes(4, "little")
    changed = bytes(raw).replace(size, (entry.file_size - 20).to_bytes(4, "little"))
    path.write_bytes(changed)
    assert _code(path) == "workbook-broken"


def test_entities_are_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", {"A1": "x"})
    _with_part(path, "xl/styles.xml", b'<!DOCTYPE a [<!ENTITY b "cccc">]><styleSheet/>')
    assert _code(path) == "workbook-broken"


def test_a_cell_at_the_far_end_is_refused_but_a_format_there_is_not(tmp_path: Path) -> None:
    far = _book(tmp_path / "far.xlsx", {"A1": "x", "XFD1048576": "y"})
    assert _code(far) == "table-too-large"
    formatted = _book(tmp_path / "formatted.xlsx", {"A1": "x"})
    book = openpyxl.load_workbook(formatted)
    book.active["XFD1"].font = openpyxl.styles.Font(bold=True)
    book.save(formatted)
    assert next(iter(open_tables(formatted).tables[0]))[0] == "x"


def test_a_thousand_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{i}" for i in range(1000)), encoding="utf-8")
    assert _code(path) == "table-too-large"
    assert _code(_book(tmp_path / "wide.xlsx", {"ALL1": "x"})) == "table-too-large"


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "long.xlsx", {f"A{i}": i for i in range(1, 30)})
    assert _code(path, Limits(rows=20)) == "table-too-large"


def test_macros_are_left_aside(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsm", {"A1": "x"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    opened = open_tables(path)
    assert [remark.code for remark in opened.remarks] == ["workbook-macros"]
    assert next(iter(opened.tables[0])) == ["x"]


def test_formulas_and_errors_are_known_and_never_evaluated(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", {"A1": "=1+1", "B1": "#REF!", "C1": 3})
    table = open_tables(path).tables[0]
    assert table.formulas == {"A1": False}
    assert table.errors == {"B1"}
    assert next(iter(table))[2] == 3.0


def test_the_1904_date_system(tmp_path: Path) -> None:
    import datetime as dt

    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = dt.date(2026, 4, 1)
    book.save(tmp_path / "a.xlsx")
    assert next(iter(open_tables(tmp_path / "a.xlsx").tables[0])) == [dt.date(2026, 4, 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_character_sets_and_delimiters(tmp_path: Path, encoding: str, sign: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(sign.join(("資産番号", "名称", "設置場所")).encode(encoding))
    assert list(open_tables(path).tables[0]) == [["資産番号", "名称", "設置場所"]]


def test_the_sheet_of_answers_is_the_one_that_reports_write() -> None:
    from sanso.report.workbook import KEY_SHEET

    assert ANSWER_SHEET == KEY_SHEET


def test_deflate_that_ends_early_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", {"A1": "x"})
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    raw = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len(entry.filename)
    raw[start + 2 : start + 20] = bytes(18)
    path.write_bytes(bytes(raw))
    with pytest.raises(InputRefused):
        open_workbook_safely(path)
