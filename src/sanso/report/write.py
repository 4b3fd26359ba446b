"""Write the files of a report, whole or not at all.

Everything is rendered before a directory is touched, written to a hidden directory beside the targets, flushed
to disk, and only then moved into place. When a move fails, those already made are undone, so that earlier
files stand as they were. Nothing else in the target directory is touched.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language, Text

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.report.document import Document
    from sanso.report.views import Views

__all__ = [
    "ATTACK_FILE",
    "PDF_FILE",
    "REPORT_FILES",
    "WORD_FILE",
    "ReportNotWritten",
    "report_renderers",
    "with_fonts",
    "write_files",
    "write_report",
]

REPORT_FILES = ("report.html", "assessment.xlsx", "assessment.json")
"""Names of the files of a report, in the order in which they are returned."""

ATTACK_FILE = "attack.json"
"""Name of the file that comes last where the report holds an attack."""

PDF_FILE = "report.pdf"
WORD_FILE = "report.docx"
"""Names of the files for printing and for editing, written where they are asked for."""


class ReportNotWritten(Exception):
    """The report could not be written; earlier files stand as they were. *message* says it in both languages."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.show("en"))


def write_report(
    out: Path,
    model: Model,
    assessment: Assessment,
    catalogue: Catalogue,
    lang: Language,
    on_step: Callable[[str], None] | None = None,
    attack: AttackReport | None = None,
    *,
    pdf: bool = False,
    word: bool = False,
) -> tuple[Path, ...]:
    """Write page, workbook and JSON into *out* and return their paths; *on_step* hears the name of each file.

    With *attack* page and workbook hold it as well, and its JSON is written beside. *pdf* adds the report as
    archival PDF, *word* as a Word file.

    Raises:
        ReportNotWritten: the directory cannot be made or written, or no font for the PDF or the pictures of the
            Word file is installed; no file has changed.

    """
    renderers = report_renderers(model, assessment, catalogue, lang, attack)
    left_out = {name for name, wanted in ((PDF_FILE, pdf), (WORD_FILE, word)) if not wanted}
    kept = {name: make for name, make in renderers.items() if name not in left_out}
    return write_files(out, kept, on_step)


def report_renderers(
    model: Model,
    assessment: Assessment,
    catalogue: Catalogue,
    lang: Language,
    attack: AttackReport | None = None,
    views: Views | None = None,
) -> dict[str, Callable[[], bytes]]:
    """Return what makes each file of a report, by the name of the file, in the order in which they are written.

    A renderer raises `ReportNotWritten` where it needs a font that is not installed.
    """
    from sanso.report.html import render_html
    from sanso.report.json_out import attack_to_json, to_json
    from sanso.report.views import Views
    from sanso.report.workbook import render_workbook

    shared = views if views is not None else Views(model, assessment, catalogue)

    @cache
    def document() -> Document:
        from sanso.report.document.assessment import assessment_document

        return assessment_document(model, assessment, catalogue, lang, attack, shared)

    renderers: dict[str, Callable[[], bytes]] = {
        "report.html": lambda: render_html(model, assessment, catalogue, lang, attack, shared).encode(
            "utf-8", "replace"
        ),
        "assessment.xlsx": lambda: render_workbook(model, assessment, catalogue, lang, attack, shared),
        "assessment.json": lambda: to_json(assessment),
    }
    if attack is not None:
        renderers[ATTACK_FILE] = lambda: attack_to_json(attack)
    return renderers | _documents(document)


def write_files(
    out: Path, renderers: Mapping[str, Callable[[], bytes]], on_step: Callable[[str], None] | None = None
) -> tuple[Path, ...]:
    """Render every file, write them into *out*, all or none, and return their paths; *on_step* hears each name.

    Raises:
        ReportNotWritten: the directory cannot be made or written; no file has changed.

    """
    contents: dict[str, bytes] = {}
    for name in renderers:
        if on_step is not None:
            on_step(name)
        contents[name] = renderers[name]()
    try:
        _put(out, contents)
    except OSError as error:
        raise ReportNotWritten(_explain(out, error)) from error
    return tuple(out / name for name in contents)


def _documents(document: Callable[[], Document]) -> dict[str, Callable[[], bytes]]:
    """Return what renders the document for printing and for editing; both hold the same content."""
    from sanso.report.pdf import render_pdf
    from sanso.report.word import render_word

    return {
        PDF_FILE: lambda: with_fonts(render_pdf, document()),
        WORD_FILE: lambda: with_fonts(render_word, document()),
    }


def with_fonts(render: Callable[[Document], bytes], document: Document) -> bytes:
    """Render *document*; a missing font is a reason why nothing is written.

    Raises:
        ReportNotWritten: no font that its language needs is installed.

    """
    from sanso.report.pdf import NoFont

    try:
        return render(document)
    except NoFont as error:
        raise ReportNotWritten(error.message) from error


def _put(out: Path, contents: Mapping[str, bytes]) -> None:
    """Move *contents* into *out*, all or none."""
    with _directory(out), tempfile.TemporaryDirectory(prefix=".sanso-", dir=out, ignore_cleanup_errors=True) as held:
        fresh, before = Path(held, "new"), Path(held, "old")
        fresh.mkdir()
        before.mkdir()
        for name, data in contents.items():
            _write_through(fresh / name, data)
        _swap(out, fresh, before, list(contents))
        _flush_directory(out)


def _swap(out: Path, fresh: Path, before: Path, names: list[str]) -> None:
    for name in names:
        if os.path.lexists(out / name):
            _keep(out / name, before / name)
    moved: list[str] = []
    try:
        for name in names:
            (fresh / name).replace(out / name)
            moved.append(name)
    except BaseException:
        for name in moved:
            if os.path.lexists(before / name):
                (before / name).replace(out / name)
            else:
                (out / name).unlink(missing_ok=True)
        raise


def _keep(path: Path, copy: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    try:
        os.link(path, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, copy, follow_symlinks=False)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_directory(path: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _directory(out: Path) -> Iterator[None]:
    """Make *out* with its parents; take away again what was made when the body fails."""
    made: list[Path] = []
    missing = [path for path in (out, *out.parents) if not os.path.lexists(path)]
    try:
        for path in reversed(missing):
            path.mkdir(exist_ok=True)
            made.append(path)
        if not out.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(out))
        yield
    except BaseException:
        for path in reversed(made):
            try:
                path.rmdir()
            except OSError:
                break
        raise


def _explain(out: Path, error: OSError) -> Text:
    """Say in plain words why nothing was written and what to do."""
    where = error.filename if isinstance(error.filename, str) and ".sanso-" not in error.filename else str(out)
    why = {
        PermissionError: ("no permission to write there", "書き込む権限がありません"),
        NotADirectoryError: ("this is a file, not a directory", "ディレクトリではなくファイルです"),
        FileExistsError: ("this is a file, not a directory", "ディレクトリではなくファイルです"),
        IsADirectoryError: (
            "a directory stands where a file should go; move it away",
            "ファイルを置く場所に同名のディレクトリがあります。移動してください",
        ),
    }.get(type(error))
    if why is None and error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        why = ("the disk is full; free some space", "ディスクに空きがありません。空けてください")
    if why is None:
        detail = error.strerror or type(error).__name__
        why = (detail, detail)
    return Text(
        en=f"the report was not written to {where}: {why[0]}. Earlier files are unchanged.",
        ja=f"レポートを {where} に書き出せませんでした: {why[1]}。以前のファイルはそのままです。",
    )
