"""Open a Word file in LibreOffice, which sets it as PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import cache
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

__all__ = ["pages_of"]


def pages_of(data: bytes, folder: Path) -> list[str]:
    """Return the text of each page, without blanks; skip the test where LibreOffice with its Writer is not here."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    made = _converted(office, data, folder)
    if not made.exists():
        if _has_writer(office, folder):
            pytest.fail("LibreOffice does not open the file")
        pytest.skip("LibreOffice is here, but not its Writer (apt install libreoffice-writer)")
    return ["".join(page.extract_text().split()) for page in PdfReader(made).pages]


def _converted(office: str, data: bytes, folder: Path, name: str = "made") -> Path:
    (folder / f"{name}.docx").write_bytes(data)
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), str(folder / f"{name}.docx")]
    subprocess.run(command, capture_output=True, timeout=180, check=False)
    return folder / f"{name}.pdf"


@cache
def _has_writer(office: str, folder: Path) -> bool:
    blank = io.BytesIO()
    docx.Document().save(blank)
    return _converted(office, blank.getvalue(), folder, "blank").exists()
