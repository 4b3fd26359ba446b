from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from sanso.report import REPORT_FILES, ReportNotWritten, write_report
from sanso.report.pdf import find_fonts
from sanso.report.write import PDF_FILE, WORD_FILE

from .factory import small

pytestmark = pytest.mark.skipif(find_fonts().japanese is None, reason="no Japanese font is installed")


def test_pdf_and_word_come_with_the_other_files(tmp_path: Path) -> None:
    heard: list[str] = []
    paths = write_report(tmp_path, *small(), "ja", heard.append, pdf=True, word=True)
    assert [path.name for path in paths] == [*REPORT_FILES, PDF_FILE, WORD_FILE] == heard
    assert len(PdfReader(tmp_path / PDF_FILE).pages) > 3
    assert docx.Document(str(tmp_path / WORD_FILE)).tables


@pytest.mark.parametrize(("pdf", "word"), [(True, False), (False, True), (False, False)])
def test_only_what_was_asked_for_is_written(tmp_path: Path, *, pdf: bool, word: bool) -> None:
    write_report(tmp_path, *small(), "en", pdf=pdf, word=word)
    assert (tmp_path / PDF_FILE).exists() == pdf
    assert (tmp_path / WORD_FILE).exists() == word


def test_both_hold_the_same_headings(tmp_path: Path) -> None:
    write_report(tmp_path, *small(), "en", pdf=True, word=True)
    headings = [
        p.text for p in docx.Document(str(tmp_path / WORD_FILE)).paragraphs if p.style.name.startswith("Heading")
    ]

    def titles(outline: Any) -> list[str]:
        return [t for one in outline for t in (titles(one) if isinstance(one, list) else [one.title])]

    found = titles(PdfReader(io.BytesIO((tmp_path / PDF_FILE).read_bytes())).outline)
    assert [title.replace("\u200b", "") for title in found if title != "Contents"] == [
        heading.replace("\u200b", "") for heading in headings
    ]


def test_without_a_font_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = find_fonts({}, system=False)
    monkeypatch.setattr("sanso.report.pdf.render.find_fonts", lambda: bare)
    with pytest.raises(ReportNotWritten) as refused:
        write_report(tmp_path / "out", *small(), "ja", pdf=True)
    assert "sanso doctor" in refused.value.message.show("ja")
    assert not (tmp_path / "out").exists()
