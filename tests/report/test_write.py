from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from sanso.report import REPORT_FILES, ReportNotWritten, write, write_report

from .factory import small


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendering is tested elsewhere; here it is quick."""
    monkeypatch.setattr("sanso.report.html.render_html", lambda *_: "page")
    monkeypatch.setattr("sanso.report.workbook.render_workbook", lambda *_: b"book")
    monkeypatch.setattr("sanso.report.json_out.to_json", lambda *_: b"json")


def test_writes_three_files_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    heard: list[str] = []
    paths = write_report(out, *small(), "ja", heard.append)
    assert paths == tuple(out / name for name in REPORT_FILES)
    assert sorted(path.name for path in out.iterdir()) == sorted(REPORT_FILES)
    assert heard == list(REPORT_FILES)
    assert (out / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.usefixtures("contents")
def test_replaces_only_its_own_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("keep")
    (tmp_path / "report.html").write_text("old")
    write_report(tmp_path, *small(), "en")
    assert listing(tmp_path) == {
        "notes.txt": b"keep", "report.html": b"page", "assessment.xlsx": b"book", "assessment.json": b"json"
    }  # fmt: skip


@pytest.mark.usefixtures("contents")
@pytest.mark.parametrize("fails_at", REPORT_FILES)
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_failing_move_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str, error: BaseException
) -> None:
    (tmp_path / "assessment.json").write_text("old json")
    (tmp_path / "assessment.xlsx").write_text("old book")
    before = listing(tmp_path)
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.parent.name == "new" and self.name == fails_at:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(ReportNotWritten if isinstance(error, OSError) else KeyboardInterrupt):
        write_report(tmp_path, *small(), "en")
    assert listing(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


@pytest.mark.usefixtures("contents")
def test_a_full_disk_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(write, "_write_through", full)
    with pytest.raises(ReportNotWritten, match="disk is full") as caught:
        write_report(tmp_path / "a" / "b", *small(), "en")
    assert "空きがありません" in caught.value.message.ja
    assert list(tmp_path.iterdir()) == []


def test_a_failing_renderer_touches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> bytes:
        raise ValueError("broken")

    monkeypatch.setattr("sanso.report.workbook.render_workbook", broken)
    with pytest.raises(ValueError, match="broken"):
        write_report(tmp_path / "out", *small(), "en")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("contents")
@pytest.mark.parametrize("name", ["out", "out/deeper"])
def test_a_file_in_the_way(tmp_path: Path, name: str) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ReportNotWritten, match="not a directory") as caught:
        write_report(tmp_path / name, *small(), "en")
    assert "ディレクトリではなく" in caught.value.message.ja
    assert (tmp_path / "out").read_text() == "a file"


@pytest.mark.usefixtures("contents")
def test_a_directory_where_a_file_should_go(tmp_path: Path) -> None:
    (tmp_path / "assessment.xlsx").mkdir()
    (tmp_path / "report.html").write_text("old")
    with pytest.raises(ReportNotWritten, match="move it away"):
        write_report(tmp_path, *small(), "en")
    assert listing(tmp_path) == {"report.html": b"old"}


@pytest.mark.usefixtures("contents")
def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path / "out"))

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(ReportNotWritten, match="no permission"):
        write_report(tmp_path / "out", *small(), "en")


@pytest.mark.usefixtures("contents")
def test_a_linked_file_is_replaced_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.html").symlink_to(elsewhere)
    write_report(out, *small(), "en")
    assert elsewhere.read_text() == "mine"
    assert (out / "report.html").read_text() == "page"
