"""What a supplier is asked, and the files of the request, as `sanso request` writes them.

Where a workspace has evidence, what is not proven is asked for, unless it is said that what is stated shall do.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote

from sanso.analysis.open_points import OPEN
from sanso.verbs.requesting import RequestOrder, request_of, request_renderers

if TYPE_CHECKING:
    from sanso.analysis.asking import Detail, SupplierRequest
    from sanso.analysis.result import Assessment
    from sanso.model.text import Language
    from sanso.verbs.assessing import Evaluation
    from sanso.web.evidence.room import Looked

__all__ = ["LETTERS", "PACKAGE", "By", "Inquiry", "inquiry_of", "media_of", "open_by_supplier", "saved_as"]

By = Literal["proven", "stated"]
"""What counts as done: what the evidence proves, or what is stated."""
LETTERS: Final = ("letter.docx", "letter.html", "letter.pdf")
PACKAGE: Final = "request.zip"
"""The name of the archive of all files that `sanso request` writes."""
_MEDIA: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html; charset=utf-8",
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "yaml": "application/yaml",
        "md": "text/markdown; charset=utf-8",
        "zip": "application/zip",
    }
)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked of one supplier, with the assessment that says so."""

    made: Evaluation
    asked: SupplierRequest

    @property
    def open(self) -> bool:
        """Whether anything is asked."""
        return bool(self.asked.requirements or self.asked.confirmations)

    def files(self, lang: Language) -> dict[str, Callable[[], bytes]]:
        """Return what makes each file, by its name: letter, workbook, drafts, how to answer, and all of it packed.

        One raises `ReportNotWritten` where it needs a font that is not installed.
        """
        renderers = request_renderers(self.made, self.asked, lang)
        packed = {name: make for name, make in renderers.items() if not name.endswith(".pdf")}
        return {**renderers, PACKAGE: lambda: _archive(packed)}


def inquiry_of(
    stated: Evaluation,
    looked: Looked | None,
    supplier: str,
    *,
    by: By = "proven",
    asker: str | None = None,
    due: dt.date | None = None,
    detail: Detail = "category",
) -> Inquiry:
    """Return what is open for *supplier* on the model that *stated* assesses, by what the evidence *looked* proves.

    Raises:
        InputRefused: an organization is unknown.

    """
    made = stated
    if by == "proven" and looked is not None and looked.proven is not None:
        made = replace(stated, assessment=looked.proven.assessment, proven=looked.proven)
    return Inquiry(made, request_of(made, RequestOrder(supplier, asker, due, detail)))


def open_by_supplier(assessment: Assessment) -> dict[str, int]:
    """Return by organization on how many requirements something is open."""
    found: dict[str, int] = {}
    for row in assessment.requirements:
        if row.organization is not None and any(part.status in OPEN for part in row.parts):
            found[row.organization] = found.get(row.organization, 0) + 1
    return found


def media_of(name: str) -> str:
    """Return the media type of a file of a request."""
    return _MEDIA[name.rpartition(".")[2]]


def saved_as(name: str, supplier: str, lang: Language) -> str:
    """Return the header by which a browser saves a file of a request: letters of several suppliers stay apart.

    >>> saved_as("letter.docx", "maker", "ja"), saved_as("answers-maker.xlsx", "maker", "en")
    ("attachment; filename*=UTF-8''letter-maker-ja.docx", "attachment; filename*=UTF-8''answers-maker-en.xlsx")
    """
    stem, _, ending = name.rpartition(".")
    named = stem if stem.endswith(f"-{supplier}") else f"{stem}-{supplier}"
    return f"attachment; filename*=UTF-8''{quote(f'{named}-{lang}.{ending}')}"


def _archive(renderers: Mapping[str, Callable[[], bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, make in renderers.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), make(), zipfile.ZIP_DEFLATED)
    return made.getvalue()
